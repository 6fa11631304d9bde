"""Letterhead and logo: at most one of each, kept whole, replaced, taken away."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.services import letterheads
from facilitation.services.letterheads import LETTERHEAD, LOGO, Stationery
from facilitation.storage.file_store import Shelf
from tests import camera
from tests.conftest import refused
from tests.documents.report.letterheads import plain, rich


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where the files are."""
    path: Path = app.extensions["config"].data_dir / "letterheads"
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_letterhead_is_kept_as_it_came_and_replaced_as_a_whole(organiser: Actor, event: Event, folder: Path) -> None:
    first = letterheads.put(organiser, LETTERHEAD, name="C:\\Vorlagen\\Brief\u202e.docx", content=rich()).row
    assert (first.name, first.size) == ("Brief.docx", len(rich()))
    assert letterheads.reader()(letterheads.look(event.id)) == (rich(), None)
    second = letterheads.put(organiser, LETTERHEAD, name="", content=plain()).row
    assert second.name == "letterhead.docx"
    doubled = letterheads.put(organiser, LOGO, name="\u0958" * 250, content=camera.file()).row
    assert doubled.name == "\u0915\u093c" * 100, "which is one sign for people, and two in the database"
    letterheads.remove(organiser, LOGO)
    assert names(folder) == [f"{second.file}.docx"]
    assert letterheads.reader()(letterheads.look(event.id)) == (plain(), None)


def test_a_logo_becomes_a_picture_without_anything_but_what_is_seen(
    organiser: Actor, event: Event, folder: Path
) -> None:
    letterheads.put(organiser, LOGO, name="logo.jpg", content=camera.from_phone(6))
    kept = b"".join(letterheads.picture(organiser))
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (80, 48), {})
    assert letterheads.reader()(letterheads.look(event.id)) == (None, kept)


def test_what_is_taken_away_is_deleted(organiser: Actor, event: Event, folder: Path) -> None:
    letterheads.put(organiser, LETTERHEAD, name="a.docx", content=plain())
    letterheads.put(organiser, LOGO, name="a.jpg", content=camera.file())
    letterheads.remove(organiser, LETTERHEAD)
    letterheads.remove(organiser, LETTERHEAD)
    assert list(letterheads.standing(event.id)) == [LOGO]
    assert len(names(folder)) == 1
    letterheads.remove(organiser, LOGO)
    assert (letterheads.look(event.id), names(folder)) == (Stationery(), [])
    with refused("not_found"):
        letterheads.picture(organiser)


def test_what_is_refused_leaves_the_one_before(organiser: Actor, event: Event, folder: Path) -> None:
    kept = letterheads.put(organiser, LETTERHEAD, name="a.docx", content=plain()).row.file
    with refused("letterhead_macros"):
        letterheads.put(organiser, LETTERHEAD, name="b.docx", content=plain(also={"word/vbaProject.bin": b"x"}))
    with refused("logo_unreadable"):
        letterheads.put(organiser, LOGO, name="a.svg", content=b"<svg/>")
    with refused("malformed"):
        letterheads.put(organiser, "stamp", name="a", content=b"")
    assert letterheads.look(event.id) == Stationery(letterhead=kept)
    assert names(folder) == [f"{kept}.docx"]


def test_another_paper_is_another_look() -> None:
    looks = [Stationery(), Stationery("a"), Stationery("b"), Stationery(None, "a"), Stationery("a", "b")]
    assert len({look.key for look in looks}) == len(looks)
    assert Stationery().key == ""


def test_only_organisers(host: Actor, event: Event, folder: Path) -> None:
    with refused("not_allowed"):
        letterheads.put(host, LETTERHEAD, name="a.docx", content=plain())
    with refused("not_allowed"):
        letterheads.remove(host, LETTERHEAD)
    with refused("not_allowed"):
        letterheads.picture(host)
    assert names(folder) == []


def test_files_without_an_event_go_after_an_hour(
    organiser: Actor, event: Event, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = letterheads.put(organiser, LETTERHEAD, name="a.docx", content=plain()).row.file
    Shelf(letterheads.FOLDER).keep({"0-forgotten.docx": b"x"})
    letterheads.remove_forgotten()
    assert len(names(folder)) == 2, "it may be about to get its row"
    monkeypatch.setattr("facilitation.storage.file_store.FORGOTTEN_AFTER", -9)
    letterheads.remove_forgotten()
    assert names(folder) == [f"{kept}.docx"]
