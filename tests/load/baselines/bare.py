"""Bare python-socketio on eventlet, which stores nothing: each post is one emit. `… bare PORT`"""

# ruff: noqa: E402 (eventlet patches before anything else is imported)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
eventlet.monkey_patch()

import itertools
import sys
from typing import Any

import socketio

from tests.load.baselines.listening import serve

server = socketio.Server(async_mode="eventlet")
revisions = itertools.count(1)


@server.on("station.open")
def open_station(sid: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Join the room. Nothing is stored, so nothing can be told."""
    server.enter_room(sid, asked["station"])
    since = asked["since"]
    return {"ok": True, "change": {"station": asked["station"], "since": since, "revision": since, "contributions": []}}


@server.on("contribution.add")
def add(_sid: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Tell the room, acknowledge."""
    revision = next(revisions)
    news = {
        "station": typed["station"],
        "since": revision - 1,
        "revision": revision,
        "contributions": [{**typed, "revision": revision}],
    }
    server.emit("station.changed", news, to=typed["station"])
    return {"ok": True, "revision": revision}


if __name__ == "__main__":
    serve(socketio.WSGIApp(server), int(sys.argv[1]))
