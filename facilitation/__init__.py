"""World Café: people post ideas from their phones, hosts sort them, the hall sees them, a report takes them home."""

import functools
import logging
from pathlib import Path
from typing import Any

from flask import Flask, Request
from werkzeug.routing import MapAdapter

from facilitation import bounds, commands, live, memory, pages, web  # noqa: F401
from facilitation.config import Config, from_environment
from facilitation.doors import cookies, origin, persons, sessions
from facilitation.doors.cookies import Sessions
from facilitation.doors.languages import LANGUAGES, interface_locale
from facilitation.extensions import babel, db, migrate, socketio
from facilitation.i18n.language_codes import catalogue_of
from facilitation.pages import forms
from facilitation.storage import connections  # noqa: F401 it sets up every connection
from facilitation.storage.postgresql import engine_options
from facilitation.transport import answer_headers, asked_for_heads, engine_socket, fanout
from facilitation.transport.packet import Packet

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = Path(__file__).with_name("translations")
MIGRATIONS = Path(__file__).with_name("migrations")
LIVE = "/socket.io/"
"""The path to which screens connect; requests for it are answered before Flask, which gets only their messages."""
DAYS_REMEMBERED = bounds.DAYS_REMEMBERED
LARGEST_MESSAGE = bounds.LARGEST_MESSAGE
QUIET = logging.getLogger("facilitation.quiet")
"""Silences Engine.IO's own log: it writes a traceback for every packet that it cannot read. Our own faults are
logged."""
QUIET.setLevel(logging.CRITICAL)
LIBRARY = logging.getLogger("socketio")
"""Where Socket.IO tells of its own faults; without a logger it would print them by itself."""
LIBRARY.setLevel(logging.ERROR)


class Cafe(Flask):
    """Flask, which looks for no page where a screen connects or sends an order."""

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return what finds the page of a request; None for live messages, which have none."""
        if request is not None and request.environ["PATH_INFO"].startswith(LIVE):
            return None
        return super().create_url_adapter(request)

    def log_exception(self, *_error: Any) -> None:
        """Write down that answering failed, without the request's address, which may be a secret."""
        self.logger.exception("A page could not be answered.")


def create_app(config: Config | None = None) -> Flask:
    """Create the app with its settings; it needs no database yet: `flask db upgrade` (or `make run`) creates that.

    Raises ValueError as `config.from_environment` does, where no settings are given.
    """
    config = config or from_environment()
    memory.forget_all()
    session_cookie, used_cookie = cookies.cookie_names(config.secret_key)
    app = Cafe("facilitation", root_path=str(ROOT), instance_path=str(config.data_dir), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
        SESSION_COOKIE_NAME=session_cookie,
        USED_COOKIE_NAME=used_cookie,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=DAYS_REMEMBERED * 86400,
        SESSION_REFRESH_EACH_REQUEST=False,  # no cookie with static files; a late answer must not undo a newer door
        MAX_CONTENT_LENGTH=forms.LARGEST,
        MAX_FORM_PARTS=bounds.FORM_PARTS,
        BABEL_DEFAULT_LOCALE="de",
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["config"] = config
    app.extensions["interface_languages"] = _interface_languages()
    app.session_interface = Sessions()
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    babel.init_app(app, locale_selector=interface_locale)
    engine_socket.take_over()
    socketio.init_app(
        app,
        async_mode=config.async_mode,
        client_manager=fanout.manager(
            config,
            functools.partial(sessions.person, app),
            (session_cookie, used_cookie, cookies.SESSION_COOKIE, cookies.USED_COOKIE),
            functools.partial(persons.known, app),
        ),
        cors_allowed_origins=functools.partial(_is_ours, app),
        max_http_buffer_size=LARGEST_MESSAGE,
        serializer=Packet,
        http_compression=False,  # of what is polled: a large one would hold up everybody
        async_handlers=False,  # a screen's orders one after the other: a flood waits for itself, the hall does not
        logger=LIBRARY,
        engineio_logger=QUIET,
    )
    web.init_app(app, static_folder=ROOT / "static")
    commands.init_app(app)
    answering = asked_for_heads.without_bodies(app.wsgi_app)
    app.wsgi_app = answer_headers.on_every_answer(answering)  # type: ignore[assignment,method-assign]
    return app


def _is_ours(app: Flask, sent: str | None, environ: dict[str, Any]) -> bool:
    """Tell Engine.IO whether a socket's or a poll's `Origin` is this café."""
    return origin.accepts("Sockets", sent, environ, app.extensions["config"])


def _interface_languages() -> list[str]:
    translated = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()}
    return [code for code in LANGUAGES if code == "de" or catalogue_of(code) in translated]
