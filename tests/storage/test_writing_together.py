"""What many phones send at once is one commit, and each gets its own answer."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import contributions, votes
from facilitation.storage import transactions
from facilitation.storage.sqlite_lock import write_lock
from facilitation.storage.statements import Store
from facilitation.storage.transactions import raise_revision, raise_revision_and_number, write_together
from tests.conftest import Guests, add, disk_of, new_id, write

ROOT = Path(__file__).parent.parent.parent
Call = Callable[[], Any]
Group = Callable[..., list[Any]]


@pytest.fixture
def group(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Group:
    """Runs calls as one group, in this order, each in a request of its own: what each returned or raised."""
    joined, join = threading.Semaphore(0), transactions._join

    def seen(piece: transactions._Piece, patient: bool) -> tuple[transactions._Group, bool]:
        found = join(piece, patient)
        joined.release()
        return found

    def request(call: Call) -> Any:
        with app.test_request_context():
            return call()

    def run(*calls: Call) -> list[Any]:
        with ThreadPoolExecutor(len(calls)) as pool:
            with write_lock, monkeypatch.context() as patch:
                patch.setattr(transactions, "_join", seen)
                asked = []
                for call in calls:
                    asked.append(pool.submit(request, call))
                    assert joined.acquire(timeout=30)
            outcomes = [one.exception() or one.result() for one in asked]
        db.session.rollback()
        return outcomes

    return run


@pytest.fixture
def commits(context: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every commit of a group."""
    seen: list[int] = []
    commit = Store.commit

    def counted(store: Store) -> None:
        seen.append(1)
        commit(store)

    monkeypatch.setattr(Store, "commit", counted)
    return seen


def adding(author: Actor, station_id: int, **fields: Any) -> Call:
    return lambda: add(author, db.session.get_one(Station, station_id).slug, **fields)


def code(outcome: Any) -> str:
    assert isinstance(outcome, CafeError)
    return outcome.code


def stored() -> list[tuple[str, int, int]]:
    rows = select(Contribution.text, Contribution.number, Contribution.revision).order_by(Contribution.number)
    return [(row.text, row.number, row.revision) for row in db.session.execute(rows)]


def test_twenty_writers_who_wait_need_one_commit(
    group: Group, commits: list[int], guest: Guests, station: Station
) -> None:
    calls = [adding(guest(), station.id, text=f"Nummer {n}") for n in range(1, 21)]
    commits.clear()
    added = group(*calls)
    assert len(commits) == 1
    assert [(one.text, one.number, one.revision) for one in added] == [(f"Nummer {n}", n, n) for n in range(1, 21)]
    assert stored() == [(f"Nummer {n}", n, n) for n in range(1, 21)]


def test_who_is_refused_is_refused_alone(group: Group, commits: list[int], guest: Guests, station: Station) -> None:
    author, other, station_id = guest(), guest(), station.id
    known = write(author, station, "Bekannt").id

    def stumbling(store: Store) -> None:
        raise_revision_and_number(store, station_id)
        raise ZeroDivisionError

    def doubled(store: Store) -> None:
        raise_revision(store, station_id)
        store.run("INSERT INTO contribution SELECT * FROM contribution")

    calls = [
        adding(author, station_id, text="Davor"),
        adding(other, station_id, id=known),
        lambda: write_together(stumbling),
        lambda: write_together(doubled),
        adding(other, station_id, language="xx"),
        adding(author, station_id, text="Danach"),
    ]
    commits.clear()
    before, taken, fault, double, language, after = group(*calls)
    assert len(commits) == 1
    assert (code(taken), code(language)) == ("id_taken", "unknown_language")
    assert (type(fault).__name__, type(double).__name__) == ("ZeroDivisionError", "IntegrityError")
    assert [(one.number, one.revision) for one in (before, after)] == [(2, 2), (3, 3)]
    assert stored() == [("Bekannt", 1, 1), ("Davor", 2, 2), ("Danach", 3, 3)]
    assert db.session.get_one(Station, station_id).revision == 3


