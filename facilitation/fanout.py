"""From one piece of news to a thousand sockets: encoded and framed once, written straight to whoever can take it.

python-socketio encodes news once, but then queues, wakes a green thread, frames and calls the kernel for every phone:
that was most of the server's time (docs/performance.md). Here the frame goes to the socket itself, without waiting,
where nothing else is under way to that phone. Whoever polls, has something queued or cannot take a whole frame gets
the packet through the library's queue as before, so what one phone is sent keeps its order.

This reaches into the libraries named in WRITTEN_FOR. FANOUT=plain and every other mode than eventlet do without it.
"""

import contextlib
import socket
import struct
import weakref
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio import Manager, RedisManager
from socketio.packet import EVENT

from facilitation.config import Config

WRITTEN_FOR = {"eventlet": "0.41.3", "python-engineio": "4.15.1", "python-socketio": "5.18.1"}
"""What this module has been compared with. A test fails where others are installed."""
MOST_WAITING = 256
"""So many packets may wait for one screen. Beyond that it is put out: it comes back by itself and catches up."""
CHANNEL = "flask-socketio"

TEXT = 0x81
"""A frame's first byte: text, and the whole of it (RFC 6455, section 5.2)."""


def manager(config: Config) -> Manager:
    """What keeps the rooms and sends to them, under these settings."""
    direct = config.async_mode == "eventlet" and config.fanout == "direct"
    if config.redis_url:
        return (SharedFanout if direct else RedisManager)(config.redis_url, channel=CHANNEL)
    return Fanout() if direct else Manager()


def framed(text: str) -> bytes:
    """A WebSocket's text frame as servers send it: unmasked, and not compressed (docs/decisions.md)."""
    payload = text.encode()
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", TEXT, length) + payload
    if length < 65536:
        return struct.pack("!BBH", TEXT, 126, length) + payload
    return struct.pack("!BBQ", TEXT, 127, length) + payload


class Fanout(Manager):
    """Rooms whose news are framed once."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._wires: dict[str, _Wire] = {}
        self._leaving: weakref.WeakSet[Any] = weakref.WeakSet()
        self.put_out = 0
        """Screens that were put out because too much waited for them."""

    def set_server(self, server: Any) -> None:
        """Bound to its server, it takes hold of every WebSocket that opens."""
        super().set_server(server)
        server.eio._async = {**server.eio._async, "websocket": self._opening(server.eio._async["websocket"])}

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **named: Any,
    ) -> None:
        """Send to everybody in a room. What asks for an answer, leaves somebody out or is binary goes the plain way."""
        packet = None if skip_sid or callback else self._packet(event, data, namespace)
        if packet is None:
            super().emit(event, data, namespace, room, skip_sid, callback, to, **named)
            return
        frame = framed(packet.encode())
        for _, eio_sid in self.get_participants(namespace, to or room):
            wire = self._wires.get(eio_sid)
            if wire is None or not wire.is_free() or not self._write(wire, frame):
                self._queue(eio_sid, packet)

    def _packet(self, event: str, data: Any, namespace: str) -> EnginePacket | None:
        values = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        encoded = self.server.packet_class(EVENT, namespace=namespace, data=[event, *values]).encode()
        return EnginePacket(MESSAGE, encoded) if isinstance(encoded, str) else None

    def _write(self, wire: "_Wire", frame: bytes) -> bool:
        """Give the kernel the frame; False where it takes nothing now."""
        try:
            taken = wire.websocket.socket.fd.send(frame)
        except BlockingIOError:
            return False
        except OSError:
            return True  # it is gone, and whoever reads from it learns that
        if taken < len(frame):
            wire.websocket._sendlock.acquire()  # free, as is_free said: nothing gets between the frame's two halves
            self.server.start_background_task(wire.finish, frame[taken:])
        return True

    def _queue(self, eio_sid: str, packet: EnginePacket) -> None:
        sock = self.server.eio.sockets.get(eio_sid)
        if sock is None or sock.closing or sock in self._leaving:
            return
        if sock.queue.qsize() < MOST_WAITING:
            self.server._send_eio_packet(eio_sid, packet)
            return
        self.put_out += 1
        self._leaving.add(sock)
        wire = self._wires.pop(eio_sid, None)
        if wire is not None:
            wire.hang_up()
        self.server.start_background_task(sock.close, wait=False, abort=True)

    def _opening(self, driver: Any) -> Any:
        """The driver's WebSocket, which says when it is open and when it has ended."""
        wires = self._wires

        class Opening(driver):
            def __init__(self, handler: Any, server: Any) -> None:
                sock = handler.__self__

                def handle(websocket: Any) -> Any:
                    wires[sock.sid] = _Wire(sock, websocket)
                    try:
                        return handler(websocket)
                    finally:
                        wires.pop(sock.sid, None)

                super().__init__(handle, server)

        return Opening


class SharedFanout(RedisManager, Fanout):
    """The same where several processes share their news through Redis: each frames for its own phones."""


class _Wire:
    """The WebSocket of one screen."""

    __slots__ = ("sock", "websocket")

    def __init__(self, sock: Any, websocket: Any) -> None:
        self.sock = sock
        self.websocket = websocket

    def is_free(self) -> bool:
        """Whether all that was sent has left: nothing queued, the queue's writer waiting, no frame half written."""
        sock, websocket = self.sock, self.websocket
        return bool(
            sock.upgraded
            and not sock.closing
            and not sock.queue.qsize()
            and sock.queue.getting()
            and not websocket._sendlock.locked()
            and not websocket.websocket_closed
        )

    def finish(self, rest: bytes) -> None:
        """Write the rest of a frame, however long that takes; what comes meanwhile waits in the queue."""
        try:
            self.websocket.socket.sendall(rest)
        except OSError:
            self.hang_up()  # half a frame is on its way: nothing after it could be read
        finally:
            self.websocket._sendlock.release()

    def hang_up(self) -> None:
        """End the connection at once; whoever reads or writes it notices."""
        with contextlib.suppress(OSError):
            self.websocket.socket.fd.shutdown(socket.SHUT_RDWR)
