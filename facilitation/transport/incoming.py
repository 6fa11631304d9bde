"""Takes apart what one screen's WebSocket sends, a little at a time.

The sender decides how many frames one read brings: 64 KB hold eleven thousand of the smallest, a tenth of a second's
work in which nobody else would be heard. So a turn ends after FRAMES_A_TURN, and the rest waits for the next turn.
"""

from collections.abc import Iterator

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import LocalProtocolError

from facilitation import bounds

FRAMES_A_TURN = 64
"""Frames that are taken apart before other screens have their turn: about a millisecond."""
MOST_FRAGMENTS = bounds.MOST_FRAGMENTS
MOST_HEARD = bounds.HEARD_BETWEEN_PINGS
MOST_HEARD_OF_STRANGERS = bounds.HEARD_OF_STRANGERS

MOST_PARTS = 64
"""Parts of a message that are kept apart: each letter by itself would take fifty times its bytes."""


class Refused(Exception):
    """A message that is binary, or larger, or in more pieces, than is accepted; or one too many."""


class Incoming:
    """The messages of one screen, which are texts of at most `largest` bytes; nothing of ours is binary.

    `most` is how many messages, pings and pongs are taken until `begin_anew`. Whoever sends much is always read, and
    what the system has taken of it meanwhile is read when they are long gone.
    `left` tells whether something that was read may not have been returned yet, `size` how many bytes there are of a
    message that has not ended.
    """

    __slots__ = ("_fragments", "_heard", "_largest", "_late", "_parts", "_protocol", "left", "most", "size")

    def __init__(self, largest: int) -> None:
        self.left = False
        self.most = MOST_HEARD
        self.size = 0
        self._heard = 0
        self._largest = largest
        self._protocol = Connection(ConnectionType.SERVER)
        self._parts: list[str] = []
        self._fragments = 0
        self._late = False

    def feed(self, data: bytes) -> None:
        """Take bytes that were read from the socket."""
        self._protocol.receive_data(data)
        self.left = True

    def turn(self) -> Iterator[str | Ping | CloseConnection]:
        """Yield whole messages, pings, and the end: the sender's, or wsproto's answer to what is no WebSocket frame.

        Takes at most FRAMES_A_TURN frames. Raises Refused.
        """
        for frames, event in enumerate(self._protocol.events(), 1):
            self._heard += not isinstance(event, TextMessage) or event.message_finished
            if self._heard > self.most:
                raise Refused
            if isinstance(event, TextMessage):
                whole = self._put(event)
                if whole is not None:
                    yield whole
            elif isinstance(event, BytesMessage):
                raise Refused
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

    def begin_anew(self) -> None:
        """Take as many messages, pings and pongs as at the beginning."""
        self._heard = 0

    def is_late(self) -> bool:
        """Tell whether a message has not ended that had begun when this was last asked."""
        was, self._late = self._late, bool(self._parts)
        return was and self._late

    def _put(self, event: TextMessage) -> str | None:
        """Store a piece; return the whole message if this was its last piece, else None. Raises Refused."""
        data = event.data
        self.size += len(data) if data.isascii() else len(data.encode())
        self._fragments += event.frame_finished
        if self.size > self._largest or self._fragments > MOST_FRAGMENTS:
            raise Refused
        if not event.message_finished:
            self._parts.append(data)
            if len(self._parts) == MOST_PARTS:
                self._parts = ["".join(self._parts)]
            return None
        if self._parts:
            data = "".join([*self._parts, data])
            self._parts.clear()
        self.size = self._fragments = 0
        self._late = False
        return data
