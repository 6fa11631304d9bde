"""The head of a request, read plainly where it is plain; and answers for which that is enough.

Python's library takes a head apart as it would an e-mail's, which was a fifteenth of the server's time where a whole
hall comes back. Browsers' heads are short, plain lines that arrive together; anything else is the library's, untouched.
What a whole hall asks for at once (`pages/catch_up.py`) is answered here: going through WSGI costs as much again.

Like `wire.py` and `fanout.py` this reaches into the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without it.
"""

import functools
import re
import time
from collections.abc import Callable
from email.message import Message
from email.utils import formatdate
from typing import Any, TypeAlias

from facilitation.transport import bodies

Answer: TypeAlias = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers, body."""
AtOnce: TypeAlias = Callable[[str, Message], Answer | None]
"""What a GET of a path with these headers is answered, where that is simple. None: it goes on to WSGI."""

REQUEST = re.compile(rb"(GET|HEAD|POST) (/(?!/)[!-~]*) HTTP/1\.1\r\n")
NAME = rb"[\w!#$%&'*+.^`|~-]+"
"""A token of RFC 9110, section 5.6.2."""
HEAD = re.compile(rb"(?:(?!expect:)%b:[\t -~]*\r\n){1,99}\r\n" % NAME, re.IGNORECASE)
BODY = ("content-length", "transfer-encoding")
NOTHING_NEW = "304 NOT MODIFIED"


class Heads(bodies.Bodies):
    """eventlet's protocol, which reads plain heads by itself."""

    rfile: Any
    raw_requestline: bytes
    at_once: AtOnce

    def parse_request(self) -> bool:
        """Set what `BaseHTTPRequestHandler.parse_request` sets; False where it has answered already."""
        asked = REQUEST.fullmatch(self.raw_requestline)
        head = arrived(self.rfile.fp, HEAD) if asked else None
        if asked is None or head is None:
            return super().parse_request()
        self.requestline = asked[0].decode().rstrip("\r\n")
        self.command, self.path = asked[1].decode(), asked[2].decode()
        self.request_version = "HTTP/1.1"
        self.headers = self.MessageClass()
        for line in head.decode().split("\r\n")[:-2]:
            name, _, value = line.partition(":")
            self.headers.set_raw(name, value.strip(" \t"))
        self.close_connection = self.headers.get("connection", "").lower() == "close"
        return not self._answered_at_once()

    def _answered_at_once(self) -> bool:
        if self.command != "GET" or self.close_connection or any(name in self.headers for name in BODY):
            return False
        answer = self.at_once(self.path, self.headers)
        if answer is not None:
            self.say(*answer)
        return answer is not None

    def say(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer, and keep the connection for what comes next."""
        lines = [f"HTTP/1.1 {status}", *map(": ".join, headers), f"Date: {_date(int(time.time()))}"]
        if status != NOTHING_NEW:
            lines.append(f"Content-Length: {len(body)}")
        try:
            self.connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        except OSError:
            self.close_connection = True  # whoever comes back asks again


@functools.lru_cache(2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


def arrived(rfile: Any, plain: re.Pattern[bytes]) -> bytes | None:
    """The lines that end a request's head, taken off where all of them have arrived and are as plain as this."""
    found = plain.match(rfile.peek())
    return rfile.read(found.end()) if found else None
