"""Who is asking: reads the signed session cookie, which names doors and participants, and returns an Actor."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Request, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import Connection
from werkzeug.http import parse_cookie

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, Participant
from facilitation.services import doors, events, participants
from facilitation.services.reading import AnyRow, reading

LANGUAGES = {
    "de": "Deutsch",
    "en": "English",
    "uk": "Українська",
    "ar": "العربية",
    "ru": "Русский",
    "fa": "فارسی",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "pl": "Polski",
    "tr": "Türkçe",
    "fr": "Français",
    "es": "Español",
}
"""Every language by its own name."""

REGIONS = {"en": "en_GB"}
"""Day before month, as everywhere in Europe."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies. A screen's orders go on with the session that opened its connection, read once."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """The asking session."""
        known: SessionMixin | None = request.environ.get("saved_session")
        return known if known is not None else super().open_session(app, request)


def read_cookie(app: Flask, header: str) -> Mapping[str, Any]:
    """What the session's cookie in a `Cookie` header says, without a request; nothing where it is not ours."""
    serializer: URLSafeTimedSerializer | None = app.extensions.get("session_serializer")
    if serializer is None:
        serializer = app.extensions["session_serializer"] = Sessions().get_signing_serializer(app)
        assert serializer is not None, "create_app sets a key"
    signed = parse_cookie(header).get(app.config["SESSION_COOKIE_NAME"])
    try:
        claims = serializer.loads(signed, max_age=app.config["PERMANENT_SESSION_LIFETIME"]) if signed else {}
    except BadSignature:
        claims = {}
    return cast(Mapping[str, Any], claims)


def current_actor(event: Event | AnyRow, connection: Connection | None = None) -> Actor:
    """The asking session's rights at an event, looked up anew each time: a renewed door ends at once."""
    if connection is None:
        with reading() as connection:
            return actor_of(connection, event.id, session)
    return actor_of(connection, event.id, session)


def actor_of(connection: Connection, event_id: int, claims: Mapping[str, Any]) -> Actor:
    """The rights at an event of a session that says this."""
    opened = [door for door in doors.still_open(connection, _generations(claims)) if door.event_id == event_id]
    return Actor(
        event_id=event_id,
        participant_id=_participant_id(connection, event_id, claims),
        organiser=any(door.role == "organiser" for door in opened),
        hosts=frozenset(door.station_id for door in opened if door.role == "host" and door.station_id),
        wall=any(door.role == "wall" for door in opened),
    )


def joined_actor(event: Event) -> Actor:
    """The same, and whoever has no participant yet gets one: writing needs no account, only a phone that says hello."""
    actor = current_actor(event)
    if actor.participant_id is not None:
        return actor
    wanted = request.accept_languages.best_match(event.languages) or event.language
    joined = participants.join(event, language=wanted)
    session["participants"] = {**session.get("participants", {}), str(event.id): joined.id}
    session.permanent = True
    return current_actor(event)


def enter(door: Door) -> None:
    """Remember that this session came through a door."""
    session["doors"] = {**session.get("doors", {}), str(door.id): door.generation}
    session.permanent = True


def participant(actor: Actor) -> Participant | None:
    """The asking participant."""
    return db.session.get(Participant, actor.participant_id) if actor.participant_id else None


def only_event(connection: Connection) -> AnyRow:
    """The event this session belongs to, where a message names none. Raises CafeError `not_joined`."""
    joined = [int(event_id) for event_id in session.get("participants", {})]
    ids = {*joined, *(door.event_id for door in doors.still_open(connection, _generations(session)))}
    if len(ids) != 1:
        raise CafeError("not_joined")
    try:
        return events.glance(connection, ids.pop())
    except CafeError:
        raise CafeError("not_joined") from None


def interface_languages() -> list[str]:
    """The languages the interface speaks: German, and one for every catalogue in translations/."""
    known: list[str] = current_app.extensions["interface_languages"]
    return known


def choose_interface(language: str) -> None:
    """Read the interface in this language from now on, where there is a catalogue for it."""
    if language in interface_languages():
        session["interface"] = language


def interface_language() -> str:
    """What this session reads: chosen, else the browser's best match, else the newest event's language."""
    offered = interface_languages()
    chosen = session.get("interface")
    return chosen if chosen in offered else request.accept_languages.best_match(offered) or _default_language()


def interface_locale() -> str:
    """The same with its region, which decides how dates are written."""
    language = interface_language()
    return REGIONS.get(language, language)


def _default_language() -> str:
    known = events.every()
    return known[0].language if known else "de"


def _generations(claims: Mapping[str, Any]) -> dict[int, int]:
    return {int(door_id): generation for door_id, generation in claims.get("doors", {}).items()}


def _participant_id(connection: Connection, event_id: int, claims: Mapping[str, Any]) -> int | None:
    known: int | None = claims.get("participants", {}).get(str(event_id))
    return known if known and participants.is_known(connection, event_id, known) else None
