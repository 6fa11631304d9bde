"""One screen's WebSocket, without a green thread of its own.

Engine.IO under eventlet keeps three green threads for every phone (one reads, one writes, one waits for the next ping)
and, through the WSGI server, everything that its first request brought. Here the connection leaves the WSGI server
after the handshake: the hub calls when there is something to be read, what is sent goes straight to the socket, and a
green thread exists only while an order is being answered. The frames are wsproto's business.

What one screen is sent keeps its order; its orders are answered one after the other. This and `fanout.py` reach into
the libraries named there; FANOUT=plain and every other mode than eventlet do without both.
"""

import contextlib
import posix
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

from engineio import exceptions
from engineio.packet import CLOSE, PING, Packet
from engineio.socket import Socket
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Message, Ping, TextMessage
from wsproto.utilities import LocalProtocolError

MOST_WAITING = 256
"""So many frames may wait for one screen. Beyond that it is put out: it comes back by itself and catches up."""
MOST_UNANSWERED = 32
"""So many orders of one screen are read ahead. The next ones wait in the network, and so does who sends them."""
READ_AT_ONCE = 65_536
FAREWELL = 5.0
"""Seconds in which what still waits may leave once a connection is closed."""

TEXT, BINARY = 0x81, 0x82
"""A frame's first byte: text or not, and the whole of it (RFC 6455, section 5.2)."""
CLOSING = b"\x88\x00"
PONG = "3"


def framed(packet: str | bytes) -> bytes:
    """A WebSocket's frame as servers send it: unmasked, and not compressed (docs/decisions.md)."""
    head, payload = (BINARY, packet) if isinstance(packet, bytes) else (TEXT, packet.encode())
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", head, length) + payload
    if length < 65536:
        return struct.pack("!BBH", head, 126, length) + payload
    return struct.pack("!BBQ", head, 127, length) + payload


give = posix.write
"""How many bytes the kernel takes."""
PINGING = framed(Packet(PING).encode())


class Loop:
    """What a wire needs of eventlet's hub. Whatever it calls must not wait and must not raise."""

    def __init__(self) -> None:
        from eventlet import hubs, spawn_n  # only here: the other modes do without eventlet

        self._hub = hubs.get_hub()
        self.spawn = spawn_n

    def when_readable(self, fd: int, call: Callable[[int], None]) -> Any:
        """`call` from now on whenever there is something to be read; returns what `forget` takes."""
        return self._when(self._hub.READ, fd, call)

    def when_writable(self, fd: int, call: Callable[[int], None]) -> Any:
        """The same, whenever something can be written."""
        return self._when(self._hub.WRITE, fd, call)

    def forget(self, listener: Any) -> None:
        """No longer."""
        self._hub.remove(listener)

    def later(self, seconds: float, call: Callable[[], None]) -> Any:
        """`call` once, after so long; what it returns can be cancelled."""
        return self._hub.schedule_call_global(seconds, call)

    def _when(self, event: str, fd: int, call: Callable[[int], None]) -> Any:
        listener = self._hub.add(event, fd, call, _ignore, _ignore)
        listener.greenlet = self._hub.greenlet  # not the one that shook hands, which could then not be let go
        return listener


def _ignore(*_: object) -> None:
    """The hub tells about closed descriptors; a wire closes its own, and knows."""


