"""Who is asking: reads the signed session cookie, which names doors and participants, and returns an Actor.

The session holds `doors`: {id: [generation, role, when it was entered]}, moments in seconds since 1970. When a door was
last used stands in a cookie of its own, written once an hour at most: an answer that comes late must not undo a session
that has entered another door meanwhile, and here it only undoes an hour.
"""

import functools
import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, cast

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_babel import force_locale
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from facilitation import bounds, clock
from facilitation.actor import Actor
from facilitation.doors import origin
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.memory import remembered
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

VERIFIED_SECONDS = bounds.VERIFIED_SECONDS
MOST_VERIFIED = bounds.COOKIES_VERIFIED

USUAL_LENGTH = bounds.KEPT_OF_A_HEADER
"""Letters of a header up to which its cookies are remembered."""

SESSION_COOKIE = "cafe"
"""How the name of the cookie that holds a session begins; the house's mark follows (`cookie_names`)."""
USED_COOKIE = "cafe-used"
"""The same of the cookie that says when this browser last used which door."""
STAMPED_SECONDS = 3600
"""Seconds from one note of a door's use to the next, at least."""
RENEWED_SECONDS = 14 * 86400
"""Seconds after which the session of somebody who still uses a door is signed anew: it ends a month after that."""

_EXPIRES = re.compile(r"Expires=[^;]+")


def cookie_names(secret_key: str) -> tuple[str, str]:
    """Return the names of this house's two cookies.

    Browsers do not tell the ports of a machine apart, so two cafés on it would overwrite each other's cookies, and put
    out each other's desks and guests. Whoever signs with another secret has other names.
    """
    mark = hashlib.sha256(f"cookie {secret_key}".encode()).hexdigest()[:8]
    return f"{SESSION_COOKIE}-{mark}", f"{USED_COOKIE}-{mark}"


