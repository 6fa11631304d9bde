"""Reads the heads of plain requests, and answers at once those that need nothing but their head.

Python's library parses a head like that of an e-mail, which was a fifteenth of the server's time where a whole hall
comes back. Browsers' heads are short, plain lines that arrive together; anything else is left to the library. What a
whole hall asks for at once (`pages/catch_up.py`) is answered here, because going through WSGI costs as much again.

Like `wire.py` and `fanout.py` this uses internals of the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without
it.
"""

import functools
import re
import time
from collections.abc import Callable
from email.message import Message
from email.utils import formatdate
from typing import Any, TypeAlias

from facilitation.transport import answers, bodies

Answer: TypeAlias = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body of an answer."""
AtOnce: TypeAlias = Callable[[str, Message], Answer | None]
"""Answers a GET of this path with these headers where that is simple; None sends the request on to WSGI."""

REQUEST = re.compile(rb"(GET|HEAD|POST) (/(?!/)[!-~]*) HTTP/1\.1\r\n")
"""A plain request line."""
NAME = rb"[\w!#$%&'*+.^`|~-]+"
"""A header's name, which is a token of RFC 9110, section 5.6.2."""
HEAD = re.compile(rb"(?:(?!expect:)%b:[\t -~]*\r\n){1,99}\r\n" % NAME, re.IGNORECASE)
"""The header lines of a plain request, with the empty line that ends them."""
BODY = ("content-length", "transfer-encoding")
"""Headers that say that a body follows."""
NOTHING_NEW = "304 NOT MODIFIED"


class Heads(bodies.Bodies):
    """Eventlet's HTTP protocol, which reads plain heads by itself."""

    rfile: Any
    raw_requestline: bytes
    at_once: AtOnce

    def parse_request(self) -> bool:
        """Set what `BaseHTTPRequestHandler.parse_request` sets; return False where the request is answered already."""
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
        """Send an answer, and keep the connection for the next request."""
        lines = [f"HTTP/1.1 {status}", *map(": ".join, headers), f"Date: {_date(int(time.time()))}"]
        if status != NOTHING_NEW:
            lines.append(f"Content-Length: {len(body)}")
        try:
            answers.send(self.connection, "\r\n".join([*lines, "", ""]).encode(), body)
        except OSError:
            self.close_connection = True  # whoever comes back asks again


@functools.lru_cache(2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


def arrived(rfile: Any, plain: re.Pattern[bytes]) -> bytes | None:
    """Take the lines that end a request's head off `rfile`, if all have arrived and match `plain`; else return None."""
    found = plain.match(rfile.peek())
    return rfile.read(found.end()) if found else None
