"""How long the network may take for a body or an answer as a whole.

A socket's own time-out begins anew with every byte, so that somebody who sends or reads one byte a minute is never
late. Here the whole has so many seconds, and more only for what has come through.
"""

import time
from collections.abc import Callable

from facilitation import bounds

SECONDS = bounds.BODY_SECONDS
BYTES_A_SECOND = bounds.BYTES_A_SECOND


class Pace:
    """Counts the seconds for which the other side is waited for; `slowest` in bytes a second buys further ones.

    With `slowest` 0 nothing does.
    """

    def __init__(
        self, slowest: int = 0, seconds: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.slowest = slowest
        self._seconds = SECONDS if seconds is None else seconds
        self._clock = clock
        self._waited = 0.0
        self._moved = 0

    def left(self) -> float:
        """Return the seconds that the other side still has. Raises TimeoutError where it has none."""
        earned = self._moved / self.slowest if self.slowest else 0.0
        left = self._seconds + earned - self._waited
        if left <= 0:
            raise TimeoutError("the network was too slow")
        return left

    def begin(self) -> float:
        """Return the moment at which waiting begins, for `count`."""
        return self._clock()

    def count(self, begun: float) -> None:
        """Count a wait that began then and ends now."""
        self._waited += self._clock() - begun

    def earn(self, moved: int) -> None:
        """Count bytes that have come through."""
        self._moved += moved
