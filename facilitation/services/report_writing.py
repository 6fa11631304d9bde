"""What recommendations, common themes and the report's texts share: rewording, order, removal.

Whoever rewords says which wording they saw before (`known`, its revision; 0 for none), so that nobody's words are
overwritten unseen. What is removed keeps its row and can be brought back.
"""

import json
from typing import Any, TypeVar

from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.models.columns import now as moment
from facilitation.services.committed import Committed, of_event
from facilitation.storage import erasing
from facilitation.storage.transactions import CafeSession, lock_event, raise_event_revision, writing
from facilitation.text import clean

Row = TypeVar("Row")
_NO_WORDS = {"clusters", "horizon"}
"""Fields that are chosen, not written."""


def standing(event_id: int, model: type[Row], *, removed: bool = False) -> list[Row]:
    """Return an event's rows in their order; with `removed` the removed ones instead."""
    noun: Any = model
    wanted = select(model).where(noun.event_id == event_id, noun.removed.is_(removed))
    return list(db.session.scalars(wanted.order_by(noun.position, noun.id)))


def lock(session: CafeSession, actor: Actor) -> Event:
    """Raise the revision of the actor's event, and return it locked until this transaction ends.

    Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    raise_event_revision(session, actor.event_id)
    return lock_event(session, actor.event_id)


def find(session: CafeSession, actor: Actor, model: type[Row], id: str) -> Row | None:
    """Return a row of the actor's event, also a removed one; None where there is none.

    Raises CafeError `id_taken` where it is another event's.
    """
    found: Any = session.get(model, id, populate_existing=True)
    if found is not None and found.event_id != actor.event_id:
        raise CafeError("id_taken")
    row: Row | None = found
    return row


def say(row: Any, known: int, **said: Any) -> None:
    """Give a row other words, from the wording whose revision is `known`, and raise its revision.

    Raises CafeError `reworded` (now: what it says, as JSON; revision; removed: 1 where somebody removed it).
    """
    now = {name: getattr(row, name) for name in said}
    removed = getattr(row, "removed", False)
    if now == said and not removed:
        return
    if row.revision != known or removed:
        told = json.dumps(now, ensure_ascii=False)
        raise CafeError("reworded", now=told, revision=row.revision, removed=int(removed))
    for name, value in said.items():
        setattr(row, name, value)
    if any(now[name] != value for name, value in said.items() if name not in _NO_WORDS):
        row.worded_at = moment()
    row.contact_confirmed = False
    row.revision += 1
    erasing.want()


def confirm_contact(actor: Actor, model: type[Row], id: Any, *, known: int) -> Committed[Row]:
    """Let contact data in a row be shown in the report; `known` is the revision of the wording that was read.

    Raises CafeError `not_allowed`, `unknown_recommendation`, `unknown_common_theme`, `unknown_report_text`, `reworded`
    (see `say`).
    """
    with writing() as session:
        lock(session, actor)
        row = _known(session, actor, model, id)
        if row.revision != known:
            raise CafeError("reworded", now="{}", revision=row.revision, removed=int(getattr(row, "removed", False)))
        row.contact_confirmed = True
        return done(row)


def done(row: Row) -> Committed[Row]:
    """Return a deed at the report, acknowledged with the row's revision; a presentation that is running shows it."""
    said: Any = row
    return of_event(row, revision=said.revision)


def next_position(session: CafeSession, event_id: int, model: Any) -> int:
    """Return the position after the last one."""
    last = select(func.coalesce(func.max(model.position), 0)).where(model.event_id == event_id)
    return int(session.execute(last).scalar_one()) + 1


def place(actor: Actor, model: type[Row], id: str, *, after: str | None) -> Committed[Row]:
    """Move a row behind another one, or (None) to the first place; where the other one is gone, nothing moves.

    Repeating is harmless. Raises CafeError `not_allowed`, `unknown_recommendation`, `unknown_common_theme`.
    """
    with writing() as session:
        lock(session, actor)
        moved: Any = _known(session, actor, model, id)
        others: list[Any] = [one for one in standing(actor.event_id, model) if one is not moved]
        ids = [one.id for one in others]
        if after is not None and after not in ids:
            return done(moved)
        others.insert(0 if after is None else ids.index(after) + 1, moved)
        for position, one in enumerate(others, start=1):
            one.position = position
        return done(moved)


def remove(actor: Actor, model: type[Row], id: str) -> Committed[Row]:
    """Remove a row from the report; repeating is harmless.

    Raises CafeError `not_allowed`, `unknown_recommendation`, `unknown_common_theme`.
    """
    return _set_removed(actor, model, id, removed=True)


def bring_back(actor: Actor, model: type[Row], id: str) -> Committed[Row]:
    """Put a removed row back where it stood; repeating is harmless.

    Raises CafeError `not_allowed`, `unknown_recommendation`, `unknown_common_theme`.
    """
    return _set_removed(actor, model, id, removed=False)


def _set_removed(actor: Actor, model: type[Row], id: str, *, removed: bool) -> Committed[Row]:
    with writing() as session:
        lock(session, actor)
        row = _known(session, actor, model, id)
        row.removed = removed
        return done(row)


def _known(session: CafeSession, actor: Actor, model: Any, id: str) -> Any:
    known: Any = session.get(model, id, populate_existing=True)
    if known is None or known.event_id != actor.event_id:
        raise CafeError(f"unknown_{model.__tablename__}")
    return known


def cleaned(typed: str, *, limit: int) -> str:
    """Return the text as it is stored; empty where nothing can be seen. Raises CafeError `text_too_long`."""
    try:
        return clean(typed, limit=limit)
    except CafeError as refusal:
        if refusal.code == "text_empty":
            return ""
        raise


def cleaned_line(typed: str, *, limit: int) -> str:
    """Return the text as one line with single spaces; empty where nothing can be seen.

    Raises CafeError `text_too_long`.
    """
    return " ".join(cleaned(typed, limit=limit).split())
