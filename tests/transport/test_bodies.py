"""A body has so many seconds as a whole, however it comes: counted on a clock that only the network moves."""

from collections.abc import Iterable

import pytest

from facilitation.transport import bodies
from facilitation.transport.bodies import Body, dechunked
from facilitation.transport.http_heads import Refused
from facilitation.transport.http_streams import Arriving
from facilitation.transport.pace import BYTES_A_SECOND, SECONDS, Pace
from facilitation.transport.unfinished import Unfinished


class Unseen:
    """What a connection can be asked for without waiting."""

    def __init__(self, there: bytes) -> None:
        self._there = there

    def recv(self, _most: int) -> bytes:
        there, self._there = self._there, b""
        if not there:
            raise BlockingIOError
        return there


class Network:
    """A connection and its clock: pieces that come after so many seconds each. Nothing comes after the last.

    `unseen` is there when a wait's time is over, because the server looked too late.
    """

    def __init__(self, pieces: Iterable[tuple[float, bytes]], unseen: bytes = b"") -> None:
        self.now = 1_000.0
        self.fd = Unseen(unseen)
        self._pieces = iter(pieces)
        self._timeout = 0.0
        self.hung_up = 0
        self.turns = 0

    def settimeout(self, seconds: float) -> None:
        self._timeout = seconds

    def recv(self, _most: int) -> bytes:
        waited, part = next(self._pieces, (0.0, b""))
        self.now += min(waited, self._timeout)
        if waited > self._timeout:
            raise TimeoutError
        return part

    def hang_up(self) -> None:
        self.hung_up += 1

    def turn(self) -> None:
        self.turns += 1

    def pace(self, slowest: int = 0) -> Pace:
        return Pace(slowest, clock=lambda: self.now)


def body_of(network: Network, length: int = 10_000, waited: Unfinished | None = None) -> Body:
    waited = Unfinished(1, lambda _: None) if waited is None else waited
    return Body(Arriving(network), length, network.hang_up, network.turn, waited, network, network.pace())


def test_what_comes_in_time_comes_whole_and_no_further() -> None:
    network = Network([(SECONDS - 1, b"text="), (0.5, b"Mehr"), (0.4, b" und das Naechste")])
    body = body_of(network, 9)
    assert body.read(20) == b"text=Mehr"
    assert body.read(20) == b""
    assert (network.hung_up, network.turns, body.left) == (0, 1, 0)


def test_what_ends_early_is_short_and_the_last_on_its_connection() -> None:
    network = Network([(1, b"text=")])
    assert body_of(network, 9).read(9) == b"text="
    assert network.hung_up == 1


def test_lines_are_read_to_their_ends() -> None:
    network = Network([(0, b"one\ntw"), (0, b"o\nthree"), (0, b"\nGET /")])
    body = body_of(network, 14)
    assert [body.readline(), body.readline(2), body.readline(), body.readline(), body.readline()] == [
        b"one\n",
        b"tw",
        b"o\n",
        b"three\n",
        b"",
    ]


@pytest.mark.parametrize(
    "pieces",
    [[], [(1, b"t")], [(0.001, b"t")] * 9, [(3, b"t")] * 1_000, [(SECONDS - 1, b"t")]],
    ids=["nothing", "one byte", "quick bytes", "a byte every three seconds", "almost too late"],
)
def test_whoever_is_late_is_late_after_the_same_time(pieces: list[tuple[float, bytes]]) -> None:
    network = Network([*pieces, *[(119, b"t")] * 10])
    with pytest.raises(TimeoutError):
        body_of(network).read(10_000)
    assert network.now == pytest.approx(1_000 + SECONDS)
    assert network.hung_up == 1


