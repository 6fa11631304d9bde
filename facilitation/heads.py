"""The head of a request, read plainly where it is plain.

Python's library takes a head apart as it would an e-mail's, which was a fifteenth of the server's time where a whole
hall comes back. Browsers' heads are short, plain lines that arrive together; anything else is the library's, untouched.

Like `wire.py` and `fanout.py` this reaches into the libraries (`fanout.WRITTEN_FOR`); FANOUT=plain does without it.
"""

import re
from typing import Any

from eventlet import wsgi

REQUEST = re.compile(rb"(GET|HEAD|POST) (/(?!/)[!-~]*) HTTP/1\.1\r\n")
NAME = rb"[\w!#$%&'*+.^`|~-]+"
"""A token of RFC 9110, section 5.6.2."""
HEAD = re.compile(rb"(?:(?!expect:)%b:[\t -~]*\r\n){1,99}\r\n" % NAME, re.IGNORECASE)


class Heads(wsgi.HttpProtocol):
    """eventlet's protocol, which reads plain heads by itself."""

    rfile: Any
    raw_requestline: bytes

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
        return True


def arrived(rfile: Any, plain: re.Pattern[bytes]) -> bytes | None:
    """The lines that end a request's head, taken off where all of them have arrived and are as plain as this."""
    found = plain.match(rfile.peek())
    return rfile.read(found.end()) if found else None
