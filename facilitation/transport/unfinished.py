"""Connections whose clients are waited for: half a head, a body that does not come, an answer that nobody reads.

They are not people. There may be so many of each kind; then the one that is waited for longest is closed. Whoever is
closed in an honest pause comes again, and whoever opens thousands only takes the places of the thousands before.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any


class Unfinished:
    """Connections in the order in which their waits began, at most `most`."""

    def __init__(self, most: int, close: Callable[[Any], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._close = close
        self._clock = clock
        self._since: OrderedDict[Any, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._since)

    def add(self, connection: Any) -> None:
        """Wait for this connection from now on; one that is waited for already keeps its place."""
        if connection not in self._since:
            self._since[connection] = self._clock()

    def remove(self, connection: Any) -> None:
        """Wait for it no longer; repeating is harmless."""
        self._since.pop(connection, None)

    def make_room(self) -> None:
        """Close the oldest where there are too many."""
        while len(self._since) > self.most:
            self.give_up()

    def give_up(self) -> bool:
        """Close the oldest; tell whether there was one."""
        if not self._since:
            return False
        connection, _ = self._since.popitem(last=False)
        self._close(connection)
        return True

    def oldest(self) -> float | None:
        """Return for how many seconds the oldest has been waited for; None where there is none."""
        return next((self._clock() - since for since in self._since.values()), None)
