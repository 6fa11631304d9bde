"""Who is connected to this process right now; kept in memory only, so that nobody's presence is ever stored."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from facilitation.memory import remembered
from facilitation.models.columns import now


@dataclass(slots=True)
class Visit:
    """What one connection has open.

    `person` is the same for all tabs of one phone. `wall` and `desk` tell whether it shows the wall, the organiser's
    desk. `doors` holds every door (id → generation) that it had when it opened any of it, whatever it opened.
    """

    event_id: int
    stations: dict[int, str] = field(default_factory=dict)
    """Station id → audience, for the stations this screen has open."""
    wordings: dict[int, set[str]] = field(default_factory=dict)
    """Station id → the rooms of the languages in which this screen reads guests' wordings there."""
    person: str = ""
    wall: bool = False
    desk: bool = False
    doors: dict[int, int] = field(default_factory=dict)


_visits: dict[str, Visit] = remembered({})
"""Each connection's visit; whoever goes through them takes a list of them first, as threads come and go meanwhile."""
_boards: set[str] = remembered(set())
"""Connections that opened a station as a host's screen: a few among a hall's, and asked for with each dot."""
_desks: dict[str, int] = remembered({})
"""Connections that show the organiser's desk, each with its event's id."""
_last_signs: dict[int, dt.datetime] = remembered({})


def enter(sid: str, event_id: int, doors: Iterable[tuple[int, int]] = ()) -> Visit:
    """Return the visit of a connection at an event; it is new where the connection was at another event or none.

    `doors` are those (id, generation) by which it opens something there.
    """
    visit = _visits.get(sid)
    if visit is None or visit.event_id != event_id:
        visit = _visits[sid] = Visit(event_id)
        _boards.discard(sid)
        _desks.pop(sid, None)
    for door_id, generation in doors:
        visit.doors.setdefault(door_id, generation)  # what was opened with an earlier one ends with that
    return visit


def of(sid: str) -> Visit | None:
    """Return the visit of a connection; None where it has opened nothing."""
    return _visits.get(sid)


def leave(sid: str) -> Visit | None:
    """Forget a connection, and return what it had open."""
    _desks.pop(sid, None)
    _boards.discard(sid)
    return _visits.pop(sid, None)


def open_desk(sid: str, event_id: int) -> None:
    """Record that this connection shows the event's desk."""
    enter(sid, event_id).desk = True
    _desks[sid] = event_id


def open_station(sid: str, visit: Visit, station_id: int, audience: str) -> None:
    """Record that this connection has the station open, for this audience."""
    visit.stations[station_id] = audience
    if audience == "hosts":
        _boards.add(sid)


def sign(station_id: int) -> None:
    """Record that a tablet of this station has just sent something."""
    _last_signs[station_id] = now()


def last_sign(station_id: int) -> dt.datetime | None:
    """Return when a tablet of this station last sent something."""
    return _last_signs.get(station_id)


def people(station_id: int) -> int:
    """Return how many guests are at a station; a phone counts once, however many tabs it has open."""
    return len(persons(station_id))


def persons(station_id: int) -> set[str]:
    """Return the guests at a station, each as `p` and the participant's id."""
    return {
        visit.person
        for visit in list(_visits.values())
        if visit.stations.get(station_id) == "public" and not visit.wall and visit.person
    }


def tablets(station_id: int) -> int:
    """Return how many hosts' screens have this station open."""
    return sum(visit.stations.get(station_id) == "hosts" for visit in _hosts_visits())


def stations_with_tablets(event_id: int) -> set[int]:
    """Return the ids of the event's stations that a host's screen has open."""
    return {
        station_id
        for visit in _hosts_visits()
        if visit.event_id == event_id
        for station_id, audience in visit.stations.items()
        if audience == "hosts"
    }


def people_of_event(event_id: int) -> int:
    """Return how many guests have any station of the event open."""
    return len(
        {
            visit.person
            for visit in list(_visits.values())
            if visit.event_id == event_id and visit.person and "public" in visit.stations.values() and not visit.wall
        }
    )


def desk_is_open(event_id: int) -> bool:
    """Tell whether any connection shows the event's desk."""
    return event_id in list(_desks.values())


def outdated(generations: Mapping[int, int]) -> list[str]:
    """Return the connections with a door that has another generation by now (`generations`), or is gone."""
    return [
        sid
        for sid, visit in list(_visits.items())
        if any(generations.get(door_id) != generation for door_id, generation in visit.doors.items())
    ]


def events() -> set[int]:
    """Return the events of which any connection has something open."""
    return {visit.event_id for visit in list(_visits.values())}


def at_events(event_ids: Collection[int]) -> list[str]:
    """Return the connections that have something of these events open."""
    return [sid for sid, visit in list(_visits.items()) if visit.event_id in event_ids]


def _hosts_visits() -> list[Visit]:
    return [visit for sid in list(_boards) if (visit := _visits.get(sid)) is not None]
