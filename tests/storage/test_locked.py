"""SQLite's file locked by another program: waiting is done outside SQLite, bounded, and once for all."""

import sqlite3
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from facilitation.models import Station
from facilitation.storage.patience import LESSON_SECONDS, Patience
from facilitation.storage.sqlite_lock import BUSY_MILLISECONDS, begin_to_write, locked_elsewhere, write_lock
from facilitation.storage.transactions import raise_revision, write_together, writing
from tests.conftest import refused


@pytest.fixture(autouse=True)
def forgiven() -> Iterator[None]:
    """Nothing learnt before or after."""
    locked_elsewhere.forget()
    yield
    locked_elsewhere.forget()


@pytest.fixture
def holder(app: Flask) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which has the file locked."""
    connection = ours(app)
    connection.execute("BEGIN EXCLUSIVE")
    yield connection
    connection.close()


def ours(app: Flask) -> sqlite3.Connection:
    return sqlite3.connect(app.extensions["config"].data_dir / "cafe.sqlite3", isolation_level=None)


def test_others_have_their_turn_while_a_writer_waits(app: Flask, holder: sqlite3.Connection) -> None:
    connection, waits = ours(app), []

    def sleep(_: float) -> None:
        (inside,) = connection.execute("PRAGMA busy_timeout").fetchone()
        waits.append(inside)
        if len(waits) == 3:
            holder.rollback()

    begin_to_write(connection, sleep)
    assert waits == [0, 0, 0], "SQLite itself, in which nobody else would run, never waited"
    assert connection.in_transaction
    assert connection.execute("PRAGMA busy_timeout").fetchone() == (BUSY_MILLISECONDS,)
    connection.close()


def test_who_has_waited_in_vain_waited_for_the_others(
    app: Flask, holder: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked_elsewhere, "usual", 0.05)
    connection, tries = ours(app), []
    for _ in range(3):
        waits: list[float] = []
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            begin_to_write(connection, waits.append)
        tries.append(len(waits) > 0)
    assert tries == [True, False, False]
    connection.close()


def test_what_is_to_be_written_is_refused(
    context: None, station: Station, holder: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked_elsewhere, "usual", 0.01)
    with refused("server_error"), writing():
        pytest.fail("nobody can begin to write")
    with refused("server_error"):
        write_together(lambda store: raise_revision(store, station.id))
    holder.rollback()
    with writing() as session:
        assert raise_revision(session, station.id) == 1


def test_nobody_queues_behind_those_who_wait_in_vain(
    context: None, monkeypatch: pytest.MonkeyPatch, holder: sqlite3.Connection
) -> None:
    monkeypatch.setattr("facilitation.storage.transactions.LOCKED_SECONDS", 0.01)
    locked_elsewhere.lose()
    held, ended = threading.Event(), threading.Event()

    def hold() -> None:
        with write_lock:
            held.set()
            ended.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with refused("server_error"), writing():
        pytest.fail("somebody else has the lock")
    ended.set()
    thread.join()


def test_patience_is_short_for_a_while_after_it_was_in_vain() -> None:
    moment = 100.0
    patience = Patience(2.0, 0.5, lambda: moment)
    assert (patience.seconds, patience.is_lost) == (2.0, False)
    patience.lose()
    assert (patience.seconds, patience.is_lost) == (0.5, True)
    moment += LESSON_SECONDS
    assert (patience.seconds, patience.is_lost) == (2.0, False)
    patience.lose()
    patience.forget()
    assert (patience.seconds, patience.is_lost) == (2.0, False)