def test_dots_share_a_commit_for_which_nothing_else_waits(
    group: Group, commits: list[int], guest: Guests, station: Station
) -> None:
    author, voters = guest(), [guest(), guest()]
    known = write(author, station).id
    commits.clear()
    dot, added, other = group(
        partial(votes.set, voters[0], known, on=True),
        adding(author, station.id, text="Danach"),
        partial(votes.set, voters[1], known, on=True),
    )
    assert len(commits) == 2
    assert abs(dot.row.revision - other.row.revision) == 1, "nothing was written between them"
    assert (added.number, sorted((dot.row.votes, other.row.votes))) == (2, [1, 2])


def test_dots_alone_are_one_commit_once_their_time_has_come(
    group: Group, commits: list[int], guest: Guests, station: Station
) -> None:
    known = write(guest(), station).id
    commits.clear()
    dots = group(*(partial(votes.set, guest(), known, on=True) for _ in range(3)))
    assert len(commits) == 1
    assert [one.row.votes for one in dots] == [1, 2, 3]


def test_two_changes_of_one_contribution_are_answered_apart(group: Group, guest: Guests, station: Station) -> None:
    author = guest()
    id = write(author, station, "Eins").id
    answers = group(
        lambda: contributions.edit(author, id, text="Zwei", was="Eins").row,
        lambda: contributions.edit(author, id, text="Drei", was="Zwei").row,
        lambda: contributions.withdraw(author, id).row,
        lambda: contributions.edit(author, id, text="Vier", was="Drei"),
    )
    assert [(one.text, one.state, one.revision) for one in answers[:3]] == [
        ("Zwei", "visible", 2),
        ("Drei", "visible", 3),
        ("", "withdrawn", 4),
    ]
    assert code(answers[3]) == "contribution_gone"


def test_twenty_copies_in_one_group_are_one_and_nobody_elses(group: Group, guest: Guests, station: Station) -> None:
    author, other, id = guest(), guest(), new_id()
    copies = [adding(author, station.id, id=id) for _ in range(20)]
    *answers, foreign = group(*copies, adding(other, station.id, id=id))
    assert {(one.id, one.revision, one.number) for one in answers} == {(id, 1, 1)}
    assert code(foreign) == "id_taken"
    assert stored() == [("Mehr Räume!", 1, 1)]


def test_a_full_disk_refuses_everybody_and_keeps_nothing_of_the_group(
    group: Group, guest: Guests, station: Station
) -> None:
    calls = [adding(guest(), station.id, text=f"{n} {'Räume ' * 80}") for n in range(30)]
    with disk_of(db.session.execute(text("PRAGMA page_count")).scalar_one()):
        assert [code(one) for one in group(*calls)] == ["storage_full"] * 30
        assert stored() == []
    assert [one.revision for one in group(*calls)] == list(range(1, 31))


def test_a_commit_that_fails_acknowledges_nobody(
    group: Group, guest: Guests, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [adding(guest(), station.id) for _ in range(5)]

    def fail(_store: Store) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", fail)
        outcomes = group(*calls)
    assert [(type(one), type(one.__cause__)) for one in outcomes] == [(RuntimeError, ZeroDivisionError)] * 5
    assert stored() == []
    assert [one.revision for one in group(*calls)] == list(range(1, 6))


def test_nobody_waits_for_a_leader_who_is_gone(
    group: Group, guest: Guests, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [adding(guest(), station.id) for _ in range(3)]
    with monkeypatch.context() as patch:
        patch.setattr(transactions, "_write", ended)
        assert [type(one) for one in group(*calls)] == [KeyboardInterrupt, RuntimeError, RuntimeError]
    assert [one.revision for one in group(*calls)] == [1, 2, 3]


def ended(_pieces: object) -> None:
    raise KeyboardInterrupt


def test_green_threads_share_a_commit_too(planted: Path, tmp_path: Path) -> None:
    """In a process of its own: eventlet replaces the threads of the one it is in."""
    shutil.copytree(planted, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.storage.green_writers", str(tmp_path), "50"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    assert json.loads(told) == {"commits": 1, "revisions": list(range(1, 51))}