class _Learnt:
    """What the database said last: every door's generation by its id (None before it was asked), and the newest
    event's language.
    """

    generations: Mapping[int, int] | None
    language: str

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing, as a new process."""
        self.generations, self.language = None, "de"


_learnt = remembered(_Learnt())

REGIONS = {"en": "en_GB"}
"""Regions for dates: day before month, as everywhere in Europe."""


class Session(SecureCookieSession):
    """A session whose doors were all used recently enough; `used` says when, by the doors' ids."""

    used: Mapping[str, float] = {}
    is_blank = False
    """Whether the request brought no session along."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, each verified once a minute: a phone that comes back shows its cookie several times.

    Doors that were not used for too long are `expired` from the moment on in which the session is opened. A screen's
    orders use the session that opened its connection: as long as that is open, its doors are in use.
    `now` tells the seconds since 1970.
    """

    session_class = Session

    def __init__(self, now: Callable[[], float] = clock.look) -> None:
        self.now = now
        self._verified: dict[str, Mapping[str, Any]] = {}
        self._since = time.monotonic()
        self._serializer: URLSafeTimedSerializer | None = None

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """Return the session of a request."""
        known: SessionMixin | None = request.environ.get("saved_session")
        if known is not None:
            return known
        cookies = _cookies(request.environ.get("HTTP_COOKIE", ""))
        opened = self.opened(app, cookies)
        opened_session = Session(opened)
        opened_session.used = self._used(app, cookies, opened)
        opened_session.is_blank = not opened
        return opened_session

    def opened(self, app: Flask, cookies: Mapping[str, str]) -> Mapping[str, Any]:
        """Return what a session says now: doors that were not used for too long are `expired`, {id: generation}."""
        claims = self.verified(app, _named(cookies, self.get_cookie_name(app), SESSION_COOKIE))
        if "doors" not in claims:
            return claims
        used = self._used(app, cookies, claims)
        kept: dict[str, Any] = {}
        expired: dict[str, Any] = {}
        for door_id, claim in _entered(claims).items():
            told_when = isinstance(claim, list)  # earlier versions did not say when it was entered
            in_use = told_when and self._unused(used[door_id]) < doors.UNUSED_SECONDS[claim[1]]
            (kept if in_use else expired)[door_id] = claim
        return {**claims, "doors": kept, "expired": expired}

    def _unused(self, moment: float) -> float:
        """Return the seconds since a moment, without those by which the clock was moved meanwhile."""
        return self.now() - moment - clock.moved(moment, away=False)

    def _used(self, app: Flask, cookies: Mapping[str, str], claims: Mapping[str, Any]) -> dict[str, float]:
        """Return when each door of a session was last used, as far as that was noted."""
        entered = {door_id: claim[2] for door_id, claim in _entered(claims).items() if isinstance(claim, list)}
        if not entered:
            return {}
        noted = self.verified(app, _named(cookies, app.config["USED_COOKIE_NAME"], USED_COOKIE)).get("used", {})
        now = self.now()
        later = {door_id: noted[door_id] for door_id in entered if door_id in noted}
        return {door_id: _newest(moment, later.get(door_id, moment), now) for door_id, moment in entered.items()}

    def note_use(self, app: Flask, response: Response, door_ids: set[str]) -> None:
        """Write to a response's cookies that these doors are used now; nothing where that stands there already.

        What is later than now was noted before the clock was put back.
        """
        used, now = cast(Session, session).used, self.now()
        due = {door_id for door_id in door_ids & used.keys() if not 0 <= now - used[door_id] < STAMPED_SECONDS}
        if not due:
            return
        assert self._serializer is not None, "a session with doors was verified"
        response.set_cookie(
            app.config["USED_COOKIE_NAME"],
            str(self._serializer.dumps({"used": {**used, **dict.fromkeys(due, now)}})),
            max_age=app.permanent_session_lifetime,
            path=self.get_cookie_path(app),
            httponly=True,
            secure=self.get_cookie_secure(app),
            samesite=self.get_cookie_samesite(app),
        )
        claims = session["doors"]
        old = {door_id for door_id in due if not 0 <= now - claims[door_id][2] < RENEWED_SECONDS}
        if old:
            session["doors"] = {**claims, **{door_id: [*claims[door_id][:2], now] for door_id in old}}

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write a session's cookie where it changed, with its life in seconds.

        A day by this machine's clock, as Flask writes it, has passed for a browser whose clock is right while this one
        is a year behind: nobody could come in.
        """
        super().save_session(app, session, response)
        name = self.get_cookie_name(app)
        lines = response.headers.getlist("Set-Cookie")
        if session.permanent and session and any(line.startswith(f"{name}=") for line in lines):
            life = f"Max-Age={int(app.permanent_session_lifetime.total_seconds())}"
            response.headers.setlist("Set-Cookie", [_lasting(line, name, life) for line in lines])

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is for https only: where people come by https (`origin.is_secure`)."""
        return origin.is_secure(request.environ, app.extensions["config"])

    def verified(self, app: Flask, signed: str | None) -> Mapping[str, Any]:
        """Return what a cookie says; nothing where it was not signed here, or is too old.

        One that was signed later than now is good: a laptop's clock was put back since, and nobody is to lose for that
        what they wrote. Nor is one too old because the clock was put forward, or is further than anybody can confirm.
        """
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
            claims, signed_at = self._serializer.loads(signed, return_timestamp=True)
        except BadSignature:
            return {}
        since = signed_at.timestamp()
        age = TimestampSigner("").get_timestamp() - since - clock.moved(since)
        too_old = age > app.permanent_session_lifetime.total_seconds()
        return {} if too_old else cast(Mapping[str, Any], claims)


def _lasting(line: str, name: str, life: str) -> str:
    """Return a `Set-Cookie` line, with `life` in the place of its last day where it is the cookie of this name."""
    return _EXPIRES.sub(life, line, count=1) if line.startswith(f"{name}=") else line


