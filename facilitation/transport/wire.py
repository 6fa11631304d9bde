"""One screen's WebSocket, without a green thread of its own.

Engine.IO under eventlet keeps three green threads for every phone (one reads, one writes, one waits for the next ping)
and, through the WSGI server, everything that its first request brought. Here the connection leaves the WSGI server
after the handshake: the hub calls when there is something to read, what is sent goes straight to the socket, and a
green thread exists only while an order is being answered. What arrives is taken apart by `incoming.py`.

What one screen is sent keeps its order; its orders are answered one after the other. This module and `fanout.py` use
internals of the libraries named there; FANOUT=plain and ASYNC_MODE=threading do without both.
"""

import contextlib
import posix
import struct
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engineio import exceptions
from engineio.packet import CLOSE, PING, Packet
from engineio.socket import Socket
from wsproto.events import Ping

from facilitation import bounds
from facilitation.transport import incoming
from facilitation.transport.holdings import MOST_OF_A_SOCKET, SHARED_FROM, STRANGER, kept
from facilitation.transport.incoming import Incoming, Refused
from facilitation.transport.line import Line
from facilitation.transport.loop import Loop
from facilitation.transport.packet import check

MOST_WAITING = bounds.WAITING_FRAMES
MOST_UNANSWERED = bounds.ORDERS_AHEAD
MOST_AHEAD = bounds.BYTES_AHEAD
FAREWELL = bounds.CLOSING_SECONDS
READ_AT_ONCE = 65_536
"""Bytes of one read."""

TEXT, BINARY = 0x81, 0x82
"""The first byte of a frame that is a whole text, or a whole binary message (RFC 6455, section 5.2)."""
CLOSING = b"\x88\x00"
"""A close frame without a reason."""
PONG = "3"
"""Engine.IO's answer to a ping."""


def framed(packet: str | bytes) -> bytes:
    """Return a packet as an unmasked, uncompressed WebSocket frame, as servers send it (docs/decisions.md)."""
    head, payload = (BINARY, packet) if isinstance(packet, bytes) else (TEXT, packet.encode())
    return _head(head, len(payload)) + payload


def _head(first: int, length: int) -> bytes:
    if length < 126:
        return struct.pack("!BB", first, length)
    if length < 65536:
        return struct.pack("!BBH", first, 126, length)
    return struct.pack("!BBQ", first, 127, length)


give = posix.write
"""Write to a descriptor, and return how many bytes the kernel takes."""
PINGING = framed(Packet(PING).encode())
"""The frame of a ping."""


def write_all(wires: Iterable["Wire"], frame: bytes) -> None:
    """Send a frame to each: at once where nothing waits, else after what waits. Never blocks, never raises.

    All news to a hall is sent by this loop, so it is written out: one more call per phone is a tenth of its time.
    """
    size = len(frame)
    for wire in wires:
        if wire.waiting:
            wire.wait_with(frame)
            continue
        try:
            taken = give(wire.fd, frame)
        except BlockingIOError:
            taken = 0
        except OSError:
            wire.hang_up()
            continue
        if taken != size:
            wire.wait_with(frame, taken)


def _whole(frame: bytes | memoryview) -> bytes:
    """Return the frame of which some bytes may have been sent already."""
    if isinstance(frame, bytes):
        return frame
    whole: bytes = frame.obj  # type: ignore[assignment]
    return whole


