"""What was withdrawn, deleted or replaced is nowhere in the bytes on the disk, however it was written."""

import datetime as dt
import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, Station, Wording
from facilitation.services import (
    clusters,
    contributions,
    doors,
    editions,
    events,
    feedback,
    journal_chain,
    letterheads,
    measures,
    moderation,
    paper_cards,
    participants,
    photos,
    recommendations,
    report_texts,
    statements,
    wordings,
)
from facilitation.storage import erasing
from facilitation.storage.sqlite_lock import write_lock
from tests import camera
from tests.architecture import ROOT
from tests.conftest import Guests, add, deleted_on, new_id, wording
from tests.conftest import write as put
from tests.remains import found


@pytest.fixture
def folder(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the café keeps its data, of which nothing is to be erased yet."""
    monkeypatch.setattr(erasing, "BETWEEN_TRIES", 0)
    return app.extensions["config"].data_dir


def log_of(folder: Path) -> int:
    """Bytes of SQLite's log."""
    log = folder / "cafe.sqlite3-wal"
    return log.stat().st_size if log.exists() else 0


def test_a_guests_wording_is_gone_with_what_it_says_in_another_language(
    folder: Path, station: Station, guest: Guests, host: Actor
) -> None:
    author, reader = guest(), guest()
    gone, standing = put(author, station, "Karte"), put(author, station, "Zweite Karte")
    for card, language, text in (
        (gone, "en", "Firstsecret"),
        (standing, "en", "Secondsecret"),
        (gone, "pl", "Trzecie"),
    ):
        given = {"id": new_id(), "language": language, "text": text, "was": card.text}
        said = wordings.add(reader if card is standing else guest(), card.id, **given).row
        if card is gone:
            wordings.hide(host, said.id)
    own = said_by(reader)
    words = ["Firstsecret", "Secondsecret", "Trzecie"]
    assert set(found(folder, words)) == set(words)
    contributions.withdraw(author, gone.id)
    wordings.withdraw(reader, own)
    assert erasing.sweep()
    assert list(found(folder, words)) == []


def test_a_wording_that_gives_way_to_one_of_the_newer_text_is_gone(
    folder: Path, station: Station, guest: Guests, host: Actor
) -> None:
    card = put(guest(), station, "Karte")
    wordings.add(guest(), card.id, id=new_id(), language="en", text="Firstsecret", was="Karte")
    moderation.reword(host, card.id, text="Andere Karte", was="Karte")
    erasing.sweep()
    assert (list(found(folder, ["Firstsecret"])), erasing.is_wanted()) == (["Firstsecret"], False)
    wordings.add(guest(), card.id, id=new_id(), language="en", text="Another", was="Andere Karte")
    assert erasing.is_wanted()
    assert erasing.sweep()
    assert list(found(folder, ["Firstsecret"])) == []


def said_by(reader: Actor) -> str:
    """The id of somebody's only wording."""
    return str(db.session.scalars(select(Wording.id).where(Wording.participant_id == reader.participant_id)).one())


def test_a_withdrawn_text_is_gone_with_all_that_was_said_about_it(
    folder: Path, station: Station, guest: Guests, host: Actor
) -> None:
    author = guest()
    participants.greet(author, name="Namenwort", language="de")
    standing = put(author, station, "Das Bleibewort steht.")
    gone = put(author, station, "Das erste Geheimwort")
    contributions.edit(author, gone.id, was=wording(gone.id), text="Das zweite Geheimwort")
    moderation.reword(host, gone.id, text="Das Gastgeberwort", was="Das zweite Geheimwort")
    moderation.word_in_german(host, gone.id, text="Das Deutschwort", was=None)
    moderation.hide(host, gone.id, reason="Grundwort")
    words = ["erste Geheimwort", "zweite Geheimwort", "Gastgeberwort", "Deutschwort", "Grundwort"]
    assert list(found(folder, [*words, "Bleibewort"])) == sorted(
        [*words, "Bleibewort"], key=[*words, "Bleibewort"].index
    )
    contributions.withdraw(author, gone.id)
    assert erasing.is_wanted()
    assert erasing.sweep()
    assert list(found(folder, [*words, "Bleibewort"])) == ["Bleibewort"]
    assert (erasing.is_wanted(), log_of(folder)) == (False, 0)
    assert standing.text in (one.text for one in [contributions.find(author, standing.id)])


def test_what_is_replaced_is_gone(
    folder: Path, event: Event, station: Station, guest: Guests, organiser: Actor
) -> None:
    author = guest()

    def say(word: str, known: int) -> None:
        participants.greet(author, name=f"Name {word}", language="de")
        feedback.set(author, scale={"1": 1}, text=f"Umfrage {word}", language="de")
        events.announce(organiser, text=f"Ansage {word}", minutes=5)
        report_texts.write(organiser, name="summary", language="de", text=f"Bericht {word}", known=known)

    feedback.begin(organiser)
    contribution = put(author, station, "Beitrag Altwort")
    say("Altwort", 0)
    secret = doors.of_event(event)[0].secret
    assert found(folder, ["Altwort", secret]).keys() == {"Altwort", secret}
    contributions.edit(author, contribution.id, was=wording(contribution.id), text="Beitrag Neuwort")
    say("Neuwort", 1)
    doors.renew(organiser, doors.of_event(event)[0].id)
    assert erasing.sweep()
    assert found(folder, ["Altwort", "Neuwort", secret]).keys() == {"Neuwort"}


def test_on_the_day_of_deletion_nothing_that_people_said_is_left(
    folder: Path, event: Event, station: Station, guest: Guests, host: Actor, organiser: Actor
) -> None:
    author = guest()
    participants.greet(author, name="Wort Name", language="de")
    text = put(author, station, "Wort Beitrag")
    put(author, station, "Wort Antwort", reply_to=text.id)
    hidden = put(author, station, "Wort Verborgenes")
    moderation.hide(host, hidden.id, reason="Wort Grund")
    moderation.reword(host, text.id, text="Wort Umformulierung", was="Wort Beitrag")
    moderation.word_in_german(host, text.id, text="Wort Deutsch", was=None)
    cluster = clusters.add(host, station.id, id=new_id(), title="Wort Thema").row
    clusters.put(host, [text.id], cluster.id)
    said = statements.add(host, station.id, id=new_id(), text="Wort Kernaussage", round_position=None).row
    statements.translate(host, said.id, language="en", text="Wort Statement")
    measures.add(host, station.id, id=new_id(), what="Wort Maßnahme", who="Wort Wer")
    photo = photos.add(
        host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=1, round_position=None
    ).row
    photos.edit(host, photo.id, caption="Wort Bildunterschrift", table=1)
    paper_cards.type_in(host, station.id, id=new_id(), text="Wort Karte", kind="wish", language="de", photo=photo.id)
    feedback.begin(organiser)
    feedback.set(author, scale={"1": 1}, text="Wort Kommentar", language="de")
    events.announce(organiser, text="Wort Ansage", minutes=5)
    report_texts.write(organiser, name="summary", language="de", text="Wort Bericht", known=0)
    recommendations.write(organiser, id=new_id(), what="Wort Rat", why="", responsibility="", horizon="", known=0)
    editions.add(organiser, number=1, language="de", document=b"Wort Word", matter="", kept=b'{"a": "Wort Ausgabe"}')
    letterheads.put(organiser, "logo", name="Wort Datei.jpg", content=camera.file())
    day = event.delete_on
    assert len(found(folder, ["Wort "])["Wort "]) >= 3
    assert deleted_on(day - dt.timedelta(days=1)) == []
    assert deleted_on(day) == ["dresden-2023"]
    assert erasing.sweep()
    assert found(folder, ["Wort ", "Wort\\u0020"]) == {}
    assert deleted_on(day) == []


def test_rows_that_moved_within_the_database_leave_nothing(folder: Path, station: Station, guest: Guests) -> None:
    chance, authors = random.Random(3), [guest() for _ in range(40)]
    said: dict[str, tuple[Actor, str]] = {}
    gone = []
    for number in range(600):
        author = chance.choice(authors)
        word = f"Geheim{number:04}wort"
        said[add(author, station.slug, f"{word} {'und so weiter ' * chance.randint(0, 20)}").id] = author, word
        id, (author, word) = chance.choice(list(said.items()))
        if chance.random() < 0.4:
            contributions.edit(author, id, was=wording(id), text=f"{word} {'oder mehr ' * chance.randint(0, 40)}")
        elif chance.random() < 0.3:
            contributions.withdraw(author, id)
            gone.append(said.pop(id)[1])
    assert len(gone) > 50
    assert erasing.sweep()
    assert found(folder, gone) == {}
    assert len(found(folder, [word for _, word in said.values()])) == len(said)


def test_beside_an_open_reader_nobody_waits_and_the_next_look_does_it(
    folder: Path, station: Station, guest: Guests
) -> None:
    author = guest()
    text = put(author, station, "Das Geheimwort")
    with closing(sqlite3.connect(folder / "cafe.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT text FROM contribution").fetchall() == [("Das Geheimwort",)]
        contributions.withdraw(author, text.id)
        assert not erasing.sweep()
        assert erasing.is_wanted()
        assert put(author, station, "Andere schreiben weiter.").revision == 3
        assert found(folder, ["Geheimwort"]) == {"Geheimwort": ["cafe.sqlite3-wal"]}
        length = log_of(folder)
        assert not erasing.sweep()
        assert log_of(folder) == length, "what cannot be erased yet is not copied again and again"
    assert erasing.sweep()
    assert found(folder, ["Geheimwort"]) == {}


def test_beside_another_writer_nobody_waits(folder: Path, station: Station, guest: Guests) -> None:
    author = guest()
    text = put(author, station, "Das Geheimwort")
    contributions.withdraw(author, text.id)
    with closing(sqlite3.connect(folder / "cafe.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert not erasing.sweep()
    assert erasing.sweep()
    assert found(folder, ["Geheimwort"]) == {}


def test_who_writes_waits_outside_of_the_database(folder: Path, app: Flask, station: Station, guest: Guests) -> None:
    """Where the log is cut, writers wait for the lock that lets other green threads run."""
    put(guest(), station)
    held = []

    def offload(work: object, *args: object) -> object:
        held.append((args[-1], write_lock._is_owned()))  # type: ignore[attr-defined]
        return work(*args)  # type: ignore[operator]

    app.extensions["offload"] = offload
    assert erasing.sweep()
    assert held == [("PASSIVE", False), ("TRUNCATE", True)]


def test_without_anything_to_erase_the_log_is_emptied_and_then_left_alone(
    folder: Path, app: Flask, station: Station, guest: Guests
) -> None:
    put(guest(), station, "Das steht.")
    assert log_of(folder) > 0
    assert erasing.sweep()
    assert log_of(folder) == 0
    done: list[object] = []
    app.extensions["offload"] = lambda *work: done.append(work)
    assert erasing.sweep()
    assert done == []


def test_a_large_database_is_rewritten_when_nobody_waits(
    folder: Path, app: Flask, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "LARGEST", 1000)
    done: list[str] = []

    def offload(work: Callable[..., object], *args: object) -> object:
        done.append(work.__name__)
        return work(*args)

    app.extensions["offload"] = offload
    author = guest()
    contributions.withdraw(author, put(author, station, "Das Geheimwort").id)
    assert erasing.sweep()
    assert (erasing.is_wanted(), "_vacuumed" in done, log_of(folder)) == (False, False, 0)
    assert found(folder, ["Geheimwort"]) == {}
    erasing.finish()
    assert done.count("_vacuumed") == 1
    erasing.finish()
    assert done.count("_vacuumed") == 1


def test_when_the_server_stops_nothing_is_left(folder: Path, station: Station, guest: Guests) -> None:
    author = guest()
    text = put(author, station, "Das Geheimwort")
    contributions.withdraw(author, text.id)
    erasing.finish()
    assert found(folder, ["Geheimwort"]) == {}
    assert db.session.get(Event, 1) is not None


@pytest.mark.needs_program
def test_no_report_is_waited_for(planted: Path, tmp_path: Path) -> None:
    """In a process of its own: eventlet replaces the threads of the one it is in."""
    shutil.copytree(planted, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.storage.green_eraser", str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    assert json.loads(told) == {"erased": True, "revisions": [1, 2]}


def test_what_an_author_replaced_is_gone_from_what_hosts_did_to_it(
    folder: Path, station: Station, guest: Guests, host: Actor
) -> None:
    author = guest()
    one = put(author, station, "Geheimwort-alt 0351 4567890")
    moderation.highlight(host, one.id, on=True)
    moderation.reword(host, one.id, text="Geheimwort-umformuliert", was="Geheimwort-alt 0351 4567890")
    contributions.edit(author, one.id, was=wording(one.id), text="Bleibewort")
    erasing.sweep()
    assert sorted(found(folder, ["Geheimwort-alt", "Geheimwort-umformuliert", "Bleibewort"])) == ["Bleibewort"]
    assert journal_chain.faults(station) == []
