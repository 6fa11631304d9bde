"""Answers polls cheaply: phones whose network lets no WebSocket through ask again after each answer.

Most of what such a request cost was reading its head and going through WSGI, Flask and Engine.IO, for an answer that
depends on nothing but the connection's id. Here the WSGI server's protocol answers it from the queue, as
`engineio.Server.handle_request` would. Whatever is not exactly such a request is left to the library, unread.

Like `wire.py` and `fanout.py` this uses internals of the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without
it.
"""

import re
import time
from typing import Any

from engineio import exceptions
from engineio.payload import Payload
from eventlet import wsgi

from facilitation.transport import http_heads

ASKING = re.compile(rb"GET /socket\.io/\?([\w=&.~-]+) HTTP/1\.1\r\n")
"""The request line of a poll."""
PLAIN = re.compile(
    rb"(?:(?!origin:|upgrade:|expect:|content-length:|transfer-encoding:|connection:(?!\s*keep-alive\s*\r\n))"
    rb"%b:[\t -~]*\r\n){1,99}\r\n" % http_heads.NAME,
    re.IGNORECASE,
)
"""The header lines of a plain poll; a request with one of the excluded headers is left to the library."""
PACE = 0.03
"""Seconds between two answers to one phone, at least: where much happens, each brings several pieces of news."""
TEXT = [("Content-Type", "text/plain; charset=UTF-8")]


def protocol(eio: Any, at_once: http_heads.AtOnce) -> type[wsgi.HttpProtocol]:
    """Return the WSGI server's protocol class for this Engine.IO server, and for what is answered at once."""
    return type("Polled", (Polling,), {"eio": eio, "at_once": staticmethod(at_once)})


class Polling(http_heads.Heads):
    """The HTTP protocol that answers polls by itself."""

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
        """Return the polling session that this request line asks for news; None for any other request."""
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
        except exceptions.QueueEmpty:  # nothing to send for longer than a ping's interval: the client is gone
            sock.close(wait=False, reason=self.eio.reason.TRANSPORT_ERROR)
            self.say("400 BAD REQUEST", [("Connection", "close")], b"")
            self.close_connection = True
        self._answered = time.monotonic()
        if sock.closed:
            self.eio.sockets.pop(sock.sid, None)
