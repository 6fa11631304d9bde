"""A station's JSON, which a whole hall that reconnects asks for at once.

It is answered before WSGI and Flask begin (`transport/http_protocol.py`), from what is kept ready. Who may read is
looked up as everywhere else. A request that cannot simply be answered goes on to the page, which says why in the
person's language.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs

from flask import Flask
from werkzeug.http import parse_etags

from facilitation.doors import cookies, sessions
from facilitation.errors import CafeError
from facilitation.pages.compression import takes
from facilitation.queries import snapshots
from facilitation.services import context
from facilitation.storage.statements import Store, reading
from facilitation.text import number

PATH = re.compile(r"/e/([a-z0-9-]+)/stations/([a-z0-9-]+)\.json")
"""The path of a station's JSON; slugs are plain ASCII."""

Answer = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body of an answer."""


class Headed(Protocol):
    """A request's headers, by their names in any case."""

    def get(self, name: str, failobj: str, /) -> str:
        """Return a header; `failobj` where there is none."""


class Asked(NamedTuple):
    """What a request asks for."""

    event: str
    station: str
    since: str
    audience: str | None
    encodings: str
    known: str
    """The header `If-None-Match`."""


def answer(asked: Asked, claims: Mapping[str, Any]) -> Answer:
    """Answer a request of a session that says this (`claims`).

    Raises CafeError `unknown_event`, `unknown_station`, `not_joined`, `not_allowed`, `malformed` (audience, since).
    """
    with reading() as store:
        found = _found(store, asked, claims)
    headers = [
        ("Vary", "Accept-Encoding, Cookie"),
        ("Cache-Control", "private, no-cache"),
        ("ETag", f'W/"{found.tag}"'),
    ]
    if asked.known and parse_etags(asked.known).contains_weak(found.tag):
        return "304 NOT MODIFIED", headers, b""
    headers.append(("Content-Type", "application/json"))
    if takes("gzip", asked.encodings):  # which may wait for a real thread, and holds no connection meanwhile
        return "200 OK", [*headers, ("Content-Encoding", "gzip")], found.compressed
    return "200 OK", headers, found.encoded


def _found(store: Store, asked: Asked, claims: Mapping[str, Any]) -> snapshots.Encoded:
    """Return what is asked for, if this session may read it. Raises CafeError as `answer` does."""
    place = context.find(store, asked.event, asked.station)
    actor = sessions.actor_of(store, place.id, place.generation, claims)
    actor.require_reader()
    station_id = context.station_of(place)
    audience = actor.audience(station_id, asked.audience)
    since = number(asked.since)
    if since is None:
        raise CafeError("malformed", field="since")
    return snapshots.at(station_id, place.station_revision, since, audience.told)


def at_once(app: Flask) -> Callable[[str, Headed], Answer | None]:
    """Return a function that answers a GET of a path (with its query) and headers, or gives None.

    It answers where this is a station's JSON that is not refused.
    """

    def answered(path: str, headers: Headed) -> Answer | None:
        plain, _, queried = path.partition("?")
        found = PATH.fullmatch(plain)
        if found is None:
            return None
        query = parse_qs(queried)
        asked = Asked(
            event=found[1],
            station=found[2],
            since=query.get("since", ["0"])[0],
            audience=query.get("audience", [None])[0],
            encodings=headers.get("Accept-Encoding", ""),
            known=headers.get("If-None-Match", ""),
        )
        try:
            with app.app_context():
                return answer(asked, cookies.read_cookie(app, headers.get("Cookie", "")))
        except Exception:  # the page meets the same error, and tells or logs it
            return None

    return answered
