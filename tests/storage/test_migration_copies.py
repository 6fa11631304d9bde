"""Before a migration the database is copied; the copies go with what they hold."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade

from facilitation.models import Station
from facilitation.services import contributions
from facilitation.storage import erasing, migration_copies
from tests.browser.serving import serve
from tests.conftest import Guests, fill, write
from tests.storage.test_file_modes import modes

MOMENT = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


def test_only_the_last_few_are_kept(app: Flask) -> None:
    folder: Path = app.extensions["config"].data_dir
    for minute in range(5):
        migration_copies.make(folder, folder / "cafe.sqlite3", "0012", MOMENT + dt.timedelta(minutes=minute))
    kept = [f"2026-11-28T09-{minute:02}-00-at-0012.sqlite3" for minute in range(2, 5)]
    assert sorted(path.name for path in (folder / "copies").iterdir()) == kept
    assert modes(folder / "copies") == {("folder", "0o700"), ("file", "0o600")}


def test_they_go_when_something_is_withdrawn(app: Flask, station: Station, guest: Guests) -> None:
    folder: Path = app.extensions["config"].data_dir
    author = guest()
    text = write(author, station)
    assert erasing.sweep()
    migration_copies.make(folder, folder / "cafe.sqlite3", "0012", MOMENT)
    write(author, station)
    assert erasing.sweep()
    assert len(list((folder / "copies").iterdir())) == 1, "who writes takes nothing away"
    contributions.withdraw(author, text.id)
    assert erasing.sweep()
    assert list((folder / "copies").iterdir()) == []


@pytest.mark.parametrize("due", [False, True])
def test_a_server_of_a_newer_version_copies_what_it_finds(tmp_path: Path, lived_in: Path, due: bool) -> None:
    data = tmp_path / "data"

    def as_before() -> None:
        downgrade(revision="0012")

    fill(data, as_before, lived_in)
    if due:
        with closing(sqlite3.connect(data / "cafe.sqlite3")) as connection:
            connection.execute("UPDATE event SET delete_on = '2024-01-01'")
            connection.commit()
    for _ in range(2):  # started again, there is nothing to copy
        with serve(data) as server:
            copies = sorted((data / "copies").glob("*"))
            assert "Serving on" in server.output.read_text()
            if due:
                server.process.terminate()
                server.process.wait(10)
                copies = sorted((data / "copies").glob("*"))
    if due:
        assert copies == [], "it would have outlived the day of deletion"
        return
    (copy,) = copies
    assert copy.name.endswith("-at-0012.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0012",)]
        assert connection.execute("SELECT count(*) FROM contribution").fetchone() > (5,)