@pytest.mark.parametrize(("speed", "whole"), [(BYTES_A_SECOND, True), (BYTES_A_SECOND * 0.95, False)])
def test_a_file_may_take_long_but_not_for_ever(speed: float, whole: bool) -> None:
    size, piece = 5_000_000, 4_000
    network = Network([(piece / speed, b"x" * piece)] * (size // piece))
    body = body_of(network, size)
    body.allow_a_file()
    if whole:
        assert len(body.read(size)) == size
    else:
        with pytest.raises(TimeoutError):
            body.read(size)
    assert network.hung_up == (not whole)


def test_a_body_in_too_many_pieces_is_given_up() -> None:
    network = Network([(0, b"x")] * 65_536)
    with pytest.raises(TimeoutError, match="too many pieces"):
        body_of(network, 65_536).read()
    network = Network([(0, b"x" * 536)] * 123)
    assert len(body_of(network, 65_536).read()) == 65_536


def test_who_is_waited_for_can_be_given_up_but_not_a_file() -> None:
    closed: list[Network] = []
    waited = Unfinished(1, closed.append)
    forms = [Network([(0, b"x")]) for _ in range(3)]
    for network in forms:
        body_of(network, 9, waited).read(1)
    assert closed == forms[:2]
    file = body_of(Network([(0, b"x")]), 9, waited)
    file.allow_a_file()
    file.read(1)
    assert (closed, len(waited)) == (forms[:2], 1)


def test_who_ends_or_is_late_is_waited_for_no_longer() -> None:
    waited = Unfinished(9, lambda _: None)
    body_of(Network([(0, b"x")]), 9, waited).read()
    with pytest.raises(TimeoutError):
        body_of(Network([(99, b"x")]), 9, waited).read()
    body_of(Network([(0, b"x")]), 1, waited).read()
    assert len(waited) == 0


def chunks(*parts: bytes) -> bytes:
    network = Network([(1, part) for part in parts])
    return dechunked(Arriving(network), network.pace())


def test_chunks_are_put_together_and_nothing_is_read_beyond() -> None:
    network = Network([(1, b"5\r\ntext="), (1, b"\r\n4;a=b\r"), (1, b"\nMehr\r\n0\r\n"), (1, b"X: y\r\n\r\nGET /")])
    arriving = Arriving(network)
    assert dechunked(arriving, network.pace()) == b"text=Mehr"
    assert arriving.held == b"GET /"


@pytest.mark.parametrize(
    "sent",
    [
        b"+5\r\nhello\r\n0\r\n\r\n",
        b"-5\r\nhello\r\n0\r\n\r\n",
        b"0x5\r\nhello\r\n0\r\n\r\n",
        b"1_0\r\nhellohellohelloh\r\n0\r\n\r\n",
        b" 5\r\nhello\r\n0\r\n\r\n",
        b"5 \r\nhello\r\n0\r\n\r\n",
        b"5\nhello\r\n0\r\n\r\n",
        b"5\r\nhello\n0\r\n\r\n",
        b"5\r\nhelloo\r\n0\r\n\r\n",
        b"5\r\nhell\r\n0\r\n\r\n",
        b"\r\nhello\r\n0\r\n\r\n",
        b"g\r\nhello\r\n0\r\n\r\n",
        b"000000005\r\nhello\r\n0\r\n\r\n",
        b"5;" + b"x" * 200 + b"\r\nhello\r\n0\r\n\r\n",
        b"5;\x00\r\nhello\r\n0\r\n\r\n",
        b"5" * 1_000,
        b"0\r\nno colon\r\n\r\n",
        b"0\r\nX : y\r\n\r\n",
        b"0\r\n" + b"X: y\r\n" * 20 + b"\r\n",
        b"0\r\n",
        b"5\r\nhel",
        b"5",
        b"",
    ],
)
def test_chunks_of_strange_lengths_are_refused(sent: bytes) -> None:
    with pytest.raises(Refused) as refused:
        chunks(sent)
    assert refused.value.status == "400 Bad Request"


@pytest.mark.parametrize(
    "sent",
    [b"ffffffff\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n8000\r\n" + b"x" * 0x8000, b"1\r\nx\r\n" * 1_000],
    ids=["announced", "sent", "in tiny chunks"],
)
def test_too_much_in_chunks_is_refused(sent: bytes) -> None:
    with pytest.raises(Refused) as refused:
        chunks(sent)
    assert refused.value.status == "413 Content Too Large"


def test_chunks_that_never_end_end() -> None:
    network = Network([(3, b"5\r\nhello\r\n")] * 100)
    with pytest.raises(TimeoutError):
        dechunked(Arriving(network), network.pace())
    assert network.now == pytest.approx(1_000 + SECONDS)
    crumbs = Network([(0, b"5"), (0, b"\r\n")] * bodies.FEWEST_PIECES)
    with pytest.raises(Refused):
        dechunked(Arriving(crumbs), crumbs.pace())
