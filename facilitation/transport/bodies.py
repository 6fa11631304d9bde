"""Reads the bodies of requests: in time as a whole, in no more pieces than networks make, and never past their end.

Whoever reads it is bound by it: a page, Engine.IO, or eventlet, which reads what nobody wanted before the connection's
next request. Where it is a page, `pages/forms.py` answers that it is too late; then the connection ends.
"""

import re
from collections.abc import Callable
from typing import Any

from facilitation import bounds
from facilitation.transport import http_heads
from facilitation.transport.http_streams import Arriving
from facilitation.transport.pace import BYTES_A_SECOND, Pace
from facilitation.transport.unfinished import Unfinished

LARGEST = bounds.LARGEST_BODY
LARGEST_CHUNKED = bounds.LARGEST_CHUNKED
FEWEST_PIECES = bounds.FEWEST_PIECES
BYTES_A_PIECE = bounds.BYTES_A_PIECE
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[\t -~]{0,100})?\r\n")
"""The line before a chunk, with its length (RFC 9112, section 7.1)."""
LONGEST_LINE = bounds.LONGEST_CHUNK_LINE
MOST_CHUNKS = bounds.MOST_CHUNKS
MOST_TRAILERS = bounds.MOST_TRAILERS
TRAILER = re.compile(rb"%b:[\t -~\x80-\xff]*\r\n" % http_heads.TOKEN)
IN_ENVIRON = "cafe.body"
"""The body's name in the WSGI environment."""


class Body:
    """The file that a request's body of so many bytes is read from; `late` is called where it does not come in time.

    `waited` holds the connection while more is to come.
    """

    def __init__(
        self,
        arriving: Arriving,
        length: int,
        late: Callable[[], None],
        turn: Callable[[], object],
        waited: Unfinished,
        connection: Any,
        pace: Pace | None = None,
    ) -> None:
        self.left = length
        self._arriving = arriving
        self._late = late
        self._turn = turn
        self._waited = waited
        self._connection = connection
        self._pace = pace or Pace()
        self._pieces = FEWEST_PIECES + length // BYTES_A_PIECE
        self._privileged = False

    def allow_a_file(self) -> None:
        """Let the body take as long as it arrives at BYTES_A_SECOND, and keep its place whoever else comes."""
        self._pace.slowest = BYTES_A_SECOND
        self._privileged = True
        self._waited.remove(self._connection)

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes, fewer only where there are no more. Raises TimeoutError once it is too late."""
        size = self.left if size < 0 else min(size, self.left)
        found = bytearray()
        while len(found) < size:
            if not (self._arriving.held or self._more()):
                break
            found += self._arriving.take(size - len(found))
        self.left -= len(found)
        if not self.left:
            self._waited.remove(self._connection)
        if found:
            self._turn()  # a fast network always has more: the others come first
        return bytes(found)

    def readline(self, size: int = -1) -> bytes:
        """Read a line of at most so many bytes. Raises TimeoutError as `read` does."""
        most = self.left if size < 0 else min(size, self.left)
        while (end := self._arriving.held.find(b"\n", 0, most)) < 0 and len(self._arriving.held) < most:
            if not self._more():
                break
        line = self._arriving.take(min(end + 1 or most, most))
        self.left -= len(line)
        return line

    def _more(self) -> bool:
        self._pieces -= 1
        if not self._privileged:
            self._waited.add(self._connection)
            self._waited.make_room()
        try:
            if self._pieces < 0:
                raise TimeoutError("the request's body came in too many pieces")
            there = self._arriving.more(self._pace)
        except TimeoutError:
            self._give_up()
            raise
        if not there:
            self._give_up()
        return there

    def _give_up(self) -> None:
        self._waited.remove(self._connection)
        self._late()


def dechunked(arriving: Arriving, pace: Pace) -> bytes:
    """Return a body that comes in chunks, whole. Raises Refused and TimeoutError."""
    chunks = Chunks(arriving, pace)
    body = bytearray()
    for _ in range(MOST_CHUNKS):
        found = CHUNK.fullmatch(chunks.line())
        if found is None:
            raise http_heads.Refused
        size = int(found[1], 16)
        if not size:
            break
        body += chunks.take(size)
        if chunks.take(2) != b"\r\n":
            raise http_heads.Refused
    else:
        raise http_heads.Refused("413 Content Too Large")
    for _ in range(MOST_TRAILERS):
        line = chunks.line()
        if line == b"\r\n":
            return bytes(body)
        if TRAILER.fullmatch(line) is None:
            raise http_heads.Refused
    raise http_heads.Refused


class Chunks:
    """The bytes of a body in chunks, LARGEST_CHUNKED at most."""

    def __init__(self, arriving: Arriving, pace: Pace) -> None:
        self._arriving = arriving
        self._pace = pace
        self._left = LARGEST_CHUNKED
        self._pieces = FEWEST_PIECES

    def line(self) -> bytes:
        """Return a line with its end. Raises Refused where it is too long."""
        while (end := self._arriving.held.find(b"\n", 0, LONGEST_LINE) + 1) == 0:
            if len(self._arriving.held) >= LONGEST_LINE:
                raise http_heads.Refused
            self._more()
        return self.take(end)

    def take(self, size: int) -> bytes:
        """Return so many bytes. Raises Refused where they are more than may come, or do not come."""
        self._left -= size
        if self._left < 0:
            raise http_heads.Refused("413 Content Too Large")
        while len(self._arriving.held) < size:
            self._more()
        return self._arriving.take(size)

    def _more(self) -> None:
        self._pieces -= 1
        if self._pieces < 0 or not self._arriving.more(self._pace):
            raise http_heads.Refused
