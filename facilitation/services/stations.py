"""Finding stations and setting how they are moderated."""

from sqlalchemy import Connection, bindparam, select

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services.reading import AnyRow
from facilitation.services.writing import lock_station, raise_event_revision, writing

_GLANCE = select(Station.id, Station.slug, Station.revision).where(
    Station.event_id == bindparam("event"), Station.slug == bindparam("station")
)


_PLACE = (
    select(Station.id, Station.event_id, Station.slug, Station.revision)
    .join(Event, Event.id == Station.event_id)
    .where(Event.slug == bindparam("event"), Station.slug == bindparam("station"))
)
_EVENT = select(Event.id).where(Event.slug == bindparam("event"))


def place(connection: Connection, event: str, station: str) -> AnyRow:
    """A station's id, event, slug and revision, by both slugs. Raises CafeError `unknown_event`, `unknown_station`."""
    found = connection.execute(_PLACE, {"event": event, "station": station}).one_or_none()
    if found is None:
        known = connection.execute(_EVENT, {"event": event}).one_or_none() is not None
        raise CafeError("unknown_station" if known else "unknown_event")
    return found


def glance(connection: Connection, event_id: int, slug: str) -> AnyRow:
    """A station's id, slug and revision. Raises CafeError `unknown_station`."""
    found = connection.execute(_GLANCE, {"event": event_id, "station": slug}).one_or_none()
    if found is None:
        raise CafeError("unknown_station")
    return found


def find(event_id: int, slug: str) -> Station:
    """Raises CafeError `unknown_station`."""
    wanted = select(Station).where(Station.event_id == event_id, Station.slug == slug)
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_station")
    return found


def set_approve_first(actor: Actor, station: Station, *, on: bool) -> Station:
    """Whether contributions wait for a host from now on. What waits already keeps waiting.

    Raises CafeError `not_allowed`.
    """
    actor.require_host(station.id)
    station_id = station.id
    with writing() as session:
        station = lock_station(session, station_id)
        if station.approve_first != on:
            station.approve_first = on
            raise_event_revision(session, station.event_id)
        return station
