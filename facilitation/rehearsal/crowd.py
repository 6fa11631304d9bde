"""A whole rehearsal: lets its people live their day, and tells the server every second how far it is."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.day import Day
from facilitation.rehearsal.guest import Guest
from facilitation.rehearsal.plan import Plan
from facilitation.rehearsal.staff import Host, Organiser

TOLD_EVERY = 1.0
"""Seconds between two times of telling how far it is."""
AWAY = 15.0
"""Seconds without the server after which the rehearsal ends."""
GRACE = 10.0
"""Seconds without any answer after the end of the day until nothing more is waited for."""
Told = dict[str, Any]


class Crowd:
    """One rehearsal of a plan; `show` hears what the server is told, too."""

    def __init__(self, plan: Plan, show: Callable[[Told], None] = lambda told: None, seed: int | None = None) -> None:
        chance = random.Random(seed)
        self.day = Day(plan)
        self.guests = [Guest(self.day, number, random.Random(chance.random())) for number in range(plan.people)]
        self.organiser = Organiser(self.day)
        self.hosts = [Host(self.day, station, random.Random(chance.random())) for station in plan.stations]
        self._show = show

    async def run(self) -> Told:
        """Live the day to its end, or until the server says that it is to stop; return what was told last.

        Raises Offline, Refused, OSError where the server lets nobody in.
        """
        await self.day.find_way()
        await self.organiser.come()
        living: list[Awaitable[None]] = [guest.live() for guest in self.guests]
        if self.day.plan.plays:
            living += [self.organiser.live(), *(host.live() for host in self.hosts)]
        tasks = [asyncio.ensure_future(one) for one in living]
        whole = asyncio.ensure_future(self._live_to_the_end(tasks))
        telling = asyncio.ensure_future(self._tell_again_and_again())
        try:
            await asyncio.wait({whole, telling}, return_when=asyncio.FIRST_COMPLETED)
            if whole.done():
                await whole
        finally:
            for task in (whole, telling, *tasks):
                task.cancel()
            await asyncio.gather(whole, telling, *tasks, return_exceptions=True)
            told = await self._end()
        return told

    async def _live_to_the_end(self, tasks: Sequence[asyncio.Future[None]]) -> None:
        """Let the day pass, then wait for what is due by then as long as any of it arrives: machines may be slow."""
        await self.day.pace.run()
        left: set[asyncio.Future[None]] = set(tasks)
        while left:
            before = self.day.latency.answered
            left = (await asyncio.wait(left, timeout=GRACE))[1]
            if self.day.latency.answered == before:
                break
        if self.day.plan.plays:
            await self.organiser.close()

    async def _tell_again_and_again(self) -> None:
        """Tell how far it is, and return where the server says that it is to end, or has been away for too long."""
        loop = asyncio.get_running_loop()
        answered = loop.time()
        while loop.time() - answered < AWAY:
            told = self.told()
            self._show(told)
            try:
                wanted = await self.organiser.tell(told)
                answered = loop.time()
            except (Offline, OSError, ValueError):
                await asyncio.sleep(TOLD_EVERY)
                continue
            if wanted is None or wanted["wanted"] == "stop":
                return
            self.day.pace.runs = wanted["wanted"] == "run"
            self.day.pace.seconds = wanted["seconds"]
            await asyncio.sleep(min(TOLD_EVERY, self.day.pace.seconds / 20))

    def told(self, *, ended: bool = False) -> Told:
        """Return how far it is, as the server is told (docs/protocol.md, "A rehearsal")."""
        day = self.day
        step, position = day.plan.step(day.pace.at)
        left = sum(guest.has_left for guest in self.guests)
        here = sum(guest.is_here for guest in self.guests)
        return {
            "step": "end" if ended else step,
            "round": position,
            "at": int(day.pace.played),
            "here": here,
            "left": left,
            "late": len(self.guests) - here - left,
            "orders": day.latency.sent,
            "refused": day.latency.refused,
            "straight": int(day.is_straight),
            "latency": day.latency.summed_up(),
            "line": day.latency.line(),
        }

    async def _end(self) -> Told:
        told = self.told(ended=True)
        self._show(told)
        with suppress(Offline, OSError, ValueError):  # it was deleted, or the server is away
            await self.organiser.tell(told)
        for one in (*self.guests, *self.hosts, self.organiser):
            one.leave() if isinstance(one, Guest) else one.hang_up()
        return told
