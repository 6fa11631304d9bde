"""Whether this machine's clock is right: what the database last saw, and what somebody else's clock shows.

A café that was off for a month and one whose clock is a month ahead look the same from inside. Of both it is certain
only that the newest moment came that the database has seen (`House.seen_at`), and the time that the café ran since.
Another device's clock tells them apart.
"""

import datetime as dt
from typing import Literal

from sqlalchemy import select

from facilitation import clock
from facilitation.extensions import db
from facilitation.models import House
from facilitation.services import deletion
from facilitation.storage.transactions import writing

AGREES = dt.timedelta(hours=1)
"""How far two clocks may be apart that show the same day and hour; people's laptops are wrong by minutes."""
NOTED_EVERY = dt.timedelta(minutes=10)
"""How often the database is told of the time, at least; so much less of it is certain after a crash."""

Verdict = Literal["agrees", "ahead", "behind"]
"""What another clock says of this one."""


def come_back() -> None:
    """Begin with what the database last saw, when a process starts; a new one has seen nothing that could be lost."""
    _begin(_seen())


def _begin(seen: dt.datetime | None) -> None:
    clock.come_back(seen.timestamp() if seen else None)


def note(*, stops: bool = False) -> None:
    """Tell the database which moment is certain, where it does not know nearly that, and hear what others told it.

    A process that has not come back so far does so now: its clock alone is certain of nothing, and what it noted would
    be taken for another's word. `stops`: exactly, for the server stops.
    """
    seen = _seen()
    if not clock.has_come_back():
        _begin(seen)
    if seen is not None and clock.is_doubted() and abs(seen - clock.now()) < 2 * NOTED_EVERY:
        clock.agree()  # another process has asked
    certain = clock.certain()
    if seen is None or seen < certain - (dt.timedelta(0) if stops else NOTED_EVERY):
        _note(certain, back=False)


def hear(moment: dt.datetime) -> Verdict:
    """Hear what the clock of a device shows that is not this machine, and return what that says of this one's."""
    ahead = clock.now() - moment
    if abs(ahead) <= AGREES:
        agree()
        return "agrees"
    if ahead > AGREES:
        clock.doubt(ahead.total_seconds())
        deletion.begin_proof_anew(clock.certain())
        return "ahead"
    return "behind"


def agree() -> None:
    """Hear from a person, who typed the day, that the clock is right."""
    clock.agree()
    _note(clock.now(), back=True)


def _seen() -> dt.datetime | None:
    seen = db.session.scalar(select(House.seen_at))
    db.session.rollback()
    return seen


def _note(moment: dt.datetime, *, back: bool) -> None:
    """Store a moment; with `back` also one that is earlier than what stands there."""
    with writing() as session:
        house = session.scalars(select(House)).one()
        if back or house.seen_at is None or house.seen_at < moment:
            house.seen_at = moment
