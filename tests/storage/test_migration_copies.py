"""Before a migration the database is copied; the copies go with what they hold."""

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from facilitation import server
from facilitation.models import Station
from facilitation.services import contributions
from facilitation.storage import erasing, migration_copies
from facilitation.storage.transactions import writing
from tests.conftest import Guests, write
from tests.storage.test_file_modes import modes

MOMENT = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


def test_only_the_last_few_are_kept(app: Flask) -> None:
    folder: Path = app.extensions["config"].data_dir
    for minute in range(5):
        migration_copies.make(folder, folder / "cafe.sqlite3", "0012", MOMENT + dt.timedelta(minutes=minute))
    kept = [f"2026-11-28T09-{minute:02}-00-at-0012.sqlite3" for minute in range(2, 5)]
    assert sorted(path.name for path in (folder / "copies").iterdir()) == kept
    assert modes(folder / "copies") == {("folder", "0o700"), ("file", "0o600")}


def test_the_newest_is_kept_where_the_clock_was_put_back(app: Flask) -> None:
    folder: Path = app.extensions["config"].data_dir
    for minute in range(3):
        migration_copies.make(folder, folder / "cafe.sqlite3", f"001{minute}", MOMENT + dt.timedelta(minutes=minute))
    made = migration_copies.make(folder, folder / "cafe.sqlite3", "0013", MOMENT - dt.timedelta(days=400))
    kept = sorted(path.name.partition("-at-")[2] for path in (folder / "copies").iterdir())
    assert (made.exists(), kept) == (True, ["0011.sqlite3", "0012.sqlite3", "0013.sqlite3"])


def test_they_go_when_something_is_withdrawn(app: Flask, station: Station, guest: Guests) -> None:
    folder: Path = app.extensions["config"].data_dir
    author = guest()
    withdrawn = write(author, station)
    assert erasing.sweep()
    migration_copies.make(folder, folder / "cafe.sqlite3", "0012", MOMENT)
    write(author, station)
    assert erasing.sweep()
    assert len(list((folder / "copies").iterdir())) == 1, "who writes takes nothing away"
    contributions.withdraw(author, withdrawn.id)
    assert erasing.sweep()
    assert list((folder / "copies").iterdir()) == []


def test_a_database_of_a_newer_version_is_neither_copied_nor_touched(app: Flask, context: None) -> None:
    """A server that is started again and again would push out the copies that somebody wants to go back to."""
    folder: Path = app.extensions["config"].data_dir
    with writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert erasing.sweep()
    migration_copies.make(folder, folder / "cafe.sqlite3", "0012", MOMENT)
    with pytest.raises(SystemExit, match="newer version"):
        server._copy_before_migration(app.extensions["config"])
    assert len(list((folder / "copies").iterdir())) == 1
