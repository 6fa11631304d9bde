"""Before a migration the database is copied; the copies go with what they hold."""

import datetime as dt
from pathlib import Path

from flask import Flask

from facilitation.models import Station
from facilitation.services import contributions
from facilitation.storage import erasing, migration_copies
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
