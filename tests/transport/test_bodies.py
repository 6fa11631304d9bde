"""A body has so many seconds as a whole, however it comes: counted on a clock that only the network moves."""

import io
from collections.abc import Iterable
from typing import Any

import pytest
from eventlet import wsgi

from facilitation.transport.bodies import SECONDS, Body

IDLE = 120.0
"""Seconds a socket waits for a byte, where nobody says anything else."""


class Network(io.RawIOBase):
    """A socket and its clock: pieces that come after so many seconds each. Nothing comes after the last."""

    def __init__(self, pieces: Iterable[tuple[float, bytes]]) -> None:
        self.now = 1_000.0
        self._pieces = iter(pieces)
        self._arrived = b""
        self._timeout = IDLE
        self.hung_up = 0

    def gettimeout(self) -> float:
        return self._timeout

    def settimeout(self, seconds: float) -> None:
        self._timeout = seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._arrived:
            waited, self._arrived = next(self._pieces, (0.0, b""))
            self.now += min(waited, self._timeout)
            if waited > self._timeout:
                raise TimeoutError
        taken, self._arrived = self._arrived[: len(buffer)], self._arrived[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def hang_up(self) -> None:
        self.hung_up += 1


def body_of(network: Network) -> Body:
    return Body(io.BufferedReader(network), network, network.hang_up, lambda: network.now)


def test_what_comes_in_time_comes_whole() -> None:
    network = Network([(SECONDS - 1, b"text="), (0.5, b"Mehr"), (0.5, b" und das Naechste")])
    assert body_of(network).read(9) == b"text=Mehr"
    assert (network.hung_up, network.gettimeout()) == (0, IDLE)


def test_what_ends_early_is_short() -> None:
    network = Network([(1, b"text=")])
    assert body_of(network).read(9) == b"text="
    assert network.hung_up == 0


@pytest.mark.parametrize(
    "pieces",
    [[], [(1, b"t")], [(0.001, b"t")] * 9, [(3, b"t")] * 1_000, [(SECONDS - 1, b"t")]],
    ids=["nothing", "one byte", "quick bytes", "a byte every three seconds", "almost too late"],
)
@pytest.mark.parametrize("allowed", [None, 600.0])
def test_whoever_is_late_is_late_after_the_same_time(pieces: list[tuple[float, bytes]], allowed: float | None) -> None:
    network = Network([*pieces, *[(IDLE - 1, b"t")] * 10])
    body = body_of(network)
    if allowed is not None:
        body.allow(allowed)
    with pytest.raises(TimeoutError):
        body.read(10_000)
    assert network.now == pytest.approx(1_000 + (allowed or SECONDS))
    assert (network.hung_up, network.gettimeout()) == (1, IDLE)


def test_nobody_waits_longer_than_before_for_a_byte() -> None:
    network = Network([(IDLE + 1, b"t")])
    body = body_of(network)
    body.allow(600)
    with pytest.raises(TimeoutError):
        body.read(1)
    assert network.now == 1_000 + IDLE


def source(network: Network) -> wsgi.Input:
    """What eventlet makes of a body that comes in pieces which say how long they are."""
    return wsgi.Input(body_of(network), None, None, chunked_input=True)


def test_pieces_are_put_together() -> None:
    network = Network([(1, b"5\r\ntext"), (1, b"=\r\n4\r"), (1, b"\nMehr\r\n0\r\n"), (1, b"X: y\r\n\r\nGET /")])
    assert source(network).read(100) == b"text=Mehr"


@pytest.mark.parametrize(
    "repeated", [b"1\r\na\r\n", b"5;" + b"x" * 100], ids=["a piece after the other", "a length without its end"]
)
def test_pieces_without_end_end(repeated: bytes) -> None:
    network = Network([(0.01, repeated)] * 100_000)
    with pytest.raises((TimeoutError, wsgi.ChunkReadError)):
        source(network).discard()
    assert network.now <= 1_000 + SECONDS
