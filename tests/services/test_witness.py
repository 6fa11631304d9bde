"""A wrong clock destroys nothing: by a clock that the tests set."""

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from facilitation import chores, clock, memory
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, DoneOrder, Event, House, Station
from facilitation.services import deletion, feedback, orders, photos, witness
from facilitation.storage.transactions import writing
from tests.conftest import Guests, new_id, write

HOUR, DAY = 3600.0, 86_400.0
NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC).timestamp()


class Hands:
    """What the machine's clock shows, and the steady one beside it."""

    def __init__(self, at: float) -> None:
        self.wall, self.steady = at, 1_000.0

    def run(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.steady += seconds

    def put(self, seconds: float) -> None:
        """Put the clock forward or (negative) back."""
        self.wall += seconds


@pytest.fixture
def hands(event: Event, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A server that began at NOW, with an event that is deleted in 100 days."""
    hands = Hands(NOW)
    monkeypatch.setattr(clock, "wall", lambda: hands.wall)
    monkeypatch.setattr(clock, "steady", lambda: hands.steady)
    memory.forget_all()
    with writing() as session:
        session.get_one(Event, event.id).delete_on = dt.date(2027, 3, 9)
    witness.come_back()
    chores.look_at_days()
    return hands


def start_anew() -> None:
    """What a server does that was stopped meanwhile."""
    memory.forget_all()
    witness.come_back()
    chores.look_at_days()


def is_locked(event: Event) -> bool:
    db.session.rollback()
    return db.session.scalar(select(Event.locked_at).where(Event.id == event.id)) is not None


def texts() -> int:
    db.session.rollback()
    return db.session.query(Contribution).count()


def device(hands: Hands, apart: float = 0) -> dt.datetime:
    return dt.datetime.fromtimestamp(hands.wall + apart, dt.UTC)


def test_a_server_that_starts_240_days_ahead_locks_and_deletes_nothing(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(guest(), station)
    witness.note(stops=True)
    hands.put(240 * DAY)
    start_anew()
    assert (is_locked(event), texts()) == (True, 1)
    for _ in range(23):
        hands.run(HOUR)
        chores.look_at_days()
    assert (is_locked(event), texts()) == (True, 1)
    hands.put(-240 * DAY)
    chores.look_at_days()
    assert (is_locked(event), texts()) == (False, 1)


def test_a_clock_put_forward_while_the_server_runs_deletes_nothing_either(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    chores.look_at_days()
    assert (is_locked(event), texts()) == (True, 1)
    hands.put(-240 * DAY)
    chores.look_at_days()
    assert (is_locked(event), texts()) == (False, 1)


def test_another_devices_clock_that_agrees_deletes(hands: Hands, event: Event, station: Station, guest: Guests) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    start_anew()
    assert witness.hear(device(hands, -240 * DAY)) == "ahead"
    chores.look_at_days()
    assert (is_locked(event), texts()) == (True, 1)
    assert witness.hear(device(hands, 300)) == "agrees"
    chores.look_at_days()
    assert (is_locked(event), texts()) == (False, 0)


def test_24_hours_of_running_delete_over_several_starts_and_not_after_a_contradiction(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    start_anew()
    for _ in range(5):
        for _ in range(8):
            hands.run(HOUR)
            chores.look_at_days()
        if texts() == 0:
            break
        witness.note(stops=True)
        hands.put(30 * DAY)  # switched off
        start_anew()
    else:
        pytest.fail("never deleted")
    assert not is_locked(event)


def test_a_contradiction_lets_the_24_hours_begin_anew(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    start_anew()
    hands.run(20 * HOUR)
    chores.look_at_days()
    assert witness.hear(device(hands, -150 * DAY)) == "ahead"
    hands.run(20 * HOUR)
    chores.look_at_days()
    assert (is_locked(event), texts()) == (True, 1)
    hands.run(5 * HOUR)
    chores.look_at_days()
    assert texts() == 0


def test_a_server_that_runs_through_deletes_as_the_day_begins_at_the_events_place(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    with writing() as session:
        session.get_one(Event, event.id).timezone = "America/Los_Angeles"
    write(guest(), station)
    begins = dt.datetime(2027, 3, 9, 8, tzinfo=dt.UTC).timestamp()  # midnight there; in Dresden it is nine
    while hands.wall < begins - HOUR:
        hands.run(min(DAY, begins - HOUR - hands.wall))
        chores.look_at_days()
    assert (is_locked(event), texts()) == (False, 1)
    hands.run(HOUR)
    chores.look_at_days()
    assert (is_locked(event), texts()) == (False, 0)


def test_east_of_the_server_the_day_begins_earlier(event: Event) -> None:
    day = dt.date(2027, 3, 9)
    at = [dt.datetime(2027, 3, 8, hour, tzinfo=dt.UTC) for hour in (9, 10, 11, 23)]
    assert [deletion.is_day(day, "Pacific/Auckland", moment) for moment in at] == [False, False, True, True]
    assert [deletion.is_day(day, "Europe/Berlin", moment) for moment in at] == [False, False, False, True]


def test_a_note_of_another_process_counts(hands: Hands, event: Event, station: Station, guest: Guests) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    start_anew()
    with writing() as session:  # another process heard a device that agrees
        session.query(House).one().seen_at = device(hands)
    chores.look_at_days()
    assert texts() == 0


def test_an_import_under_a_wrong_clock_is_nobodys_word(
    app: Flask, hands: Hands, event: Event, station: Station, guest: Guests, tmp_path: Path
) -> None:
    """A command is a process of its own, and knows no more of the clock than the server that it runs beside."""
    write(guest(), station)
    hands.put(240 * DAY)
    start_anew()
    seen = db.session.query(House).one().seen_at
    memory.forget_all()
    (tmp_path / "event.json").write_text("{}")
    done = app.test_cli_runner().invoke(args=["import-event", str(tmp_path / "event.json")])
    assert done.exit_code == 1, done.output
    db.session.rollback()
    assert db.session.query(House).one().seen_at == seen
    start_anew()
    assert (texts(), is_locked(event)) == (1, True)


def test_a_server_that_could_not_read_what_was_seen_reads_it_before_it_notes_the_time(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(guest(), station)
    hands.put(240 * DAY)
    memory.forget_all()
    chores.look_at_days()
    assert (texts(), is_locked(event)) == (1, True)


def test_a_survey_is_sealed_after_an_hour_that_passed_and_not_for_a_clock_that_was_moved(
    hands: Hands, event: Event, organiser: Actor
) -> None:
    feedback.begin(organiser)
    feedback.end(organiser)
    hands.put(5 * HOUR)
    assert feedback.seal_due(clock.now()) == []
    feedback.begin(organiser)
    feedback.end(organiser)
    hands.put(-5 * HOUR)
    hands.run(HOUR - 120)
    assert feedback.seal_due(clock.now()) == []
    hands.run(HOUR)
    assert feedback.seal_due(clock.now()) == [event.id]


def test_orders_are_remembered_while_the_clock_is_moved(
    hands: Hands, event: Event, station: Station, guest: Guests
) -> None:
    write(replace(guest(), order=new_id()), station)
    hands.put(30 * DAY)
    orders.forget_old(clock.earliest())
    assert db.session.query(DoneOrder).count() == 1
    hands.run(3 * DAY)
    orders.forget_old(clock.earliest())
    assert db.session.query(DoneOrder).count() == 0


def test_files_without_a_row_are_kept_while_the_clock_is_moved(
    app: Flask, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = app.extensions["config"].data_dir / "photos"
    folder.mkdir(exist_ok=True)
    file = folder / f"{new_id()}.jpg"
    file.write_bytes(b"just being stored")
    os.utime(file, (hands.wall, hands.wall))
    hands.put(2 * HOUR)
    photos.remove_forgotten()
    assert file.exists()
    hands.run(HOUR + 60)
    photos.remove_forgotten()
    assert not file.exists()
