"""How much one participant may send: more than a lively table needs, too little to flood a hall.

Counted per participant, never per address, because a whole hall shares one address. Counting is in memory and never
waits: it happens inside the writing transaction, where it is known whether an order is new or only sent again.
What was typed is looked at after that, so that texts that are refused count, too.

Whatever else is refused counts by itself, for strangers by their connection: a flood of orders that nobody may give is
answered before anything is looked up for it.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeAlias

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.memory import remembered

GROWING = bounds.GROWING_SECONDS


@dataclass(frozen=True)
class Limit:
    """How many orders are allowed: `per_minute` in the long run, `at_once` in a burst.

    A phone that was without network for a while sends what it kept at once.
    """

    per_minute: int
    at_once: int
    at_first: int | None = None
    """What may come at once from somebody who is new; it grows to `at_once` within GROWING."""

    def burst(self, age: float) -> float:
        """Return how many orders may come at once from somebody who came so many seconds ago."""
        if self.at_first is None:
            return self.at_once
        return self.at_first + (self.at_once - self.at_first) * min(1.0, max(0.0, age) / GROWING)

    @property
    def pause(self) -> float:
        """Seconds after which one more order is allowed."""
        return 60 / self.per_minute


LIMITS = {what: Limit(*rate) for what, rate in bounds.RATES.items()}
"""Limits by what is sent."""
MOST_KNOWN = bounds.COUNTS_KEPT

clock = time.monotonic
"""The clock that limits are counted by, in seconds."""

_lock = threading.Lock()
Sender: TypeAlias = int | str | None
"""A participant's id, or a stranger's connection; None for hosts and organisers, of whom nothing is counted."""
_used_until: dict[tuple[Sender, str], float] = remembered({})
"""When the orders that somebody has sent will be made up for by waiting, on `clock`."""
_forgotten: dict[str, float] = remembered({})
"""When quiet senders were last forgotten, on `clock`; empty where they never were."""


def count(actor: Actor, station_id: int | None, what: str, *, age: float = math.inf) -> None:
    """Count one more order of this kind (`what`, a key of LIMITS), or refuse it.

    `age` is how many seconds ago the sender's row was stored; 0 where this is the first deed.
    Hosts are not counted at their own stations, organisers nowhere. Raises CafeError `too_many` (retry_after: seconds);
    a refused order does not count.
    """
    if not _is_trusted(actor, station_id):
        _count(actor.participant_id, what, age)


def give_back(actor: Actor, station_id: int | None, what: str) -> None:
    """Take back one `count`: the order changed nothing."""
    if not _is_trusted(actor, station_id):
        with _lock:
            key = (actor.participant_id, what)
            _used_until[key] = _used_until.get(key, clock()) - LIMITS[what].pause


def count_of(sender: Sender, what: str) -> None:
    """Count one more of this kind, whoever the sender is, or refuse it. Raises CafeError `too_many` (retry_after)."""
    _count(sender, what)


def check_refusals(sender: Sender) -> None:
    """Refuse whoever was refused too often, before anything is done. Raises CafeError `too_many` (retry_after)."""
    if sender is not None:
        with _lock:
            _check(sender, "refused", clock())


def count_refusal(sender: Sender, refusal: CafeError) -> None:
    """Count a refusal, unless the order may simply come again later."""
    if sender is not None and not refusal.is_passing:
        with suppress(CafeError):
            _count(sender, "refused")


@contextmanager
def refusals_of(actor: Actor) -> Iterator[None]:
    """Count what is refused within, and refuse at once whoever was refused too often. Raises CafeError `too_many`."""
    sender = None if actor.is_staff else actor.participant_id
    check_refusals(sender)
    try:
        yield
    except CafeError as refusal:
        count_refusal(sender, refusal)
        raise


def _is_trusted(actor: Actor, station_id: int | None) -> bool:
    return actor.organiser or station_id in actor.hosts


def _count(sender: Sender, what: str, age: float = math.inf) -> None:
    moment = clock()
    with _lock:
        used = _check(sender, what, moment, age)
        if len(_used_until) >= MOST_KNOWN:
            _forget_the_quiet(moment)
        _used_until[sender, what] = used + LIMITS[what].pause


def _check(sender: Sender, what: str, moment: float, age: float = math.inf) -> float:
    """Return until when the sender's orders are used, or refuse one more."""
    limit = LIMITS[what]
    used = max(moment, _used_until.get((sender, what), moment))
    wait = used - moment - (limit.burst(age) - 1) * limit.pause
    if wait > 0:
        raise CafeError("too_many", retry_after=max(2, math.ceil(wait)))  # "1 seconds" is no sentence
    return used


def _forget_the_quiet(moment: float) -> None:
    """Forget who may send as much as ever, at most once a second: ids cost nothing, and looking at all of them does."""
    if moment < _forgotten.get("last", -math.inf) + 1:
        return
    _forgotten["last"] = moment
    for key in [key for key, until in _used_until.items() if until <= moment]:
        del _used_until[key]
