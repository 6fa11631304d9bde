"""A station's JSON: what a hall that comes back asks for all at once.

So it is answered before Flask begins a request, from what is kept ready. Who may read is looked up as everywhere else;
whatever is not simply answered goes on to the page, which says why in the person's language.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from flask import Flask
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from facilitation import changes, sessions, snapshots
from facilitation.errors import CafeError
from facilitation.services import places
from facilitation.services.store import Store, reading

PATH = re.compile(r"/e/([a-z0-9-]+)/stations/([a-z0-9-]+)\.json")
"""Slugs are plain ASCII."""
LONGEST_NUMBER = 15

Headers = list[tuple[str, str]]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Asked(NamedTuple):
    """What stands in the request."""

    event: str
    station: str
    since: str
    audience: str | None
    encodings: str
    known: str
    """`If-None-Match`"""


def answer(store: Store, asked: Asked, claims: Mapping[str, Any]) -> tuple[str, Headers, bytes]:
    """Status, headers and body for a session that says this.

    Raises CafeError `unknown_event`, `unknown_station`, `not_joined`, `not_allowed`, `malformed` (audience, since).
    """
    place = places.find(store, asked.event, asked.station, sessions.likely_participant(claims))
    actor = sessions.actor_of(store, place.id, claims, place.participant_id)
    actor.require_reader()
    station_id = places.station_of(place)
    audience = asked.audience or ("hosts" if actor.may_host(station_id) else "public")
    if audience not in changes.AUDIENCES:
        raise CafeError("malformed", field="audience")
    if audience == "hosts":
        actor.require_host(station_id)
    if not (asked.since.isascii() and asked.since.isdecimal() and len(asked.since) <= LONGEST_NUMBER):
        raise CafeError("malformed", field="since")
    snapshot = snapshots.at(station_id, place.station_revision, int(asked.since), audience)
    headers = [
        ("Vary", "Accept-Encoding, Cookie"),
        ("Cache-Control", "private, no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("ETag", f'W/"{snapshot.tag}"'),
    ]
    if asked.known and parse_etags(asked.known).contains_weak(snapshot.tag):
        return "304 NOT MODIFIED", headers, b""
    headers.append(("Content-Type", "application/json"))
    if takes_gzip(asked.encodings):
        return "200 OK", [*headers, ("Content-Encoding", "gzip")], snapshot.compressed
    return "200 OK", headers, snapshot.encoded


@functools.lru_cache(64)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether who sends this header takes compressed answers."""
    return parse_accept_header(accept_encoding, Accept)["gzip"] > 0


def in_front_of(app: Flask, inner: WsgiApp) -> WsgiApp:
    """Answers what it can, hands on the rest."""

    def front(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = PATH.fullmatch(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "GET" else None
        if path is None:
            return inner(environ, start_response)
        query = parse_qs(environ.get("QUERY_STRING", ""))
        asked = Asked(
            event=path[1],
            station=path[2],
            since=query.get("since", ["0"])[0],
            audience=query.get("audience", [None])[0],
            encodings=environ.get("HTTP_ACCEPT_ENCODING", ""),
            known=environ.get("HTTP_IF_NONE_MATCH", ""),
        )
        try:
            with app.app_context(), reading() as store:
                claims = sessions.read_cookie(app, environ.get("HTTP_COOKIE", ""))
                status, headers, body = answer(store, asked, claims)
        except Exception:  # the page meets it again, and says or logs it
            return inner(environ, start_response)
        start_response(status, [*headers, ("Content-Length", str(len(body)))] if body else headers)
        return [body]

    return front
