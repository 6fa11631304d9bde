"""The rules of a new card, whoever brings it: a guest's phone (`contributions.add`) or a host (`paper_cards.type_in`).

They look nothing up and store nothing; whoever asks has locked the station and read what the rules need.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from facilitation import clock
from facilitation.errors import CafeError
from facilitation.i18n.language_codes import can_be_written
from facilitation.ids import check_id
from facilitation.models import KINDS
from facilitation.models.columns import now
from facilitation.models.contribution import NEW
from facilitation.text import clean

LATE = dt.timedelta(minutes=5)
"""How long after a round's end a card still counts to it, unless the next one runs: as long as groups take to change
tables (hosting guide, and the programme of most events).
"""


def check_order(*, id: str, kind: str) -> None:
    """Check what can be told before anything is looked up. Raises CafeError `malformed` (id), `unknown_kind`."""
    check_id(id)
    if kind not in KINDS:
        raise CafeError("unknown_kind")


def worded(*, text: str, language: str, table: int | None, languages: Collection[str], tables: int) -> str:
    """Return a card's text as it is stored, at a station with so many `tables` of an event with these `languages`.

    Raises CafeError `text_empty`, `text_too_long`, `unknown_language`, `unknown_table`, in this order.
    """
    said = clean(text)
    if not can_be_written(language, languages):
        raise CafeError("unknown_language")
    if table is not None and not 1 <= table <= tables:
        raise CafeError("unknown_table")
    return said


def late_until(ended_at: dt.datetime | None) -> dt.datetime | None:
    """Return until when a card still counts to the round that ended then, as this machine's clock will show it.

    Whoever is writing when the round ends, or was without network, does not lose it: LATE has to pass, whatever
    happens to the clock meanwhile. None where it has not ended.
    """
    return ended_at and ended_at + LATE + dt.timedelta(seconds=clock.moved(ended_at.timestamp(), away=False))


def round_of(phase: str, round_id: int | None, ended_at: dt.datetime | None) -> int | None:
    """Return the id of the round to which a card belongs that comes now; None where it belongs to none.

    That is the running one, and between two rounds or after the last the one that has just ended, until `late_until`.
    `round_id` and `ended_at` are the event's present round's. When it was written says only its phone, and does not
    count.
    """
    if phase == "round":
        return round_id
    until = late_until(ended_at)
    return round_id if until is not None and now() < until else None


def row(*, state: str, by_hand: int = 0, **said: Any) -> dict[str, Any]:
    """Return a new contribution's columns: what is said of it, and `models.contribution.NEW` of which nothing is."""
    follows = {"state": state, "was_public": state == "visible", "by_hand": by_hand, "votes": by_hand}
    return {**NEW, "created_at": now(), **follows, **said}
