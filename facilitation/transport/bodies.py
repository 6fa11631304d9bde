"""Limits the time that a request's body may take as a whole.

A socket's own time-out begins anew with every byte, so that somebody who sends one byte a minute is never late. Here
the whole body has so many seconds, whoever reads it: a page, Engine.IO, or eventlet, which reads what nobody wanted
before the connection's next request. Where it is a page, `pages/forms.py` answers that it is too late; then the
connection ends.

Like `http_heads.py` this uses internals of the library (`fanout.WRITTEN_FOR`).
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from eventlet import sleep, wsgi

Result = TypeVar("Result")

SECONDS = 10.0
"""Seconds that a body may take, counted from the end of the request's head, where nobody allows more."""
LONGEST_LINE = 1_000
"""Bytes of a line that gives the size of the next chunk, where a body is sent in chunks."""
IN_ENVIRON = "cafe.body"
"""The body's name in the WSGI environment."""


class Body:
    """The file that a request's body is read from, until its time is over; `late` is called then."""

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
        """Let the whole body take so many seconds."""
        self._seconds = seconds

    def read(self, size: int) -> bytes:
        """Read so many bytes, fewer only where there are no more. Raises TimeoutError once it is too late."""
        found = bytearray()
        while len(found) < size and (part := self._in_time(self._file.read1, size - len(found))):
            found += part
        sleep(0)  # a fast network always has more: the others come first
        return bytes(found)

    def readline(self, size: int = LONGEST_LINE) -> bytes:
        """Read a line of at most so many bytes. Raises TimeoutError as `read` does."""
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
            self._connection.settimeout(usual)  # the answer is written with this time-out, too


class Bodies(wsgi.HttpProtocol):
    """Eventlet's HTTP protocol, in which bodies arrive in time."""

    def get_environ(self) -> dict[str, Any]:
        """Return the WSGI environment; where the request has a body, `cafe.body` is its `Body`.

        A page may allow it more time there.
        """
        environ: dict[str, Any] = super().get_environ()
        source = environ["eventlet.input"]
        if source.chunked_input or source.content_length:
            environ[IN_ENVIRON] = source.rfile = Body(self.rfile, self.connection, self._hang_up)
        return environ

    def log_message(self, format: str, *args: Any) -> None:
        """Write down nothing of a request that is refused: it would be an address, and a path with its secret."""

    def _hang_up(self) -> None:
        """Close the connection after this answer: what follows would be the rest of a body, and not a request."""
        self.close_connection = True
