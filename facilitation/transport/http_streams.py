"""What arrives on a connection and what leaves on it, with an end to every wait; the connection is eventlet's.

A deadline is the client's, not the server's: what has come while the server was busy is looked at before it counts.
"""

import time
from collections.abc import Iterable
from typing import Any

from facilitation import bounds
from facilitation.transport.pace import Pace
from facilitation.transport.unfinished import Unfinished

SLOWEST = bounds.BYTES_A_SECOND
READ_AT_ONCE = 65_536
"""Bytes of one read."""
JOINED = 65_536
"""Bytes up to which the parts of an answer are copied together, to leave as one."""


class Arriving:
    """The bytes that arrive; `held` are those that nobody has taken yet."""

    def __init__(self, connection: Any) -> None:
        self.closed = False
        self.held = bytearray()
        self._connection = connection
        self._at_once = getattr(connection, "fd", None)  # where threads serve there is none: each looks by itself

    def more(self, pace: Pace) -> bool:
        """Wait until more has arrived, and tell whether it has: False where nothing follows. Raises TimeoutError."""
        self._connection.settimeout(pace.left())
        begun = pace.begin()
        try:
            part: bytes = self._received()
        except TimeoutError:
            raise
        except (OSError, EOFError):
            return False
        finally:
            pace.count(begun)
        pace.earn(len(part))
        self.held += part
        return bool(part)

    def _received(self) -> bytes:
        try:
            return bytes(self._connection.recv(READ_AT_ONCE))
        except TimeoutError as late:  # who was late? A busy server's clock strikes before it looks
            _let_go(late)
            if self._at_once is None:
                raise
            try:
                return bytes(self._at_once.recv(READ_AT_ONCE))
            except BlockingIOError:
                raise late from None

    def take(self, size: int) -> bytes:
        """Return so many of the bytes that are held, fewer where there are no more."""
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken

    def peek(self) -> bytes:
        """Return what is held, and leave it there: after a handshake, frames of somebody who did not wait."""
        return bytes(self.held)

    def close(self) -> None:
        """Forget what was not taken."""
        self.closed = True
        self.held.clear()


class Leaving:
    """The file that answers are written to. Each has its own Pace; `slow` holds whom it waits for.

    `taken_at` is when the client last took something that had waited, by `time.monotonic`.
    Writing raises TimeoutError where the client reads too slowly, and OSError where it is gone.
    """

    def __init__(self, connection: Any, slow: Unfinished) -> None:
        self.closed = False
        self.connection = connection
        self.taken_at = 0.0
        self._slow = slow
        self._pace = Pace(SLOWEST)

    def begin(self, pace: Pace | None = None) -> None:
        """Begin the next answer."""
        self._pace = pace or Pace(SLOWEST)

    def write(self, data: bytes) -> int:
        """Send these bytes; return when the kernel has them."""
        rest = memoryview(data)
        while rest:
            try:
                taken = self.connection.fd.send(rest)
            except BlockingIOError:
                taken = self._wait(rest)
            self._pace.earn(taken)
            rest = rest[taken:]
        return len(data)

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Send these bytes, the small ones together."""
        together = b""
        for part in parts:
            if len(together) + len(part) <= JOINED:
                together += part
                continue
            self.write(together)
            together = part
        self.write(together)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Write no more."""
        self.closed = True

    def _wait(self, rest: memoryview) -> int:
        self._slow.add(self.connection)
        self._slow.make_room()
        self.connection.settimeout(self._pace.left())
        begun = self._pace.begin()
        try:
            taken = int(self.connection.send(rest))
        except TimeoutError as late:  # as above
            _let_go(late)
            try:
                taken = int(self.connection.fd.send(rest))
            except BlockingIOError:
                raise late from None
        finally:
            self._pace.count(begun)
        self.taken_at = time.monotonic()
        return taken


class LettingGo:
    """An eventlet connection for a library that waits on it by itself: what is late there holds nothing either."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        """Return whatever else the connection has."""
        return getattr(self._connection, name)

    def recv(self, size: int) -> bytes:
        """Wait for at most so many bytes. Raises TimeoutError."""
        try:
            return bytes(self._connection.recv(size))
        except TimeoutError as late:
            _let_go(late)
            raise

    def sendall(self, data: bytes) -> None:
        """Send these bytes. Raises TimeoutError."""
        try:
            self._connection.sendall(data)
        except TimeoutError as late:
            _let_go(late)
            raise


def _let_go(late: TimeoutError) -> None:
    """Let a time-out hold nothing: eventlet keeps it in the frames that it goes through, and it kept those.

    Whatever holds itself stays in memory until the garbage collector looks, and with it all of the connection.
    """
    late.__traceback__ = None
