"""Engine.IO's own sockets: clients that poll, and every screen with FANOUT=plain or ASYNC_MODE=threading.

The library ends a socket by waiting until its client has fetched what still waits for it. A client that never asked
again kept a descriptor and a green thread for ever, and some thousands of those used up the server. Here no end waits
for the client, what waits is limited, and a session has no thread of its own.
"""

import threading
import time
from collections import OrderedDict
from typing import Any

from engineio import exceptions
from engineio import socket as library
from engineio.packet import PING, Packet

from facilitation.transport.wire import MOST_WAITING


class EngineSocket(library.Socket):
    """A screen for which at most MOST_WAITING packets wait, and whose end waits for nobody.

    `flooded` tells whether it is being disconnected because more would have waited.
    """

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.last_ping: float | None
        self.flooded = False

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """End the session, telling the application first; a client that is polling just now still gets its packets."""
        super().close(wait=False, abort=abort, reason=reason)
        if self.closed:
            self.server.sockets.pop(self.sid, None)
            pings_of(self.server).forget(self)

    def receive(self, pkt: Packet) -> None:
        """Take a packet. Raises SocketIsClosedError where the session has ended; the library would still take it."""
        if self.closing or self.closed:
            raise exceptions.SocketIsClosedError
        super().receive(pkt)

    def send(self, pkt: Packet) -> None:
        """Send a packet, or disconnect a client that does not fetch its packets. Raises SocketIsClosedError."""
        if self.queue.qsize() < MOST_WAITING:
            super().send(pkt)
        elif not self.flooded:
            self.flooded = True
            self.server.start_background_task(self.close, abort=True)

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a poll, or an upgrade to a WebSocket, which is refused where none is offered."""
        if "HTTP_UPGRADE" in environ and self.connected and not self.server.allow_upgrades:
            return self.server._bad_request()
        return super().handle_get_request(environ, start_response)

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Take what a client sends. Raises EngineIOError, which ends the session, also for what is no Engine.IO."""
        try:
            super().handle_post_request(environ)
        except exceptions.EngineIOError:
            raise
        except Exception as error:
            raise exceptions.UnknownPacketError from error

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
            self._server.start_background_task(self._run)

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
                sock.ping()

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
    """Let Engine.IO use EngineSocket from now on, in the whole process."""
    library.Socket = EngineSocket
