"""Answers polls cheaply: phones whose network lets no WebSocket through ask again after each answer.

Most of what such a request cost was going through WSGI, Flask and Engine.IO, for an answer that depends on nothing but
the connection's id. Here the server's protocol answers it from the queue, as `engineio.Server.handle_request` would.
Whatever is not exactly such a request is left to the library.

Like `wire.py` and `fanout.py` this uses internals of the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without
it.
"""

import re
import time
from typing import Any

from engineio import exceptions
from engineio.payload import Payload

from facilitation.transport.http_heads import Head

ASKING = re.compile(r"/socket\.io/\?([\w=&.~-]+)", re.ASCII)
"""The address of a poll."""
UNUSUAL = {"origin", "upgrade", "expect"}
"""Headers with which a request is left to the library."""
PACE = 0.03
"""Seconds between two answers to one phone, at least: where much happens, each brings several pieces of news."""
TEXT = [("Content-Type", "text/plain; charset=UTF-8")]
REFUSED = "400 BAD REQUEST"

Answer = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body of an answer."""


class Polling:
    """Answers the polls of one Engine.IO server."""

    def __init__(self, eio: Any) -> None:
        self._eio = eio

    def session(self, head: Head) -> Any:
        """Return the polling session that this request asks for news; None for any other request."""
        asked = ASKING.fullmatch(head.target)
        if asked is None or head.method != "GET" or head.length or head.chunked or not head.keeps:
            return None
        if not UNUSUAL.isdisjoint(head.names):
            return None
        query = dict(one.partition("=")[::2] for one in asked[1].split("&"))
        if query.get("transport") != "polling" or "j" in query:
            return None
        sock = self._eio.sockets.get(query.get("sid", ""))
        usual = sock is not None and sock.connected and not (sock.upgrading or sock.upgraded or sock.closed)
        return sock if usual else None

    def answer(self, sock: Any) -> Answer | None:
        """Wait for a session's news and return them; None where it is over, or asks twice at once, which ends it."""
        try:
            early = getattr(sock, "answered", 0.0) + PACE - time.monotonic()
            if early > 0:
                self._eio.sleep(early)
            return "200 OK", TEXT, Payload(packets=sock.poll()).encode().encode()
        except exceptions.QueueEmpty:  # nothing to send for longer than a ping's interval: the client is gone
            sock.close(wait=False, reason=self._eio.reason.TRANSPORT_ERROR)
            return None
        finally:
            sock.answered = time.monotonic()
            if sock.closed:
                self._eio.sockets.pop(sock.sid, None)
