"""Bare python-socketio on eventlet, which stores nothing: each post or vote is one emit.

Usage: `python -m tests.load.baselines.bare PORT`
"""

# ruff: noqa: E402 (eventlet patches before anything else is imported)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
eventlet.monkey_patch()

import sys
from collections import Counter
from typing import Any

import socketio

from tests.load.baselines.listening import serve

server = socketio.Server(async_mode="eventlet")
revisions: Counter[str] = Counter()
votes: Counter[str] = Counter()


@server.on("station.open")
def open_station(sid: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Join the room. Nothing is stored, so nothing can be told."""
    server.enter_room(sid, asked["station"])
    since = asked["since"]
    return {"ok": True, "change": {"station": asked["station"], "since": since, "revision": since, "contributions": []}}


@server.on("contribution.add")
def add(_sid: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Tell the room, acknowledge."""
    return tell(typed["station"], {**typed, "votes": 0})


@server.on("vote.set")
def vote(_sid: str, given: dict[str, Any]) -> dict[str, Any]:
    """Count it in memory, tell the room, acknowledge."""
    votes[given["contribution"]] += 1 if given["on"] else -1
    return tell(given["station"], {"id": given["contribution"], "votes": votes[given["contribution"]]})


def tell(station: str, contribution: dict[str, Any]) -> dict[str, Any]:
    """Emit a contribution to its station's room; returns the acknowledgement."""
    revisions[station] = revision = revisions[station] + 1
    contributions = [{**contribution, "revision": revision}]
    news = {"station": station, "since": revision - 1, "revision": revision, "contributions": contributions}
    server.emit("station.changed", news, to=station)
    return {"ok": True, "revision": revision}


if __name__ == "__main__":
    serve(socketio.WSGIApp(server), int(sys.argv[1]))
