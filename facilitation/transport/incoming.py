"""Takes apart what one screen's WebSocket sends, a little at a time.

The sender decides how many frames one read brings: 64 KB hold eleven thousand of the smallest, a tenth of a second's
work in which nobody else would be heard. So a turn ends after FRAMES_A_TURN, and the rest waits for the next turn.
"""

from collections.abc import Iterator
from typing import Any

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import LocalProtocolError

FRAMES_A_TURN = 64
"""Frames that are taken apart before other screens have their turn: about a millisecond."""
MOST_FRAGMENTS = 256
"""Frames of one message at most.

Browsers send a message whole or in pieces of many KB. A proxy that cuts the largest message (100,000 bytes) at every
packet, which holds 536 bytes at least (RFC 9293, section 3.7.1), makes 187 of it.
"""


class TooMuch(Exception):
    """A message that is larger, or in more pieces, than is accepted."""


class Incoming:
    """The messages of one screen; `left` tells whether something that was read may not have been returned yet."""

    __slots__ = ("_fragments", "_largest", "_parts", "_protocol", "_size", "left")

    def __init__(self, largest: int) -> None:
        self.left = False
        self._largest = largest
        self._protocol = Connection(ConnectionType.SERVER)
        self._parts: list[Any] = []
        self._size = 0
        self._fragments = 0

    def feed(self, data: bytes) -> None:
        """Take bytes that were read from the socket."""
        self._protocol.receive_data(data)
        self.left = True

    def turn(self) -> Iterator[str | bytes | Ping | CloseConnection]:
        """Yield whole messages, pings, and the end: the sender's, or wsproto's answer to what is no WebSocket frame.

        Takes at most FRAMES_A_TURN frames. Raises TooMuch.
        """
        for frames, event in enumerate(self._protocol.events(), 1):
            if isinstance(event, TextMessage | BytesMessage):
                whole = self._put(event)
                if whole is not None:
                    yield whole
            elif isinstance(event, Ping | CloseConnection):
                yield event
            if frames == FRAMES_A_TURN:
                return
        self.left = False

    def response(self, event: Ping | CloseConnection) -> bytes:
        """Return the answer to a ping or close frame; b"" where the connection has ended for wsproto already."""
        try:
            return self._protocol.send(event.response())
        except LocalProtocolError:
            return b""

    def _put(self, event: TextMessage | BytesMessage) -> Any:
        """Store a piece; return the whole message (text or bytes) if this was its last piece, else None.

        Raises TooMuch.
        """
        data: Any = event.data
        if event.message_finished and not self._parts:
            if len(data) > self._largest:
                raise TooMuch
            return data
        self._size += len(data)
        self._fragments += event.frame_finished
        if self._size > self._largest or self._fragments > MOST_FRAGMENTS:
            raise TooMuch
        self._parts.append(data)
        if not event.message_finished:
            return None
        whole = type(data)().join(self._parts)
        self._parts.clear()
        self._size = self._fragments = 0
        return whole
