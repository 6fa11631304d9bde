"""Phones whose network lets no WebSocket through: they ask again after each answer, so asking must cost little.

Most of what such a request cost was reading its head and going through WSGI, Flask's and Engine.IO's doors, for an
answer that depends on nothing but the connection's id. Here the WSGI server's protocol answers it from the queue, as
`engineio.Server.handle_request` would. Whatever is not exactly such a request goes the ordinary way, unread.

Like `wire.py` and `fanout.py` this reaches into the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without it.
"""

import re
import time
from typing import Any

from engineio import exceptions
from engineio.payload import Payload
from eventlet import wsgi

from facilitation.transport import http_heads

ASKING = re.compile(rb"GET /socket\.io/\?([\w=&.~-]+) HTTP/1\.1\r\n")
PLAIN = re.compile(
    rb"(?:(?!origin:|upgrade:|expect:|content-length:|transfer-encoding:|connection:(?!\s*keep-alive\s*\r\n))"
    rb"%b:[\t -~]*\r\n){1,99}\r\n" % http_heads.NAME,
    re.IGNORECASE,
)
"""Whoever sends one of these wants more than to ask, or has to be looked at more closely."""
PACE = 0.03
"""Seconds between two answers to a phone at least: where much is said, each brings several pieces of news."""
TEXT = [("Content-Type", "text/plain; charset=UTF-8")]


def protocol(eio: Any, at_once: http_heads.AtOnce) -> type[wsgi.HttpProtocol]:
    """The WSGI server's protocol for this Engine.IO server, and for what is answered at once."""
    return type("Polled", (Polling,), {"eio": eio, "at_once": staticmethod(at_once)})


class Polling(http_heads.Heads):
    """The protocol that answers polling requests by itself."""

    eio: Any
    _line: bytes = b""
    _answered = 0.0

    def handle_one_request(self) -> None:
        """Answer one request."""
        self._line = super()._read_request_line() or b""  # the library says "" of a connection that broke
        sock = self._asking(self._line)
        if sock is not None and http_heads.arrived(self.rfile, PLAIN):
            self._answer(sock)
        else:
            super().handle_one_request()

    def _read_request_line(self) -> bytes:
        return self._line

    def _asking(self, line: bytes) -> Any:
        """The polling connection that this request line asks for news."""
        asked = ASKING.fullmatch(line)
        if asked is None:
            return None
        query = dict(one.partition(b"=")[::2] for one in asked[1].split(b"&"))
        if query.get(b"transport") != b"polling" or b"j" in query:
            return None
        sock = self.eio.sockets.get(query.get(b"sid", b"").decode())
        usual = sock is not None and sock.connected and not (sock.upgrading or sock.upgraded or sock.closed)
        return sock if usual else None

    def _answer(self, sock: Any) -> None:
        self.conn_state[2] = wsgi.STATE_REQUEST
        self.close_connection = False
        early = self._answered + PACE - time.monotonic()
        if early > 0:
            self.eio.sleep(early)
        try:
            self.say("200 OK", TEXT, Payload(packets=sock.poll()).encode().encode())
        except exceptions.QueueEmpty:  # nothing was said for longer than a ping takes: it is gone
            sock.close(wait=False, reason=self.eio.reason.TRANSPORT_ERROR)
            self.say("400 BAD REQUEST", [("Connection", "close")], b"")
            self.close_connection = True
        self._answered = time.monotonic()
        if sock.closed:
            self.eio.sockets.pop(sock.sid, None)
