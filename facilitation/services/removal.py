"""Deletes a whole event, with everything that people left there and everything that was prepared."""

from typing import NamedTuple

from sqlalchemy import delete

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import (
    Door,
    Event,
    FeedbackQuestion,
    JoinCode,
    ProgrammeItem,
    Rehearsal,
    Round,
    Station,
    Translation,
)
from facilitation.services import deletion, events
from facilitation.services.committed import Committed
from facilitation.storage import erasing
from facilitation.storage.transactions import lock_stations_and_event, writing

PREPARED = (Rehearsal, Door, JoinCode, Translation, FeedbackQuestion, ProgrammeItem, Round, Station)
"""What belongs to an event and was prepared; what people left is deleted before (`deletion.empty`)."""


class Removed(NamedTuple):
    """What an event was that is no more: its id, its title and its stations' ids."""

    id: int
    title: str
    stations: tuple[int, ...]


def remove(actor: Actor, event_id: int) -> Committed[Removed]:
    """Delete an event from the disk, now: rows, files, codes and links.

    Raises CafeError `not_allowed`, `unknown_event`, and `round_running` while a round runs.
    """
    actor.require_administrator()
    event = db.session.get(Event, event_id)
    if event is None:
        raise CafeError("unknown_event")
    if event.phase == "round":
        raise CafeError("round_running")
    db.session.rollback()
    deletion.empty(event_id)
    with writing() as session:
        stations, event = lock_stations_and_event(session, events.require(session, event_id).id)
        if event.phase == "round":
            raise CafeError("round_running")
        deletion.empty_rows(session, event_id)  # what came since
        removed = Removed(event.id, event.title, tuple(station.id for station in stations))
        for model in PREPARED:
            session.execute(
                delete(model).where(model.event_id == event_id).execution_options(synchronize_session=False)
            )
        session.execute(delete(Event).where(Event.id == event_id).execution_options(synchronize_session=False))
        erasing.want()
    db.session.expire_all()
    return Committed(removed, doors=True)
