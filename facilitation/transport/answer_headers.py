"""The headers that every answer carries, whoever gives it: a page, Engine.IO, or the server before all of them.

This is the only place that names them. A static file is no page: what it may load its page says, and it carries one of
them alone. A hall that comes in fetches a thousand of them. JSON, plain text, which is what phones poll, and what only
leads on are no pages either: nothing may be loaded by them, which is said in fewer words.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

Headers = list[tuple[str, str]]
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
"""What browsers could offer to pages and what no page here asks for; a photo is taken by the tablet's own camera."""
OF_FILES: Headers = [("X-Content-Type-Options", "nosniff")]
"""What a static file carries, too."""
FIXED: Headers = [
    *OF_FILES,
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in UNUSED)),
]


OF_DATA: Headers = [
    *OF_FILES,
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
]
"""What JSON, plain text and redirects carry."""
DATA = ("application/json", "text/plain")
REDIRECTS = ("301", "302", "303", "307", "308")


@functools.lru_cache(64)
def policy(*hosts: str, inline: str = "") -> str:
    """Return what a page may load and open; `hosts` are the names of this café (headers `Host`, already checked).

    `inline` is the digest of the one script that may stand inside a page (CSP, "sha256-…"); empty where none may.

    They stand there for the WebSockets, which Safari before 15 does not count to 'self'. An empty one counts as none.
    """
    sockets = "".join(f" ws://{host} wss://{host}" for host in dict.fromkeys(hosts) if host)
    within = f" '{inline}'" if inline else ""
    return (
        f"default-src 'none'; script-src 'self'{within}; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; "
        f"connect-src 'self'{sockets}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; worker-src 'self'; require-trusted-types-for 'script'; "
        "trusted-types lit-html cafe-worker"
    )


def of(host: str) -> tuple[tuple[str, str], ...]:
    """Return what an answer to a request for this host (the header `Host`, already checked; may be empty) carries."""
    return (*FIXED, ("Content-Security-Policy", policy(host)))


def is_of_file(headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether these are the headers of a static file: nothing else may be kept by everybody for good."""
    return any(name == "Cache-Control" and value.startswith("public") for name, value in headers)


def is_of_data(status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether an answer is JSON or plain text, or only leads on to another address."""
    told = (name == "Content-Type" and value.startswith(DATA) for name, value in headers)
    return status[:3] in REDIRECTS or any(told)


def added(headers: Headers, host: str, status: str = "") -> Headers:
    """Return an answer's headers with those that it does not name itself."""
    named = {name.lower() for name, _ in headers}
    every = OF_FILES if is_of_file(headers) else OF_DATA if is_of_data(status, headers) else of(host)
    return [*headers, *((name, value) for name, value in every if name.lower() not in named)]


@functools.lru_cache(64)
def raw(host: str, *, of_file: bool = False, of_data: bool = False) -> bytes:
    """Return them as lines of a head that is written by hand, each with its line break."""
    every = OF_FILES if of_file else OF_DATA if of_data else of(host)
    return "".join(f"{name}: {value}\r\n" for name, value in every).encode("latin-1")


def on_every_answer(app: WsgiApp) -> WsgiApp:
    """Let every answer of a WSGI app carry them; what the app says itself counts."""

    def carrying(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: Headers, *error: Any) -> Any:
            return start_response(status, added(headers, environ.get("HTTP_HOST", ""), status), *error)

        return app(environ, start)

    return carrying
