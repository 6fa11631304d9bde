"""Phones that poll are answered before WSGI, as Engine.IO would answer them; whatever is unusual goes its way."""

import json
import re
import socket
from collections.abc import Iterator

import pytest
import socketio

from facilitation.transport import http_heads, polling
from facilitation.transport.engine_socket import EngineSocket
from tests.transport.test_fanout import Screen, hall


@pytest.fixture(scope="module", params=["plain", "direct"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A hall's, as the library answers and as we do."""
    with hall(request.param) as found:
        yield found


class Poller:
    """A phone with one connection that it keeps."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._rest = b""
        opened = self.ask(self.get("/socket.io/?EIO=4&transport=polling"))[2]
        self.opened = json.loads(opened[1:])
        self.sid = self.opened["sid"]
        self.path = f"/socket.io/?EIO=4&transport=polling&t=abc.1&sid={self.sid}"

    def get(self, path: str, *lines: str, version: str = "HTTP/1.1") -> bytes:
        head = [f"GET {path} {version}", "Host: 127.0.0.1", "Accept: */*", "Cookie: cafe=1", *lines]
        return "\r\n".join([*head, "", ""]).encode()

    def post(self, body: str) -> bytes:
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body.encode())}\r\n\r\n"
        return head.encode() + body.encode()

    def ask(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        self.write(request)
        return self.answer()

    def write(self, request: bytes) -> None:
        self._socket.sendall(request)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        status, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0))
        while len(self._rest) < length:
            self._more()
        body, self._rest = self._rest[:length], self._rest[length:]
        return int(status.split()[1]), headers, body

    def join(self) -> None:
        self.ask(self.post("40"))
        self.ask(self.get(self.path))
        self.ask(self.post('421["join"]'))
        assert self.ask(self.get(self.path))[2] == b'431["in"]'

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> None:
        data = self._socket.recv(1 << 16)
        if not data:
            raise ConnectionError
        self._rest += data


@pytest.fixture
def poller(port: int) -> Iterator[Poller]:
    """A phone that has joined."""
    found = Poller(port)
    found.join()
    yield found
    found.close()


def test_news_and_answers_come_by_the_next_question(poller: Poller, port: int) -> None:
    screen = Screen(port)
    for number in range(20):
        screen.order("say", number)
    heard: list[str] = []
    while len(heard) < 20:
        status, headers, body = poller.ask(poller.get(poller.path, "Connection: keep-alive"))
        assert (status, headers["content-type"]) == (200, "text/plain; charset=UTF-8")
        heard += body.decode().split("\x1e")
    screen.leave()
    assert heard == [f'42["news",{number}]' for number in range(20)]


@pytest.mark.parametrize(
    ("path", "lines", "status"),
    [
        ("{path}", ("Origin: http://elsewhere.example",), 400),
        ("{path}", ("Origin: http://127.0.0.1",), 200),
        ("{path}", ("Content-Length: 0",), 200),
        ("{path}", ("X-Long: " + "x" * 5000,), 200),
        ("{path}", tuple(f"X-{number}: much" for number in range(80)), 200),
        ("{path}&j=0", (), 200),
        ("/socket.io/?EIO=4&transport=polling&sid=nobody", (), 400),
        ("/socket.io/?EIO=4&transport=websocket&sid={sid}", (), 400),
        ("/socket.io/?EIO=4&transport=polling&sid=%00", (), 400),
    ],
    ids=[
        "another site",
        "this site",
        "no body",
        "long line",
        "many lines",
        "jsonp",
        "nobody",
        "no upgrade",
        "nonsense",
    ],
)
def test_what_is_unusual_is_answered_as_the_library_does(
    poller: Poller, path: str, lines: tuple[str, ...], status: int
) -> None:
    poller.ask(poller.post('422["join"]'))
    asked = poller.get(path.format(path=poller.path, sid=poller.sid), *lines)
    got, _, body = poller.ask(asked)
    assert got == status
    if status == 200:
        assert re.search(rb'432\[\\?"in\\?"\]', body), body


def test_who_wants_the_connection_closed_gets_that(poller: Poller) -> None:
    poller.ask(poller.post('422["join"]'))
    status, headers, body = poller.ask(poller.get(poller.path, "Connection: close"))
    assert (status, headers["connection"], body) == (200, "close", b'432["in"]')


def test_after_goodbye_there_is_nothing_more(poller: Poller) -> None:
    poller.ask(poller.post("1"))
    assert poller.ask(poller.get(poller.path))[0] == 400


def test_a_connection_that_polled_can_ask_for_other_things(poller: Poller) -> None:
    poller.ask(poller.post('422["join"]'))
    poller.ask(poller.get(poller.path))
    assert poller.ask(poller.get("/nothing"))[0] == 404
    poller.ask(poller.post('423["join"]'))
    assert poller.ask(poller.get(poller.path))[2] == b'433["in"]'


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /socket.io/?transport=polling&sid=x HTTP/1.0\r\n\r\n",
        b"GET /socket.io/?transport=polling&sid=x&t=%41 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /socket.io/x?transport=polling&sid=x HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /socket.io/?transport=polling&sid=x HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /socket.io/?transport=polling&sid=x HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\n\r\n",
        b"GET /socket.io/?transport=polling&sid=x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n",
        b"GET /socket.io/?transport=polling&sid=x&j=0 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /socket.io/?transport=websocket&sid=x HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_only_plain_questions_are_taken(request_bytes: bytes) -> None:
    polls = polling.Polling(socketio.Server().eio)
    sock = polls._eio.sockets["x"] = EngineSocket(polls._eio, "x")
    sock.connected = True
    taken = http_heads.read(b"GET /socket.io/?transport=polling&sid=x HTTP/1.1\r\nHost: x\r\n\r\n")
    assert polls.session(taken) is sock
    assert polls.session(http_heads.read(request_bytes)) is None
