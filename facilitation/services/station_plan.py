"""What organisers set of stations: which there are, in which order, what they ask, and whether they are open.

All of it may change while the café runs. What has contributions never vanishes: such a station is closed.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, or_, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.colours import station_band
from facilitation.errors import CafeError
from facilitation.models import (
    Cluster,
    Contribution,
    Dismissal,
    Door,
    Event,
    JoinCode,
    JournalEntry,
    Measure,
    Photo,
    Statement,
    Station,
    Wording,
)
from facilitation.models.station import SIGNS
from facilitation.services import doors, plan, wall
from facilitation.services.committed import Committed
from facilitation.storage.transactions import CafeSession, lock_stations_and_event, writing
from facilitation.text import clean

MOST_STATIONS = bounds.MOST_STATIONS
MOST_TABLES = bounds.MOST_TABLES
LIMITS = {
    "short_title": bounds.SHORT_TITLE_LIMIT,
    "title": bounds.STATION_TITLE_LIMIT,
    "question": bounds.TEXT_LIMIT,
    "description": bounds.DESCRIPTION_LIMIT,
}
"""Graphemes of a station's texts."""
_WRITTEN = (Contribution, Cluster, Statement, Measure, Photo, Dismissal, Wording)
"""What people leave at a station."""


def add(
    actor: Actor, *, short_title: str, title: str, question: str, description: str = "", tables: int = 1
) -> Committed[Station]:
    """Add a station as the last one, with the next free sign, a host's link and a code for it and each table.

    It asks nothing of its own in a round as yet. Raises CafeError `not_allowed`, `too_many_stations` (limit),
    `tables_out` (limit), and as `clean` does.
    """
    actor.require_organiser()
    said = {"short_title": short_title, "title": title, "question": question, "description": description}
    texts = {field: _worded(field, text) for field, text in said.items()}
    _check_tables(tables)
    with writing() as session:
        stations, event = lock_stations_and_event(session, actor.event_id)
        if len(stations) >= MOST_STATIONS:
            raise CafeError("too_many_stations", limit=MOST_STATIONS)
        sign = next(sign for sign in range(1, SIGNS + 1) if sign not in {one.sign for one in stations})
        position = max((one.position for one in stations), default=0) + 1
        station = Station(
            id=_fresh_id(session),
            event_id=event.id,
            slug=_free_slug(stations, position),
            position=position,
            sign=sign,
            colour=_colour(sign),
            prompts=[""] * len(event.rounds),
            tables=tables,
            **texts,
        )
        session.add(station)
        session.flush()
        session.expire(event, ["stations"])
        open_doors(session, station)
        return plan.changed(
            session, actor, event, "station.add", station, answer={"station": station.slug}, station=station.slug
        )


def open_doors(session: CafeSession, station: Station) -> None:
    """Give a new station the link of its host, and the codes for guests that it lacks: its own, one for each table."""
    session.add(Door(event_id=station.event_id, station_id=station.id, role="host", secret=doors.new_secret()))
    _add_codes(session, station)


def set_tables(actor: Actor, station_id: int, tables: int) -> Committed[Station]:
    """Set how many tables a station has. A new one gets its code; that of one which is no more leads to the station.

    Raises CafeError `not_allowed`, `unknown_station`, `tables_out` (limit).
    """
    actor.require_organiser()
    _check_tables(tables)
    with writing() as session:
        event, station, _ = _locked(session, actor, station_id)
        if station.tables == tables:
            return plan.unchanged(session, actor, station)
        station.tables = tables
        _add_codes(session, station)
        return plan.changed(session, actor, event, "station.set_tables", station, station=station.slug, tables=tables)


def set_sign(actor: Actor, station_id: int, sign: int) -> Committed[Station]:
    """Give a station one of the signs, a silhouette with its colour, that no other station has.

    Raises CafeError `not_allowed`, `unknown_station`, `malformed` (sign), `sign_taken` (station: its number).
    """
    actor.require_organiser()
    if not 1 <= sign <= SIGNS:
        raise CafeError("malformed", field="sign")
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        if station.sign == sign:
            return plan.unchanged(session, actor, station)
        other = next((one for one in stations if one.sign == sign), None)
        if other is not None:
            raise CafeError("sign_taken", station=other.position)
        station.sign, station.colour = sign, _colour(sign)
        return plan.changed(session, actor, event, "station.set_sign", station, station=station.slug, sign=sign)


def move(actor: Actor, station_id: int, *, after: int | None) -> Committed[Station]:
    """Put a station behind another one (its id), or before all (None); the stations are numbered anew.

    Signs and addresses stay. Raises CafeError `not_allowed`, `unknown_station`.
    """
    actor.require_organiser()
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        others = [one for one in stations if one is not station]
        place = 0 if after is None else next((n for n, one in enumerate(others, 1) if one.id == after), -1)
        if place < 0:
            raise CafeError("unknown_station")
        return _moved(session, actor, event, stations, station, place)


def move_to(actor: Actor, station_id: int, *, to: int) -> Committed[Station]:
    """Put a station at a place, from 1; beyond either end it is the end. Raises as `move` does."""
    actor.require_organiser()
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        return _moved(session, actor, event, stations, station, min(max(to, 1), len(stations)) - 1)


def move_by_one(actor: Actor, station_id: int, *, up: bool) -> Committed[Station]:
    """Let a station and its neighbour change places; at either end nothing moves.

    Raises CafeError `not_allowed`, `unknown_station`.
    """
    actor.require_organiser()
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        place = stations.index(station) + (-1 if up else 1)
        return _moved(session, actor, event, stations, station, min(max(place, 0), len(stations) - 1))


