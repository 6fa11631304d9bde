"""Photos of tablecloths: on the disk before they are acknowledged, once, for their host to caption and to take back."""

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from facilitation.actor import Actor
from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Photo, Station
from facilitation.queries import changes
from facilitation.services import journal, paper_cards, photos
from facilitation.services.committed import Committed
from facilitation.storage import photo_files
from tests import camera
from tests.conftest import Guests, disk_of, new_id, refused

FILES = ("", "-medium", "-small")


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where the files lie."""
    config: Config = app.extensions["config"]
    return config.data_dir / "photos"


def take(actor: Actor, station: Station, **fields: Any) -> Photo:
    """A photo with everything a test does not care about filled in."""
    given: dict[str, Any] = {
        "id": new_id(),
        "picture": io.BytesIO(camera.file()),
        "table": None,
        "round_position": None,
    }
    return photos.add(actor, station.id, **(given | fields)).row


def names(folder: Path) -> set[str]:
    """The files there are."""
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def files_of(file: str) -> set[str]:
    return {f"{file}{size}.jpg" for size in FILES}


def stored() -> int:
    return db.session.execute(select(func.count()).select_from(Photo)).scalar_one()


def wire(station: Station) -> list[dict[str, Any]]:
    photos: list[dict[str, Any]] = changes.read(station.id, 0, "public")["photos"]
    return photos


def test_a_photo_is_stored_and_travels(station: Station, host: Actor, folder: Path) -> None:
    photo = take(host, station, table=2, round_position=1)
    assert names(folder) == files_of(photo.file_id)
    assert wire(station) == [
        {
            "id": photo.id,
            "station": station.slug,
            "round": 1,
            "table": 2,
            "caption": "",
            "width": 80,
            "height": 48,
            "revision": 1,
        }
    ]


def test_sent_again_it_is_one(station: Station, host: Actor, folder: Path) -> None:
    first = take(host, station)
    assert take(host, station, id=first.id, picture=io.BytesIO(b"cut off")).revision == first.revision == 1
    assert (stored(), len(journal.entries(host, station.id))) == (1, 1)
    photos.remove(host, first.id)
    take(host, station, id=first.id)
    assert (wire(station), names(folder)) == ([], files_of(first.file_id))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "../../secret_key"}, "malformed"),
        ({"table": 99}, "unknown_table"),
        ({"round_position": 9}, "unknown_round"),
        ({"picture": io.BytesIO(b"Das ist ein Text.")}, "not_a_photo"),
        ({"picture": io.BytesIO(camera.huge_jpeg(9300, 7000))}, "too_many_pixels"),
    ],
)
def test_what_is_refused_leaves_nothing(
    station: Station, host: Actor, folder: Path, fields: dict[str, Any], code: str
) -> None:
    with refused(code):
        take(host, station, **fields)
    assert (stored(), names(folder)) == (0, set())


@pytest.mark.parametrize("fails_at", [1, 3])
def test_a_disk_that_takes_no_more_files(
    station: Station, host: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    kept = take(host, station)
    synced = []

    def full(file: int) -> None:
        synced.append(file)
        if len(synced) == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    id = new_id()
    with refused("storage_full"):
        take(host, station, id=id)
    assert (stored(), names(folder)) == (1, files_of(kept.file_id))
    monkeypatch.undo()
    assert take(host, station, id=id).revision == 2


def test_a_disk_that_takes_no_more_rows(station: Station, host: Actor, folder: Path) -> None:
    pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    id = new_id()
    with disk_of(pages):
        while True:  # the last pages have room for some rows
            try:
                kept = {one.file_id for one in db.session.scalars(select(Photo))}
                with refused("storage_full"):
                    take(host, station, id=id)
                break
            except pytest.fail.Exception:
                id = new_id()
    assert names(folder) == set().union(*map(files_of, kept))
    assert take(host, station, id=id).id == id


def test_a_fault_is_no_full_disk(station: Station, host: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output error"):
        take(host, station)


def test_what_a_crash_left_behind_goes_once_nobody_can_be_storing_it(
    station: Station, host: Actor, folder: Path
) -> None:
    kept = take(host, station)
    lost = new_id()
    for name in (f"{lost}.jpg", f"{lost}-small.jpg", f"{lost}.0a1b2c3d.draft", f"{kept.file_id}.0a1b2c3d.draft"):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    os.utime(folder / f"{kept.file_id}.jpg", (0, 0))
    being_stored = folder / f"{new_id()}.jpg"
    being_stored.write_bytes(b"new")
    photos.remove_forgotten()
    assert names(folder) == files_of(kept.file_id) | {being_stored.name}


def test_what_is_named_while_it_is_looked_at_is_not_forgotten(station: Station, host: Actor, folder: Path) -> None:
    """The files were old when they were listed, and nobody's; then somebody stored their row."""
    photo = take(host, station)
    for name in files_of(photo.file_id):
        os.utime(folder / name, (0, 0))
    named: list[set[str]] = [set()]

    def asked() -> set[str]:
        named.append({photo.file_id})
        return named[-1]

    photo_files.remove_forgotten(asked)
    assert (names(folder), len(named)) == (files_of(photo.file_id), 2)


