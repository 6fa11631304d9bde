"""What the server says about itself."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitation import broadcasts, chores, create_app, memory
from facilitation.config import VERSION
from facilitation.extensions import db, socketio
from facilitation.storage import erasing, free_space, sqlite_file
from facilitation.transport import stall_monitor
from tests.conftest import Doors, OpenScreen, Settle, config

STATION = "foerderung-und-raeume"
TOKEN = "token-of-the-operator"
INSIDE = (
    {"HTTP_HOST": "127.0.0.1:8000"},
    {"HTTP_HOST": "localhost", "REMOTE_ADDR": "::1"},
    {"HTTP_HOST": "cafe.example", "REMOTE_ADDR": "192.168.1.7", "HTTP_AUTHORIZATION": f"bearer {TOKEN}"},
)
OUTSIDE = (
    {"REMOTE_ADDR": "192.168.1.7", "HTTP_HOST": "127.0.0.1:8000"},
    {"REMOTE_ADDR": "", "HTTP_HOST": "127.0.0.1:8000"},
    {"HTTP_HOST": "cafe.example"},  # a proxy that leaves Host as it was, and says nothing else
    {"HTTP_HOST": "127.0.0.1.cafe.example"},
    {"HTTP_HOST": ""},
    {"HTTP_X_FORWARDED_FOR": "192.168.1.7"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_FORWARDED_PROTO": "http"},
    {"HTTP_X_FORWARDED_HOST": "localhost"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_VIA": "1.1 Caddy"},
    {"HTTP_AUTHORIZATION": "Bearer token-of-the-operatoR"},
    {"HTTP_AUTHORIZATION": "Bearer ü"},
    {"REMOTE_ADDR": "192.168.1.7", "HTTP_AUTHORIZATION": f"Basic {TOKEN}"},
)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing noted yet, and nothing left behind."""
    memory.forget_all()
    yield
    memory.forget_all()


def test_health_says_no_more_to_strangers_than_whether_all_is_well(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [asked(app, "/healthz", one) for one in INSIDE]
    assert [(one.status_code, one.get_json()) for one in answers] == [(200, {"ok": True, "version": VERSION})] * 3
    answers = [asked(app, "/healthz", one) for one in OUTSIDE]
    assert [(one.status_code, one.get_json()) for one in answers] == [(200, {"ok": True})] * len(OUTSIDE)

    def fail(*_: object) -> None:
        raise ConnectionError("no database")

    monkeypatch.setattr(db.session, "execute", fail)
    answers = [asked(app, "/healthz", one) for one in INSIDE]
    told = {"ok": False, "version": VERSION, "reason": "ConnectionError: no database"}
    assert [(one.status_code, one.get_json()) for one in answers] == [(503, told)] * 3
    answers = [asked(app, "/healthz", one) for one in OUTSIDE]
    assert [(one.status_code, one.get_json()) for one in answers] == [(503, {"ok": False})] * len(OUTSIDE)


@pytest.mark.parametrize(
    ("free", "reason"),
    [
        (free_space.NEEDED, None),
        (free_space.NEEDED - 1, "The disk of DATA_DIR is full: 49 MB are free, 50 MB are needed."),
        (0, "The disk of DATA_DIR is full: 0 MB are free, 50 MB are needed."),
    ],
)
def test_a_full_disk_is_said(app: Flask, monkeypatch: pytest.MonkeyPatch, free: int, reason: str | None) -> None:
    usage = shutil.disk_usage(app.extensions["config"].data_dir)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free))
    told = {"ok": reason is None, "version": VERSION, **({"reason": reason} if reason else {})}
    inside, outside = (asked(app, "/healthz", one[0]) for one in (INSIDE, OUTSIDE))
    assert (inside.status_code, inside.get_json()) == (503 if reason else 200, told)
    assert (outside.status_code, outside.get_json()) == (inside.status_code, {"ok": reason is None})
    assert figures(app)["cafe_disk_free_bytes"] == pytest.approx(free, rel=1e-5)


