"""Where threads serve, heads are read as strictly."""

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from werkzeug.serving import make_server

from facilitation.transport import http_streams, pace, threaded_heads
from facilitation.transport.threaded_heads import ThreadedHeads
from tests.transport.test_http_heads import REFUSED
from tests.transport.test_http_protocol import CHUNKS, HOST, NEXT, said

MUCH = 20_000_000


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Says what it was asked; `/unread` does not read the body, `/much` says more than the system keeps."""
    if environ["PATH_INFO"] in ("/unread", "/much"):
        said = bytes(MUCH if environ["PATH_INFO"] == "/much" else 1)
        start_response("200 OK", [("Content-Length", str(len(said)))])
        return [said]
    said = environ["PATH_INFO"].encode() + environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A threaded server's."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=ThreadedHeads)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "more than a head"])
def test_what_is_malformed_is_refused(port: int, name: str) -> None:
    sent = REFUSED[name]
    answer = said(port, sent + NEXT if sent.endswith(b"\r\n\r\n") else sent)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in answer
    assert answer.count(b"HTTP/1.") == 1


@pytest.mark.parametrize(
    ("sent", "status", "end"),
    [
        (b"GET //a HTTP/1.1\r\n" + HOST + b"\r\n", b"200", b"/a"),
        (b"GET http://127.0.0.1/a HTTP/1.1\r\n" + HOST + b"\r\n", b"200", b"/a"),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", b"200", b"/ahello"),
        (CHUNKS + b"0\r\n\r\n", b"411", b""),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 20_000, b"431", b""),
        (b"", b"", b""),
    ],
)
def test_what_is_plain_is_answered(port: int, sent: bytes, status: bytes, end: bytes) -> None:
    answer = said(port, sent)
    assert answer.partition(b" ")[2][:3] == status
    assert answer.endswith(end)


def test_strangers_learn_no_version_and_are_told_once_to_go_on(port: int) -> None:
    asked = b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"
    answer = said(port, asked)
    assert answer.count(b"100 Continue") == 1
    assert b"\r\nServer: World Cafe\r\n" in answer
    assert [name in answer for name in (b"Werkzeug", b"Python")] == [False, False]


def begins(what: bytes) -> bytes:
    return b"POST " + what + b" HTTP/1.1\r\n" + HOST + b"Content-Length: 100000\r\n\r\nh"


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"GET / HT", b""), (begins(b"/read"), b""), (begins(b"/unread"), b"HTTP/1.1 200")],
    ids=["a head", "a body", "a body that nobody wants"],
)
def test_who_sends_a_letter_now_and_then_is_not_waited_for_without_an_end(
    port: int, monkeypatch: pytest.MonkeyPatch, sent: bytes, status: bytes
) -> None:
    monkeypatch.setattr(pace, "SECONDS", 0.3)
    monkeypatch.setattr(threaded_heads, "SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", port), timeout=0.05) as connection:
        connection.sendall(sent)
        answer, letters = b"", 0
        while letters < 200:
            try:
                part = connection.recv(1 << 16)
                if not part:
                    break
                answer += part
            except TimeoutError:
                letters += 1
                with suppress(OSError):
                    connection.send(b"x")
            except OSError:
                break
    assert (answer[:12], letters < 200) == (status, True)


def test_who_does_not_read_is_left(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "SECONDS", 0.3)
    monkeypatch.setattr(http_streams, "SLOWEST", 1 << 40)  # what the system keeps buys no time
    before = threading.active_count()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /much HTTP/1.1\r\n" + HOST + b"\r\n")
        assert connection.recv(8) == b"HTTP/1.1"
        giving_up = time.monotonic() + 60
        while threading.active_count() > before and time.monotonic() < giving_up:
            pass
        assert threading.active_count() == before
