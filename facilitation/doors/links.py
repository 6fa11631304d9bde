"""Full addresses of every door, and their QR codes."""

import datetime as dt
from collections.abc import Generator, Iterable
from typing import Any
from zoneinfo import ZoneInfo

import segno
from markupsafe import Markup

from facilitation.doors import addresses
from facilitation.extensions import db
from facilitation.ids import at
from facilitation.models import Door, Event, JoinCode, Station
from facilitation.models.columns import now
from facilitation.offload import offload, offload_in_slices
from facilitation.services import doors


def all_of(event: Event) -> dict[str, Any]:
    """Return what `flask links --json` prints: every door's address, those of stations and hosts by the station's slug.

    `{"event", "join", "organiser", "wall", "stations": {slug: url}, "hosts": {slug: url}, "house"}`
    """
    base = addresses.base_url()
    slugs = {station.id: station.slug for station in event.stations}
    secret = {(door.role, door.station_id): _door_url(base, door) for door in doors.of_event(event)}
    codes = doors.codes_of(event)
    return {
        "event": event.slug,
        "join": join_url(event),
        "organiser": secret["organiser", None],
        "wall": secret["wall", None],
        "stations": {slugs[c.station_id]: _code_url(base, c) for c in codes if c.station_id and not c.table},
        "hosts": {slugs[id]: url for (role, id), url in secret.items() if role == "host" and id},
        "house": house_url(),
    }


def house_url() -> str:
    """Return the address of the administrator's door."""
    return _door_url(addresses.base_url(), doors.of_house())


def tables_of(event: Event) -> dict[str, list[str]]:
    """Return the addresses in the codes of every station's tables, by the station's slug."""
    base = addresses.base_url()
    slugs = {station.id: station.slug for station in event.stations}
    found: dict[str, list[str]] = {slug: [] for slug in slugs.values()}
    for code in doors.codes_of(event):
        if code.station_id and code.table:
            found[slugs[code.station_id]].append(_code_url(base, code))
    return found


def organiser_url(event: Event) -> str:
    """Return the address of an event's organisers' door."""
    own = next(door for door in doors.of_event(event) if door.role == "organiser")
    return _door_url(addresses.base_url(), own)


def join_url(event: Event) -> str:
    """Return the address in the event's own QR code."""
    own = next(code for code in doors.codes_of(event) if code.station_id is None)
    return _code_url(addresses.base_url(), own)


def qr(url: str) -> Markup:
    """Return a QR code as inline SVG that fills its box, drawn off the event loop: it takes up to ten milliseconds.

    Whoever reads in a transaction asks before or after it: this ends it.
    """
    db.session.rollback()  # no connection is held meanwhile
    return offload(_code, url)


def _code(url: str) -> Markup:
    """Draw a code; error correction level M reads well from a projector."""
    svg = segno.make(url, error="m", micro=False).svg_inline(
        scale=1, border=0, omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(svg)


def doors_of(event: Event) -> list[dict[str, Any]]:
    """Return every link with its QR code: {role, station, table, url, qr, door}.

    `door` is the id of a secret door, and None for guests' codes.
    """
    base = addresses.base_url()
    stations = {station.id: station for station in event.stations}
    guests = [_guest(base, stations, code) for code in doors.codes_of(event)]
    return _drawn([*guests, *(_secret(base, stations, door) for door in doors.of_event(event))])


def hosts_of(event: Event) -> list[dict[str, Any]]:
    """Return what the card of each station's host needs, as `doors_of` does."""
    base = addresses.base_url()
    stations = {station.id: station for station in event.stations}
    return _drawn([_secret(base, stations, door) for door in doors.of_event(event) if door.role == "host"])


def posters_of(event: Event) -> list[dict[str, Any]]:
    """Return what the poster of each table needs: {role, station, table, url, qr, door}."""
    base = addresses.base_url()
    stations = {station.id: station for station in event.stations}
    return _drawn([_guest(base, stations, code) for code in doors.codes_of(event) if code.table is not None])


def poster_of(event: Event, station: str = "") -> list[dict[str, Any]]:
    """Return what the first poster needs, of a station by its slug or of any, as `posters_of` does; none for none."""
    base = addresses.base_url()
    stations = {one.id: one for one in event.stations if station in ("", one.slug)}
    guests = [_guest(base, stations, code) for code in doors.codes_of(event) if code.table is not None]
    printed = sorted((one for one in guests if one["station"]), key=lambda one: (one["station"].position, one["table"]))
    return _drawn(printed[:1])


def _drawn(ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return links with their codes, which are drawn off the event loop: hundreds of them compute for seconds."""
    db.session.rollback()  # no connection is held meanwhile
    codes = offload_in_slices(_each(way["url"] for way in ways))
    return [{**way, "qr": code} for way, code in zip(ways, codes, strict=True)]


def _each(urls: Iterable[str]) -> Generator[None, None, list[Markup]]:
    drawn = []
    for url in urls:
        drawn.append(_code(url))
        yield
    return drawn


def local_now(event: Event) -> dt.datetime:
    """Return this moment on the clock of the event's place."""
    return now().astimezone(ZoneInfo(event.timezone))


def _door_url(base: str, door: Door) -> str:
    """Return the address of a secret door."""
    return f"{base}/go/{door.secret}"


def _code_url(base: str, code: JoinCode) -> str:
    """Return the address that a QR code for guests holds."""
    return f"{base}/q/{code.code}"


def _guest(base: str, stations: dict[int, Station], code: JoinCode) -> dict[str, Any]:
    way = {"role": "guest", "station": at(stations, code.station_id), "table": code.table}
    return {**way, "url": _code_url(base, code), "door": None}


def _secret(base: str, stations: dict[int, Station], door: Door) -> dict[str, Any]:
    way = {"role": door.role, "station": at(stations, door.station_id), "table": None}
    return {**way, "url": _door_url(base, door), "door": door.id}
