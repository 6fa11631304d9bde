"""Every bound of a connection, and of what one screen sends ahead, at the bound and one above."""

import functools
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from engineio.payload import Payload
from flask import Flask

from facilitation import bounds
from facilitation.transport import http_protocol, reception
from facilitation.transport.http_protocol import HttpProtocol
from facilitation.transport.http_streams import Arriving
from facilitation.transport.pace import Pace
from facilitation.transport.reception import Reception
from facilitation.transport.threaded_heads import ThreadedHeads
from tests.test_bounds_of_files import STEPS
from tests.test_bounds_of_requests import END, START, fill
from tests.transport.test_bodies import Network
from tests.transport.test_flood import Scene, framed, long
from tests.transport.test_flood import scene as scene
from tests.transport.test_reception import Connection, Listener

Served = Callable[..., tuple[HttpProtocol, Network]]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """Return a connection on which this arrives, on a clock that only the network moves."""

    def made(*pieces: tuple[float, bytes]) -> tuple[HttpProtocol, Network]:
        network = Network(pieces)
        monkeypatch.setattr(http_protocol, "Pace", functools.partial(Pace, clock=lambda: network.now))
        protocol = object.__new__(HttpProtocol)
        protocol._first = False
        protocol.rfile = Arriving(network)
        protocol.connection = SimpleNamespace(shutdown=lambda _: None)
        return protocol, network

    return made


@STEPS
def test_seconds_until_the_next_page(served: Served, above: int) -> None:
    protocol, _ = served((bounds.IDLE_SECONDS - 0.5 + above, START + END))
    assert (protocol._next_head() is None) == bool(above)


@STEPS
def test_pieces_after_a_refusal(served: Served, above: int) -> None:
    protocol, network = served(*[(0, b"x")] * (bounds.FAREWELL_PIECES + above))
    protocol._say_goodbye()
    assert len(list(network._pieces)) == above


@STEPS
def test_seconds_after_a_refusal(served: Served, above: int) -> None:
    protocol, network = served((bounds.FAREWELL_SECONDS - 0.5, b"x"), (0.4 + above, b"x"), (0, b"x"))
    protocol._say_goodbye()
    assert len(list(network._pieces)) == above


def test_seconds_with_threads() -> None:
    given: list[float] = []
    handler: Any = object.__new__(ThreadedHeads)
    handler.request = SimpleNamespace(settimeout=given.append, makefile=lambda *_: None)
    handler.setup()
    assert given == [bounds.THREADED_IDLE_SECONDS]


@STEPS
def test_half_open_connections(monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    monkeypatch.setattr(reception, "GRACE", 0.0)
    came = [Connection() for _ in range(bounds.HALF_OPEN + above)]
    door = Reception(Listener(*came), 1_000_000, lambda: 0)
    for _ in came:
        door.accept()
    assert (came[0].gone, came[1].gone, len(door.heads)) == (bool(above), False, bounds.HALF_OPEN)


@STEPS
@pytest.mark.parametrize("kind", ["unsent", "slow"])
def test_connections_that_are_waited_for(kind: str, above: int) -> None:
    came = [Connection() for _ in range(bounds.WAITED_FOR + above)]
    waited = getattr(Reception(Listener(), 1_000_000, lambda: 0), kind)
    for one in came:
        waited.add(one)
    waited.make_room()
    assert (came[0].gone, came[1].gone, len(waited)) == (bool(above), False, bounds.WAITED_FOR)


@STEPS
def test_packets_of_a_poll(app: Flask, above: int) -> None:
    body = "\x1e".join(["4x"] * (bounds.POLLED_PACKETS + above))
    if above:
        with pytest.raises(ValueError, match="Too many packets"):
            Payload(encoded_payload=body)
    else:
        assert len(Payload(encoded_payload=body).packets) == bounds.POLLED_PACKETS


@STEPS
def test_orders_ahead(scene: Scene, above: int) -> None:
    orders = [b"42%d" % number for number in range(bounds.ORDERS_AHEAD + above)]
    scene.wire._incoming.feed(b"".join(map(framed, orders)))
    scene.wire._hear()
    assert scene.wire._unanswered == [order.decode() for order in orders[: bounds.ORDERS_AHEAD]]


@STEPS
def test_bytes_ahead(scene: Scene, above: int) -> None:
    each = bounds.BYTES_AHEAD // 5 - sys.getsizeof("")
    for size in (each, each, each, each, each - 1 + above, 200):
        scene.wire._incoming.feed(long(b"42".ljust(size, b"x")))
        scene.wire._hear()
        if scene.wire._is_full():
            break
    assert len(scene.wire._unanswered) == 6 - above


def test_seconds_after_the_end(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[tuple[float, Callable[[], None]]] = []
    monkeypatch.setattr(scene.loop, "later", lambda seconds, call: later.append((seconds, call)))
    fill(scene)
    scene.wire.close()
    ((seconds, end),) = later
    assert (seconds, scene.wire._cut, len(scene.wire.waiting)) == (bounds.CLOSING_SECONDS, False, 3)
    end()
    assert (scene.wire._cut, scene.wire.waiting) == (True, [])
