"""Full addresses of every door, and their QR codes."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import segno
from flask import current_app
from markupsafe import Markup

from facilitation.config import Config
from facilitation.ids import at
from facilitation.models import Door, Event, JoinCode, Station
from facilitation.services import doors


def base_url() -> str:
    """Return what QR codes point to: BASE_URL, or this machine's address in the hall's network."""
    config: Config = current_app.extensions["config"]
    return config.base_url


def all_of(event: Event) -> dict[str, Any]:
    """Return what `flask links --json` prints: every door's address, those of stations and hosts by the station's slug.

    `{"event", "join", "organiser", "wall", "stations": {slug: url}, "hosts": {slug: url}}`
    """
    slugs = {station.id: station.slug for station in event.stations}
    secret = {(door.role, door.station_id): door_url(door) for door in doors.of_event(event)}
    return {
        "event": event.slug,
        "join": join_url(event),
        "organiser": secret["organiser", None],
        "wall": secret["wall", None],
        "stations": {slugs[c.station_id]: code_url(c) for c in doors.codes_of(event) if c.station_id and not c.table},
        "hosts": {slugs[id]: url for (role, id), url in secret.items() if role == "host" and id},
    }


def door_url(door: Door) -> str:
    """Return the address of a secret door."""
    return f"{base_url()}/go/{door.secret}"


def code_url(code: JoinCode) -> str:
    """Return the address that a QR code for guests holds."""
    return f"{base_url()}/q/{code.code}"


def join_url(event: Event) -> str:
    """Return the address in the event's own QR code."""
    return code_url(next(code for code in doors.codes_of(event) if code.station_id is None))


def qr(url: str) -> Markup:
    """Return a QR code as inline SVG that fills its box; error correction level M reads well from a projector."""
    svg = segno.make(url, error="m", micro=False).svg_inline(
        scale=1, border=0, omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(svg)


def doors_of(event: Event) -> list[dict[str, Any]]:
    """Return every link with its QR code: {role, station, table, url, qr, door}.

    `door` is the id of a secret door, and None for guests' codes.
    """
    stations = {station.id: station for station in event.stations}
    guests = [_guest(stations, code) for code in doors.codes_of(event)]
    secret = [
        {
            "role": door.role,
            "station": at(stations, door.station_id),
            "table": None,
            "url": door_url(door),
            "qr": qr(door_url(door)),
            "door": door.id,
        }
        for door in doors.of_event(event)
    ]
    return [*guests, *secret]


def posters_of(event: Event) -> list[dict[str, Any]]:
    """Return what the poster of each table needs: {role, station, table, url, qr, door}."""
    stations = {station.id: station for station in event.stations}
    return [_guest(stations, code) for code in doors.codes_of(event) if code.table is not None]


def local_now(event: Event) -> dt.datetime:
    """Return this moment on the clock of the event's place."""
    return dt.datetime.now(ZoneInfo(event.timezone))


def _guest(stations: dict[int, Station], code: JoinCode) -> dict[str, Any]:
    url = code_url(code)
    return {
        "role": "guest",
        "station": at(stations, code.station_id),
        "table": code.table,
        "url": url,
        "qr": qr(url),
        "door": None,
    }
