"""What organisers do at the whole event is written down, without what anybody typed, and a change of that shows."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import InternalError, OperationalError

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, EventDeed, FeedbackAnswer, Station
from facilitation.services import (
    doors,
    editions,
    event_journal,
    events,
    feedback,
    journal_chain,
    letterheads,
    newcomers,
    rounds,
    wall,
)
from tests import camera
from tests.conftest import Guests, deleted_on, refused, write

Entry = tuple[str, dict[str, Any]]


def told(event: Event) -> list[Entry]:
    """The journal's deeds with what was ordered, oldest first."""
    return [(one.deed, one.said) for one in event_journal.of_event(event.id)]


def of_rounds(actor: Actor, _: Guests) -> None:
    rounds.start(actor, 2)
    rounds.extend(actor, 5)
    rounds.end(actor)


def of_announcements(actor: Actor, _: Guests) -> None:
    events.announce(actor, text="Geheimwort", minutes=5)
    events.announce(actor, text="", minutes=5)


def of_the_wall(actor: Actor, _: Guests) -> None:
    for scene in ("cloud", "cloud", ""):
        wall.show(actor, scene)
    for language in ("ar", "ar"):
        wall.speak(actor, language)


def of_newcomers(actor: Actor, _: Guests) -> None:
    newcomers.set_door(actor, "word")
    newcomers.set_door(actor, "word")
    newcomers.set_door(actor, "word", renew=True)
    newcomers.set_door(actor, "closed")
    newcomers.leave_out(actor, on=True)


def of_the_survey(actor: Actor, _: Guests) -> None:
    feedback.begin(actor)
    feedback.begin(actor)
    feedback.show(actor, on=True)
    feedback.end(actor)
    feedback.end(actor)


def of_comments(actor: Actor, guest: Guests) -> None:
    feedback.begin(actor)
    feedback.set(guest(), scale={}, text="Geheimwort im Kommentar", language="de")
    comment = db.session.scalars(select(FeedbackAnswer.id)).one()
    feedback.hide(actor, comment, on=True)
    feedback.word_in_german(actor, comment, text="Geheimwort auf Deutsch", was=None)
    for _ in range(2):
        feedback.confirm_contact(actor, comment, was="Geheimwort im Kommentar\nGeheimwort auf Deutsch")


def of_letterheads(actor: Actor, _: Guests) -> None:
    letterheads.put(actor, "logo", name="Geheimwort.jpg", content=camera.file())
    letterheads.remove(actor, "logo")
    letterheads.remove(actor, "logo")


def of_editions(actor: Actor, _: Guests) -> None:
    editions.add(actor, number=1, language="en", document=b"Word", matter="", kept=b"{}")


def of_downloads(actor: Actor, _: Guests) -> None:
    event_journal.note_download(actor, "export.zip", language=None)


DEEDS: dict[Callable[[Actor, Guests], None], list[Entry]] = {
    of_rounds: [
        ("round.start", {"round": 2}),
        ("round.extend", {"round": 2, "minutes": 5}),
        ("round.end", {"round": 2}),
    ],
    of_announcements: [("event.announce", {"minutes": 5}), ("event.announce", {"minutes": 0})],
    of_the_wall: [
        ("wall.show", {"scene": "cloud"}),
        ("wall.show", {"scene": ""}),
        ("wall.speak", {"language": "ar"}),
    ],
    of_newcomers: [
        ("newcomers.set", {"door": "word", "renew": True}),
        ("newcomers.set", {"door": "word", "renew": True}),
        ("newcomers.set", {"door": "closed", "renew": False}),
        ("newcomers.leave_out", {"on": True}),
    ],
    of_the_survey: [("feedback.begin", {}), ("feedback.show", {"on": True}), ("feedback.end", {})],
    of_comments: [
        ("feedback.begin", {}),
        ("feedback.hide", {"on": True}),
        ("feedback.word_in_german", {"on": True}),
        ("feedback.confirm_contact", {}),
    ],
    of_letterheads: [("letterhead.put", {"kind": "logo"}), ("letterhead.remove", {"kind": "logo"})],
    of_editions: [("edition.add", {"number": 1, "language": "en"})],
    of_downloads: [("download", {"file": "export.zip", "language": None})],
}


@pytest.mark.parametrize("do", DEEDS)
def test_every_deed_at_the_event_is_in_its_journal(
    event: Event, organiser: Actor, guest: Guests, do: Callable[[Actor, Guests], None]
) -> None:
    do(organiser, guest)
    assert told(event) == DEEDS[do]
    assert event_journal.faults(event.id) == []
    assert "Geheimwort" not in json.dumps(told(event)), "what somebody typed could not be forgotten"


