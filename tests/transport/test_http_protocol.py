"""A real listener: what is malformed is refused and ends its connection, and nobody is waited for without an end."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from facilitation.transport import answer_headers
from facilitation.transport.http_heads import Refused
from facilitation.transport.http_protocol import HttpProtocol
from facilitation.transport.http_streams import Arriving
from tests.transport.test_bodies import Network
from tests.transport.test_fanout import hall
from tests.transport.test_http_heads import REFUSED
from tests.transport.test_strangers import here, until_as

WITHIN = 30
HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture(scope="module", params=["direct", "plain"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A hall's."""
    with hall(request.param) as found:
        yield found


@pytest.fixture(scope="module")
def impatient() -> Iterator[int]:
    """The port of one that waits for nobody longer than a moment."""
    with hall("direct", "25", "20", "0.3") as found:
        yield found


def said(port: int, sent: bytes, *, end: bool = True) -> bytes:
    """Everything that is answered until the connection ends; with `end` nothing more will be sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=WITHIN) as connection:
        connection.sendall(sent)
        if end:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
        return answer


def headers_of(answer: bytes) -> dict[str, str]:
    lines = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


CHUNKS = b"POST /said HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
NEXT = b"GET /here HTTP/1.1\r\n" + HOST + b"\r\n"


MALFORMED = {name: sent for name, sent in REFUSED.items() if name != "more than a head"} | {
    "a chunk with a sign": CHUNKS + b"+5\r\nhello\r\n0\r\n\r\n",
    "half a chunk": CHUNKS + b"5;",
}


@pytest.mark.parametrize("request_bytes", MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_refused_and_nothing_after_it_is_heard(port: int, request_bytes: bytes) -> None:
    whole = request_bytes.endswith(b"\r\n\r\n")  # else it is cut off, and nothing follows
    answer = said(port, request_bytes + NEXT if whole else request_bytes)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert answer.count(b"HTTP/1.1 ") == 1
    headers = headers_of(answer)
    assert headers["connection"] == "close"
    assert {name.lower(): value for name, value in answer_headers.OF_DATA}.items() <= headers.items()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/here", b"200"),
        (b"/nowhere", b"404"),
        (b"/socket.io/?EIO=4&transport=polling", b"200"),
        (b"/live/?EIO=4&transport=polling", b"200"),
        (b"/socket.io/?EIO=4&transport=polling&sid=nobody", b"400"),
        (b"/socket.io/?EIO=3&transport=polling", b"400"),
        (b"/socket.io/?EIO=4&transport=nothing", b"400"),
        (b"/socket.io/?EIO=4&transport=websocket", b"4"),
    ],
)
def test_every_answer_carries_the_same_headers(port: int, path: bytes, status: bytes) -> None:
    answer = said(port, b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 " + status)
    is_data = headers_of(answer).get("content-type", "").startswith(("application/json", "text/plain"))
    every = answer_headers.OF_DATA if is_data else answer_headers.of("127.0.0.1")
    assert {name.lower(): value for name, value in every}.items() <= headers_of(answer).items()


def test_requests_in_one_piece_are_answered_in_their_order(port: int) -> None:
    body = b"POST /said HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello"
    chunks = CHUNKS + b"2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n"
    answer = said(port, body + chunks + b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n" + body)
    assert [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"404", b"200"]
    assert answer.count(b"hello") == 3


def test_a_body_that_nobody_wanted_is_not_taken_for_a_request(port: int) -> None:
    answer = said(port, b"POST /nowhere HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(NEXT) + NEXT + NEXT)
    assert [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"404", b"200"]


def test_who_wants_to_be_asked_for_a_body_is_asked(port: int) -> None:
    for head in (b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=WITHIN) as connection:
            connection.sendall(b"POST /said HTTP/1.1\r\n" + HOST + head + b"Expect: 100-continue\r\n\r\n")
            assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            connection.sendall(b"hello" if b"5" in head else b"5\r\nhello\r\n0\r\n\r\n")
            assert connection.recv(2000).endswith(b"\r\n\r\nhello")


@pytest.mark.parametrize(
    ("beginning", "status"),
    [
        (b"", b""),
        (b"G", b"408"),
        (b"GET / HTTP/1.1\r\n" + HOST, b"408"),
        (CHUNKS + b"5\r\n", b"408"),
        (b"POST /nowhere HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhell", b"404"),
        (b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n", b"404"),
    ],
    ids=["nothing", "a letter", "half a head", "half a chunk", "half a body", "no other request"],
)
def test_nobody_is_waited_for_without_an_end(impatient: int, beginning: bytes, status: bytes) -> None:
    before = here(impatient)
    answer = said(impatient, beginning, end=False)
    assert answer.partition(b" ")[2][:3] == status
    until_as(before, impatient)


def test_who_does_not_read_is_left(impatient: int) -> None:
    before = here(impatient)
    with closing(socket.create_connection(("127.0.0.1", impatient), timeout=WITHIN)) as connection:
        connection.sendall(b"GET /much HTTP/1.1\r\n" + HOST + b"\r\n")
        until_as({**before, "files": before["files"]}, impatient)
        assert here(impatient) == before


def head_of(network: Network) -> bytes | None:
    """What is read of a head."""
    return HttpProtocol._whole_head(object.__new__(HttpProtocol), Arriving(network), network.pace())


def test_a_head_has_so_many_seconds_and_pieces_as_a_whole() -> None:
    head = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    assert head_of(Network([(9.9 / len(head), bytes([letter])) for letter in head])) == head
    late = Network([(1, b"G")] * 100)
    with pytest.raises(TimeoutError):
        head_of(late)
    assert late.now == 1_010
    for pieces in ([(0.001, b"G")] * 500, [(0.001, b"G" * 5_000)] * 500, [(0, b"GET / HTTP/1.1\r\n")], [(0, b"\x16")]):
        with pytest.raises(Refused):
            head_of(Network(pieces))
    assert head_of(Network([])) is None
