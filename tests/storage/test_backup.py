"""Backups: whole or refused, without what must not be kept, and back in an empty place only."""

import datetime as dt
import errno
import fcntl
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import select

from facilitation import create_app
from facilitation.actor import Actor
from facilitation.config import Config, from_environment
from facilitation.extensions import db
from facilitation.models import Event, House, Photo, Station
from facilitation.services import contributions, letterheads, photos
from facilitation.storage import erasing, sqlite_file
from facilitation.storage.backup import databases, manifest
from facilitation.storage.data_lock import DataLock, InUse
from facilitation.storage.transactions import writing
from tests import camera
from tests.apps import MovingApp
from tests.conftest import Guests, config, fill, new_id, write
from tests.remains import found
from tests.storage.test_file_modes import modes

SHELVES = ("photos", "reports", "letterheads")
Row = tuple[object, ...]


def asked(app: Flask, *arguments: str | Path) -> tuple[int, str]:
    """Run a command; return its exit code, and what it printed."""
    done = app.test_cli_runner().invoke(args=list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def rows(database: Path) -> dict[str, list[Row]]:
    """Everything that stands in a database, by table, but for when it was backed up, which is noted afterwards."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: connection.execute(f'SELECT {columns(connection, table)} FROM "{table}" ORDER BY 1, 2').fetchall()
            for table in tables
            if table != "alembic_version"
        }


def columns(connection: sqlite3.Connection, table: str) -> str:
    named = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return ", ".join(f'"{name}"' for (name,) in named if (table, name) != ("house", "tried"))


def files(folder: Path) -> dict[str, bytes]:
    """Everything that stands on the shelves."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for shelf in SHELVES for path in (folder / shelf).glob("*")
    }


@pytest.fixture
def day(app: Flask, moving_app: MovingApp, lived_in: Path) -> Path:
    """The folder of a day on which everything happened."""
    moving_app.bring(lived_in)
    folder: Path = app.extensions["config"].data_dir
    (folder / "secret_key").write_text("k" * 64)
    return folder


@pytest.fixture
def backup(app: Flask, day: Path, tmp_path: Path) -> Path:
    """A backup of that day."""
    file = tmp_path / "stick" / "backup.zip"
    file.parent.mkdir()
    code, said = asked(app, "backup", file)
    assert code == 0, said
    return file


def empty(folder: Path, like: Path | None = None) -> Flask:
    """Another house with nothing in it, or what is in this folder."""
    if like:
        like.rename(folder)
    else:
        folder.mkdir(0o700)
    return create_app(config(folder))


def restored(file: Path, folder: Path, like: Path | None = None) -> tuple[int, str]:
    """Restore a backup into an empty folder, as a program of its own would, with no other app's context."""

    def restore() -> tuple[int, str]:
        other = empty(folder, like)
        try:
            return asked(other, "restore", file)
        finally:
            with other.app_context():
                db.engine.dispose()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(restore).result()


