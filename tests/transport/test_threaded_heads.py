"""Where threads serve, heads are read as strictly."""

import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from facilitation.transport.threaded_heads import ThreadedHeads
from tests.transport.test_http_heads import REFUSED
from tests.transport.test_http_protocol import CHUNKS, HOST, NEXT, said


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Says what it was asked."""
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
