"""Flask-SocketIO as in its tutorial: each post or vote is one statement and one emit.

Usage: `python -m tests.load.baselines.plain PORT DATABASE`
"""

# ruff: noqa: E402 (eventlet patches before anything else is imported)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
eventlet.monkey_patch()

import sqlite3
import sys
from collections import Counter
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

from tests.load.baselines.listening import serve

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet")
database = sqlite3.connect(sys.argv[2], isolation_level=None)
database.executescript(
    """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE contribution (
        id TEXT PRIMARY KEY, station TEXT NOT NULL, revision INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
        language TEXT NOT NULL, reply_to TEXT, votes INTEGER NOT NULL DEFAULT 0
    );
    """
)
FIELDS = ("id", "station", "text", "kind", "language", "reply_to")
revisions: Counter[str] = Counter()


@socketio.on("station.open")
def open_station(asked: dict[str, Any]) -> dict[str, Any]:
    """Join the room; the answer holds what is stored."""
    join_room(asked["station"])
    return {"ok": True, "change": change(asked["station"], asked["since"])}


@socketio.on("contribution.add")
def add(typed: dict[str, Any]) -> dict[str, Any]:
    """Store it, tell the room, acknowledge."""
    contribution = {name: typed.get(name) for name in FIELDS}
    revision = raised(typed["station"])
    database.execute(
        "INSERT INTO contribution (id, station, revision, text, kind, language, reply_to)"
        " VALUES (:id, :station, :revision, :text, :kind, :language, :reply_to)",
        {**contribution, "revision": revision},
    )
    return tell(typed["station"], {**contribution, "votes": 0, "revision": revision})


@socketio.on("vote.set")
def vote(given: dict[str, Any]) -> dict[str, Any]:
    """Count it, tell the room, acknowledge."""
    station = given["station"]
    revision = raised(station)
    ((votes,),) = database.execute(
        "UPDATE contribution SET votes = votes + ?, revision = ? WHERE id = ? RETURNING votes",
        (1 if given["on"] else -1, revision, given["contribution"]),
    ).fetchall()
    return tell(station, {"id": given["contribution"], "votes": votes, "revision": revision})


def raised(station: str) -> int:
    """The station's next revision."""
    revisions[station] += 1
    return revisions[station]


def tell(station: str, contribution: dict[str, Any]) -> dict[str, Any]:
    """Emit a contribution to its station's room; returns the acknowledgement."""
    revision = contribution["revision"]
    news = {"station": station, "since": revision - 1, "revision": revision, "contributions": [contribution]}
    emit("station.changed", news, to=station)
    return {"ok": True, "revision": revision}


@app.get("/stations/<station>.json")
def change(station: str, since: int = 0) -> dict[str, Any]:
    """What was stored after a revision."""
    names = ("revision", "votes", *FIELDS)
    rows = database.execute(
        f"SELECT {', '.join(names)} FROM contribution WHERE station = ? AND revision > ? ORDER BY revision",
        (station, since),
    ).fetchall()
    items = [dict(zip(names, row, strict=True)) for row in rows]
    return {
        "station": station,
        "since": since,
        "revision": items[-1]["revision"] if items else since,
        "contributions": items,
    }


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
