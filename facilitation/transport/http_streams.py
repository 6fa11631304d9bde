"""What arrives on a connection and what leaves on it, with an end to every wait; the connection is eventlet's."""

from collections.abc import Iterable
from typing import Any

from facilitation.transport.pace import BYTES_A_SECOND, Pace
from facilitation.transport.unfinished import Unfinished

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

    def more(self, pace: Pace) -> bool:
        """Wait until more has arrived, and tell whether it has: False where nothing follows. Raises TimeoutError."""
        self._connection.settimeout(pace.left())
        begun = pace.begin()
        try:
            part: bytes = self._connection.recv(READ_AT_ONCE)
        except TimeoutError:
            raise
        except (OSError, EOFError):
            return False
        finally:
            pace.count(begun)
        pace.earn(len(part))
        self.held += part
        return bool(part)

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

    Writing raises TimeoutError where the client reads too slowly, and OSError where it is gone.
    """

    def __init__(self, connection: Any, slow: Unfinished) -> None:
        self.closed = False
        self._connection = connection
        self._slow = slow
        self._pace = Pace(BYTES_A_SECOND)

    def begin(self, pace: Pace | None = None) -> None:
        """Begin the next answer."""
        self._pace = pace or Pace(BYTES_A_SECOND)

    def write(self, data: bytes) -> int:
        """Send these bytes; return when the kernel has them."""
        rest = memoryview(data)
        while rest:
            try:
                taken = self._connection.fd.send(rest)
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
        self._slow.add(self._connection)
        self._slow.make_room()
        self._connection.settimeout(self._pace.left())
        begun = self._pace.begin()
        try:
            return int(self._connection.send(rest))
        finally:
            self._pace.count(begun)
