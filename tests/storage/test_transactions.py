"""Many writers at once: one strict order, nothing twice, nothing half."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from facilitation import create_app
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.storage.transactions import raise_revision, writing
from tests.conftest import Guests, config, disk_of, new_id, refused, write


def test_what_is_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    """Asked of an app as it serves: that of the other tests does not wait for the disk."""
    with create_app(config(tmp_path)).app_context():
        names = ("journal_mode", "synchronous", "foreign_keys")
        pragmas = {name: db.session.execute(text(f"PRAGMA {name}")).scalar() for name in names}
        db.session.remove()
        db.engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_fifty_writers_get_fifty_revisions(app: Flask, guest: Guests, station: Station) -> None:
    authors, station_id = [guest() for _ in range(50)], station.id

    def add(author: Actor) -> int:
        with app.test_request_context():
            return write(author, db.session.get_one(Station, station_id)).revision

    with ThreadPoolExecutor(10) as pool:
        revisions = list(pool.map(add, authors))
    assert sorted(revisions) == list(range(1, 51))
    db.session.rollback()
    rows = db.session.execute(select(Contribution.number, Contribution.revision)).all()
    assert sorted(number for number, _ in rows) == list(range(1, 51))
    assert all(number == revision for number, revision in rows)


def test_twenty_copies_at_once_are_one(app: Flask, guest: Guests, station: Station) -> None:
    author, id, station_id = guest(), new_id(), station.id

    def add(_: int) -> tuple[str, int]:
        with app.test_request_context():
            added = write(author, db.session.get_one(Station, station_id), id=id)
            return added.id, added.revision

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(add, range(20))) == {(id, 1)}


def test_a_failing_change_leaves_no_trace(guest: Guests, station: Station) -> None:
    write(guest(), station)

    def fail() -> None:
        with writing() as session:
            raise_revision(session, station.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    db.session.rollback()
    assert db.session.get_one(Station, station.id).revision == 1
    assert write(guest(), station).revision == 2


def test_a_full_disk_is_an_honest_refusal_and_ends(guest: Guests, station: Station) -> None:
    author = guest()
    pages = db.session.execute(text("PRAGMA page_count")).scalar_one()
    long = "Räume " * 80
    with disk_of(pages), refused("storage_full"):
        for _ in range(200):
            write(author, station, long)
    stored = db.session.execute(select(func.count()).select_from(Contribution)).scalar_one()
    assert write(author, station, "Wieder Platz").number == stored + 1


def test_a_refusal_inside_a_change_is_passed_on(station: Station) -> None:
    with refused("no_votes_left"), writing():
        raise CafeError("no_votes_left", limit=3)
