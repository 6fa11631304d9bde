"""The house's two signed cookies: what they are called, how long they last, and what stands in them.

The session holds `doors`: {id: [generation, role, when it was entered]}, moments in seconds since 1970. When a door was
last used stands in a cookie of its own, written once an hour at most: an answer that comes late must not undo a session
that has entered another door meanwhile, and here it only undoes an hour.
"""

import functools
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from facilitation import bounds, clock
from facilitation.doors import origin
from facilitation.services import doors

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


def sessions_of(app: Flask) -> Sessions:
    """Return what reads and writes an app's sessions."""
    return cast(Sessions, app.session_interface)


def read_cookie(app: Flask, header: str) -> Mapping[str, Any]:
    """Return what the session's cookie in a `Cookie` header says, without a request."""
    return sessions_of(app).opened(app, _cookies(header))


def _cookies(header: str) -> Mapping[str, str]:
    """Return the cookies of a `Cookie` header: a phone that comes back shows it four times within a second."""
    return _known_cookies(header) if len(header) <= USUAL_LENGTH else parse_cookie(header)


def _named(cookies: Mapping[str, str], name: str, earlier: str) -> str | None:
    """Return a cookie of this house, or the one that a version gave which called it the same in every house.

    That one is read as long as the browser keeps it, where it was signed here; it is never written again.
    """
    return cookies.get(name) or cookies.get(earlier)


_known_cookies = functools.lru_cache(MOST_VERIFIED)(parse_cookie)
