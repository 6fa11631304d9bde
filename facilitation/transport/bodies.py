"""What a request brings arrives in time, or not at all.

A socket's own time-out begins anew with every byte, so that somebody who sends one a minute is never late. Here a body
has so many seconds as a whole, whoever reads it: a page, Engine.IO, or eventlet, which reads what nobody wanted to
before the connection's next request. Whoever is late is told so where a page asks (`pages/forms.py`), and hung up on.

Like `heads.py` this reaches into the library (`fanout.WRITTEN_FOR`).
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from eventlet import sleep, wsgi

Result = TypeVar("Result")

SECONDS = 10.0
"""So long a body may take, counted from the end of the request's head, where nobody allows more."""
LONGEST_LINE = 1_000
"""Bytes of a line that says how long the next piece is, where a body comes in pieces."""
IN_ENVIRON = "cafe.body"


class Body:
    """The file that a request's body is read from, until it is too late. `late` is called then."""

    def __init__(
        self, file: Any, connection: Any, late: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = file
        self._connection = connection
        self._late = late
        self._clock = clock
        self._begun = clock()
        self._seconds = SECONDS

    def allow(self, seconds: float) -> None:
        """It may take so long as a whole."""
        self._seconds = seconds

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only where there are no more. Raises TimeoutError once it is too late."""
        found = bytearray()
        while len(found) < size and (part := self._in_time(self._file.read1, size - len(found))):
            found += part
        sleep(0)  # a fast network always has more: the others come first
        return bytes(found)

    def readline(self, size: int = LONGEST_LINE) -> bytes:
        """A line, of at most so many bytes. Raises TimeoutError as `read` does."""
        line = bytearray()
        while len(line) < size and not line.endswith(b"\n") and (there := self._in_time(self._file.peek)):
            end = there.find(b"\n") + 1 or len(there)
            line += self._file.read(min(end, size - len(line)))
        return bytes(line)

    def _in_time(self, wait: Callable[..., Result], *args: int) -> Result:
        usual = self._connection.gettimeout()
        left = self._begun + self._seconds - self._clock()
        try:
            if left <= 0:
                raise TimeoutError("the request's body did not arrive in time")
            self._connection.settimeout(left if usual is None else min(left, usual))
            return wait(*args)
        except TimeoutError:
            self._late()
            raise
        finally:
            self._connection.settimeout(usual)  # which is the answer's, too


class Bodies(wsgi.HttpProtocol):
    """eventlet's protocol, in which bodies arrive in time."""

    def get_environ(self) -> dict[str, Any]:
        """The same, with the body that a page may allow more time in `cafe.body`, where the request has one."""
        environ: dict[str, Any] = super().get_environ()
        source = environ["eventlet.input"]
        if source.chunked_input or source.content_length:
            environ[IN_ENVIRON] = source.rfile = Body(self.rfile, self.connection, self._hang_up)
        return environ

    def _hang_up(self) -> None:
        """After what is being answered: what follows would be the rest of a body, and nobody's request."""
        self.close_connection = True
