"""What the server says about itself."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from facilitation import broadcasts
from facilitation.transport import stall_monitor
from tests.conftest import Doors, OpenScreen, Settle

STATION = "foerderung-und-raeume"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing noted yet, and nothing left behind."""
    stall_monitor.forget_all()
    yield
    stall_monitor.forget_all()


def figures(app: Flask, query: str = "") -> dict[str, float]:
    answer = app.test_client().get("/metrics" + query)
    assert (answer.status_code, answer.content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [line.split() for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_a_server_that_has_done_nothing_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasts, "sent", 0)
    assert figures(app) == {
        "cafe_connections": 0,
        "cafe_database_connections": 0,
        "cafe_threads": threading.active_count(),
        "cafe_stall_p99_seconds": 0,
        "cafe_stall_max_seconds": 0,
        "cafe_broadcasts_total": 0,
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


def test_a_broadcast_is_counted(app: Flask, screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    settle()
    before = figures(app)["cafe_broadcasts_total"]
    fields = {"id": "6f2b6f0e-8d1c-4d5e-9d3f-0a1b2c3d4e5f", "text": "Mehr Räume!", "kind": "idea", "language": "de"}
    phone.order("contribution.add", station=STATION, **fields)
    settle()
    assert figures(app)["cafe_broadcasts_total"] == before + 1