def _entered(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a session says of each of its doors, also of those that once were not used for too long.

    Whether they still are is looked at anew: the clock may have been wrong.
    """
    return {**claims.get("expired", {}), **claims.get("doors", {})}


def _newest(entered: float, noted: float, now: float) -> float:
    """Return when a door was last used; a moment that has not come yet is of a clock that was put back since."""
    come = [moment for moment in (entered, noted) if moment <= now]
    return max(come) if come else max(entered, noted)


def read_cookie(app: Flask, header: str) -> Mapping[str, Any]:
    """Return what the session's cookie in a `Cookie` header says, without a request."""
    return _sessions(app).opened(app, _cookies(header))


def _cookies(header: str) -> Mapping[str, str]:
    """Return the cookies of a `Cookie` header: a phone that comes back shows it four times within a second."""
    return _known_cookies(header) if len(header) <= USUAL_LENGTH else parse_cookie(header)


def _named(cookies: Mapping[str, str], name: str, earlier: str) -> str | None:
    """Return a cookie of this house, or the one that a version gave which called it the same in every house.

    That one is read as long as the browser keeps it, where it was signed here; it is never written again.
    """
    return cookies.get(name) or cookies.get(earlier)


_known_cookies = functools.lru_cache(MOST_VERIFIED)(parse_cookie)


def person(app: Flask, cookies: str) -> str | None:
    """Return a name for the person whose cookies these are, by which to tell how much of the server one takes.

    The same for all tabs of one phone, empty where the session names nobody; None for whoever came through a door,
    which several devices share. Whether that is still open is not looked up, for each request would ask the database:
    it is what was learnt last (`learn_generations`).
    """
    claims = read_cookie(app, cookies)
    known = _learnt.generations
    if any(known is None or known.get(id) == generation for id, generation in _generations(claims).items()):
        return None
    participant = likely_participant(claims)
    return "" if participant is None else f"p{participant}"


def learn_generations(generations: Mapping[int, int]) -> bool:
    """Remember every door's generation by its id, for `person`; return whether any is another one now."""
    changed = generations != _learnt.generations
    _learnt.generations = generations
    return changed


def current_actor(event: Event | AnyRow, store: Store | None = None) -> Actor:
    """Return the session's rights at an event, looked up anew each time: a renewed door ends at once.

    The doors that it has there are used by this request.
    """
    if store is None:
        with reading() as store:
            return current_actor(event, store)
    actor = actor_of(store, event.id, event.generation, session)
    g.doors_used = {str(door_id) for door_id, _ in actor.doors}
    return actor


def note_use(response: Response) -> Response:
    """Remember in the browser which doors this request used, once an hour at most; not with what it may keep."""
    used = g.get("doors_used")
    if used and response.status_code < 400 and not response.cache_control.max_age:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        _sessions(app).note_use(app, response, used)
    return response


def actor_of(store: Store, event_id: int, generation: int, claims: Mapping[str, Any]) -> Actor:
    """Return the rights at an event, whose generation this is, of a session that says this."""
    if not (claims.get("doors") or claims.get("expired")):  # a guest's, as nearly all are when a hall comes back
        return Actor(event_id, _participant_id(store, event_id, generation, claims))
    opened = [door for door in doors.still_open(store, _generations(claims)) if door.event_id == event_id]
    expired = doors.still_open(store, _generations({"doors": claims.get("expired", {})}))
    return Actor(
        event_id=event_id,
        participant_id=_participant_id(store, event_id, generation, claims),
        organiser=any(door.role == "organiser" for door in opened),
        hosts=frozenset(door.station_id for door in opened if door.role == "host" and door.station_id),
        wall=any(door.role == "wall" for door in opened),
        doors=frozenset((door.id, door.generation) for door in opened),
        expired=frozenset((door.role, door.station_id) for door in expired if door.event_id == event_id),
    )


def likely_participant(claims: Mapping[str, Any]) -> int | None:
    """Return the participant that a session most likely asks as: most sessions know one event only."""
    claimed = next(iter(claims.get("participants", {}).values()), None)
    return claimed if claimed is None else _Claimed.read(claimed).participant_id


def has_doors(claims: Mapping[str, Any]) -> bool:
    """Tell whether a session once came through a secret link; whether it still may, its rights tell."""
    return bool(claims.get("doors"))


def has_open_doors(store: Store, claims: Mapping[str, Any]) -> bool:
    """Tell whether a session came through a secret link, of whatever event, that was not renewed since."""
    return bool(doors.still_open(store, _generations(claims)))


def joined_actor(event: Event) -> Actor:
    """Return the session's rights at an event; where it has not joined yet, draw an id for it by lot.

    Writing needs no account, only a phone. It is no use of a secret link: a borrowed tablet may become a guest's.

    Nothing is stored here: link previews, and whoever asks a thousand times, cost nothing. The row comes with the
    first deed (`participants.arrive`).
    """
    with reading() as store:
        actor = actor_of(store, event.id, event.generation, session)
    if actor.participant_id is not None:
        return actor
    session["participants"] = {**session.get("participants", {}), str(event.id): [lot(), event.generation]}
    session.permanent = True
    with reading() as store:
        return actor_of(store, event.id, event.generation, session)


def require_cookies() -> None:
    """Refuse a form of a browser that brings nothing along of what its page gave it: whatever it sends is a stranger's.

    It would be stored as somebody new each time. Raises CafeError `no_cookies`.
    """
    if cast(Session, session).is_blank:
        raise CafeError("no_cookies")


def has_entered(door_id: int) -> bool:
    """Tell whether this session knows that it came through a door; one whose browser takes no cookies does not."""
    return str(door_id) in session.get("doors", {})


def enter(door: Door) -> None:
    """Remember that this session came through a door, and when."""
    id = str(door.id)
    entered = [door.generation, door.role, _sessions(current_app).now()]
    session["doors"] = {**session.get("doors", {}), id: entered}
    session["expired"] = {one: claim for one, claim in session.get("expired", {}).items() if one != id}
    session.permanent = True


def participant(event: Event, actor: Actor) -> Participant | None:
    """Return the participant that asks; None where there is none.

    Whoever did nothing yet has no row: of them it tells the language that their browser asks for.
    """
    if actor.participant_id is None:
        return None
    known = db.session.get(Participant, actor.participant_id)
    return known or Participant(id=actor.participant_id, event_id=event.id, language=_wanted(event), greeted=False)


def me(store: Store, event_id: int, actor: Actor) -> dict[str, str | None]:
    """Return what a page knows of its person, which may be another by the time it is looked at again.

    `name` and `language` are None of whoever did nothing yet. `ui_language` is the interface's where somebody chose
    one, else None: not every browser names its languages for the live connection as it does for pages. `person` is
    drawn anew when the phone is handed on, and empty before.
    """
    known = participants.called(store, actor.participant_id) if actor.participant_id is not None else None
    return {
        "name": known.name if known else None,
        "language": known.language if known else None,
        "ui_language": _chosen_language(),
        "person": session.get("handed_on", {}).get(str(event_id), ""),
    }


def hand_on(event: Event) -> None:
    """Let somebody else use this phone: what was written stays, and belongs to nobody who is here."""
    others = {id: one for id, one in session.get("participants", {}).items() if id != str(event.id)}
    session["participants"] = others
    session["handed_on"] = {**session.get("handed_on", {}), str(event.id): secrets.token_hex(4)}


def door_for(event: Event, actor: Actor) -> str:
    """Return how somebody comes in (`newcomers.DOORS`): who did something before, hosts and organisers find it open."""
    if event.newcomers == "open" or actor.is_staff or actor.participant_id is None:
        return "open"
    if db.session.get(Participant, actor.participant_id):
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
    """Return this session's language: the chosen one, else the browser's best match, else the newest event's.

    It asks nobody, because refusals need it where the database is away: the newest event's is what pages learnt last.
    """
    return _wished_language() or _learnt.language


def learn_default_language() -> None:
    """Ask the database for the newest event's language, where this session has not wished for another."""
    if _wished_language() is None:
        known = events.every()
        learn_language(known[0].language if known else "de")


def learn_language(language: str) -> None:
    """Remember the newest event's language, for `interface_language`."""
    _learnt.language = language


def interface_locale() -> str:
    """Return this session's language with its region, which decides how dates are written."""
    language = interface_language()
    return REGIONS.get(language, language)


@contextmanager
def on_paper(event: Event) -> Iterator[str]:
    """Speak the event's language, which it yields, where there is a catalogue for it: paper is for whoever comes.

    `?lang=` asks for another one.
    """
    offered = interface_languages()
    wanted = (request.args.get("lang"), event.language)
    language = next((one for one in wanted if one in offered), interface_language())
    with force_locale(REGIONS.get(language, language)):
        yield language


def _wished_language() -> str | None:
    return _chosen_language() or request.accept_languages.best_match(interface_languages())


def _chosen_language() -> str | None:
    chosen: str | None = session.get("interface")
    return chosen if chosen in interface_languages() else None


def _generations(claims: Mapping[str, Any]) -> dict[int, int]:
    said = claims.get("doors", {}).items()
    return {int(door_id): claim[0] if isinstance(claim, list) else claim for door_id, claim in said}


def _sessions(app: Flask) -> Sessions:
    return cast(Sessions, app.session_interface)


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
