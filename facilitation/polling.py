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

ASKING = re.compile(rb"GET /socket\.io/\?([\w=&.~-]+) HTTP/1\.1\r\n")
ORDINARY = re.compile(rb"(?:origin|upgrade|expect|content-length|transfer-encoding)\s*:", re.IGNORECASE)
"""Whoever sends one of these wants more than to ask, or has to be looked at more closely."""
CONNECTION = re.compile(rb"connection\s*:\s*keep-alive\s*", re.IGNORECASE)
ANY_CONNECTION = re.compile(rb"connection\s*:", re.IGNORECASE)
PACE = 0.06
"""Seconds between two answers to a phone at least: where much is said, each brings several pieces of news."""
MOST_LINES, LONGEST_LINE = 60, 8192
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: %d\r\n\r\n"
GIVEN_UP = b"HTTP/1.1 400 BAD REQUEST\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def protocol(eio: Any) -> type[wsgi.HttpProtocol]:
    """The WSGI server's protocol for this Engine.IO server."""
    return type("Polled", (Polling,), {"eio": eio})


class Polling(wsgi.HttpProtocol):
    """eventlet's protocol, which answers polling requests by itself."""

    eio: Any
    rfile: Any
    _line: bytes = b""
    _answered = 0.0

    def handle_one_request(self) -> None:
        """Answer one request."""
        self._line = super()._read_request_line()
        sock = self._asking(self._line)
        if sock is None:
            super().handle_one_request()
            return
        head, plain = self._head()
        if plain:
            self._answer(sock)
            return
        rfile = self.rfile
        self.rfile = _Read(head, rfile)
        try:
            super().handle_one_request()
        finally:
            self.rfile = rfile

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

    def _head(self) -> tuple[list[bytes], bool]:
        """The lines up to the empty one, and whether they are all an ordinary browser's."""
        lines: list[bytes] = []
        while len(lines) < MOST_LINES:
            line = self.rfile.readline(LONGEST_LINE)
            lines.append(line)
            if line == b"\r\n":
                return lines, True
            strange = not line.endswith(b"\r\n") or line[:1] in b" \t" or ORDINARY.match(line)
            if strange or (ANY_CONNECTION.match(line) and not CONNECTION.fullmatch(line)):
                break
        return lines, False

    def _answer(self, sock: Any) -> None:
        self.conn_state[2] = wsgi.STATE_REQUEST
        self.close_connection = False
        early = self._answered + PACE - time.monotonic()
        if early > 0:
            self.eio.sleep(early)
        try:
            body = Payload(packets=sock.poll()).encode().encode()
            answer = ANSWER % len(body) + body
        except exceptions.QueueEmpty:  # nothing was said for longer than a ping takes: it is gone
            sock.close(wait=False, reason=self.eio.reason.TRANSPORT_ERROR)
            self.close_connection, answer = True, GIVEN_UP
        try:
            self.connection.sendall(answer)
        except OSError:
            self.close_connection = True  # whoever comes back asks for what was lost
        self._answered = time.monotonic()
        if sock.closed:
            self.eio.sockets.pop(sock.sid, None)


class _Read:
    """A connection of which some lines were read already."""

    def __init__(self, lines: list[bytes], rfile: Any) -> None:
        self._lines = lines
        self._rfile = rfile

    def readline(self, size: int = -1) -> bytes:
        """The next line."""
        if self._lines:
            return self._lines.pop(0)
        line: bytes = self._rfile.readline(size)
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rfile, name)
