"""How much one participant may send: more than a lively table needs, too little to flood a hall.

Counted per participant, never per address: a whole hall shares one. In memory and without waiting, because it happens
inside the writing transaction, where it is known whether an order is new or only sent again.
"""

import math
import threading
import time
from dataclasses import dataclass

from facilitation.actor import Actor
from facilitation.errors import CafeError


@dataclass(frozen=True)
class Limit:
    """So many a minute in the long run; so many at once, for a phone that comes back after a while without network."""

    per_minute: int
    at_once: int

    @property
    def pause(self) -> float:
        """Seconds after which one more is allowed."""
        return 60 / self.per_minute


LIMITS = {
    "add": Limit(per_minute=12, at_once=120),
    "change": Limit(per_minute=30, at_once=60),
    "vote": Limit(per_minute=60, at_once=60),
    "feedback": Limit(per_minute=12, at_once=60),
}
"""`add`: contributions, replies too. `change`: new wordings and withdrawals. `vote`: dots given or taken back.
`feedback`: answers to the survey, changed ones too."""

MOST_KNOWN = 10_000
"""So many are remembered before those who have been quiet are forgotten."""

clock = time.monotonic

_lock = threading.Lock()
_used_until: dict[tuple[int | None, str], float] = {}
"""When what somebody has sent will have been made up for by waiting."""


def count(actor: Actor, station_id: int | None, what: str) -> None:
    """One more of `what` (a key of LIMITS). Hosts and organisers at their own station are not counted, nor organisers

    with what belongs to no station.

    Raises CafeError `too_many` (retry_after: seconds), which counts as nothing.
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
    """Begin anew, as a fresh process does."""
    _used_until.clear()
