"""Who may open a connection, whose it is, and who makes room for it where all places are taken.

So it is in every mode, also where the library serves WebSockets. This uses internals of the libraries
(`fanout.WRITTEN_FOR`).
"""

import contextlib
import functools
from collections.abc import Callable, Container
from typing import Any, TypeAlias

from engineio.exceptions import SocketIsClosedError
from socketio import Manager

from facilitation import bounds
from facilitation.transport import open_files
from facilitation.transport.holdings import STRANGER
from facilitation.transport.screens import Known, Screens

MOST_SCREENS = bounds.MOST_SCREENS
PERSON = "cafe.person"
"""The name in the WSGI environment of who opens a connection."""
KEPT = (
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "HTTP_HOST",
    "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_USER_AGENT",
    "wsgi.url_scheme",
    "flask.app",
    PERSON,
)
"""What orders need of the request that opened their connection; the address it came from is not among it."""
SAID = {"QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_USER_AGENT"}
"""What of that is as long as the client likes."""
LONGEST_KEPT = bounds.KEPT_OF_A_HEADER
Who: TypeAlias = Callable[[str], str | None]
"""Returns the person whose cookies these are (the header); None for somebody with a door, who is not limited."""
Refusal: TypeAlias = tuple[str, *tuple[tuple[str, str], ...]]
"""The status of an answer, and its headers."""


class Doorkeeper(Manager):
    """Rooms, and who may have how many screens in them."""

    who: Who = staticmethod(lambda _: STRANGER)
    cookies: Container[str] = ()
    """The names of the cookies that are ours."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._screens = Screens(self._put_out)
        self._by_doors: dict[str, str] = {}
        """Connections that are nobody's, with their cookies."""
        self._entered: dict[tuple[str, str], dict[Any, None]] = {}
        """The rooms in which each client is, by its namespace and id."""
        self._plain_connect: Any = None
        self._plain_send_on: Any = None

    def set_server(self, server: Any) -> None:
        """Bind the manager to its server, and look at every connection that opens."""
        super().set_server(server)
        self._plain_connect = server.eio._handle_connect
        server.eio._handle_connect = self._connect
        self._plain_send_on, server._send_eio_packet = server._send_eio_packet, self._send_on
        server.eio.on("connect", self._arrived)
        server.eio.on("disconnect", self._left)

    def knows(self, known: Known) -> None:
        """Let this tell who has done something, and keeps their place where all are taken."""
        self._screens.known = known

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        """Add a client to a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        self._entered.setdefault((namespace, sid), {})[room] = None

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Remove a client from a room."""
        super().basic_leave_room(sid, namespace, room)
        self._entered.get((namespace, sid), {}).pop(room, None)

    def basic_disconnect(self, sid: str, namespace: str, **_named: Any) -> None:
        """Forget a client that has gone, as the library does, which looks for it in every room of a hall.

        Each guest has a room or two of their own, so that took longer the more there were.
        """
        for room in list(self._entered.get((namespace, sid), ())):
            self.basic_leave_room(sid, namespace, room)
        self._entered.pop((namespace, sid), None)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            waiting = pending.get(namespace, [])
            if sid in waiting:
                waiting.remove(sid)
                if not waiting:
                    del pending[namespace]

    def look_again(self) -> None:
        """Count those with a door as the guests or strangers that they are once no door of theirs holds any more."""
        for sid, cookies in list(self._by_doors.items()):
            sock, person = self.server.eio.sockets.get(sid), self.who(cookies)
            if sock is not None and person is not None and self._by_doors.pop(sid, None) is not None:
                sock.person = person
                self._screens.come(sid, person)

    @functools.cached_property
    def _places(self) -> int:
        """How many screens there may be; nothing changes that once the first one has come."""
        return min(MOST_SCREENS, open_files.for_screens(open_files.most()))

    def _connect(self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: Any = None) -> Any:
        """Accept a connection, in place of Engine.IO's `_handle_connect`; where there is no place, somebody goes."""
        refused = self._refusal(environ) if transport == "websocket" else None
        full = len(self.server.eio.sockets) >= self._places
        person = environ[PERSON] = self.who(environ.get("HTTP_COOKIE", ""))
        if refused is None and full and not self._screens.make_room(person):
            refused = "503 Service Unavailable", ("Retry-After", "5")
        if refused is not None:
            status, *headers = refused
            start_response(status, [*headers, ("Connection", "close")])
            return [b""]
        return self._accept(environ, start_response, transport, jsonp_index)

    def _refusal(self, environ: dict[str, Any]) -> Refusal | None:
        """Return how a WebSocket is refused that cannot be opened."""
        return None

    def _accept(self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: Any) -> Any:
        return self._plain_connect(environ, start_response, transport, jsonp_index)

    def _arrived(self, sid: str, environ: dict[str, Any]) -> Any:
        """Take in a connection."""
        environ = _kept(environ, self.cookies)
        person = self.server.eio.sockets[sid].person = environ.get(PERSON)
        if person is None:
            self._by_doors[sid] = environ.get("HTTP_COOKIE", "")
        else:
            self._screens.come(sid, person)
        return self.server._handle_eio_connect(sid, environ)

    def _left(self, sid: str, reason: str) -> None:
        self._by_doors.pop(sid, None)
        self._screens.go(sid)
        self.server._handle_eio_disconnect(sid, reason)

    def _send_on(self, eio_sid: str, packet: Any) -> None:
        """Send one screen what a room is told, in place of Socket.IO's `_send_eio_packet`."""
        with contextlib.suppress(SocketIsClosedError):  # another thread has closed it just now; the room is told on
            self._plain_send_on(eio_sid, packet)

    def _put_out(self, sid: str) -> None:
        sock = self.server.eio.sockets.get(sid)
        if sock is not None:
            sock.let_go()


def _kept(environ: dict[str, Any], cookies: Container[str]) -> dict[str, Any]:
    """Return what orders need of a request; what else its client said would stay in memory as long as the screen."""
    kept = {name: environ[name] for name in KEPT if name in environ}
    for name in SAID & kept.keys():
        kept[name] = kept[name][:LONGEST_KEPT]
    if "HTTP_COOKIE" in kept:
        said = [one.strip() for one in kept["HTTP_COOKIE"].split(";")]
        kept["HTTP_COOKIE"] = "; ".join(one for one in said if one.partition("=")[0] in cookies)
    return kept


def look_again(manager: Manager) -> None:
    """Let a manager ask once more who those are that came by a door, for one was renewed."""
    if isinstance(manager, Doorkeeper):
        manager.look_again()
