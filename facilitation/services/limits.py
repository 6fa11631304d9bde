"""How much one participant may send: more than a lively table needs, too little to flood a hall.

Counted per participant, never per address, because a whole hall shares one address. Counting is in memory and never
waits: it happens inside the writing transaction, where it is known whether an order is new or only sent again.
"""

import math
import threading
import time
from dataclasses import dataclass

from facilitation.actor import Actor
from facilitation.errors import CafeError


@dataclass(frozen=True)
class Limit:
    """How many orders are allowed: `per_minute` in the long run, `at_once` in a burst.

    A phone that was without network for a while sends what it kept at once.
    """

    per_minute: int
    at_once: int

    @property
    def pause(self) -> float:
        """Seconds after which one more order is allowed."""
        return 60 / self.per_minute


LIMITS = {
    "add": Limit(per_minute=12, at_once=120),
    "change": Limit(per_minute=30, at_once=60),
    "vote": Limit(per_minute=60, at_once=60),
    "feedback": Limit(per_minute=12, at_once=60),
}
"""Limits by what is sent.

`add`: contributions and replies. `change`: new wordings and withdrawals. `vote`: dots given or taken back. `feedback`:
answers to the survey, also changed ones.
"""

MOST_KNOWN = 10_000
"""Counts that are kept before those of quiet participants are forgotten."""

clock = time.monotonic
"""The clock that limits are counted by, in seconds."""

_lock = threading.Lock()
_used_until: dict[tuple[int | None, str], float] = {}
"""When the orders that a participant has sent will be made up for by waiting, on `clock`."""


def count(actor: Actor, station_id: int | None, what: str) -> None:
    """Count one more order of this kind (`what`, a key of LIMITS), or refuse it.

    Hosts are not counted at their own stations, organisers nowhere. Raises CafeError `too_many` (retry_after: seconds);
    a refused order does not count.
    """
    if actor.organiser or station_id in actor.hosts:
        return
    limit, moment, key = LIMITS[what], clock(), (actor.participant_id, what)
    with _lock:
        used = max(moment, _used_until.get(key, moment))
        wait = used - moment - (limit.at_once - 1) * limit.pause
        if wait > 0:
            raise CafeError("too_many", retry_after=max(2, math.ceil(wait)))  # "1 seconds" is no sentence
        if len(_used_until) >= MOST_KNOWN:
            _forget_the_quiet(moment)
        _used_until[key] = used + limit.pause


def _forget_the_quiet(moment: float) -> None:
    for key in [key for key, until in _used_until.items() if until <= moment]:
        del _used_until[key]


def forget_all() -> None:
    """Forget all counts, as a new process has none."""
    _used_until.clear()
