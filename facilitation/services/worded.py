"""What happens to the guests' wordings of a contribution when that changes, and how it reads for those who word it."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from facilitation.contact_data import MASK, masked
from facilitation.models import Wording
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import CafeSession

GONE = {"state": "withdrawn", "text": "", "made_of": ""}
"""What a withdrawn wording holds: nothing of what was said."""
STANDING = ("visible", "pending")
"""States in which a wording takes its language's place: it is shown, or waits for a host."""
TOUCHED = {"state", "text"}
"""Columns of a contribution that decide who may read its wordings."""

_DROP_ALL = Prepared(
    update(Wording)
    .where(Wording.contribution_id == bindparam("contribution"), Wording.state != "withdrawn")
    .values(revision=bindparam("raised"), **GONE)
)


def drop_all(store: Store, contribution_id: str, revision: int) -> None:
    """Delete all wordings of a contribution whose author withdrew it, or says something else with it."""
    store.do(_DROP_ALL, contribution=contribution_id, raised=revision)


def touch(session: CafeSession, contribution_ids: Collection[str], revision: int) -> None:
    """Let screens be told of the wordings of contributions that a host hid, showed or reworded."""
    if contribution_ids:
        session.execute(update(Wording).where(Wording.contribution_id.in_(contribution_ids)).values(revision=revision))


def reads(contribution: AnyRow, country: str) -> str:
    """Return how a contribution reads for guests, with contact data covered until a host confirms it."""
    text: str = contribution.text
    return text if contribution.contact_confirmed else masked(text, MASK, country)


def is_taken(session: CafeSession, wording: Wording) -> bool:
    """Tell whether another wording of the same contribution stands in this one's language."""
    same = Wording.contribution_id == wording.contribution_id, Wording.language == wording.language
    other = select(Wording.id).where(*same, Wording.id != wording.id, Wording.state.in_(STANDING))
    return session.scalar(other.limit(1)) is not None
