"""Counts what is kept of answers that somebody reads slowly, or never.

A page, or a piece of a file, stays in memory until its last byte is in the network, and whoever asked decides when that
is. So all of them are counted with what else is kept for clients (`holdings.py`), and the largest go first: their
connection is closed.
"""

import contextlib
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from facilitation.transport.holdings import kept
from facilitation.transport.http_streams import Leaving

SMALL = 16_384
"""Bytes up to which a piece is not counted: mostly the network takes it at once."""

IN_ENVIRON = "cafe.leaving"
"""The name in the WSGI environment of what an answer leaves by."""

App = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Answer:
    """An answer that is being read, piece by piece."""

    def __init__(self, leaving: Leaving, person: str | None) -> None:
        self.person = person
        self.held = 0
        self._leaving = leaving
        self._piece: bytes = b""

    @property
    def taken_at(self) -> float:
        """When something of it was last taken, by `time.monotonic`."""
        return self._leaving.taken_at

    def keep(self, piece: bytes) -> None:
        """Count this piece in the place of the one before; b"" at the end."""
        before, self._piece = self._piece, piece if len(piece) > SMALL else b""
        if before:
            kept.release(self, len(before), before)
        if self._piece:
            kept.hold(self, len(self._piece), self._piece)

    def let_go(self) -> None:
        """Close the connection, on which whoever writes then fails."""
        with contextlib.suppress(OSError):
            self._leaving.connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def counted_body(leaving: Leaving, body: bytes, who: Callable[[], str | None]) -> Iterator[None]:
    """Count an answer's body while it is being sent; `who` is asked for the person where it is worth it."""
    if len(body) <= SMALL:
        yield
        return
    answer = Answer(leaving, who())
    answer.keep(body)
    try:
        yield
    finally:
        answer.keep(b"")


def counted(app: App, who: Callable[[str], str | None]) -> App:
    """Return a WSGI app that answers as this one does, and whose answers are counted.

    `who` names the person whose cookies these are (the header), None for somebody without a limit.
    """

    def front(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        pieces = app(environ, start_response)
        if isinstance(pieces, list) and sum(map(len, pieces)) <= SMALL:
            return pieces
        person = who(environ.get("HTTP_COOKIE", ""))
        answer = Answer(environ[IN_ENVIRON], person)
        return _Whole(pieces, answer) if isinstance(pieces, list) else _Pieces(pieces, answer)

    return front


class _Whole(list[bytes]):
    """All pieces of an answer, of which the server takes the length."""

    def __init__(self, pieces: list[bytes], answer: Answer) -> None:
        super().__init__(pieces)
        self._answer = answer
        answer.keep(max(pieces, key=len))

    def close(self) -> None:
        """Count nothing any more."""
        self._answer.keep(b"")


class _Pieces:
    """The pieces of an answer, each counted while it is being sent."""

    def __init__(self, pieces: Iterable[bytes], answer: Answer) -> None:
        self._pieces = pieces
        self._iterator = iter(pieces)
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = next(self._iterator)
        self._answer.keep(piece)
        return piece

    def close(self) -> None:
        """Count nothing any more, and close what the pieces came from."""
        self._answer.keep(b"")
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
