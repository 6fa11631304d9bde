"""The journal shows that somebody changed it, and forgets what it has to forget without showing that as a change."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, JournalEntry, Station
from facilitation.services import clusters, contributions, journal, journal_chain, moderation
from tests.conftest import Guests, deleted_on, new_id, write


@pytest.fixture
def ids(guest: Guests, station: Station, host: Actor, organiser: Actor) -> list[str]:
    """Two contributions, and five deeds, of which the second was undone."""
    person = guest()
    written = [write(person, station, f"Räume {place}").id for place in range(2)]
    moderation.hide(host, written[0], reason="doppelt")
    hidden = moderation.hide(organiser, written[1]).row
    journal.undo(host, station.id, hidden.revision)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.put(host, written, cluster.id)
    return written


def said(station: Station) -> list[tuple[int, str]]:
    """Where the journal is not as it was written: the place of the entry, from 0, and what is said."""
    revisions = [one.revision for one in journal_chain.of_station(station.id)]
    return [(revisions.index(one.revision), one.says) for one in journal_chain.faults(station)]


def run(statement: str, **values: Any) -> None:
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text(statement), values)
        connection.commit()


def test_a_journal_that_nobody_changed_says_nothing(station: Station, ids: list[str], guest: Guests) -> None:
    assert said(station) == []
    entries = journal_chain.of_station(station.id)
    assert [one.undone for one in entries] == [False, True, False, False, False]
    assert len({one.link for one in entries}) == 5


CHAIN = "this entry was changed, or entries before it are missing or were added"
DEED = "what it says of a deed was changed"
UNDONE = "whether it was undone was changed"
CHANGES: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "who": ("UPDATE journal_entry SET door = 'organiser' WHERE id = :first", [(0, CHAIN)]),
    "what": ("UPDATE journal_entry SET deed = 'contribution.show' WHERE id = :first", [(0, CHAIN)]),
    "when": ("UPDATE journal_entry SET done_at = '2023-11-18 14:00:00.000000' WHERE id = :first", [(0, CHAIN)]),
    "its reason": (
        "UPDATE journal_entry SET items = REPLACE(items, 'doppelt', 'Frau M.') WHERE id = :first",
        [(0, DEED)],
    ),
    "one of several": ("UPDATE journal_entry SET items = '[]' WHERE id = :first", [(0, DEED)]),
    "its seals": ("UPDATE journal_entry SET items = '[]', seals = '[]' WHERE id = :first", [(0, CHAIN)]),
    "an entry is gone": ("DELETE FROM journal_entry WHERE id = :first", [(0, CHAIN)]),
    "an entry was added": (
        "INSERT INTO journal_entry (station_id, revision, door, deed, items, undone, done_at, seals, link)"
        " SELECT station_id, 0, door, deed, items, undone, done_at, seals, link FROM journal_entry WHERE id = :first",
        [(0, CHAIN), (1, CHAIN)],
    ),
    "the order": ("UPDATE journal_entry SET revision = revision + 1000 WHERE id = :first", [(0, CHAIN), (4, CHAIN)]),
    "it looks undone": ("UPDATE journal_entry SET undone = 1 WHERE id = :first", [(0, UNDONE)]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_where_it_is(station: Station, ids: list[str], what: str) -> None:
    statement, expected = CHANGES[what]
    run(statement, first=journal_chain.of_station(station.id)[0].id)
    assert said(station) == expected


def test_what_is_withdrawn_leaves_and_the_chain_holds(station: Station, ids: list[str], guest: Guests) -> None:
    author = db.session.execute(text("SELECT participant_id FROM contribution WHERE id = :id"), {"id": ids[0]})
    contributions.withdraw(Actor(station.event_id, int(author.scalar_one())), ids[0])
    entries = journal_chain.of_station(station.id)
    assert [len(one.items) for one in entries] == [0, 1, 1, 1, 1]
    assert [[bool(seal["salt"]) for seal in one.seals] for one in entries] == [
        [False], [True], [True], [True], [False, True]
    ]  # fmt: skip
    assert said(station) == []


def test_taking_out_what_nobody_withdrew_shows(station: Station, ids: list[str]) -> None:
    """As `journal.forget` takes it out, but for a contribution that is still there."""
    (first, *_) = journal_chain.of_station(station.id)
    first.items, first.seals = [], journal_chain.unsalted(first.seals, [True], ids[0])
    db.session.commit()
    assert said(station) == [(0, "what it says of a contribution was taken out, which nobody has withdrawn")]


def test_the_same_deed_has_another_digest_each_time(station: Station, ids: list[str]) -> None:
    """Nobody finds out by trying what a forgotten item said."""
    (first, *_) = journal_chain.of_station(station.id)
    again = journal_chain.sealed(first.items)
    assert again[0]["digest"] != first.seals[0]["digest"]


def test_a_journal_written_anew_shows_by_what_was_noted(station: Station, ids: list[str]) -> None:
    noted = journal_chain.newest_of([station])[station.slug]
    found = journal_chain.noted(noted)
    assert (len(noted), found is not None and found.revision) == (16, journal_chain.of_station(station.id)[-1].revision)
    run("DELETE FROM journal_entry WHERE revision = (SELECT MAX(revision) FROM journal_entry)")
    assert (said(station), journal_chain.noted(noted)) == ([], None)
    journal_chain.begin_anew(db.session, [station.id])
    db.session.commit()
    assert (said(station), journal_chain.noted(noted), journal_chain.noted("")) == ([], None, None)


def test_after_the_day_of_deletion_it_begins_anew(station: Station, event: Event, ids: list[str], host: Actor) -> None:
    deleted_on(event.delete_on)
    assert journal_chain.newest_of([station]) == {}
    clusters.add(host, station.id, id=new_id(), title="Räume")
    assert (len(journal_chain.of_station(station.id)), said(station)) == (1, [])


def test_the_migration_chains_what_was_there(station: Station, ids: list[str]) -> None:
    db.session.remove()
    downgrade(revision="0013")
    upgrade()
    assert said(station) == []
    assert all(one.link and one.seals for one in db.session.scalars(select(JournalEntry)))


Command = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def command(app: Flask) -> Command:
    """Runs check-journal; returns how it ended and what it said of the first station."""

    def call(*arguments: str) -> tuple[int, list[str]]:
        done = app.test_cli_runner().invoke(args=["check-journal", *arguments])
        return done.exit_code, [line for line in done.output.splitlines() if "0 entries" not in line]

    return call


def test_the_command_says_where(station: Station, ids: list[str], command: Command) -> None:
    newest = journal_chain.newest_of([station])[station.slug]
    first, *_, last = journal_chain.of_station(station.id)
    head = f"dresden-2023 foerderung-und-raeume: 5 entries, newest {newest}"
    there = f"{newest}: revision {last.revision}, {last.done_at:%Y-%m-%d %H:%M} UTC"
    assert command("--noted", newest) == (0, [head, there, "Nothing was changed."])
    run("UPDATE journal_entry SET door = 'organiser' WHERE id = :first", first=first.id)
    fault = f"  revision {first.revision}, {first.done_at:%Y-%m-%d %H:%M} UTC: {CHAIN}"
    gone = "00112233445566778899: no entry has it any more"
    answer = command("--noted", "00112233445566778899")
    assert answer == (1, [head, fault, gone, "Error: A journal was changed."])
