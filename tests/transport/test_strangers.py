"""Whatever a stranger says to Engine.IO, and whenever they go: nothing of it stays, and nobody waits for them."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from facilitation.transport import wire
from tests.transport.test_fanout import Screen, hall
from tests.transport.test_polling import Poller

WITHIN = 60
MANY = 3_000

NOBODY = {"sockets": 0, "environs": 0, "rooms": 0}
"""Of whoever may still hold a connection, but no session."""
ENDS_IT = {
    "open": b"0",
    "ping": b"2",
    "noop": b"6",
    "unknown": b"7",
    "unknown, many digits": b"9" * 90_000,
    "a digit of another script": "²".encode(),
    "no digit": b"hello",
    "an empty packet among others": b"4x\x1e\x1e4y",
    "no text": b"\xff\xfe\x00",
    "bad base64": b"bA",
    "jsonp without a value": b"d=",
    "too many packets": b"\x1e".join([b"3"] * 17),
    "too deep": b"4" + b"[" * 50_000,
    "too large": b"4" + b"x" * 1_000_000,
    "goodbye": b"1",
    "goodbye, then a greeting": b"1\x1e40",
    "a greeting, then goodbye": b"40\x1e1",
    "a greeting, then nonsense": b"40\x1e9",
    "a number": b"4" + b"9" * 90_000,
    "binary": b"bAAEC",
    "binary, nothing of it": b"b=",
    "binary to come": b'40\x1e451-["x",{"_placeholder":true,"num":0}]',
    "no socket.io": b"4{",
    "a list": b"4[]",
}
"""Bodies after which a session is over at once."""
GOES_ON = {
    "nothing": b"",
    "pong": b"3",
    "upgrade": b"5",
    "upgrades": b"\x1e".join([b"5"] * 16),
    "greeting": b"40",
    "greeting twice": b"40\x1e40",
    "an order of nobody": b'42["join"]',
    "half an order": b"42[",
}
"""Bodies of somebody who may still be there, and is asked."""


def here(port: int) -> dict[str, int]:
    """What the hall's process keeps: see `fanout_server.here`."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/here", timeout=WITHIN) as answer:
        found: dict[str, int] = json.load(answer)
        return found


def until_as(before: dict[str, int], port: int) -> None:
    """Asks until all of these are as they were; connections are given back a moment after they were closed."""
    giving_up = time.monotonic() + WITHIN
    while not before.items() <= (now := here(port)).items() and time.monotonic() < giving_up:
        pass
    assert {name: now[name] for name in before} == before


def at_rest(port: int) -> dict[str, int]:
    """What is kept when nobody is there, once what begins with the first session has begun."""
    poller = Poller(port)
    before = here(port)
    poller.ask(poller.post("1"))
    poller.close()
    wanted = {**before, **NOBODY, "threads": before["threads"] - 1, "files": before["files"] - 1}
    until_as(wanted, port)
    return wanted


@pytest.fixture(scope="module", params=["direct", "plain"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A hall's."""
    with hall(request.param) as found:
        yield found


@pytest.fixture(scope="module", params=["direct", "plain"])
def quick(request: pytest.FixtureRequest) -> Iterator[int]:
    """One that soon asks whether somebody is still there."""
    with hall(request.param, "0.2", "0.2") as found:
        yield found


def say(port: int, body: bytes) -> None:
    """A stranger opens a session, says this and goes without waiting for an answer."""
    poller = Poller(port)
    head = f"POST {poller.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    poller.write(head.encode() + body)
    poller.close()


@pytest.mark.parametrize("what", ENDS_IT)
def test_what_is_no_engine_io_ends_its_session_at_once(port: int, what: str) -> None:
    before = at_rest(port)
    say(port, ENDS_IT[what])
    until_as(before, port)


def test_thousands_of_strangers_leave_nothing_and_hold_up_nobody(port: int) -> None:
    before, bodies = at_rest(port), list(ENDS_IT.values())
    small = [body for body in bodies if len(body) < 100]
    phone = Screen(port)
    for number in range(MANY):
        say(port, b"6" if number % 2 else small[number // 2 % len(small)])
        if number % 100 == 0:
            assert phone.order("join") == "in"
    phone.leave()
    until_as(before, port)


def test_who_is_never_heard_of_again_is_let_go(quick: int) -> None:
    before = at_rest(quick)
    for body in GOES_ON.values():
        say(quick, body)
    Poller(quick).close()
    until_as(before, quick)


def asks_for_an_upgrade(poller: Poller) -> None:
    path = poller.path.replace("polling", "websocket")
    lines = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: x3JJHMbD")
    poller.write(poller.get(path, *lines))


def framed(text: str) -> bytes:
    """A WebSocket's text, masked by nothing."""
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode()


def asks_for_an_upgrade_wrongly(poller: Poller) -> None:
    asks_for_an_upgrade(poller)
    poller.write(framed("4x"))


def upgrades(poller: Poller) -> None:
    asks_for_an_upgrade(poller)
    poller.write(framed("2probe") + framed("5"))


def asks_for_news(poller: Poller) -> None:
    poller.write(poller.get(poller.path))


def begins_to_say(poller: Poller) -> None:
    poller.write(f"POST {poller.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n4".encode())


BEGINNINGS = [asks_for_an_upgrade, asks_for_an_upgrade_wrongly, upgrades, asks_for_news, begins_to_say]


@pytest.mark.parametrize("begin", BEGINNINGS)
@pytest.mark.parametrize("stays", [True, False], ids=["and stays", "and goes"])
def test_who_begins_and_never_goes_on_is_let_go(quick: int, begin: Callable[[Poller], None], stays: bool) -> None:
    before = at_rest(quick)
    with closing(Poller(quick)) as poller:
        begin(poller)
        if stays:
            until_as(NOBODY, quick)
    until_as(before, quick)


def test_who_never_asks_for_what_is_said_is_put_out(port: int) -> None:
    before = at_rest(port)
    with closing(Poller(port)) as poller:
        for _ in range(wire.MOST_WAITING // 16 + 1):
            assert poller.ask(poller.post("\x1e".join(["5"] * 16)))[0] in (200, 400)
        until_as(NOBODY, port)
    until_as(before, port)


def test_who_asks_for_news_twice_at_a_time_is_put_out(port: int) -> None:
    before = at_rest(port)
    with closing(Poller(port)) as poller, closing(Poller(port)) as other:
        poller.write(poller.get(poller.path))
        other.write(poller.get(poller.path))
        assert sorted((poller.answer()[0], other.answer()[0])) == [200, 400]
        until_as({"sockets": 1}, port)
        urllib.request.urlopen(f"http://127.0.0.1:{port}{other.path}", b"1", timeout=WITHIN).close()
    until_as(before, port)


def test_an_upgrade_is_neither_offered_nor_granted() -> None:
    with hall("direct") as port, closing(Poller(port)) as poller:
        assert poller.opened["upgrades"] == []
        asks_for_an_upgrade(poller)
        assert poller.answer()[0] == 400
        poller.join()
