"""A hall whose network was away: every phone comes back at the same moment."""

import asyncio
import gc
import random
from contextlib import suppress
from typing import Any

from tests.load import machine, told
from tests.load.hall import Hall
from tests.load.phone import Offline
from tests.load.plan import Plan
from tests.load.tally import percentiles
from tests.load.targets import Target
from tests.load.websocket import Refused

IDLE = 0.5
"""Seconds in which a server must do nothing to be called at rest."""
LONGEST_UNREST = 60
TICK = 0.01
"""What /proc can tell of processor time, in seconds."""
TRY_AGAIN_WITHIN = 0.5


async def storm(target: Target, phones: int, filled: int, *, deflate: bool) -> dict[str, Any]:
    """All phones come in, vanish, and come back at once, each with everything its station holds."""
    hall = Hall(Plan(phones=phones, seconds=0, deflate=deflate), target)
    await hall.come_in()
    await hall.leave()
    await _at_rest(target.pid)
    gc.collect()
    gc.freeze()  # a collection over a thousand phones would hold them up, not the server
    loop = asyncio.get_running_loop()
    taken: list[float] = []
    again = 0
    cpu, waited, begun = machine.cpu_seconds(target.pid), machine.waited_seconds(target.pid), loop.time()

    async def come_back(phone: Any) -> None:
        nonlocal again
        while True:
            with suppress(Offline, Refused, OSError):
                await phone.come_back()
                taken.append(loop.time() - begun)
                return
            again += 1
            await asyncio.sleep(random.random() * TRY_AGAIN_WITHIN)

    with machine.watched() as lag:
        await asyncio.gather(*map(come_back, hall.phones))
    figures = {
        "back_ms": percentiles(taken),
        "cpu_seconds": machine.cpu_seconds(target.pid) - cpu,
        "waited": machine.waited_seconds(target.pid) - waited,
        "came_again": again,
        "lost": sum(phone.revision < filled for phone in hall.phones),
        "client_busy": lag.busy,
        "server_tells": await asyncio.to_thread(told.figures, target.metrics, loop.time() - begun),
    }
    await hall.leave()
    return figures


async def _at_rest(pid: int) -> None:
    for _ in range(round(LONGEST_UNREST / IDLE)):
        before = machine.cpu_seconds(pid)
        await asyncio.sleep(IDLE)
        if machine.cpu_seconds(pid) - before <= TICK:
            return
