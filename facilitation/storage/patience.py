"""How long to wait for what may be away: a database that is locked, or that answers nobody."""

import time
from collections.abc import Callable

LESSON_SECONDS = 2.0
"""Seconds for which nobody waits long for what somebody has waited for in vain."""


class Patience:
    """How long to wait for what may be away: `usual` seconds, and `short` ones where that was in vain just now.

    A phone's orders are answered one after the other; the tenth must not wait ten times as long.
    """

    def __init__(self, usual: float, short: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.usual = usual
        self.short = short
        self.clock = clock
        self._lost: float | None = None

    @property
    def is_lost(self) -> bool:
        """Whether somebody has just waited in vain."""
        return self._lost is not None and self.clock() - self._lost < LESSON_SECONDS

    @property
    def seconds(self) -> float:
        """Seconds to wait now."""
        return self.short if self.is_lost else self.usual

    def lose(self) -> None:
        """Remember that somebody has waited in vain."""
        self._lost = self.clock()

    def forget(self) -> None:
        """Wait as usual from now on."""
        self._lost = None