def test_everything_comes_back(day: Path, backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    code, said = restored(backup, new)
    assert (code, said.splitlines()[-1].partition(" at ")[0]) == (0, "Restored what was backed up")
    assert rows(new / "cafe.sqlite3") == rows(day / "cafe.sqlite3")
    assert files(new) == files(day) != {}
    assert (new / "secret_key").read_text() == "k" * 64
    assert modes(new) == {("folder", "0o700"), ("file", "0o600")}
    assert modes(backup.parent / "..") >= {("file", "0o600")}
    assert oct(backup.stat().st_mode & 0o777) == "0o600"
    assert [list((folder / "temporary").iterdir()) for folder in (day, new)] == [[], []]


def test_only_what_belongs_to_events_is_in_it(app: Flask, day: Path, tmp_path: Path) -> None:
    for name in ("survey-keys/1", "copies/old.sqlite3", "temporary/x/y", "photos/left-behind.jpg", "notes.txt"):
        (day / name).parent.mkdir(parents=True, exist_ok=True)
        (day / name).write_text("Fremdwort")
    file = tmp_path / "backup.zip"
    assert asked(app, "backup", file)[0] == 0
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    belong = {name for name in files(day) if "left-behind" not in name}
    assert names == {"manifest.json", "database", "secret_key", *belong}
    assert found(tmp_path, ["Fremdwort"]).keys() == {"Fremdwort"}
    shutil.rmtree(day / "temporary")
    assert "backup.zip" not in str(found(tmp_path, ["Fremdwort"]))


def test_what_was_withdrawn_is_not_in_it(
    app: Flask, day: Path, tmp_path: Path, station: Station, guest: Guests
) -> None:
    author = guest()
    contributions.withdraw(author, write(author, station, "Das Geheimwort").id)
    db.session.rollback()
    assert "cafe.sqlite3-wal" in str(found(day, ["Geheimwort"])), "nobody has erased it yet"
    assert asked(app, "backup", tmp_path / "backup.zip")[0] == 0
    shutil.move(tmp_path / "backup.zip", tmp_path / "elsewhere.zip")
    (tmp_path / "only").mkdir()
    shutil.move(tmp_path / "elsewhere.zip", tmp_path / "only" / "backup.zip")
    assert found(tmp_path / "only", ["Geheimwort"]) == {}


def test_files_that_come_and_go_while_it_is_made_leave_it_whole(
    app: Flask,
    day: Path,
    tmp_path: Path,
    event: Event,
    station: Station,
    host: Actor,
    organiser: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letterheads.put(organiser, "logo", name="logo.jpg", content=camera.file())
    db.session.rollback()
    dump: Callable[[Path], databases.Ids] = databases.dump

    def meanwhile(to: Path) -> databases.Ids:
        for _ in range(2):
            letterheads.put(organiser, "logo", name="logo.jpg", content=camera.file())
            picture = io.BytesIO(camera.file())
            photos.add(host, station.id, id=new_id(), picture=picture, table=None, round_position=None)
        db.session.rollback()
        ids = dump(to)
        letterheads.remove(organiser, "logo")
        db.session.rollback()
        return ids

    monkeypatch.setattr(databases, "dump", meanwhile)
    code, said = asked(app, "backup", tmp_path / "backup.zip")
    monkeypatch.undo()
    assert (code, said.count("missing")) == (0, 1), "the logo was put and removed each time; it is said"
    assert restored(tmp_path / "backup.zip", tmp_path / "new")[0] == 0
    with closing(sqlite3.connect(tmp_path / "new" / "cafe.sqlite3")) as connection:
        pictures = {
            f"photos/{file}{size}.jpg"
            for (file,) in connection.execute("SELECT file_id FROM photo")
            for size in ("", "-medium", "-small")
        }
    assert {name for name in files(tmp_path / "new") if name.startswith("photos/")} == pictures


def test_an_event_past_its_day_does_not_come_back(app: Flask, day: Path, tmp_path: Path, event: Event) -> None:
    with writing() as session:
        session.get_one(Event, event.id).delete_on = dt.date(2024, 1, 1)
    assert asked(app, "backup", tmp_path / "backup.zip")[0] == 0
    code, said = restored(tmp_path / "backup.zip", tmp_path / "new")
    assert (code, said.splitlines()[-1]) == (
        0,
        "The promised day of deletion has come, and everything was deleted: dresden-2023.",
    )
    assert rows(tmp_path / "new" / "cafe.sqlite3")["contribution"] == []
    assert files(tmp_path / "new") == {}
    assert found(tmp_path / "new", ["Vom Tischtuch", "Räume zuerst"]) == {}


def test_an_event_that_seems_to_be_past_its_day_is_locked(app: Flask, day: Path, tmp_path: Path, event: Event) -> None:
    """Whether the day has come, or this machine's clock is wrong, a backup of long ago cannot tell."""
    with writing() as session:
        session.get_one(Event, event.id).delete_on = dt.date(2024, 1, 1)
        session.query(House).one().seen_at = dt.datetime(2023, 11, 19, tzinfo=dt.UTC)
    assert asked(app, "backup", tmp_path / "backup.zip")[0] == 0
    code, said = restored(tmp_path / "backup.zip", tmp_path / "new")
    assert (code, said.splitlines()[-1].partition(".")[0]) == (
        0,
        "The promised day of deletion seems to have come: dresden-2023",
    )
    after = rows(tmp_path / "new" / "cafe.sqlite3")
    assert len(after["contribution"]) > 0
    with closing(sqlite3.connect(tmp_path / "new" / "cafe.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM event WHERE locked_at IS NULL").fetchone() == (0,)


def made_older(folder: Path, revision: str) -> None:
    """Leave the app's database and photos as an earlier version had them."""
    for photo in db.session.scalars(select(Photo)):
        for path in (folder / "photos").glob(f"{photo.file_id}*"):
            path.rename(path.with_name(path.name.replace(photo.file_id, photo.id)))
    db.session.remove()
    downgrade(revision=revision)


@pytest.mark.parametrize("migration", ["0012", "0021"])
def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path, lived_in: Path, migration: str) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    fill(old, lambda: made_older(old, migration), lived_in)
    older = create_app(config(old))
    assert asked(older, "backup", tmp_path / "backup.zip")[0] == 0
    with older.app_context():
        db.engine.dispose()
    assert restored(tmp_path / "backup.zip", new)[0] == 0
    with closing(sqlite3.connect(new / "cafe.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM contribution").fetchone() > (5,)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    pictures = {name: picture for name, picture in files(old).items() if name.startswith("photos/")}
    assert pictures
    assert pictures.items() <= files(new).items()
    with older.app_context():
        assert revision == databases.known_revisions()[0]


def test_a_database_that_lacks_what_names_its_files_is_not_backed_up_without_them(tmp_path: Path, day: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(day, other)
    with closing(sqlite3.connect(other / "cafe.sqlite3")) as connection:
        connection.execute("ALTER TABLE letterhead RENAME COLUMN file TO sheet")
    code, said = asked(create_app(config(other)), "backup", tmp_path / "backup.zip")
    assert (code, "the table letterhead has no file" in said) == (1, True), said
    assert not (tmp_path / "backup.zip").exists()


def changed(file: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write a backup anew with other contents."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def told(**values: object) -> Callable[[dict[str, bytes]], object]:
    """A manifest that says something else."""
    return lambda contents: contents.update(
        {manifest.NAME: json.dumps({**json.loads(contents[manifest.NAME]), **values}).encode()}
    )


def photo_of(contents: dict[str, bytes]) -> str:
    return next(name for name in contents if name.startswith("photos/"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-2000]), "damaged or was cut off"),
        (lambda file: file.write_bytes(b""), "damaged or was cut off"),
        (lambda file: file.write_bytes(b"x" * 5000), "damaged or was cut off"),
        (lambda file: changed(file, lambda all: all.pop(manifest.NAME)), "not a backup of a World Café"),
        (lambda file: changed(file, lambda all: all.update({manifest.NAME: b"[]"})), "not a backup of a World Café"),
        (lambda file: changed(file, lambda all: all.pop(photo_of(all))), "does not hold the files that it names"),
        (lambda file: changed(file, lambda all: all.update({"../evil": b""})), "does not hold the files that it names"),
        (lambda file: changed(file, told(files={"../evil": {"size": 1, "sha256": "0" * 64}})), "not complete"),
        (lambda file: changed(file, told(files=[])), "not complete"),
        (lambda file: changed(file, lambda all: all.update({photo_of(all): b"other"})), "is not as it was"),
        (lambda file: changed(file, told(version=2)), "made by another version (its format is 2, not 1)"),
        (lambda file: changed(file, told(revision="9999", app="9.9")), "a newer version (9.9, migration 9999)"),
        (lambda file: changed(file, told(revision="0001")), "its database is not the one that it names"),
        (lambda file: changed(file, told(kind="postgresql")), "of a postgresql database"),
    ],
)
def test_what_is_broken_or_too_new_is_refused_and_leaves_nothing(
    backup: Path, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(backup)
    new = tmp_path / "new"
    code, sentence = restored(backup, new)
    assert code == 1
    assert said in sentence
    assert files(new) == {}
    assert not (new / "secret_key").exists()
    assert (new / "cafe.sqlite3").stat().st_size <= 4096, "nothing but the header of an empty database"


def test_bytes_that_changed_on_the_stick_are_noticed(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    for place in range(200, len(content) - 8000, len(content) // 12):
        spoiled = bytearray(content)
        spoiled[place] ^= 0xFF
        backup.write_bytes(spoiled)
        code, said = restored(backup, tmp_path / f"new-{place}")
        assert (code, "damaged" in said) == (1, True), (place, said)


def test_where_there_is_data_or_a_server_nothing_is_restored(app: Flask, day: Path, backup: Path) -> None:
    before = rows(day / "cafe.sqlite3"), files(day)
    code, said = asked(app, "restore", backup)
    assert (code, "There is data already" in said) == (1, True)
    with DataLock(day):
        code, said = asked(app, "restore", backup)
        assert (code, "A server runs with this DATA_DIR" in said) == (1, True)
        assert asked(app, "backup", backup)[0] == 0, "a backup replaces an earlier one, beside a server"
    with DataLock(day, alone=True):
        assert asked(app, "backup", backup) == (1, "Error: A restore is under way.\n")
    assert (rows(day / "cafe.sqlite3"), files(day)) == before


@pytest.mark.parametrize(
    "name", ["photos/1.jpg", "reports/1.docx", "survey-keys/1", "copies/old.sqlite3", "secret_key"]
)
def test_nothing_that_lies_there_is_overwritten(backup: Path, tmp_path: Path, name: str) -> None:
    new = tmp_path / "new"
    (new / name).parent.mkdir(parents=True)
    (new / name).write_text("k" * 48)
    code, said = asked(create_app(config(new)), "restore", backup)
    assert (code, "There is data already" in said) == (1, True)
    assert (new / name).read_text() == "k" * 48


def from_outside(folder: Path) -> Config:
    """As a command reads it that is called for an empty folder."""
    return from_environment({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})


def test_the_secret_that_the_commands_own_start_makes_is_not_in_its_way(backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    (tmp_path / "broken.zip").write_bytes(backup.read_bytes()[:-2000])
    assert asked(create_app(from_outside(new)), "restore", tmp_path / "broken.zip")[0] == 1
    assert not (new / "secret_key").exists()

    def restore() -> tuple[int, str]:
        other = create_app(from_outside(new))
        try:
            return asked(other, "restore", backup)
        finally:
            with other.app_context():
                db.engine.dispose()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(restore).result()[0] == 0
    assert (new / "secret_key").read_text() == "k" * 64


def test_no_server_starts_before_a_restore_has_ended(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, held = tmp_path / "new", []

    def erase(*, at_rest: bool) -> bool:
        with pytest.raises(InUse):
            DataLock(new)
        held.append(at_rest)
        return True

    monkeypatch.setattr(erasing, "erase", erase)
    assert restored(backup, new)[0] == 0
    assert held == [True]
    DataLock(new).release()


def test_a_database_that_cannot_be_read_is_not_overwritten(backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / "cafe.sqlite3").write_bytes(b"no database" * 1000)
    other = create_app(config(new))
    for command in (("restore", backup), ("backup", tmp_path / "b.zip")):
        code, said = asked(other, *command)
        assert (code, said.startswith("Error: ")) == (1, True)
    assert (new / "cafe.sqlite3").read_bytes() == b"no database" * 1000


def test_a_file_that_is_no_backup_is_not_replaced(app: Flask, day: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Liebe Oma")
    before = other.read_bytes()
    code, said = asked(app, "backup", other)
    assert (code, "is no backup. Choose another name" in said, other.read_bytes()) == (1, True, before)
    code, said = asked(app, "backup", tmp_path / "nowhere" / "b.zip")
    assert (code, "There is no folder" in said) == (1, True)


def test_a_house_without_events_has_no_backup(tmp_path: Path) -> None:
    code, said = asked(empty(tmp_path / "new"), "backup", tmp_path / "b.zip")
    assert (code, said) == (1, "Error: There is nothing to back up yet: `make run` creates the first event.\n")


def test_a_copy_of_a_damaged_database_is_refused(day: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    sqlite_file.copy(day / "cafe.sqlite3", file)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    file.write_bytes(content)
    with pytest.raises(sqlite_file.Damaged):
        sqlite_file.check(file)


def test_tables_that_must_not_be_kept_are_left_out(day: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    sqlite_file.copy(day / "cafe.sqlite3", file, without=["feedback_answer"])
    assert rows(file) == {**rows(day / "cafe.sqlite3"), "feedback_answer": []}
    assert rows(day / "cafe.sqlite3")["feedback_answer"] != []
    assert "copy.sqlite3" not in str(found(tmp_path, ["Danke!"]))


def test_every_shelf_is_in_a_backup(app: Flask, migrated: Path) -> None:
    """A folder of files that belong to rows, added later, must be backed up, too."""
    assert set(manifest.SHELVES) == set(SHELVES)
    for table, column in manifest.SHELVES.values():
        assert column in db.metadata.tables[table].columns


@pytest.mark.parametrize("is_written", [False, True])
def test_what_an_ended_backup_left_beside_goes_with_the_next(
    app: Flask, day: Path, tmp_path: Path, is_written: bool
) -> None:
    """It holds everything, hidden, on a stick; one that somebody else is writing stays."""
    left, other = tmp_path / ".backup.zip.0123abcd", tmp_path / ".backup.zip.of-mine"
    for path in (left, other):
        path.write_bytes(b"PK")
    with open(left, "rb") as writing:
        if is_written:
            fcntl.flock(writing, fcntl.LOCK_EX)
        assert asked(app, "backup", tmp_path / "backup.zip")[0] == 0
    assert (left.exists(), other.exists()) == (is_written, True)


@pytest.mark.parametrize("fails", [False, True])
def test_a_database_on_another_disk_is_private_and_whole_or_not_there(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    real, seen = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if target.name == "cafe.sqlite3" and self.parent != target.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if target.name == "cafe.sqlite3":
            seen.append((self.name, oct(self.stat().st_mode & 0o777)))
            if fails:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    before = tmp_path / "before"
    before.mkdir(0o700)
    (before / "cafe.sqlite3.restored").write_bytes(b"what a crash left")
    code, said = restored(backup, tmp_path / "new", like=before)
    assert seen == [("cafe.sqlite3.restored", "0o600")]
    assert (code, "No space left on device" in said) == ((1, True) if fails else (0, False))
    assert not (tmp_path / "new" / "cafe.sqlite3.restored").exists()
