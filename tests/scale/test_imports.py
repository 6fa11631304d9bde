"""Two imports at once on PostgreSQL, where everybody writes at the same time: both come in whole."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from facilitation import create_app, memory
from facilitation.actor import Actor
from facilitation.config import from_environment
from facilitation.extensions import db
from facilitation.models import Photo
from facilitation.services import events, photos
from facilitation.storage import photo_files
from facilitation.transfer import records, restoring
from facilitation.transfer.records import Record
from tests import camera
from tests.conftest import NOON, new_id
from tests.scale.services import Postgres

pytestmark = pytest.mark.timeout(300)


def house(folder: Path, database: str) -> Flask:
    memory.forget_all()
    settings = {"DATA_DIR": str(folder), "DATABASE_URL": database, "SECRET_KEY": "k" * 40}
    app = create_app(from_environment(settings))
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def record(tmp_path: Path, database: str) -> Iterator[Record]:
    app = house(tmp_path / "from", database)
    with app.app_context():
        event = events.find("dresden-2023")
        station = event.stations[0]
        host = Actor(event.id, hosts=frozenset({station.id}))
        picture = io.BytesIO(camera.file())
        photos.add(host, station.id, id=new_id(), picture=picture, table=1, round_position=None)
        yield records.read(events.find("dresden-2023"))
        db.session.remove()
        db.engine.dispose()


def test_both_keep_their_photos(record: Record, postgres: Postgres, tmp_path: Path) -> None:
    """Both read their photos before either stores: all ids are free then."""
    app = house(tmp_path / "to", postgres.database())

    def imported(slug: str) -> str:
        with app.app_context():
            return restoring.restore(record, slug=slug, moment=NOON, picture=lambda _: camera.file()).slug

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(imported, ["eins", "zwei"])) == ["eins", "zwei"]
    with app.app_context():
        shown = db.session.scalars(select(Photo)).all()
        assert (len({photo.id for photo in shown}), [photo.removed for photo in shown]) == (2, [False, False])
        assert [photo_files.read(photo.file_id, "-small") is not None for photo in shown] == [True, True]
        db.session.remove()
        db.engine.dispose()