def test_who_fails_takes_only_their_own_files_away(
    station: Station, host: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes at once: the other one has stored its files, and its row comes after this one looked."""
    id, other, theirs = new_id(), new_id(), photos._stored

    def late(actor: Actor, station_id: int, id: str, file: str, *rest: Any) -> Committed[Photo]:
        with photo_files.for_rows(lambda: True) as keep:
            keep(other, dict.fromkeys(FILES, b"theirs"))
        theirs(actor, station_id, id, other, *rest)
        return theirs(actor, station_id, id, file, *rest)

    monkeypatch.setattr(photos, "_stored", late)
    assert take(host, station, id=id).file_id == other
    assert names(folder) == files_of(other)

    def refused_late(*_: Any) -> Committed[Photo]:
        raise CafeError("unknown_table")

    monkeypatch.setattr(photos, "_stored", refused_late)
    with refused("unknown_table"):
        take(host, station)
    assert (names(folder), stored()) == (files_of(other), 1)


def test_where_nobody_knows_whether_it_was_stored_its_files_stay(
    station: Station, host: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL may be lost while it commits, and has perhaps committed."""

    def lost(*_: Any) -> Committed[Photo]:
        raise OperationalError("COMMIT", None, Exception("server closed the connection"))

    monkeypatch.setattr(photos, "_stored", lost)
    with pytest.raises(OperationalError):
        take(host, station)
    assert len(names(folder)) == 3
    for name in names(folder):
        os.utime(folder / name, (0, 0))
    photos.remove_forgotten()
    assert names(folder) == set()


def test_nothing_is_forgotten_where_there_never_was_a_photo(context: None, folder: Path) -> None:
    photos.remove_forgotten()
    photo_files.remove([new_id()])
    assert not folder.exists()


def test_caption_and_table(station: Station, host: Actor) -> None:
    photo = take(host, station)
    edited = photos.edit(host, photo.id, caption="  Alle\nIdeen ", table=1, was="").row
    assert (edited.caption, edited.table, edited.revision) == ("Alle Ideen", 1, 2)
    assert photos.edit(host, photo.id, caption="", table=None).row.caption == ""
    with refused("text_too_long"):
        photos.edit(host, photo.id, caption="x" * 301, table=None)
    with refused("unknown_table"):
        photos.edit(host, photo.id, caption="", table=0)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(station: Station, host: Actor) -> None:
    photo = take(host, station)
    photos.edit(host, photo.id, caption="Tisch am Fenster", table=None, was="")
    with refused("reworded") as refusal:
        photos.edit(host, photo.id, caption="Tisch an der Tür", table=None, was="")
    assert refusal.value.detail == {"now": "Tisch am Fenster"}
    moved = photos.edit(host, photo.id, caption="", table=2, was="").row
    assert (moved.caption, moved.table) == ("Tisch am Fenster", 2), "only the table was changed"


def test_everything_is_taken_back(station: Station, host: Actor, folder: Path) -> None:
    photo = take(host, station)
    photos.edit(host, photo.id, caption="Alle Ideen", table=1, was="")
    removed = photos.remove(host, photo.id).row.revision
    assert wire(station) == []
    with refused("unknown_photo"):
        photos.edit(host, photo.id, caption="Zu spät", table=None)
    journal.undo(host, station.id, removed)
    assert [one["caption"] for one in wire(station)] == ["Alle Ideen"]
    journal.undo(host, station.id, 2)
    assert [(one["caption"], one["table"]) for one in wire(station)] == [("", None)]
    journal.undo(host, station.id, 1)
    assert (wire(station), names(folder)) == ([], files_of(photo.file_id))
    assert [one.deed for one in reversed(journal.entries(host, station.id))] == [
        *("photo.add", "photo.edit", "photo.remove"),
        *["journal.undo"] * 3,
    ]
    assert journal.entries(host, station.id)[3].items[0]["name"] == "Alle Ideen"


def test_a_card_says_from_which_photo_it_was_typed(station: Station, other_station: Station, host: Actor) -> None:
    photo = take(host, station)
    card: dict[str, Any] = {"text": "Ein Raum am Abend", "kind": "wish", "language": "de"}
    typed = paper_cards.type_in(host, station.id, id=new_id(), photo=photo.id, **card).row
    plain = paper_cards.type_in(host, station.id, id=new_id(), **card).row
    tied = {one["id"]: one["photo"] for one in changes.read(station.id, 0, "public")["contributions"]}
    assert tied == {typed.id: photo.id, plain.id: None}
    organiser = Actor(host.event_id, organiser=True)
    elsewhere = take(organiser, other_station)
    photos.remove(host, photo.id)
    for unknown in (new_id(), elsewhere.id, photo.id):
        with refused("unknown_photo"):
            paper_cards.type_in(host, station.id, id=new_id(), photo=unknown, **card)


def test_only_this_stations_host_changes_photos(
    guest: Guests, station: Station, other_station: Station, host: Actor, other_host: Actor
) -> None:
    photo = take(host, station)
    wall = Actor(host.event_id, wall=True)
    for somebody in (guest(), other_host, wall):
        with refused("not_allowed"):
            take(somebody, station)
        with refused("not_allowed"):
            photos.edit(somebody, photo.id, caption="Fremd", table=None)
        with refused("not_allowed"):
            photos.remove(somebody, photo.id)
    with refused("not_joined"):
        take(Actor(host.event_id), station)
    with refused("id_taken"):
        take(other_host, other_station, id=photo.id)
    with refused("unknown_photo"):
        photos.edit(Actor(999, organiser=True), photo.id, caption="Fremd", table=None)