def test_the_fullest_disk_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database may be on another disk than the photos."""
    elsewhere = tmp_path / "elsewhere"
    apart = replace(config(tmp_path), database_url=f"sqlite:///{elsewhere / 'cafe.sqlite3'}")
    usage = shutil.disk_usage(tmp_path)
    for photos, database in ((9, 5), (5, 9)):
        rooms = {tmp_path: photos, elsewhere: database}
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=rooms[folder]))  # noqa: B023
        assert free_space.free(apart) == 5
    assert free_space.free(replace(apart, database_url="postgresql://cafe@db/cafe")) == 5


def test_figures_are_for_this_machine_and_whoever_has_the_token(app: Flask) -> None:
    assert [asked(app, "/metrics", one).status_code for one in INSIDE] == [200] * 3
    assert [asked(app, "/metrics", one).status_code for one in OUTSIDE] == [403] * len(OUTSIDE)


def test_without_a_token_none_is_right(app: Flask) -> None:
    elsewhere = {"REMOTE_ADDR": "192.168.1.7", "HTTP_HOST": "cafe.example"}
    for sent in ("Bearer", "Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        answer = app.test_client().get("/metrics", environ_overrides={**elsewhere, "HTTP_AUTHORIZATION": sent})
        assert answer.status_code == 403


def asked(app: Flask, path: str, environ: dict[str, str]) -> TestResponse:
    app.extensions["config"] = replace(app.extensions["config"], metrics_token=TOKEN)
    return app.test_client().get(path, environ_overrides={"REMOTE_ADDR": "127.0.0.1", **environ})


def figures(app: Flask, query: str = "") -> dict[str, float]:
    answer = app.test_client().get("/metrics" + query)
    assert (answer.status_code, answer.content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [line.split() for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_a_server_that_has_done_nothing_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasts, "sent", 0)
    monkeypatch.setattr(free_space, "free", lambda _: 7_000_000_000)
    assert figures(app) == {
        "cafe_connections": 0,
        "cafe_database_connections": 0,
        "cafe_threads": threading.active_count(),
        "cafe_stall_p99_seconds": 0,
        "cafe_stall_max_seconds": 0,
        "cafe_broadcasts_total": 0,
        "cafe_held_bytes": 0,
        "cafe_disk_free_bytes": 7_000_000_000,
        "cafe_put_out_total": 0,
    }


def test_stalls_are_those_of_the_last_minute(app: Flask) -> None:
    stall_monitor.note(100.0, 9.0)
    for tick in range(199):
        stall_monitor.note(161.0 + tick / 10, 0.001)
    stall_monitor.note(181.0, 0.25)
    said = figures(app)
    assert (said["cafe_stall_p99_seconds"], said["cafe_stall_max_seconds"]) == (0.001, 0.25)


def test_stalls_may_be_asked_for_a_shorter_while(app: Flask) -> None:
    stall_monitor.note(100.0, 0.5)
    stall_monitor.note(120.0, 0.1)
    stall_monitor.note(125.0, 0.2)
    asked = ("?seconds=10", "?seconds=1e9", "?seconds=-1", "?seconds=many", "")
    assert [figures(app, one)["cafe_stall_max_seconds"] for one in asked] == [0.2, 0.5, 0, 0.5, 0.5]


def test_waking_too_early_is_no_stall() -> None:
    stall_monitor.note(1.0, -0.5)
    assert stall_monitor.stalls() == (0.0, 0.0)


def test_a_broadcast_is_counted(
    app: Flask, screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socketio.server.manager, "rooms", {})  # where nobody is left of another test
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    settle()
    before = figures(app)["cafe_broadcasts_total"]
    fields = {"id": "6f2b6f0e-8d1c-4d5e-9d3f-0a1b2c3d4e5f", "text": "Mehr Räume!", "kind": "idea", "language": "de"}
    phone.order("contribution.add", station=STATION, **fields)
    settle()
    assert figures(app)["cafe_broadcasts_total"] == before + 1


def test_a_database_that_was_taken_away_is_said(tmp_path: Path) -> None:
    """Phones notice nothing: the process has the file open, which nobody else finds any more."""
    app, file = create_app(config(tmp_path)), tmp_path / "cafe.sqlite3"
    with app.app_context():
        sqlite_file.keep_in_mind()
        chores.look_for_database()
        assert asked(app, "/healthz", INSIDE[0]).get_json() == {"ok": True, "version": VERSION}
        file.rename(tmp_path / "elsewhere")
        for replaced in (False, True):
            if replaced:
                file.touch()
            answer = asked(app, "/healthz", INSIDE[0])
            reason = "The database's file was deleted, moved or replaced."
            assert (answer.status_code, answer.get_json()) == (503, {"ok": False, "version": VERSION, "reason": reason})
            with pytest.raises(chores.TakenAway):
                chores.look_for_database()
        file.unlink()
        with pytest.raises(sqlite3.OperationalError):
            erasing._checkpoint(file, "TRUNCATE")
        assert not file.exists()
        db.engine.dispose()
