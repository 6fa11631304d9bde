"""Answers to HEAD have no body, whoever gives them.

Engine.IO sent one with its refusals. What reads the connection, such as a proxy that keeps it for several people, would
take it for the next answer (RFC 9110, section 9.3.2).
"""

from collections.abc import Callable, Iterable
from typing import Any

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


def without_bodies(app: WsgiApp) -> WsgiApp:
    """Let a WSGI app answer HEAD with heads alone."""

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        pieces = app(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return pieces
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
        return []

    return answering
