"""Who is heard, or answered, next, where more come than the loop can serve at once.

One laptop may have a thousand screens, and if each had its turn before anybody had the next, a phone's order would wait
for all of them. So it is persons who take turns, whatever they have open, and the loop looks after a few of them who
else is there.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Protocol

AT_ONCE = 8
"""Turns and orders that are begun before the loop looks who else is there: a few milliseconds."""


class Loop(Protocol):
    """What a line needs of a loop (`loop.py`)."""

    def spawn(self, call: Callable[[], None], /) -> object:
        """Call it in a green thread of its own, soon."""

    def later(self, seconds: float, call: Callable[[], None], /) -> object:
        """Call it once after so many seconds."""


class Line:
    """Calls that wait, each for somebody; one of each person in turn, and so many `at_once`."""

    def __init__(self, loop: Loop, at_once: int = AT_ONCE) -> None:
        self._loop = loop
        self._at_once = at_once
        self._waiting: OrderedDict[Hashable, deque[Callable[[], None]]] = OrderedDict()
        self._begun = 0
        self._due = False

    def ask(self, person: Hashable, call: Callable[[], None]) -> None:
        """Call this in a green thread: soon where few wait, else when it is this person's turn."""
        if self._begun < self._at_once and not self._waiting:
            self._begin(call)
            return
        self._waiting.setdefault(person, deque()).append(call)

    def has_room(self) -> bool:
        """Tell whether few wait, so that the caller may do something of this size now; it counts as begun then."""
        if self._begun >= self._at_once or self._waiting:
            return False
        self._count()
        return True

    def _begin(self, call: Callable[[], None]) -> None:
        self._count()
        self._loop.spawn(call)

    def _count(self) -> None:
        self._begun += 1
        if not self._due:
            self._due = True
            self._loop.later(0, self._go_on)

    def _go_on(self) -> None:
        self._due = False
        self._begun = 0
        while self._waiting and self._begun < self._at_once:
            person, calls = self._waiting.popitem(last=False)
            call = calls.popleft()
            if calls:
                self._waiting[person] = calls
            self._begin(call)
