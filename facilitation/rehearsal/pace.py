"""The rehearsal's own clock: it runs from 0 to 1, as fast as somebody chose, and stands still while it is paused."""

import asyncio
import heapq
import itertools

TICK = 0.02
"""Seconds between two looks at what is due."""


class Pace:
    """A day of `seconds`; `at` is how far it is, as a share of the whole. `runs` is False while it is paused."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at = 0.0
        self.runs = True
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = itertools.count()

    @property
    def played(self) -> float:
        """Seconds that were played, by the speed that is chosen now."""
        return self.at * self.seconds

    async def until(self, share: float) -> None:
        """Wait for a moment of the day; one that has passed is waited for no longer."""
        if share <= self.at:
            await asyncio.sleep(0)
            return
        due = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (share, next(self._number), due))
        await due

    async def run(self) -> None:
        """Let the day pass, and return at its end."""
        loop = asyncio.get_running_loop()
        before = loop.time()
        while self.at < 1:
            await asyncio.sleep(TICK)
            now = loop.time()
            if self.runs:
                self.at = min(1.0, self.at + (now - before) / self.seconds)
            before = now
            while self._waiting and self._waiting[0][0] <= self.at:
                due = heapq.heappop(self._waiting)[2]
                if not due.done():
                    due.set_result(None)
