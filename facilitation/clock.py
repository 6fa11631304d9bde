"""This machine's clock, and how far it may be believed: laptops' clocks are wrong, are put right, and stand still.

What is stored and sent says what the clock shows. A steady clock, which nobody can set, tells beside it when it was
moved while this process runs; how long the process was away before, nobody here knows. So nothing that cannot be taken
back is done for the clock alone: it waits for what surely passed (`surely_passed`), or for a moment that is `certain`.
`services/witness.py` asks others whether the clock is right.
"""

import datetime as dt
import time
from typing import NamedTuple

from facilitation.memory import remembered

MOVED_SECONDS = 60.0
"""Seconds by which the clock and the steady one differ from one look to the next when somebody moved it."""
MOST_STEPS = 100
"""Moves of the clock that are remembered."""

wall = time.time
"""What the machine's clock shows, in seconds since 1970."""


def steady() -> float:
    """Return seconds that nobody can set; they go on while the machine sleeps, where it tells them so."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Step(NamedTuple):
    """A move of the clock: what it showed right after, and by how many seconds it went forward (negative: back)."""

    at: float
    size: float
    away: bool = False
    """Whether this process was not there meanwhile: the time may have passed, or the clock may be wrong."""


class _Course:
    """How the clock went since this process began; `ahead` is by how many seconds it is beyond what is certain.

    `came_back` tells whether the process knows what was certain before it.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing, as a new process."""
        self.ahead = 0.0
        self.steps: list[Step] = []
        self.came_back = False
        self._last: tuple[float, float] | None = None

    def look(self) -> float:
        """Return what the clock shows; note where it was moved since the last look. Real threads look, too."""
        shown, passed = wall(), steady()
        last, self._last = self._last, (shown, passed)
        if last is not None:
            size = shown - last[0] - (passed - last[1])
            if abs(size) > MOVED_SECONDS:
                self._move(Step(shown, size))
        return shown

    def come_back(self, seen: float | None) -> None:
        """Begin after a pause: `seen` is the newest moment that was certain before it; None: there was none."""
        shown, self.came_back = self.look(), True
        if seen is not None and shown - seen > MOVED_SECONDS:
            self._move(Step(shown, shown - seen, away=True))

    def agree(self) -> None:
        """Somebody else's clock shows the same: the time that this process was away has passed."""
        self.ahead = 0.0
        self.steps = [step for step in self.steps if not step.away]

    def doubt(self, seconds: float) -> None:
        """Somebody else's clock is behind this one by so many seconds."""
        self.ahead = max(0.0, seconds)

    def _move(self, step: Step) -> None:
        self.steps = [*self.steps, step][-MOST_STEPS:]
        self.ahead = max(0.0, self.ahead + step.size)


_course = remembered(_Course())
look, come_back, agree, doubt = _course.look, _course.come_back, _course.agree, _course.doubt


def now() -> dt.datetime:
    """Return what the clock shows, in UTC."""
    return dt.datetime.fromtimestamp(_course.look(), dt.UTC)


def certain() -> dt.datetime:
    """Return the moment that has come in any case, in UTC; not after `now`."""
    shown = _course.look()
    return dt.datetime.fromtimestamp(shown - _course.ahead, dt.UTC)


def has_come_back() -> bool:
    """Tell whether this process knows what was certain before it began; until then it cannot doubt its clock."""
    return _course.came_back


def is_doubted() -> bool:
    """Tell whether the clock is further than what is certain."""
    _course.look()
    return _course.ahead > 0


def moved(since: float, *, away: bool = True) -> float:
    """Return by how many seconds the clock was moved since it showed `since`; negative where it was put back.

    `away`: with the time that this process was not there, of which nobody has said yet that it passed.
    """
    until, found = _course.look(), 0.0
    for step in reversed(_course.steps):
        if step.at <= since <= until:  # shown since this move, and before the next one
            break
        found += step.size if away or not step.away else 0.0
        until = step.at - step.size
    return found


def surely_passed(since: float) -> float:
    """Return the seconds that passed in any case since the clock showed `since`; negative where it never did yet."""
    return _course.look() - since - moved(since)


def earliest() -> dt.datetime:
    """Return what the clock would show in UTC had it never been put forward: for memories that may be too long."""
    shown = _course.look()
    return dt.datetime.fromtimestamp(shown - sum(max(0.0, step.size) for step in _course.steps), dt.UTC)