def write_all(wires: Iterable["Wire"], frame: bytes) -> None:
    """Send a frame to each: at once where nothing waits, else after what waits. Never blocks, never raises.

    This is the loop in which a hall's news leave, so it is written out: a call more per phone is a tenth of its time.
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
            wire.wait_with(frame[taken:])


class Wire(Socket):
    """A screen, as Engine.IO sees its sockets. `on_end` is called once, when nothing more can be sent.

    `flooded` tells afterwards whether it was put out because too much waited for it.
    """

    def __init__(self, server: Any, sid: str, loop: Loop, on_end: Callable[["Wire"], None]) -> None:
        super().__init__(server, sid)
        self.closed: bool
        self.closing: bool
        self.last_ping: float | None
        del self.queue  # what waits, waits in the frames' own list
        self.flooded = False
        self._loop = loop
        self._on_end = on_end
        self._protocol = Connection(ConnectionType.SERVER)
        self.fd = -1
        self._reading: Any = None
        self._writing: Any = None
        self._pinging: Any = None
        self._parts: list[Any] = []
        self._unanswered: list[Any] = []
        self.waiting: list[bytes] = []
        self._working = False
        self._cut = False

    def open(self, fd: int, greeting: bytes) -> None:
        """Take over a connection that is not blocking and belongs to nobody else."""
        self.fd = fd
        self.connected = self.upgraded = True
        self._reading = self._loop.when_readable(fd, self._read)
        self.write(greeting)

    def write(self, frame: bytes) -> None:
        """Send a frame: at once where nothing waits, else after what waits. Never blocks, never raises."""
        write_all((self,), frame)

    def send(self, pkt: Packet) -> None:
        """Send a packet. Raises SocketIsClosedError."""
        if self.check_ping_timeout():
            self.write(framed(pkt.encode()))

    def poll(self) -> list[Packet]:
        """Nobody polls here. Raises QueueEmpty."""
        raise exceptions.QueueEmpty

    def schedule_ping(self) -> None:
        """The next ping follows the answer to the one before."""
        if self.last_ping:
            self.last_ping = None
            self._pinging = self._loop.later(self.server.ping_interval, self._ping)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """End the connection, telling the application first. `abort`: what still waits need not leave."""
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

    def wait_with(self, rest: bytes) -> None:
        """What the kernel did not take goes once it takes more."""
        if self._cut:
            return
        self.waiting.append(rest)
        if self._writing is None:
            self._writing = self._loop.when_writable(self.fd, self._go_on)
        elif len(self.waiting) > MOST_WAITING:
            self.flooded = True
            self.hang_up()

    def _go_on(self, _fd: int) -> None:
        """Something can be written again."""
        while self.waiting:
            frame = self.waiting[0]
            try:
                taken = give(self.fd, frame)
            except BlockingIOError:
                return
            except OSError:
                self.hang_up()
                return
            if taken < len(frame):
                self.waiting[0] = frame[taken:]
                return
            del self.waiting[0]
        self._loop.forget(self._writing)
        self._writing = None
        if self.closed:
            self._release()

    def _read(self, _fd: int) -> None:
        try:
            data = posix.read(self.fd, READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.hang_up()
            return
        self._protocol.receive_data(data)
        for event in self._protocol.events():
            self._hear(event)
        if len(self._unanswered) >= MOST_UNANSWERED and self._reading is not None:
            self._loop.forget(self._reading)
            self._reading = None

    def _hear(self, event: Event) -> None:
        if isinstance(event, TextMessage | BytesMessage):
            self._take(event)
        elif isinstance(event, Ping):
            self.write(self._protocol.send(event.response()))
        elif isinstance(event, CloseConnection):  # theirs, or wsproto's word for what is no WebSocket frame
            with contextlib.suppress(LocalProtocolError):
                self.write(self._protocol.send(event.response()))
            self.hang_up()

    def _take(self, event: Message) -> None:
        self._parts.append(event.data)
        if sum(map(len, self._parts)) > self.server.max_http_buffer_size:
            self.hang_up()
        elif event.message_finished:
            whole = self._parts[0] if len(self._parts) == 1 else type(event.data)().join(self._parts)
            self._parts.clear()
            if whole == PONG:
                self.schedule_ping()
            elif not self._cut:
                self._unanswered.append(whole)
                self._begin()

    def _begin(self) -> None:
        if not self._working:
            self._working = True
            self._loop.spawn(self._answer)

    def _answer(self) -> None:
        """Answer what was read, one order after the other, also where the screen has gone meanwhile."""
        try:
            while self._unanswered and not self.closed:
                self.receive(Packet(encoded_packet=self._unanswered.pop(0)))
        except exceptions.SocketIsClosedError:
            pass
        except Exception:  # no Engine.IO; what goes wrong in answering an order is told and logged there
            self.hang_up()
        self._working = False
        if self._cut:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        elif self._reading is None and not self.closed:
            self._reading = self._loop.when_readable(self.fd, self._read)

    def _ping(self) -> None:
        if not self.closing:
            self.last_ping = time.time()
            self.write(PINGING)

    def hang_up(self) -> None:
        """Nothing can be sent or read any more: what was read is still answered, then the application learns it."""
        if not self._cut:
            self._release()
            self._begin()

    def _release(self) -> None:
        """Give the connection back to the system."""
        if self._cut:
            return
        self._cut = True
        for listener in (self._reading, self._writing):
            if listener is not None:
                self._loop.forget(listener)
        self._reading = self._writing = None
        self.waiting.clear()
        with contextlib.suppress(OSError):
            posix.close(self.fd)
        self.fd = -1
        self._on_end(self)
