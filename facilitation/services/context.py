"""One query that finds where an order belongs, its event and its station, and what is remembered of it."""

from sqlalchemy import bindparam, select

from facilitation.errors import CafeError
from facilitation.models import DoneOrder, Event, Station
from facilitation.storage.statements import AnyRow, Prepared, Store

_PLACE = select(
    Event.id,
    Event.slug,
    Event.votes_per_person,
    Station.id.label("station_id"),
    Station.slug.label("station"),
    Station.revision.label("station_revision"),
    Event.generation,
    Event.locked_at,
    Event.delete_on,
    Event.timezone,
).outerjoin(Station, (Station.event_id == Event.id) & (Station.slug == bindparam("station")))
_WITH_ORDER = _PLACE.add_columns(
    DoneOrder.event_id.label("done_at"),
    DoneOrder.who.label("done_by"),
    DoneOrder.answer.label("done_answer"),
    DoneOrder.told_state.label("done_told_state"),
    DoneOrder.told_desk.label("done_told_desk"),
).outerjoin(DoneOrder, DoneOrder.id == bindparam("order"))
_BY_SLUG, _BY_SLUG_WITH_ORDER = (Prepared(one.where(Event.slug == bindparam("event"))) for one in (_PLACE, _WITH_ORDER))
_BY_ID, _BY_ID_WITH_ORDER = (Prepared(one.where(Event.id == bindparam("event"))) for one in (_PLACE, _WITH_ORDER))


def find(store: Store, event: str | int, station: str | None = None, *, order: str | None = None) -> AnyRow:
    """Find an event (by slug or id), and a station of it by slug.

    The row has the event's `id`, `slug`, `votes_per_person` and `generation`, and `station_id`, `station` (the slug)
    and `station_revision`, which are None where the event has no such station. With the id of an `order` it has what is
    remembered of that, too (`orders.known_with`).
    Raises CafeError `unknown_event`, and `event_locked` where nobody is shown anything (`services/deletion.py`).
    """
    if order is None:
        found = store.first(_BY_SLUG if isinstance(event, str) else _BY_ID, event=event, station=station)
    else:
        question = _BY_SLUG_WITH_ORDER if isinstance(event, str) else _BY_ID_WITH_ORDER
        found = store.first(question, event=event, station=station, order=order)
    if found is None:
        raise CafeError("unknown_event")
    if found.locked_at is not None:
        raise CafeError("event_locked")
    return found


def station_of(place: AnyRow) -> int:
    """Return the id of the station that was asked for. Raises CafeError `unknown_station`."""
    if place.station_id is None:
        raise CafeError("unknown_station")
    station_id: int = place.station_id
    return station_id
