"""One query that finds where an order belongs: its event, its station, and whether the sender has joined."""

from sqlalchemy import bindparam, select

from facilitation.errors import CafeError
from facilitation.models import Event, Participant, Station
from facilitation.storage.statements import AnyRow, Prepared, Store

_PLACE = (
    select(
        Event.id,
        Event.slug,
        Event.votes_per_person,
        Station.id.label("station_id"),
        Station.slug.label("station"),
        Station.revision.label("station_revision"),
        Participant.id.label("participant_id"),
    )
    .outerjoin(Station, (Station.event_id == Event.id) & (Station.slug == bindparam("station")))
    .outerjoin(Participant, (Participant.event_id == Event.id) & (Participant.id == bindparam("participant")))
)
_BY_SLUG = Prepared(_PLACE.where(Event.slug == bindparam("event")))
_BY_ID = Prepared(_PLACE.where(Event.id == bindparam("event")))


def find(store: Store, event: str | int, station: str | None = None, participant: int | None = None) -> AnyRow:
    """Find an event (by slug or id), a station of it by slug, and whether a participant has joined it.

    The row has the event's `id`, `slug` and `votes_per_person`; `station_id`, `station` (the slug) and
    `station_revision`, which are None where the event has no such station; and `participant_id`, which is None where
    this participant has not joined.
    Raises CafeError `unknown_event`.
    """
    question = _BY_SLUG if isinstance(event, str) else _BY_ID
    found = store.first(question, event=event, station=station, participant=participant)
    if found is None:
        raise CafeError("unknown_event")
    return found


def station_of(place: AnyRow) -> int:
    """Return the id of the station that was asked for. Raises CafeError `unknown_station`."""
    if place.station_id is None:
        raise CafeError("unknown_station")
    station_id: int = place.station_id
    return station_id
