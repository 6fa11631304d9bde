"""Who is asking: reads the signed session cookie, which names doors and participants, and returns an Actor."""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple, cast

from flask import Flask, Request, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, Participant
from facilitation.models.columns import lot
from facilitation.services import doors, events, participants
from facilitation.storage.statements import AnyRow, Store, reading

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

VERIFIED_SECONDS = 60
"""Seconds for which a cookie is accepted without verifying its signature again."""
MOST_VERIFIED = 5_000
"""Cookies that are remembered as verified, at most."""

REGIONS = {"en": "en_GB"}
"""Regions for dates: day before month, as everywhere in Europe."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, each verified once a minute: a phone that comes back shows its cookie several times.

    A screen's orders use the session that opened its connection.
    """

    def __init__(self) -> None:
        self._verified: dict[str, Mapping[str, Any]] = {}
        self._since = time.monotonic()
        self._serializer: URLSafeTimedSerializer | None = None

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """Return the session of a request."""
        known: SessionMixin | None = request.environ.get("saved_session")
        if known is not None:
            return known
        return self.session_class(self.verified(app, request.cookies.get(self.get_cookie_name(app))))

    def verified(self, app: Flask, signed: str | None) -> Mapping[str, Any]:
        """Return what a cookie says; nothing where it was not signed here, or is too old."""
        if not signed:
            return {}
        if len(self._verified) >= MOST_VERIFIED or time.monotonic() - self._since > VERIFIED_SECONDS:
            self._verified.clear()
            self._since = time.monotonic()
        claims = self._verified.get(signed)
        if claims is None:
            claims = self._verify(app, signed)
            if claims:
                self._verified[signed] = claims
        return claims

    def _verify(self, app: Flask, signed: str) -> Mapping[str, Any]:
        self._serializer = self._serializer or self.get_signing_serializer(app)
        assert self._serializer is not None, "create_app sets a key"
        try:
            claims = self._serializer.loads(signed, max_age=int(app.permanent_session_lifetime.total_seconds()))
        except BadSignature:
            claims = {}
        return cast(Mapping[str, Any], claims)


def read_cookie(app: Flask, header: str) -> Mapping[str, Any]:
    """Return what the session's cookie in a `Cookie` header says, without a request."""
    interface = cast(Sessions, app.session_interface)
    return interface.verified(app, parse_cookie(header).get(interface.get_cookie_name(app)))


def current_actor(event: Event | AnyRow, store: Store | None = None) -> Actor:
    """Return the session's rights at an event, looked up anew each time: a renewed door ends at once."""
    if store is None:
        with reading() as store:
            return actor_of(store, event.id, event.generation, session)
    return actor_of(store, event.id, event.generation, session)


def actor_of(store: Store, event_id: int, generation: int, claims: Mapping[str, Any]) -> Actor:
    """Return the rights at an event, whose generation this is, of a session that says this."""
    opened = [door for door in doors.still_open(store, _generations(claims)) if door.event_id == event_id]
    return Actor(
        event_id=event_id,
        participant_id=_participant_id(store, event_id, generation, claims),
        organiser=any(door.role == "organiser" for door in opened),
        hosts=frozenset(door.station_id for door in opened if door.role == "host" and door.station_id),
        wall=any(door.role == "wall" for door in opened),
    )


def likely_participant(claims: Mapping[str, Any]) -> int | None:
    """Return the participant that a session most likely asks as: most sessions know one event only."""
    claimed = next(iter(claims.get("participants", {}).values()), None)
    return claimed if claimed is None else _Claimed.read(claimed).participant_id


def has_doors(claims: Mapping[str, Any]) -> bool:
    """Tell whether a session once came through a secret link; whether it still may, its rights tell."""
    return bool(claims.get("doors"))


def joined_actor(event: Event) -> Actor:
    """Return the session's rights at an event; where it has not joined yet, draw an id for it by lot.

    Writing needs no account, only a phone. Nothing is stored here: link previews, and whoever asks a thousand times,
    cost nothing. The row comes with the first deed (`participants.arrive`).
    """
    actor = current_actor(event)
    if actor.participant_id is not None:
        return actor
    session["participants"] = {**session.get("participants", {}), str(event.id): [lot(), event.generation]}
    session.permanent = True
    return current_actor(event)


def enter(door: Door) -> None:
    """Remember that this session came through a door."""
    session["doors"] = {**session.get("doors", {}), str(door.id): door.generation}
    session.permanent = True


def participant(event: Event, actor: Actor) -> Participant | None:
    """Return the participant that asks; None where there is none.

    Whoever did nothing yet has no row: of them it tells the language that their browser asks for.
    """
    if actor.participant_id is None:
        return None
    known = db.session.get(Participant, actor.participant_id)
    return known or Participant(id=actor.participant_id, event_id=event.id, language=_wanted(event), greeted=False)


def door_for(event: Event, actor: Actor) -> str:
    """Return how somebody comes in (`newcomers.DOORS`): who did something before finds it open."""
    if event.newcomers == "open" or actor.participant_id is None or db.session.get(Participant, actor.participant_id):
        return "open"
    return event.newcomers


def _wanted(event: Event) -> str:
    return request.accept_languages.best_match(event.languages) or event.language


def only_event(store: Store) -> int:
    """Return the id of the only event this session belongs to. Raises CafeError `not_joined` where there is not one."""
    joined = [int(event_id) for event_id in session.get("participants", {})]
    ids = {*joined, *(door.event_id for door in doors.still_open(store, _generations(session)))}
    if len(ids) != 1:
        raise CafeError("not_joined")
    return ids.pop()


def interface_languages() -> list[str]:
    """Return the languages of the interface: German, and one for every catalogue in translations/."""
    known: list[str] = current_app.extensions["interface_languages"]
    return known


def choose_interface(language: str) -> None:
    """Show the interface in this language from now on, where there is a catalogue for it."""
    if language in interface_languages():
        session["interface"] = language


def interface_language() -> str:
    """Return this session's language: the chosen one, else the browser's best match, else the newest event's."""
    offered = interface_languages()
    chosen = session.get("interface")
    return chosen if chosen in offered else request.accept_languages.best_match(offered) or _default_language()


def interface_locale() -> str:
    """Return this session's language with its region, which decides how dates are written."""
    language = interface_language()
    return REGIONS.get(language, language)


def _default_language() -> str:
    known = events.every()
    return known[0].language if known else "de"


def _generations(claims: Mapping[str, Any]) -> dict[int, int]:
    return {int(door_id): generation for door_id, generation in claims.get("doors", {}).items()}


class _Claimed(NamedTuple):
    """What a cookie says of a participant; cookies of earlier versions name no generation."""

    participant_id: int
    generation: int | None

    @classmethod
    def read(cls, claimed: list[int] | int) -> "_Claimed":
        return cls(claimed, None) if isinstance(claimed, int) else cls(*claimed)


def _participant_id(store: Store, event_id: int, generation: int, claims: Mapping[str, Any]) -> int | None:
    said = claims.get("participants", {}).get(str(event_id))
    if said is None:
        return None
    claimed = _Claimed.read(said)
    if claimed.generation is None:  # such an id was stored at once
        with suppress(CafeError):
            return claimed.participant_id if participants.is_known(store, event_id, claimed.participant_id) else None
        return None
    return claimed.participant_id if claimed.generation == generation else None