def _moved(
    session: CafeSession, actor: Actor, event: Event, stations: list[Station], station: Station, place: int
) -> Committed[Station]:
    """Put a station at a place (from 0) among all, which are in their order, and number them anew."""
    others = [one for one in stations if one is not station]
    others.insert(place, station)
    if others == stations:
        return plan.unchanged(session, actor, station)
    _number(others)
    session.flush()
    session.expire(event, ["stations"])
    return plan.changed(session, actor, event, "station.move", station, station=station.slug, position=station.position)


def set_closed(actor: Actor, station_id: int, *, on: bool) -> Committed[Station]:
    """Close a station, or open it again: guests read what was said there, write elsewhere, and are told where.

    Raises CafeError `not_allowed`, `unknown_station`, `last_station` where no other one is open.
    """
    actor.require_organiser()
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        if station.closed == on:
            return plan.unchanged(session, actor, station)
        if on and all(one.closed for one in stations if one is not station):
            raise CafeError("last_station")
        station.closed = on
        deed = "station.close" if on else "station.open_again"
        return plan.changed(session, actor, event, deed, station, station=station.slug)


def remove(actor: Actor, station_id: int) -> Committed[None]:
    """Remove a station where nobody left anything, with its host's link; its codes lead to the event from now on.

    Raises CafeError `not_allowed`, `unknown_station`, `station_used` where anything was ever written there,
    `last_station` where no other one is open.
    """
    actor.require_organiser()
    with writing() as session:
        event, station, stations = _locked(session, actor, station_id)
        others = [one for one in stations if one is not station]
        if is_used(session, station):
            raise CafeError("station_used")
        if all(one.closed for one in others):
            raise CafeError("last_station")
        slug, of_it = station.slug, station.id
        session.execute(delete(Door).where(Door.station_id == of_it))
        for code in session.scalars(select(JoinCode).where(JoinCode.station_id == of_it)):
            code.station_id, code.table = None, code.table or 0
        session.execute(delete(JournalEntry).where(JournalEntry.station_id == of_it))
        session.delete(station)
        if event.wall_scene.partition(":")[2] == slug:
            event.wall_scene = wall.TURNS
        _number(others)
        session.flush()
        session.expire(event, ["stations"])
        return plan.changed(session, actor, event, "station.remove", None, doors=True, station=slug)


def is_used(session: CafeSession, station: Station) -> bool:
    """Tell whether anybody left anything at a station, also what was withdrawn or taken away since.

    A rehearsal that was deleted left nothing.
    """
    left = or_(*(exists().where(model.station_id == station.id) for model in _WRITTEN))
    return bool(session.scalar(select(left)))


def of_slug(event: Event, slug: str) -> Station:
    """Return an event's station by its slug. Raises CafeError `unknown_station`."""
    found = next((one for one in event.stations if one.slug == slug), None)
    if found is None:
        raise CafeError("unknown_station")
    return found


def _locked(session: CafeSession, actor: Actor, station_id: int) -> tuple[Event, Station, list[Station]]:
    """Lock an event with its stations; return it, the one that is meant, and all in their order."""
    stations, event = lock_stations_and_event(session, actor.event_id)
    station = next((one for one in stations if one.id == station_id), None)
    if station is None:
        raise CafeError("unknown_station")
    return event, station, sorted(stations, key=lambda one: (one.position, one.id))


def _worded(field: str, text: str) -> str:
    """Return a text as it is stored; titles stand on one line, and fit into their columns however they are made."""
    if field == "description" and not text.strip():
        return ""
    said = clean(text, limit=LIMITS[field])
    if field not in ("short_title", "title"):
        return said
    said, most = " ".join(said.split()), Station.__table__.c[field].type.length
    if len(said) > most:
        raise CafeError("text_too_long", length=len(said), limit=most)
    return said


def _check_tables(tables: int) -> None:
    if not 1 <= tables <= MOST_TABLES:
        raise CafeError("tables_out", limit=MOST_TABLES)


def _colour(sign: int) -> str:
    return f"#{station_band(sign).lower()}"


def _number(stations: Sequence[Station]) -> None:
    for position, one in enumerate(stations, start=1):
        if one.position != position:
            one.position = position


def _free_slug(stations: Sequence[Any], position: int) -> str:
    """Return an address for a new station that no other has; it does not change with what the station is called."""
    taken = {one.slug for one in stations}
    return next(slug for n in range(position, position + bounds.RECORD_PLACES) if (slug := f"station-{n}") not in taken)


def _fresh_id(session: CafeSession) -> int:
    """Draw an id by lot: where the newest station was removed, the database would give its id to the next one.

    Whatever is remembered of the other one would then seem to be about this one.
    """
    while True:
        id = secrets.randbelow(bounds.LARGEST_NUMBER) + 1
        if session.get(Station, id) is None:
            return id


def _add_codes(session: CafeSession, station: Station) -> None:
    """Add the codes that a station lacks: its own, and one for each of its tables."""
    known = set(session.scalars(select(JoinCode.table).where(JoinCode.station_id == station.id)))
    session.add_all(
        JoinCode(code=doors.new_code(), event_id=station.event_id, station_id=station.id, table=table)
        for table in (None, *range(1, station.tables + 1))
        if table not in known
    )
