"""From one piece of news to a thousand sockets: encoded and framed once, written straight to each.

python-socketio encodes news once, but then queues, wakes a green thread, frames and calls the kernel for every phone:
that was most of the server's time (docs/performance.md). Here every WebSocket is a `Wire`, and all get the same frame.
Phones that poll get the packet through the library's queue as before.

This module and `wire.py` use internals of the libraries named in WRITTEN_FOR. FANOUT=plain and ASYNC_MODE=threading do
without them, and have `EngineSocket`s only; whose those are, `doorkeeper.py` counts for them, too.
"""

import contextlib
import secrets
import threading
from collections.abc import Container
from typing import Any

from engineio.exceptions import SocketIsClosedError
from engineio.packet import MESSAGE, OPEN
from engineio.packet import Packet as EnginePacket
from socketio import Manager
from socketio.packet import EVENT
from wsproto.utilities import generate_accept_token

from facilitation.config import Config
from facilitation.transport import answer_headers
from facilitation.transport.doorkeeper import Doorkeeper, Refusal, Who
from facilitation.transport.line import Line
from facilitation.transport.loop import Loop
from facilitation.transport.packet import Packet
from facilitation.transport.redis_news import PatientRedis
from facilitation.transport.screens import Known
from facilitation.transport.wire import Wire, framed, write_all

WRITTEN_FOR = {"eventlet": "0.41.3", "python-engineio": "4.15.1", "python-socketio": "5.18.1", "wsproto": "1.3.2"}
"""Versions of the libraries that this was compared with; a test fails where others are installed."""
MESSAGE_BEGINS = str(MESSAGE).encode()
"""How Engine.IO's messages begin."""
WITHOUT_A_BREAK = 200
"""Sockets that are written to before other green threads have a turn: about two milliseconds."""
SHARED_FROM = 16_384
"""Bytes from which what is kept ready for many is sent without being copied."""


def manager(config: Config, who: Who, cookies: Container[str], known: Known) -> Doorkeeper:
    """Return the manager of rooms for these settings; it sends news to them.

    `who` tells people apart by the `cookies` that have these names, and `known` who of them did something, for what
    one may take of the server. Where it shares news through Redis, nobody hears them before `join` says under which
    name.
    """
    direct = config.async_mode == "eventlet" and config.fanout == "direct"
    found: Doorkeeper
    if config.redis_url:
        found = (SharedFanout if direct else SharedDoorkeeper)(config.redis_url, channel=secrets.token_hex(32))
    else:
        found = Fanout() if direct else Doorkeeper()
    found.who, found.cookies = who, cookies
    found.knows(known)
    return found


def join(shared: Manager, channel: str) -> None:
    """Share news with the processes that join the same channel, and with no others; before the first screen connects.

    A manager of one process alone shares nothing.
    """
    if isinstance(shared, PatientRedis):
        shared.channel = channel


