"""The rules of a new card, whoever brings it: a guest's phone (`contributions.add`) or a host (`paper_cards.type_in`).

They look nothing up and store nothing; whoever asks has locked the station and read what the rules need.
"""

from collections.abc import Collection
from typing import Any

from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import KINDS
from facilitation.models.columns import now
from facilitation.models.contribution import NEW
from facilitation.text import clean


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
    if language not in languages:
        raise CafeError("unknown_language")
    if table is not None and not 1 <= table <= tables:
        raise CafeError("unknown_table")
    return said


def round_of(phase: str, round_id: int | None) -> int | None:
    """Return the id of the round to which a card belongs: the running one; before, between and after rounds none."""
    return round_id if phase == "round" else None


def row(*, state: str, by_hand: int = 0, **said: Any) -> dict[str, Any]:
    """Return a new contribution's columns: what is said of it, and `models.contribution.NEW` of which nothing is."""
    follows = {"state": state, "was_public": state == "visible", "by_hand": by_hand, "votes": by_hand}
    return {**NEW, "created_at": now(), **follows, **said}
