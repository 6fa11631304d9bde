"""Who is in the hall: phones of every kind, spread over the stations, and the hosts' tablets."""

import random
from collections.abc import Sequence
from itertools import product

from tests.load.phone import Line, Phone
from tests.load.plan import Plan
from tests.load.tally import Tally
from tests.load.targets import Target


def seated(plan: Plan, target: Target, stations: Sequence[str], tally: Tally, chance: random.Random) -> list[Phone]:
    """Every phone, then every tablet. Which phones poll and which never read is drawn, the same in every run."""
    lines: list[Line] = ["websocket"] * plan.phones
    drawn = chance.sample(range(plan.phones), plan.phones)
    polling, silent = round(plan.phones * plan.polling), round(plan.phones * plan.silent)
    for index in drawn[:polling]:
        lines[index] = "polling"
    for index in drawn[polling : polling + silent]:
        lines[index] = "silent"
    phones = [
        Phone(tally, target, stations[index % len(stations)], plan.posts, deflate=plan.deflate, line=line)
        for index, line in enumerate(lines)
    ]
    tablets = [
        Phone(tally, target, station, plan.posts, deflate=plan.deflate, audience="hosts")
        for station, _ in product(stations, range(plan.hosts))
    ]
    return phones + tablets
