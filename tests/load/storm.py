"""A hall whose network was away: every phone comes back at the same moment."""

import asyncio
import gc
import random
from contextlib import suppress
from typing import Any

from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.websocket import Refused
from tests.load import machine, told
from tests.load.hall import Hall
from tests.load.phone import Phone
from tests.load.plan import Plan
from tests.load.tally import percentiles
from tests.load.targets import Target

STORMS = 3
"""Repetitions: a storm takes only a second, in which something else may happen on a machine."""
IDLE = 0.5
"""Seconds in which a server must do nothing to be called at rest."""
LONGEST_UNREST = 60
TICK = 0.01
"""Seconds; the resolution of processor time in /proc."""
TRY_AGAIN_WITHIN = 0.5


async def storm(target: Target, phones: int, filled: int, *, deflate: bool) -> dict[str, Any]:
    """Let all phones come in, vanish, and come back at once, each loading all of its station; STORMS times.

    The figures are those of the median storm; `lost` is the sum of all.
    """
    hall = Hall(Plan(phones=phones, seconds=0, deflate=deflate), target)
    await hall.come_in()
    storms = []
    for _ in range(STORMS):
        await hall.leave()
        await _at_rest(target.pid)
        storms.append(await _all_come_back(hall, target, filled))
    await hall.leave()
    storms.sort(key=lambda figures: figures["back_ms"]["max"])
    return storms[STORMS // 2] | {"lost": sum(one["lost"] for one in storms)}


async def _all_come_back(hall: Hall, target: Target, filled: int) -> dict[str, Any]:
    gc.collect()
    gc.freeze()  # a collection over a thousand phones would delay them, not the server
    loop = asyncio.get_running_loop()
    taken: list[float] = []
    again = 0
    cpu, waited, begun = machine.cpu_seconds(target.pid), machine.waited_seconds(target.pid), loop.time()

    async def come_back(phone: Phone) -> None:
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
    return {
        "back_ms": percentiles(taken),
        "cpu_seconds": machine.cpu_seconds(target.pid) - cpu,
        "waited": machine.waited_seconds(target.pid) - waited,
        "came_again": again,
        "lost": sum(phone.revision < filled for phone in hall.phones),
        "client_busy": lag.busy,
        "server_tells": await asyncio.to_thread(told.figures, target.metrics, loop.time() - begun),
    }


async def _at_rest(pid: int) -> None:
    for _ in range(round(LONGEST_UNREST / IDLE)):
        before = machine.cpu_seconds(pid)
        await asyncio.sleep(IDLE)
        if machine.cpu_seconds(pid) - before <= TICK:
            return
