"""Who is let in: whatever the system says, the next one; and where there is no room, the oldest unfinished one goes."""

import errno
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from facilitation.transport.open_files import BESIDE, for_connections, for_screens
from facilitation.transport.reception import Reception


class Connection:
    """One that notes whether it was shut down."""

    gone = False

    def shutdown(self, _how: int) -> None:
        self.gone = True


class Listener:
    """A socket on which this happens, one after the other: a connection comes, or the system fails."""

    family = socket.AF_INET

    def __init__(self, *happens: Any) -> None:
        self._happens: Iterator[Any] = iter(happens)

    def getsockname(self) -> tuple[str, int]:
        return ("127.0.0.1", 8000)

    def accept(self) -> tuple[Any, Any]:
        happens = next(self._happens)
        if isinstance(happens, int):
            raise OSError(happens, "happened")
        return happens, ("192.0.2.1", 1)

    def close(self) -> None:
        """Nobody listens any more."""


def test_no_fault_of_the_system_ends_the_listening() -> None:
    first, second = Connection(), Connection()
    faults = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ECONNABORTED, errno.ECONNRESET, errno.EPIPE)
    door = Reception(Listener(first, *faults, second), 4096, lambda: 0)
    assert [door.accept()[0], door.accept()[0]] == [first, second]
    assert (first.gone, second.gone, len(door.heads)) == (True, False, 1)


def test_a_listener_that_was_closed_ends_it() -> None:
    door = Reception(Listener(errno.EBADF), 4096, lambda: 0)
    with pytest.raises(OSError, match="happened"):
        door.accept()


def test_half_of_the_files_is_for_whoever_does_not_go_on() -> None:
    door = Reception(Listener(), 4096, lambda: 0)
    room = 4096 - BESIDE
    assert (door.heads.most, door.unsent.most, door.slow.most) == (room // 4, room // 8, room // 8)
    door = Reception(Listener(), 100_000, lambda: 0)
    assert (door.heads.most, door.unsent.most, door.slow.most) == (4_000, 1_000, 1_000)


def test_where_people_have_taken_everything_an_unfinished_one_goes_first() -> None:
    people = [0]
    connections = [Connection() for _ in range(3)]
    door = Reception(Listener(*connections), 4096, lambda: people[0])
    door.accept()
    door.heads.remove(connections[0])
    door.slow.add(connections[0])
    door.accept()
    people[0] = 4096

    def leaves(_: Any) -> None:
        people[0] = 0

    door.slow._close = leaves  # once the half-open one has gone, an unread answer goes
    door.accept()
    assert (connections[1].gone, len(door.slow), len(door.heads)) == (True, 0, 1)


@pytest.mark.parametrize("files", [64, 300, 512, 1_024, 4_096, 20_000, 1_048_576])
def test_people_never_take_the_room_of_whoever_asks_for_a_page(files: int) -> None:
    assert 0 < for_screens(files) < for_connections(files)
    assert for_screens(files) <= files * 3 // 4