def test_a_renewed_link_is_in_it_and_no_secret(event: Event, organiser: Actor) -> None:
    secrets = [doors.renew(organiser, one.id).row.secret for one in doors.of_event(event)]
    of_hosts = [("door.renew", {"role": "host", "station": station.slug}) for station in event.stations]
    ours = [("door.renew", {"role": role, "station": None}) for role in ("organiser", "wall")]
    assert told(event) == [*ours, *of_hosts]
    assert not any(secret in json.dumps(told(event)) for secret in secrets)


def test_what_is_refused_is_not_in_it(event: Event, organiser: Actor, host: Actor, guest: Guests) -> None:
    with refused("no_round_running"):
        rounds.end(organiser)
    for actor in (host, guest()):
        with refused("not_allowed"):
            rounds.start(actor, 1)
        with refused("not_allowed"):
            event_journal.note_download(actor, "export.json")
    assert told(event) == []


NOT_STORED = {
    **{code: CafeError(code) for code in event_journal.NOT_NOW},
    "a file that only reads": OperationalError("INSERT", None, sqlite3.OperationalError("attempt to write a readonly")),
    "PostgreSQL's full disk": OperationalError("INSERT", None, psycopg.errors.DiskFull("could not extend file")),
    "PostgreSQL that only reads": InternalError("INSERT", None, psycopg.errors.ReadOnlySqlTransaction("read-only")),
}


@pytest.mark.parametrize("why", NOT_STORED)
def test_who_takes_home_what_was_said_is_not_kept_from_it(
    event: Event, organiser: Actor, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NOT_STORED[why]

    monkeypatch.setattr(event_journal, "note", refuse)
    event_journal.note_download(organiser, "export.zip")
    assert told(event) == []


def run(statement: str) -> None:
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text(statement))
        connection.commit()


CHANGES = {
    "what": ("UPDATE event_deed SET deed = 'round.end' WHERE number = 2", [2]),
    "of which round": ("UPDATE event_deed SET said = '{}' WHERE number = 2", [2]),
    "when": ("UPDATE event_deed SET done_at = '2023-11-18 14:00:00.000000' WHERE number = 2", [2]),
    "the first is gone": ("DELETE FROM event_deed WHERE number = 1", [2]),
    "one is gone": ("DELETE FROM event_deed WHERE number = 2", [3]),
    "one was added": (
        "INSERT INTO event_deed (event_id, number, deed, said, done_at, link)"
        " SELECT event_id, 0, deed, said, done_at, link FROM event_deed WHERE number = 1",
        [0, 1],
    ),
    "the order": ("UPDATE event_deed SET number = 9 WHERE number = 2", [3, 9]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_where_it_is(event: Event, organiser: Actor, what: str) -> None:
    of_rounds(organiser, lambda: organiser)
    statement, expected = CHANGES[what]
    run(statement)
    faults = event_journal.faults(event.id)
    assert [(one.number, one.says) for one in faults] == [(number, journal_chain.CHANGED) for number in expected]


def test_it_goes_on_the_day_of_deletion_and_alone_is_no_reason_to_delete_again(
    event: Event, station: Station, organiser: Actor, guest: Guests
) -> None:
    write(guest(), station)
    wall.show(organiser, "cloud")
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    assert told(event) == []
    wall.show(organiser, "")
    generation = event.generation
    assert deleted_on(event.delete_on) == []
    db.session.refresh(event)
    assert (told(event), event.generation) == ([], generation)


def test_the_command_checks_it_and_lists_it(app: Flask, event: Event, organiser: Actor) -> None:
    def command(*arguments: str) -> tuple[int, list[str]]:
        done = app.test_cli_runner().invoke(args=["check-journal", *arguments])
        return done.exit_code, [line for line in done.output.splitlines() if "0 entries" not in line]

    rounds.start(organiser, 1)
    event_journal.note_download(organiser, "report.docx", language="de")
    first, last = event_journal.of_event(event.id)
    noted = first.link[:16]
    newest = event_journal.newest_of(event.id)
    head = f"dresden-2023: 2 entries, newest {newest}"
    listed = [
        f"  1: {first.done_at:%Y-%m-%d %H:%M} UTC round.start round=1",
        f"  2: {last.done_at:%Y-%m-%d %H:%M} UTC download file=report.docx language=de",
    ]
    there = f"{newest}: entry 2 of the event, {last.done_at:%Y-%m-%d %H:%M} UTC"
    assert command() == (0, [head, "Nothing was changed."])
    assert command("--list", "--noted", newest) == (0, [head, *listed, there, "Nothing was changed."])
    run("DELETE FROM event_deed WHERE number = 1")
    fault = f"  entry 2, {last.done_at:%Y-%m-%d %H:%M} UTC: {journal_chain.CHANGED}"
    gone = f"{noted}: no entry has it any more"
    assert command("--noted", noted) == (
        1,
        [f"dresden-2023: 1 entries, newest {newest}", fault, gone, "Error: A journal was changed."],
    )
    assert db.session.scalars(select(EventDeed.number)).all() == [2]
