"""An answer leaves at its reader's pace, down to a limit, and who reads slowly is known."""

import pytest

from facilitation.transport.http_streams import JOINED, Arriving, Leaving
from facilitation.transport.pace import BYTES_A_SECOND, SECONDS, Pace
from facilitation.transport.unfinished import Unfinished
from tests.transport.test_bodies import Network


class Reader:
    """A connection whose client has room for so many bytes, and then takes as many again after so many seconds."""

    def __init__(self, room: int, seconds: float) -> None:
        self.now = 0.0
        self.got = b""
        self.sends = 0
        self._room = self._free = room
        self._seconds = seconds
        self._timeout = 0.0

    @property
    def fd(self) -> "Reader.Now":
        """Sends without waiting."""
        return Reader.Now(self)

    class Now:
        def __init__(self, reader: "Reader") -> None:
            self._reader = reader

        def send(self, data: memoryview) -> int:
            if not self._reader._free:
                raise BlockingIOError
            taken = bytes(data[: self._reader._free])
            self._reader.sends += 1
            self._reader._free -= len(taken)
            self._reader.got += taken
            return len(taken)

    def settimeout(self, seconds: float) -> None:
        self._timeout = seconds

    def send(self, data: memoryview) -> int:
        self.now += min(self._seconds, self._timeout)
        if self._seconds > self._timeout:
            raise TimeoutError
        self._free = self._room
        return self.fd.send(data)


def leaving(reader: Reader, slow: Unfinished) -> Leaving:
    found = Leaving(reader, slow)
    found.begin(Pace(BYTES_A_SECOND, clock=lambda: reader.now))
    return found


def test_small_parts_leave_together_and_large_ones_uncopied() -> None:
    reader, slow = Reader(10_000_000, 0), Unfinished(1, lambda _: None)
    parts = [b"head", b"er", b"x" * JOINED, b"y" * JOINED, b"end"]
    leaving(reader, slow).writelines(parts)
    assert (reader.got, reader.sends, len(slow)) == (b"".join(parts), 4, 0)


def test_who_reads_slowly_gets_all_of_it_and_is_known() -> None:
    reader, slow = Reader(4_000, 4_000 / BYTES_A_SECOND), Unfinished(1, lambda _: None)
    leaving(reader, slow).write(b"x" * 1_000_000)
    assert (len(reader.got), len(slow)) == (1_000_000, 1)


@pytest.mark.parametrize("room", [1, 100, 4_000])
def test_who_reads_too_slowly_or_never_is_left(room: int) -> None:
    reader, slow = Reader(room, room / BYTES_A_SECOND * 2), Unfinished(1, lambda _: None)
    with pytest.raises(TimeoutError):
        leaving(reader, slow).write(b"x" * 1_000_000)
    assert reader.now == pytest.approx(2 * SECONDS, rel=0.1)
    never = Reader(room, 1_000_000)
    with pytest.raises(TimeoutError):
        leaving(never, slow).write(b"x" * 1_000_000)
    assert never.now == pytest.approx(SECONDS, rel=0.1)


def test_what_came_while_the_server_was_busy_is_not_late() -> None:
    network = Network([(SECONDS + 1, b"")], unseen=b"GET / HTTP/1.1")
    arriving, pace = Arriving(network), network.pace()
    assert arriving.more(pace)
    assert arriving.held == b"GET / HTTP/1.1"
    with pytest.raises(TimeoutError):  # what follows has no time left
        arriving.more(pace)
    with pytest.raises(TimeoutError):
        Arriving(Network([(SECONDS + 1, b"")])).more(network.pace())


class Late(Reader):
    """One whose client has taken everything while the server was busy elsewhere."""

    def send(self, data: memoryview) -> int:
        self.now += SECONDS + 1
        self._free = self._room
        raise TimeoutError


def test_room_that_came_while_the_server_was_busy_is_used() -> None:
    reader = Late(4_000, 0)
    leaving(reader, Unfinished(1, lambda _: None)).write(b"x" * 8_000)
    assert len(reader.got) == 8_000
