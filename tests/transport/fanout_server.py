"""A hall with one room and no database, for test_fanout.py.

Its arguments are `direct` or `plain`, pings' interval and time-out, how long strangers are waited for, in seconds, and
whether `much` is heard of them.

It prints its port. Its sockets take little at a time, so that frames are often written in pieces.
"""

# ruff: noqa: E402 (eventlet patches before anything else is imported, as in wsgi.py)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
    from eventlet import wsgi
eventlet.monkey_patch()

import gc
import json
import os
import posix
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

import socketio
from eventlet.support import greenlets
from eventlet.websocket import WebSocket
from typing_extensions import Buffer

from facilitation import bounds, server
from facilitation.transport import (
    answer_headers,
    doorkeeper,
    engine_socket,
    fanout,
    http_protocol,
    http_streams,
    incoming,
    open_files,
    pace,
    polling,
    reception,
    screens,
    wire,
)
from facilitation.transport.in_turn import InTurn
from facilitation.transport.line import Line
from facilitation.transport.loop import Loop

TAKEN_AT_ONCE = 32_768
MUCH = 20_000_000


class Watched:
    """Counts what went straight to a socket, and what only in part, and what nothing but the collector let go."""

    straight = halves = garbage = 0

    def give(self, descriptor: int, frame: Buffer) -> int:
        """What the kernel takes."""
        taken = posix.write(descriptor, frame)
        self.straight += taken == len(bytes(frame))
        self.halves += taken < len(bytes(frame))
        return taken


def here(hall: socketio.Server) -> dict[str, int]:
    """What this process keeps at the moment; `garbage` counts all that ended and that only the collector found."""
    before = _ending()
    gc.collect()
    Watched.garbage += before - _ending()
    alive = [one for one in gc.get_objects() if isinstance(one, greenlets.greenlet) and not one.dead]
    return {
        "sockets": len(hall.eio.sockets),
        "environs": len(hall.environ),
        "rooms": len(hall.manager.rooms),
        "threads": len(alive),
        "files": len(os.listdir("/proc/self/fd")),
        "garbage": Watched.garbage,
    }


def _ending() -> int:
    """Connections, and what ends them: a session may hold a connection for longer than the time-out that ended it."""
    kinds = (http_protocol.HttpProtocol, WebSocket, TimeoutError)
    return sum(isinstance(one, kinds) for one in gc.get_objects())


def telling(hall: socketio.Server) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Three pages: `/here` with what is here, `/much` with many bytes, `/said` with what the request's body said."""

    def page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/much":
            start_response("200 OK", [("Content-Length", str(MUCH))])
            return [b"x" * MUCH]
        if environ["PATH_INFO"] == "/said":
            said = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH", 0)))
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [said]
        if environ["PATH_INFO"] != "/here":
            start_response("404 Not Found", [])
            return [b""]
        start_response("200 OK", [("Content-Type", "application/json"), ("Connection", "close")])
        return [json.dumps(here(hall)).encode()]

    return page


def main(
    way: str, ping_interval: str = "25", ping_timeout: str = "20", seconds: str = "10", heard: str = "much"
) -> None:
    """Serve until killed."""
    if heard == "much":  # of a screen, from one ping to the next
        incoming.MOST_HEARD = incoming.MOST_HEARD_OF_STRANGERS = 100_000
    pace.SECONDS = http_protocol.HEAD_SECONDS = http_protocol.KEPT_SECONDS = float(seconds)
    http_streams.SLOWEST = round(bounds.BYTES_A_SECOND * bounds.BODY_SECONDS / float(seconds))
    manager, watched = fanout.Fanout() if way == "direct" else None, Watched()
    if manager:
        manager.who = lambda cookies: None if "door" in cookies else cookies
    wire.give = watched.give
    engine_socket.take_over()
    hall = socketio.Server(
        async_mode="eventlet",
        client_manager=manager,
        async_handlers=False,
        ping_interval=float(ping_interval),
        ping_timeout=float(ping_timeout),
    )

    def join(sid: str) -> str:
        hall.enter_room(sid, "hall")
        return "in"

    def say(_: str, news: Any) -> str:
        hall.emit("news", news, to="hall")
        return "said"

    def figures(_: str) -> list[int]:
        return [watched.straight, watched.halves, manager.put_out] if manager else []

    def order(_: str, number: int) -> int:
        hall.sleep(0)
        return number

    def kept(sid: str) -> list[str]:
        return list(hall.get_environ(sid))

    def most(_: str, many: int) -> str:
        doorkeeper.MOST_SCREENS = many
        vars(hall.manager).pop("_places", None)
        return "so many"

    def strangers(_: str, many: int) -> str:
        screens.MOST_OF_STRANGERS = many
        return "so many"

    for handler in (join, say, figures, order, kept, most, strangers):
        hall.on(handler.__name__, handler)
    listener = eventlet.listen(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, TAKEN_AT_ONCE)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    gc.freeze()  # looking for what stays is then quick
    gc.disable()  # `here` collects, and tells what there was to collect
    print(listener.getsockname()[1], flush=True)
    app = answer_headers.on_every_answer(socketio.WSGIApp(hall, telling(hall)))
    door = reception.Reception(listener, open_files.most(), lambda: getattr(hall.manager, "wires", 0))
    polls = polling.Polling(hall.eio) if manager else None
    answering = {
        "heads": door.heads,
        "unsent": door.unsent,
        "slow": door.slow,
        "turns": InTurn(Line(Loop())),
        "polls": polls,
    }
    asked_by = type("Answering", (http_protocol.HttpProtocol,), answering)
    wsgi.server(door, server.uncompressed(app), custom_pool=door, protocol=asked_by, log_output=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
