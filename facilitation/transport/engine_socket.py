"""Engine.IO's own sockets: clients that poll, and every screen with FANOUT=plain or ASYNC_MODE=threading.

The library ends a socket by waiting until its client has fetched what still waits for it. A client that never asked
again kept a descriptor and a green thread for ever, and some thousands of those used up the server. Here no end waits
for the client, what waits is limited, and a session has no thread of its own.
"""

import contextlib
import logging
import sys
import threading
import time
from _thread import RLock
from collections import OrderedDict, deque
from typing import Any

from engineio import exceptions
from engineio import socket as library
from engineio.packet import PING, Packet
from engineio.payload import Payload

from facilitation import bounds
from facilitation.transport.holdings import MOST_OF_A_SOCKET, kept
from facilitation.transport.http_streams import LettingGo
from facilitation.transport.packet import check
from facilitation.transport.wire import MOST_WAITING

log = logging.getLogger(__name__)


class EngineSocket(library.Socket):
    """A screen for which little waits, and whose end waits for nobody.

    At most MOST_WAITING packets wait, and MOST_OF_A_SOCKET bytes (and one packet). `flooded` tells whether it is being
    disconnected because more would have waited, or was kept for it; `taken_at` when it last fetched packets, by
    `time.monotonic`.
    """

    person: str | None = None
    taken_at = 0.0

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.last_ping: float | None
        self.flooded = False
        self.held = 0
        self._waiting: deque[Packet] = deque()
        self._polled = False
        self._posted = False
        self._turn = RLock()  # of real threads, which costs little: nothing gives up its turn while it is held
        """Held by whoever adds to or takes from what waits, so that the queue and `_waiting` have one order."""

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """End the session, telling the application first; a client that is polling just now still gets its packets.

        With `abort` nobody gets any more of them.
        """
        super().close(wait=False, abort=abort, reason=reason)
        if self.closed:
            self.server.sockets.pop(self.sid, None)
            pings_of(self.server).forget(self)
            self._forget(abort)

    def receive(self, pkt: Packet) -> None:
        """Take a packet.

        Raises SocketIsClosedError where the session has ended, as the library would still take it, and
        UnknownPacketError for what no client of ours sends.
        """
        if self.closing or self.closed:
            raise exceptions.SocketIsClosedError
        check(pkt)
        super().receive(pkt)

    def send(self, pkt: Packet) -> None:
        """Send a packet, or disconnect a client that does not fetch its packets. Raises SocketIsClosedError."""
        if self.flooded or not self.check_ping_timeout():
            return
        if self.queue.qsize() >= MOST_WAITING or self.held > MOST_OF_A_SOCKET:
            self.let_go()
            return
        kept.hold(self, _size(pkt), pkt)
        with self._turn:
            waits = not self.closed
            if waits:
                self._waiting.append(pkt)
                self.queue.put(pkt)
        if not waits:  # it was closed just now, and what waited is forgotten
            kept.release(self, _size(pkt), pkt)
            raise exceptions.SocketIsClosedError

    def poll(self) -> list[Packet]:
        """Wait for packets.

        Raises QueueEmpty where none came, and where the client asks twice at a time, which ends the session.
        """
        with self._turn:
            twice, self._polled = self._polled, True
        if twice and not (self.upgrading or self.upgraded):
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_ERROR)
            raise exceptions.QueueEmpty
        try:
            packets: list[Packet] = super().poll()
        finally:
            self._polled = False
        self.taken_at = time.monotonic()
        with self._turn:
            for pkt in packets:
                if self._waiting and self._waiting[0] is pkt:
                    self._waiting.popleft()
                    kept.release(self, _size(pkt), pkt)
        return packets

    def let_go(self) -> None:
        """Disconnect a client for which too much is kept; it reconnects by itself and catches up."""
        if not self.flooded:
            self.flooded = True
            try:
                self.server.start_background_task(self.close, abort=True)
            except RuntimeError:  # the machine has no thread left
                self.close(abort=True)

    def _forget(self, abort: bool) -> None:
        """Count no longer what waits; with `abort` it goes, and only that this is the end is left to be polled."""
        with self._turn:
            while self._waiting:
                pkt = self._waiting.popleft()
                kept.release(self, _size(pkt), pkt)
        if abort:
            with contextlib.suppress(self.server.get_queue_empty_exception()):
                while True:
                    self.queue.get(block=False)
            self.queue.put(None)

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a poll, or an upgrade to a WebSocket, which is refused where none is offered."""
        if "HTTP_UPGRADE" in environ and self.connected and not self.server.allow_upgrades:
            return self.server._bad_request()
        return super().handle_get_request(environ, start_response)

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Take what a client sends.

        Raises EngineIOError, which ends the session, also for what is no Engine.IO, and where the client sends twice at
        a time: a screen's orders are answered one after the other.
        """
        with self._turn:
            twice, self._posted = self._posted, True
        if twice:
            raise exceptions.UnknownPacketError
        try:
            super().handle_post_request(environ)
        except exceptions.EngineIOError:
            raise
        except Exception as error:
            raise exceptions.UnknownPacketError from error
        finally:
            self._posted = False

    def _websocket_handler(self, ws: Any) -> Any:
        """Serve a WebSocket until it ends, and leave nothing of it that waits for the garbage collector."""
        if not hasattr(ws, "iterator"):  # which only eventlet's has
            return super()._websocket_handler(ws)
        ws.socket = LettingGo(ws.socket)
        try:
            return super()._websocket_handler(ws)
        finally:
            del ws.iterator  # it holds the WebSocket, which holds it

    def schedule_ping(self) -> None:
        """Send the next ping after the interval, once the last one was answered."""
        if self.last_ping:
            self.last_ping = None
            pings_of(self.server).add(self)

    def ping(self) -> None:
        """Send a ping, which asks whether the client is still there."""
        if not self.closing and not self.closed:
            self.last_ping = time.time()
            self.send(Packet(PING))


