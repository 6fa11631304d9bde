"""What happens to a contribution's wordings and machine drafts when it changes, and how it reads for who words it."""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, bindparam, select, update

from facilitation.contact_data import MASK, masked
from facilitation.models import MachineDraft, Wording
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import CafeSession

GONE = {"state": "withdrawn", "text": "", "made_of": ""}
"""What a withdrawn wording holds: nothing of what was said."""
NO_DRAFT = {"text": "", "made_of": ""}
"""What a machine draft holds that is gone."""
STANDING = ("visible", "pending")
"""States in which a wording takes its language's place: it is shown, or waits for a host."""
TOUCHED = {"state", "text"}
"""Columns of a contribution that decide who may read its wordings."""

_DROP_ALL = Prepared(
    update(Wording)
    .where(Wording.contribution_id == bindparam("contribution"), Wording.state != "withdrawn")
    .values(revision=bindparam("raised"), **GONE)
)
_DROP_DRAFTS = Prepared(
    update(MachineDraft)
    .where(MachineDraft.contribution_id == bindparam("contribution"), MachineDraft.text != "")
    .values(revision=bindparam("raised"), **NO_DRAFT)
)


def drop_all(store: Store, contribution_id: str, revision: int) -> None:
    """Delete all wordings and drafts of a contribution whose author withdrew it, or says something else with it."""
    store.do(_DROP_ALL, contribution=contribution_id, raised=revision)
    store.do(_DROP_DRAFTS, contribution=contribution_id, raised=revision)


def touch(session: CafeSession, contribution_ids: Collection[str], revision: int) -> None:
    """Let screens be told of the wordings of contributions that a host hid, showed or reworded, and delete drafts."""
    if contribution_ids:
        session.execute(update(Wording).where(Wording.contribution_id.in_(contribution_ids)).values(revision=revision))
        drop_drafts(session, MachineDraft.contribution_id.in_(contribution_ids), revision)


def drop_drafts(session: CafeSession, which: ColumnElement[bool], revision: int) -> None:
    """Delete machine drafts, from the disk, too."""
    dropped = (
        update(MachineDraft)
        .where(which, MachineDraft.text != "")
        .values(revision=revision, **NO_DRAFT)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], session.execute(dropped)).rowcount:
        erasing.want()


def reads(contribution: AnyRow, country: str) -> str:
    """Return how a contribution reads for guests, with contact data covered until a host confirms it."""
    text: str = contribution.text
    return text if contribution.contact_confirmed else masked(text, MASK, country)


def is_taken(session: CafeSession, wording: Wording) -> bool:
    """Tell whether another wording of the same contribution stands in this one's language."""
    same = (
        Wording.contribution_id == wording.contribution_id,
        Wording.language == wording.language,
        Wording.by_host.is_(wording.by_host),  # a host's stands before a guest's, not in its place
    )
    other = select(Wording.id).where(*same, Wording.id != wording.id, Wording.state.in_(STANDING))
    return session.scalar(other.limit(1)) is not None
