"""The plan of an event: what its organisers set before the day, and may still change while it runs."""

from collections.abc import Mapping
from typing import Any

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.services import event_journal, orders
from facilitation.services.committed import NOTHING, Committed, Row
from facilitation.storage import erasing
from facilitation.storage.transactions import CafeSession, raise_event_revision


def changed(
    session: CafeSession,
    actor: Actor,
    event: Event,
    deed: str,
    row: Row,
    *,
    answer: Mapping[str, Any] = NOTHING,
    doors: bool = False,
    **said: str | int | bool | None,
) -> Committed[Row]:
    """Finish a deed that changed the plan of an event, which is locked, and return it.

    It is noted in the event's journal as `deed` with what is `said` of it, which is no text that anybody typed; what
    stood there before goes from the disk; and the order is remembered with its `answer`. `doors` tells whether a
    secret link has gone.
    """
    event.texts += 1  # screens fetch what they say anew
    session.flush()
    raise_event_revision(session, event.id)
    event_journal.note(session, actor, deed, **said)
    erasing.want()
    return orders.remember(session, actor, Committed(row, answer, event=True, doors=doors))


def unchanged(session: CafeSession, actor: Actor, row: Row) -> Committed[Row]:
    """Finish a deed that found everything as it was to be."""
    return orders.remember(session, actor, Committed(row))