class Wire(Socket):
    """A screen's WebSocket, in the form of Engine.IO's sockets.

    `on_end` is called once, when nothing more can be sent. `flooded` tells whether it was disconnected because too much
    waited for it, or was kept for it; `taken_at` when it last took something that had waited, by `time.monotonic`.
    """

    person: str | None = None
    taken_at = 0.0

    def __init__(
        self, server: Any, sid: str, loop: Loop, on_end: Callable[["Wire"], None], line: Line | None = None
    ) -> None:
        super().__init__(server, sid)
        self.closed: bool
        self.closing: bool
        self.last_ping: float | None
        del self.queue  # `waiting` takes its place
        self.flooded = False
        self.held = 0
        self._loop = loop
        self._line = line or Line(loop)
        self._on_end = on_end
        self._incoming = Incoming(server.max_http_buffer_size)
        self.fd = -1
        self._reading: Any = None
        self._writing: Any = None
        self._pinging: Any = None
        self._unanswered: list[str] = []
        self._ahead = self._counted = 0
        self.waiting: list[bytes | memoryview] = []
        self._working = False
        self._due = False
        self._cut = False

    def open(self, fd: int, greeting: bytes, early: bytes = b"") -> None:
        """Take over a connection that does not block and that nobody else uses; `early` was read from it already."""
        self.fd = fd
        if self.person == STRANGER:
            self._incoming.most = incoming.MOST_HEARD_OF_STRANGERS
        self.connected = self.upgraded = True
        self._reading = self._loop.when_readable(fd, self._read)
        self.write(greeting)
        if early and not self._cut:
            self._incoming.feed(early)
            self._hear()

    def write(self, frame: bytes) -> None:
        """Send a frame: at once where nothing waits, else after what waits. Never blocks, never raises."""
        write_all((self,), frame)

    def send(self, pkt: Packet) -> None:
        """Send a packet. Raises SocketIsClosedError."""
        if self.check_ping_timeout():
            self.write(framed(pkt.encode()))

    def send_parts(self, parts: Sequence[bytes]) -> None:
        """Send a packet that is a text in parts; what is large in it may wait for others, too, and is not copied.

        Raises SocketIsClosedError.
        """
        if self.check_ping_timeout():
            first, *others = parts
            self.write(_head(TEXT, sum(map(len, parts))) + first)
            for part in others:  # one packet: what was begun is not too much before its end
                if self.waiting:
                    self._keep(part)
                else:
                    self.write(part)

    def receive(self, pkt: Packet) -> None:
        """Take a packet. Raises SocketIsClosedError, and UnknownPacketError for what no client of ours sends."""
        check(pkt)
        super().receive(pkt)

    def let_go(self) -> None:
        """Disconnect a screen for which too much is kept; it reconnects by itself and catches up."""
        self.flooded = True
        self._hear_no_more()

    def poll(self) -> list[Packet]:
        """Refuse to be polled, for this is a WebSocket. Raises QueueEmpty."""
        raise exceptions.QueueEmpty

    def schedule_ping(self) -> None:
        """Send the next ping after the interval, once the last one was answered."""
        if self.last_ping:
            self.last_ping = None
            self._pinging = self._loop.later(self.server.ping_interval, self._ping)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """End the connection, telling the application first; with `abort` frames that still wait are not sent."""
        if self.closed or self.closing:
            return
        self.closing = True
        reason = reason or self.server.reason.SERVER_DISCONNECT
        self.server._trigger_event("disconnect", self.sid, reason, run_async=False)
        if not abort:
            self.write(framed(Packet(CLOSE).encode()))
        self.write(CLOSING)
        self.closed = True
        self.server.sockets.pop(self.sid, None)
        if self._pinging is not None:
            self._pinging.cancel()
        if self.waiting and not abort:
            self._loop.later(FAREWELL, self._release)
        else:
            self._release()

    def wait_with(self, frame: bytes, taken: int = 0) -> None:
        """Keep what the kernel did not take until it takes more; disconnect a screen for which too much waits."""
        if self._cut:
            return
        being_sent = len(_whole(self.waiting[0])) if self.waiting else 0
        if len(self.waiting) >= MOST_WAITING or self.held - being_sent > MOST_OF_A_SOCKET:
            self.let_go()
            return
        self._keep(frame, taken)

    def _keep(self, frame: bytes, taken: int = 0) -> None:
        self.waiting.append(memoryview(frame)[taken:] if taken else frame)
        kept.hold(self, len(frame), frame)
        if self._writing is None and not self._cut:
            self._writing = self._loop.when_writable(self.fd, self._go_on)

    def _go_on(self, _fd: int) -> None:
        """Write what waits, now that the kernel takes more."""
        while self.waiting:
            frame = self.waiting[0]
            try:
                taken = give(self.fd, frame)
            except BlockingIOError:
                return
            except OSError:
                self.hang_up()
                return
            self.taken_at = time.monotonic()
            if taken < len(frame):
                self.waiting[0] = memoryview(frame)[taken:]
                return
            del self.waiting[0]
            self._release_frame(frame)
        self._loop.forget(self._writing)
        self._writing = None
        if self.closed:
            self._release()

    def _release_frame(self, frame: bytes | memoryview) -> None:
        whole = _whole(frame)
        kept.release(self, len(whole), whole)

    def _read(self, _fd: int) -> None:
        if self._due:  # nothing more is read before this person's turn has come
            self._read_later()
            return
        try:
            data = posix.read(self.fd, READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.hang_up()
            return
        if self.closed:  # what waits is still sent, and nothing more is heard
            return
        self._incoming.feed(data)
        if self._line.has_room():
            self._hear()
        else:
            self._hear_later()

    def _hear_later(self) -> None:
        """Process what was read when this person's turn has come; `_read` sees to it that no more is read before.

        Mostly no more comes, and to stop listening now would cost as much as to hear an order.
        """
        if not self._due:
            self._due = True
            self._wait_in_line(self._next_turn)

    def _read_later(self) -> None:
        if self._reading is not None:
            self._loop.forget(self._reading)
            self._reading = None

    def _hear(self) -> None:
        """Process one turn's share of what was read."""
        ping = None
        try:
            for heard in self._incoming.turn():
                if isinstance(heard, str):
                    if heard == PONG:
                        self.schedule_ping()
                        continue
                    self._unanswered.append(heard)
                    self._ahead += sys.getsizeof(heard)
                    self._begin()
                    if self._is_full():
                        break
                elif isinstance(heard, Ping):
                    ping = heard  # the last of a turn is answered, as RFC 6455 allows in section 5.5.3
                else:
                    self.write(self._incoming.response(heard))
                    self._hear_no_more()
        except Refused:
            self._hear_no_more()
        if ping is not None:
            self.write(self._incoming.response(ping))
        self._await_more()

    def _is_full(self) -> bool:
        return len(self._unanswered) >= MOST_UNANSWERED or self._ahead >= MOST_AHEAD

    def _count(self) -> None:
        """Count what was read and is not answered yet; short orders are answered before it is worth it."""
        now = 0 if self._cut else self._ahead + self._incoming.size
        if now >= SHARED_FROM or self._counted:
            before, self._counted = self._counted, now
            kept.hold(self, now - before)

    def _await_more(self) -> None:
        """Read on once everything that was read is processed, and not too much is unanswered."""
        self._count()
        full = self._is_full()
        if self._cut:
            if self._incoming.left:
                self._begin()
        elif full:
            self._read_later()  # `_answer` goes on once all is answered
        elif self._incoming.left:
            self._hear_later()
        elif self._reading is None:
            self._reading = self._loop.when_readable(self.fd, self._read)

    def _next_turn(self) -> None:
        self._due = False
        if not (self._cut or self.closed):
            self._hear()

    def _hear_no_more(self) -> None:
        """Disconnect a screen that sends what is not accepted."""
        self._incoming.left = False
        self.hang_up()

    def _begin(self) -> None:
        if not self._working:
            self._working = True
            self._wait_in_line(self._answer)

    def _wait_in_line(self, call: Callable[[], None]) -> None:
        self._line.ask(self.sid if self.person is None else self.person, call)

    def _answer(self) -> None:
        """Answer what was read, one order after the other, also where the screen has gone meanwhile."""
        try:
            if self._unanswered and not self.closed:
                order = self._unanswered.pop(0)
                self.receive(Packet(encoded_packet=order))
                self._ahead -= sys.getsizeof(order)
                if self._unanswered and not self.closed:
                    self._wait_in_line(self._answer)  # first it is the others' turn
                    return
        except exceptions.SocketIsClosedError:
            pass
        except Exception:  # it is no Engine.IO; errors in answering an order are logged there
            self._hear_no_more()
        self._working = False
        self._count()
        held_up = self._incoming.left if self._cut else self._reading is None and not (self._due or self.closed)
        if held_up:
            self._hear()
        if self._cut and not self._working:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    def _ping(self) -> None:
        if self._incoming.is_late():  # a message takes longer than from one ping to the next
            self._hear_no_more()
        elif not self.closing:
            self._incoming.begin_anew()
            self.last_ping = time.time()
            self.write(PINGING)

    def hang_up(self) -> None:
        """Release a broken connection; what was read is still answered, then the application is told."""
        if not self._cut:
            self._release()
            self._begin()

    def _release(self) -> None:
        """Close the descriptor, and stop listening to it."""
        if self._cut:
            return
        self._cut = True
        for listener in (self._reading, self._writing):
            if listener is not None:
                self._loop.forget(listener)
        self._reading = self._writing = None
        for frame in self.waiting:
            self._release_frame(frame)
        self.waiting.clear()
        self._count()
        with contextlib.suppress(OSError):
            posix.close(self.fd)
        self.fd = -1
        self._on_end(self)
