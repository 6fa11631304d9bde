"""Nobody else on the machine reads what is kept, whoever wrote it and with whatever `umask`."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from facilitation import create_app
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Station
from facilitation.services import editions, letterheads
from facilitation.storage import (
    data_lock,
    file_modes,
    migration_copies,
    photo_files,
    sqlite_file,
    survey_keys,
    work_folders,
)
from facilitation.storage.backup import manifest
from tests import camera
from tests.conftest import Guests, config, write


@pytest.fixture
def careless() -> Iterator[None]:
    """A process that lets everybody read what it creates."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path, *left_out: str) -> set[tuple[str, str]]:
    """The kinds of everything in a folder and of itself, with their modes."""
    paths = [folder, *(path for path in folder.rglob("*") if path.name not in left_out)]
    return {(kind(path), oct(stat.S_IMODE(path.lstat().st_mode))) for path in paths}


def kind(path: Path) -> str:
    return "folder" if path.is_dir() else "file"


PRIVATE = {("folder", "0o700"), ("file", "0o600")}


def test_everything_that_is_stored_is_private_by_itself(
    careless: None, app: Flask, tmp_path: Path, station: Station, guest: Guests, organiser: Actor
) -> None:
    folder = app.extensions["config"].data_dir
    file_modes.tighten(folder, sqlite_file.place(app.extensions["config"]))
    write(guest(), station)
    letterheads.put(organiser, "logo", name="logo.jpg", content=camera.file())
    editions.add(organiser, number=1, language="de", document=b"Word", matter="", kept=b"{}")
    assert modes(folder) == PRIVATE


def test_a_new_database_is_private_by_itself(careless: None, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir(0o700)

    def begin() -> None:
        with db.engine.connect().execution_options(writes=True) as connection:
            connection.exec_driver_sql("CREATE TABLE one (id INTEGER)")
            connection.commit()
            assert len(list(folder.iterdir())) == 3, "the database, its log and the log's index"
            assert modes(folder) == PRIVATE

    with create_app(config(folder)).app_context():
        begin()
        db.engine.dispose()


def test_an_older_versions_folder_is_tightened_and_links_are_left_alone(careless: None, tmp_path: Path) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    for made in (folder / "photos" / "deeper", outside):
        made.mkdir(parents=True)
        (made / "one.jpg").touch()
    for name in ("secret_key", "cafe.sqlite3", "cafe.sqlite3-wal", "cafe.sqlite3-shm"):
        (folder / name).touch()
    (folder / "photos" / "link").symlink_to(outside / "one.jpg")
    (folder / "reports").symlink_to(outside)
    assert file_modes.tighten(folder, sqlite_file.place(config(folder))) == 0
    assert modes(folder, "link", "reports") == PRIVATE
    assert modes(outside) == {("folder", "0o777"), ("file", "0o666")}


def test_a_folder_that_is_a_link_is_tightened(careless: None, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "disk")
    assert file_modes.tighten(tmp_path / "data") == 0
    assert modes(tmp_path / "disk") == {("folder", "0o700")}


def test_what_is_no_file_is_never_taken_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """DATABASE_URL=sqlite:////dev/null as root would have made it private for the whole machine."""
    changed: list[object] = []
    monkeypatch.setattr(os, "chmod", lambda path, _mode: changed.append(path))
    with suppress(DatabaseError):
        create_engine("sqlite:////dev/null").connect().close()
    assert changed == []


def test_what_belongs_to_others_in_the_same_folder_is_left_alone(careless: None, tmp_path: Path) -> None:
    """DATA_DIR may be /srv, or the folder of the program."""
    theirs = [tmp_path / "website", tmp_path / "website" / "index.html", tmp_path / "notes.sqlite3"]
    theirs[0].mkdir()
    for path in theirs[1:]:
        path.touch()
    assert file_modes.tighten(tmp_path, sqlite_file.place(config(tmp_path))) == 0
    assert [oct(stat.S_IMODE(path.stat().st_mode)) for path in theirs] == ["0o777", "0o666", "0o666"]


def test_every_folder_and_file_of_ours_is_known() -> None:
    keepers = (photo_files, editions, letterheads, survey_keys, migration_copies, work_folders)
    assert tuple(keeper.FOLDER for keeper in keepers) == file_modes.FOLDERS
    assert set(file_modes.FILES) == {manifest.SECRET, data_lock.FILE, data_lock.IMPORTING, data_lock.SERVER_FILE}