def _size(pkt: Packet) -> int:
    return sys.getsizeof(pkt.data)


class Pings:
    """When which socket of a server is pinged; one thread for all.

    Every socket waits the same time, so they become due in the order in which they were added.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._due: OrderedDict[EngineSocket, float] = OrderedDict()
        self._turn = threading.Lock()
        self._running = False

    def add(self, sock: EngineSocket) -> None:
        """Ping this socket after the server's interval."""
        with self._turn:
            self._due[sock] = time.monotonic() + self._server.ping_interval
            running, self._running = self._running, True
        if not running:
            try:
                self._server.start_background_task(self._run)
            except BaseException:  # no thread is to be had; the next socket tries again
                self._running = False
                raise

    def forget(self, sock: EngineSocket) -> None:
        """Cancel this socket's ping."""
        with self._turn:
            self._due.pop(sock, None)

    def _run(self) -> None:
        while True:
            sock, rest = self._next()
            if sock is None:
                self._server.sleep(rest)
            else:
                try:
                    sock.ping()
                except exceptions.SocketIsClosedError:
                    pass  # it ended just now
                except Exception:
                    log.exception("A ping failed; the others go on.")

    def _next(self) -> tuple[EngineSocket | None, float]:
        """Remove and return the socket that is due, else None and the seconds until the next look."""
        with self._turn:
            for sock, due in self._due.items():
                rest = due - time.monotonic()
                if rest > 0:
                    return None, rest
                del self._due[sock]
                return sock, 0.0
            return None, self._server.ping_interval


_making = threading.Lock()


def pings_of(server: Any) -> Pings:
    """Return the server's Pings; they are created with its first socket."""
    with _making:
        if not hasattr(server, "pings"):
            server.pings = Pings(server)
        found: Pings = server.pings
        return found


def take_over() -> None:
    """Let Engine.IO use EngineSocket from now on, and read so many packets at once, in the whole process."""
    library.Socket = EngineSocket
    Payload.max_decode_packets = bounds.POLLED_PACKETS
