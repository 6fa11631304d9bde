"""Makes the phones of every kind, spread over the stations, and the hosts' tablets."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from itertools import product

from tests.load.phone import Kind, Phone
from tests.load.plan import Plan
from tests.load.tally import Tally
from tests.load.targets import Target

JOINING_AT_ONCE = 50


async def come_in(phones: Iterable[Phone]) -> None:
    """Each scans the code of its station, loads it and opens it; so many at once as find the door open."""
    door = asyncio.Semaphore(JOINING_AT_ONCE)

    async def through(phone: Phone) -> None:
        async with door:
            await phone.join()
            await phone.load()
            await phone.connect()

    await asyncio.gather(*map(through, phones))


def seated(plan: Plan, target: Target, stations: Sequence[str], tally: Tally, chance: random.Random) -> list[Phone]:
    """Make every phone, then every tablet; which phones poll or never read is drawn, equally in every run."""
    lines: list[Kind] = ["websocket"] * plan.phones
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
