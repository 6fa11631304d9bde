"""Finding stations and setting how they are moderated."""

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.storage.transactions import raise_event_revision, writing


def find(event_id: int, slug: str) -> Station:
    """Find an event's station by its slug. Raises CafeError `unknown_station`."""
    wanted = select(Station).where(Station.event_id == event_id, Station.slug == slug)
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_station")
    return found


def away_from(event: Event, station: Station) -> Station | None:
    """Return the next open station in the circle behind this one; None where there is none.

    `static/js/lib/model/rotation.js` says the same.
    """
    here = event.stations.index(station)
    circle = [*event.stations[here + 1 :], *event.stations[:here]]
    return next((one for one in circle if not one.closed), None)


def set_approve_first(actor: Actor, station_id: int, *, on: bool) -> Committed[Station]:
    """Set whether contributions wait for a host from now on; what waits already keeps waiting.

    Raises CafeError `not_allowed`.
    """
    with writing() as session:
        deed = Deed(session, actor, station_id, "station.set_approve_first")
        if deed.station.approve_first != on:
            deed.change(deed.station, approve_first=on)
            raise_event_revision(session, deed.station.event_id)
        return deed.done(deed.station, event=True)
