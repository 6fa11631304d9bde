"""No page keeps a state of the database open while it waits: neither log nor tables could be emptied meanwhile."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask, has_app_context

from facilitation.extensions import db
from facilitation.pages import compression
from facilitation.queries import snapshots
from facilitation.storage import statements, turns
from facilitation.storage.connections import BEGUN
from tests.apps import MovingApp
from tests.conftest import Doors, OpenScreen

STATION = "foerderung-und-raeume"
FILLED = {"event_slug": "dresden-2023", "station": STATION, "station_slug": STATION, "number": "1"}
ELSEWHERE = {"secret", "code", "version"}
"""Arguments of addresses that need no reading for long: doors, codes and files of the program."""


@pytest.fixture
def waits(app: Flask, moving_app: MovingApp, lived_in: Path) -> set[str]:
    """Brings a day on which everything happened; what waits in a transaction is noted here."""
    moving_app.bring(lived_in)
    noted: set[str] = set()

    def offload(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if in_transaction():
            noted.add(getattr(work, "__qualname__", str(work)))
        return work(*args, **kwargs)

    app.extensions["offload"] = offload
    return noted


def in_transaction() -> bool:
    if statements._open.get() is not None:
        return True
    return has_app_context() and db.session.registry.has() and db.session().in_transaction()


def filled(app: Flask, method: str) -> list[str]:
    """The addresses of all pages that are asked in this way, with something in the place of their arguments."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and ELSEWHERE.isdisjoint(rule.arguments)
    ]
    return [re.sub(r"<(?:\w+:)?(\w+)>", lambda found: FILLED.get(found[1], "nothing"), str(rule)) for rule in rules]


def test_nobody_waits_for_the_disk_or_a_thread_in_a_transaction(
    app: Flask, waits: set[str], screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small it is: what is large is compressed in a real thread, and reports may be made in all of those."""
    monkeypatch.setenv("PATH", "")  # LibreOffice would take a minute
    monkeypatch.setattr(compression, "LARGE_PAGE", 0)
    monkeypatch.setattr(snapshots, "LARGE", 0)
    organiser, found = screen(doors.organiser), {}
    for path in filled(app, "GET"):
        with organiser.web.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.status_code < 500
        if waits:
            found[path] = sorted(waits)
            waits.clear()
    assert found == {}
    assert organiser.order("suggestion.read", event="dresden-2023", station=STATION)["ok"]
    assert waits == set()


class Slow(io.BytesIO):
    """A body that somebody sends; it notes whether anybody waits for it in a transaction."""

    noted = False

    def read(self, size: int | None = -1) -> bytes:
        self.noted = self.noted or in_transaction()
        return super().read(size)

    def readline(self, *_: Any) -> NoReturn:
        raise AssertionError("nothing reads lines")


def test_nobody_waits_for_a_form_in_a_transaction(
    app: Flask, waits: set[str], screen: OpenScreen, doors: Doors
) -> None:
    organiser, found = screen(doors.organiser).web, []
    for path in filled(app, "POST"):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/jpeg"):
            body = Slow(b"text=a")
            given = {"wsgi.input": body, "wsgi.input_terminated": True}
            headers = {"Content-Type": kind, "Content-Length": "6", "Origin": "http://localhost"}
            organiser.post(path, headers=headers, environ_overrides=given).close()
            if body.noted:
                found.append((path, kind))
    assert found == []
    assert waits == set()


def test_reading_row_by_row_ends_within_ten_seconds(app: Flask) -> None:
    with app.app_context():
        assert not turns.is_late()
        db.session.connection().info[BEGUN] -= turns.LONGEST
        assert turns.is_late()
        turns.give()
        db.session.rollback()
        assert not turns.is_late(), "the next one has its own time"