class Fanout(Doorkeeper):
    """Rooms to which news is framed once."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._wires: dict[str, Wire] = {}
        self._audiences: dict[tuple[str, Any], tuple[list[Wire], list[str]]] = {}
        self._turn = threading.Lock()
        self._loop: Loop | None = None
        self._line: Line | None = None
        self._plain_send: Any = None
        self.put_out = 0
        """Screens that were disconnected because too much waited for them, or another one took their place."""

    @property
    def wires(self) -> int:
        """How many WebSockets there are; each is a file that no thread of the server counts."""
        return len(self._wires)

    def set_server(self, server: Any) -> None:
        """Bind the manager to its server, and take over every WebSocket that opens."""
        super().set_server(server)
        server.eio.allow_upgrades = False  # a phone opens our WebSocket, or goes on polling: it never upgrades
        self._plain_send, server._send_packet = server._send_packet, self._send_packet

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
        """Send an event to everybody in a room.

        What asks for an answer, leaves somebody out, is for several rooms or is binary is sent by the library.
        """
        packet = None if skip_sid or callback or isinstance(to or room, list) else self._packet(event, data, namespace)
        if packet is None:
            super().emit(event, data, namespace, room, skip_sid, callback, to, **named)
            return
        frame = framed(packet.encode())
        with self._turn:  # two pieces of news reach every screen in the same order
            wires, others = self._audience(namespace, to or room)
            for begin in range(0, len(wires), WITHOUT_A_BREAK):
                if begin:
                    self.server.sleep(0)
                write_all(wires[begin : begin + WITHOUT_A_BREAK], frame)
            for eio_sid in others:
                self._queue(eio_sid, packet)

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        """Add a client to a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        self._audiences.pop((namespace, room), None)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Remove a client from a room."""
        super().basic_leave_room(sid, namespace, room)
        self._audiences.pop((namespace, room), None)

    def _audience(self, namespace: str, room: Any) -> tuple[list[Wire], list[str]]:
        """Return who is in a room: wires, and ids of clients that poll; cached until somebody enters or leaves."""
        key = (namespace, room)
        known = self._audiences.get(key)
        if known is None:
            ids = [eio_sid for _, eio_sid in self.get_participants(namespace, room)]
            wires = [self._wires[eio_sid] for eio_sid in ids if eio_sid in self._wires]
            known = self._audiences[key] = (wires, [eio_sid for eio_sid in ids if eio_sid not in self._wires])
        return known

    def _packet(self, event: str, data: Any, namespace: str) -> EnginePacket | None:
        values = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        encoded = self.server.packet_class(EVENT, namespace=namespace, data=[event, *values]).encode()
        return EnginePacket(MESSAGE, encoded) if isinstance(encoded, str) else None

    def _queue(self, eio_sid: str, packet: EnginePacket) -> None:
        sock = self.server.eio.sockets.get(eio_sid)
        if sock is None or sock.closing or sock.flooded:
            return
        with contextlib.suppress(SocketIsClosedError):  # as `_send_on` does, for a tenth of a hall at each news
            sock.send(packet)
        self.put_out += sock.flooded

    def _send_packet(self, eio_sid: str, pkt: Any) -> None:
        """Send one screen a packet, in place of Socket.IO's `_send_packet`; what many are sent is not copied."""
        wire = self._wires.get(eio_sid)
        if wire is None or not isinstance(pkt, Packet):
            self._plain_send(eio_sid, pkt)
            return
        if wire.closed:
            return
        parts = [MESSAGE_BEGINS, *pkt.parts()]
        shared = max(map(len, parts)) >= SHARED_FROM and len(parts) > 2
        wire.send_parts([parts[0] + parts[1], *parts[2:]] if shared else [b"".join(parts)])

    def _refusal(self, environ: dict[str, Any]) -> Refusal | None:
        if not environ.get("HTTP_SEC_WEBSOCKET_KEY") or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            return "426 Upgrade Required", ("Sec-WebSocket-Version", "13")
        if environ.get("CONTENT_LENGTH", "0").strip("0") or "HTTP_TRANSFER_ENCODING" in environ:
            return ("400 Bad Request",)  # what follows would be read as its frames
        return None

    def _accept(self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: Any) -> Any:
        """Open a WebSocket; polling clients are still the library's."""
        if transport != "websocket":
            return self._plain_connect(environ, start_response, transport, jsonp_index)
        eio = self.server.eio
        if eio.start_service_task:
            eio.start_service_task = False
            eio.service_task_handle = eio.start_background_task(eio._service_task)
        self._loop = self._loop or Loop()
        self._line = self._line or Line(self._loop)
        sid = eio.generate_id()
        wire = self._wires[sid] = eio.sockets[sid] = Wire(eio, sid, self._loop, self._ended, self._line)
        eio._trigger_event("connect", sid, environ, run_async=False)
        wire.schedule_ping()
        early = _early(environ)
        wire.open(_taken_over(environ), _greeting(environ["HTTP_SEC_WEBSOCKET_KEY"], eio, sid), early)
        return []

    def _ended(self, wire: Wire) -> None:
        self.put_out += wire.flooded
        self._wires.pop(wire.sid, None)


class SharedDoorkeeper(PatientRedis, Doorkeeper):
    """A `Doorkeeper` for several processes that share news through Redis; each counts its own screens."""


class SharedFanout(PatientRedis, Fanout):
    """A `Fanout` for several processes that share news through Redis; each frames it for its own phones."""


def _early(environ: dict[str, Any]) -> bytes:
    """Return what came together with the handshake and was read with it: frames of a client that did not wait."""
    connection, file = environ["eventlet.input"].get_socket(), environ["eventlet.input"].rfile
    connection.settimeout(0)  # only what is there: at most what the file reads at once, which is 8 KB
    try:
        return bytes(file.peek())
    except OSError:
        return b""


def _taken_over(environ: dict[str, Any]) -> int:
    """Return the connection's descriptor; the WSGI server will neither answer on it nor close it."""
    from eventlet import wsgi

    wsgi.WSGI_LOCAL.already_handled = True
    descriptor: int = environ["eventlet.input"].get_socket().fd.detach()
    return descriptor


def _greeting(key: str, eio: Any, sid: str) -> bytes:
    """Return the end of the handshake (RFC 6455, section 4.2.2) together with Engine.IO's first packet."""
    opened = {
        "sid": sid,
        "upgrades": [],
        "pingTimeout": int(eio.ping_timeout * 1000),
        "pingInterval": int(eio.ping_interval + eio.ping_interval_grace_period) * 1000,
        "maxPayload": eio.max_http_buffer_size,
    }
    accepted = (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + generate_accept_token(key.encode())
        + (b"\r\n" + answer_headers.raw("") + b"\r\n")
    )
    return accepted + framed(EnginePacket(OPEN, opened).encode())
