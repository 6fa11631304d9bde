"""Plain Flask-SocketIO, the tutorial's way: each post is one insert and one emit. `… plain PORT DATABASE`"""

# ruff: noqa: E402 (eventlet patches before anything else is imported)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
eventlet.monkey_patch()

import sqlite3
import sys
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
        revision INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, station TEXT NOT NULL,
        text TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL
    );
    """
)
FIELDS = ("id", "station", "text", "kind", "language")


@socketio.on("station.open")
def open_station(asked: dict[str, Any]) -> dict[str, Any]:
    """Join the room; the answer holds what is stored."""
    join_room(asked["station"])
    return {"ok": True, "change": change(asked["station"], asked["since"])}


@socketio.on("contribution.add")
def add(typed: dict[str, Any]) -> dict[str, Any]:
    """Store it, tell the room, acknowledge."""
    contribution = {name: typed[name] for name in FIELDS}
    stored = database.execute(
        "INSERT INTO contribution (id, station, text, kind, language) VALUES (:id, :station, :text, :kind, :language)",
        contribution,
    )
    revision = stored.lastrowid or 0
    news = {
        "station": contribution["station"],
        "since": revision - 1,
        "revision": revision,
        "contributions": [{**contribution, "revision": revision}],
    }
    emit("station.changed", news, to=contribution["station"])
    return {"ok": True, "revision": revision}


@app.get("/stations/<station>.json")
def change(station: str, since: int = 0) -> dict[str, Any]:
    """What was stored after a revision."""
    rows = database.execute(
        "SELECT revision, id, station, text, kind, language FROM contribution WHERE station = ? AND revision > ?",
        (station, since),
    ).fetchall()
    items = [dict(zip(("revision", *FIELDS), row, strict=True)) for row in rows]
    return {
        "station": station,
        "since": since,
        "revision": items[-1]["revision"] if items else since,
        "contributions": items,
    }


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
