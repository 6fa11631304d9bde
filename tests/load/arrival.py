"""A hall that scans at the same moment: every phone's first visit, from the code to the station that can be used.

What each fetches when that is over is counted by itself (`later_…`): real phones do so at moments by lot.
"""

import asyncio
import gc
import random
from contextlib import suppress
from typing import Any

from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.websocket import LANGUAGE, Refused
from tests.load import machine, told
from tests.load.phone import Phone
from tests.load.plan import Plan
from tests.load.tally import Tally, percentiles
from tests.load.targets import Target
from tests.load.visit import Visit

TRY_AGAIN_WITHIN = 0.5


async def arrival(target: Target, plan: Plan, filled: int, language: str = LANGUAGE) -> dict[str, Any]:
    """Let all phones scan the first station's code at once; `lost` are phones that do not hold all it holds.

    `language` is the list of languages for which all of them ask.
    """
    tally = Tally()
    phones = [Phone(tally, target, target.stations[0], 0, deflate=plan.deflate) for _ in range(plan.phones)]
    visits = [Visit(target.host, language) for _ in phones]
    gc.collect()
    gc.freeze()  # a collection over all phones would delay them, not the server
    loop = asyncio.get_running_loop()
    ready: list[float] = []
    again = 0
    cpu, begun = machine.cpu_seconds(target.pid), loop.time()

    async def arrive(phone: Phone, visit: Visit) -> None:
        nonlocal again
        await visit.scan(target.codes[phone.station])
        phone.cookie, phone.revision = visit.cookie, visit.revision
        while True:
            with suppress(Offline, Refused, OSError):
                await phone.connect()
                ready.append(loop.time() - begun)
                await phone.read_wordings()
                return
            again += 1
            await asyncio.sleep(random.random() * TRY_AGAIN_WITHIN)

    with machine.watched() as lag:
        await asyncio.gather(*map(arrive, phones, visits))
    seconds, spent = loop.time() - begun, machine.cpu_seconds(target.pid) - cpu
    tells = await asyncio.to_thread(told.figures, target.metrics, seconds)
    requests, received = _together(visits)
    for visit in visits:
        await visit.stay()
    all_requests, all_received = _together(visits)
    figures = {
        "ready_ms": percentiles(ready),
        "cpu_seconds": spent,
        "requests": requests,
        "megabytes": received / 1e6,
        "later_requests": all_requests - requests,
        "later_megabytes": (all_received - received) / 1e6,
        "came_again": again,
        "lost": sum(phone.revision < filled for phone in phones),
        "client_busy": lag.busy,
        "server_tells": tells,
    }
    for phone in phones:
        phone.leave()
    return figures


def _together(visits: list[Visit]) -> tuple[int, int]:
    return sum(visit.requests for visit in visits), sum(visit.received for visit in visits)
