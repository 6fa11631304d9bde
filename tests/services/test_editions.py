"""Editions: numbered, kept whole, never changed."""

import hashlib
import os
from pathlib import Path

import pytest
from flask import Flask

from facilitation.actor import Actor
from facilitation.models import Edition, Event
from facilitation.services import editions
from facilitation.storage.file_store import Shelf
from tests.conftest import new_id, refused


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where their files are."""
    path: Path = app.extensions["config"].data_dir / "reports"
    return path


def add(organiser: Actor, number: int, document: bytes = b"Word", language: str = "de", matter: str = "a") -> Edition:
    return editions.add(organiser, number=number, language=language, document=document, matter=matter, kept=b"{}").row


def test_an_edition_is_kept_byte_for_byte(organiser: Actor, event: Event, folder: Path) -> None:
    content = bytes(range(256))
    added = add(organiser, 1, content)
    assert (added.sha256, added.size) == (hashlib.sha256(content).hexdigest(), 256)
    assert editions.file(editions.find(organiser, 1), editions.WORD) == content
    assert editions.file(editions.find(organiser, 1), editions.MATTER) == b"{}"
    add(organiser, 2, b"later", matter="b")
    assert editions.file(editions.find(organiser, 1), editions.WORD) == content
    assert [one.number for one in editions.standing(event.id)] == [2, 1]
    with refused("unknown_edition"):
        editions.find(organiser, 3)


def test_who_was_slower_gets_the_next_number(organiser: Actor, event: Event, folder: Path) -> None:
    add(organiser, editions.next_number(organiser, language="de", matter="a"))
    with refused("number_taken"):
        add(organiser, 1, matter="b")
    assert len(list(folder.iterdir())) == 2, "what was not taken leaves no file"
    assert editions.next_number(organiser, language="de", matter="b") == 2


def test_what_says_the_same_is_no_new_edition(organiser: Actor, event: Event) -> None:
    add(organiser, 1, matter="a")
    with refused("same_edition") as refusal:
        editions.next_number(organiser, language="de", matter="a")
    assert refusal.value.detail == {"number": 1}
    assert editions.next_number(organiser, language="en", matter="a") == 2
    add(organiser, 2, language="en", matter="a")
    with refused("same_edition"):
        editions.next_number(organiser, language="de", matter="a")


def test_only_organisers(host: Actor, event: Event) -> None:
    with refused("not_allowed"):
        add(host, 1)
    with refused("not_allowed"):
        editions.next_number(host, language="de", matter="a")
    with refused("not_allowed"):
        editions.find(host, 1)


def test_a_full_disk_is_said_and_leaves_nothing(
    organiser: Actor, event: Event, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(organiser, 1)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with refused("storage_full"):
        add(organiser, 2)
    assert len(list(folder.iterdir())) == 2
    assert [one.number for one in editions.standing(event.id)] == [1]


def test_what_a_crash_left_behind_goes(organiser: Actor, event: Event, folder: Path) -> None:
    kept = add(organiser, 1)
    for name in (f"{new_id()}.docx", f"{kept.id}.docx.0a1b2c3d.draft"):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    for kind in (editions.WORD, editions.MATTER):
        os.utime(folder / f"{kept.id}{kind}", (0, 0))
    editions.remove_forgotten()
    assert sorted(path.name for path in folder.iterdir()) == [f"{kept.id}.docx", f"{kept.id}.json"]
    Shelf("reports").remove([f"{kept.id}.docx"])
    with refused("unknown_edition"):
        editions.file(kept, editions.WORD)
