"""Heads of requests are read as the library reads them, the plain ones and the strange ones."""

import io
import random
from email.message import Message
from typing import Any

import pytest
from eventlet import wsgi

from facilitation.transport.http_heads import Answer, AtOnce, Heads

PLAIN = b"GET /q/abc?x=1&y=%C3%A4 HTTP/1.1\r\nHost: cafe.example:8000\r\nCookie: cafe=a; b=c\r\n\r\n"


def read(
    protocol: type[wsgi.HttpProtocol], request: bytes, at_once: AtOnce = lambda *_: None, connection: Any = None
) -> dict[str, Any]:
    """What a protocol finds in a request, and what is left of it."""
    asked: Any = object.__new__(protocol)
    asked.rfile = io.BufferedReader(io.BytesIO(request))
    asked.wfile = io.BytesIO()
    asked.raw_requestline = asked.rfile.readline()
    asked.rfile = wsgi.FileObjectForHeaders(asked.rfile)
    asked.log_message = lambda *said: None
    asked.headers = {}
    asked.at_once = at_once
    asked.connection = connection
    try:
        done = asked.parse_request()
    except (wsgi.HeaderLineTooLong, wsgi.HeadersTooLarge) as error:
        return {"raised": type(error)}
    return {
        "done": done,
        "answered": asked.wfile.getvalue().partition(b"\r\n")[0],
        "command": asked.command,
        "path": getattr(asked, "path", None),
        "version": asked.request_version,
        "line": asked.requestline,
        "headers": [(name, value.strip()) for name, value in asked.headers.items()],
        "length": asked.headers.get("content-length"),
        "closes": bool(asked.close_connection),
        "left": asked.rfile.fp.read(),
    }


def test_a_plain_head_is_not_handed_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("http.client.parse_headers", None)
    assert read(Heads, PLAIN)["headers"] == [("Host", "cafe.example:8000"), ("Cookie", "cafe=a; b=c")]


@pytest.mark.parametrize(
    "request_bytes",
    [
        PLAIN,
        PLAIN + b"the body\r\n\r\n",
        b"POST /x HTTP/1.1\r\nContent-Length: 5\r\nCONTENT-TYPE:  text/plain \r\n\r\nhello",
        b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: Upgrade, keep-alive\r\nX-Empty:\r\nX-Empty: again\r\n\r\n",
        b"GET / HTTP/1.0\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        b"GET //elsewhere.example/x HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\nX: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nFolded: one\r\n two\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\nOther: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nX-Name: Dvořák\r\n\r\n".encode(),
        b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET / HTTP/1.1\r\nHost: x\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\x00y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        b"GET /with space HTTP/1.1\r\nHost: x\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nExpect: 100-continue\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 9_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: much\r\n" % number for number in range(150)) + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"\r\n",
        b"nonsense",
    ],
    ids=lambda request: request[:40].decode("ascii", "backslashreplace"),
)
def test_what_is_read_is_what_the_library_reads(request_bytes: bytes) -> None:
    assert read(Heads, request_bytes) == read(wsgi.HttpProtocol, request_bytes)


def test_nothing_that_could_be_sent_is_read_otherwise() -> None:
    chance = random.Random(16)
    pieces = [b"Host", b"Cookie", b"connection", b"close", b"Expect", b":", b": ", b" ", b"\t", b"\r\n", b"\n", b"x;=1"]
    pieces += [b"\r", b"\x00", b"\xc3", b"Content-Length", b"7", b"Transfer-Encoding", b"chunked", b"100-continue"]
    for _ in range(3000):
        head = b"".join(chance.choice(pieces) for _ in range(chance.randrange(1, 24)))
        request = b"GET /x HTTP/1.1\r\n" + head + b"\r\n\r\n"
        assert read(Heads, request) == read(wsgi.HttpProtocol, request), request


class Connection:
    """Keeps what is sent."""

    def __init__(self, *, broken: bool = False) -> None:
        self.sent = b""
        self._broken = broken

    def sendall(self, data: bytes) -> None:
        if self._broken:
            raise BrokenPipeError
        self.sent += data


def known(path: str, headers: Message) -> Answer | None:
    """Answers whoever shows a cookie."""
    return ("200 OK", [("ETag", "x")], b"hello") if path == "/known?y=1" and "cookie" in headers else None


ASKED = b"GET /known?y=1 HTTP/1.1\r\nCookie: a=b\r\n"


def test_what_is_simple_is_answered_at_once_and_the_connection_kept() -> None:
    connection = Connection()
    found = read(Heads, ASKED + b"\r\nGET /next", known, connection)
    head, _, body = connection.sent.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert (lines[:2], body) == ([b"HTTP/1.1 200 OK", b"ETag: x"], b"hello")
    assert lines[2].startswith(b"Date: ")
    assert lines[2].endswith(b" GMT")
    assert lines[3:] == [b"Content-Length: 5"]
    assert (found["done"], found["closes"], found["left"]) == (False, False, b"GET /next")


@pytest.mark.parametrize(
    "request_bytes",
    [
        ASKED.replace(b"y=1", b"y=2") + b"\r\n",
        ASKED.replace(b"GET", b"HEAD") + b"\r\n",
        ASKED.replace(b"GET", b"POST") + b"\r\n",
        ASKED + b"Content-Length: 0\r\n\r\n",
        ASKED + b"Transfer-Encoding: chunked\r\n\r\n",
        ASKED + b"Connection: close\r\n\r\n",
        ASKED + b" folded\r\n\r\n",
    ],
    ids=["unknown", "head", "post", "body", "chunks", "closes", "folded"],
)
def test_everything_else_goes_on(request_bytes: bytes) -> None:
    connection = Connection()
    assert read(Heads, request_bytes, known, connection) == read(wsgi.HttpProtocol, request_bytes)
    assert connection.sent == b""


def test_whoever_is_gone_is_let_go() -> None:
    found = read(Heads, ASKED + b"\r\n", known, Connection(broken=True))
    assert (found["done"], found["closes"]) == (False, True)
