"""What the server does by itself goes on, whatever of it fails."""

import datetime as dt
import os
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from facilitation import chores
from facilitation.actor import HOUSE, Actor
from facilitation.extensions import db, socketio
from facilitation.models import Event, Station
from facilitation.models.columns import lot
from facilitation.pages import first_page
from facilitation.queries import snapshots, suggestions, wordings
from facilitation.services import deletion, feedback, rehearsal_deletion, rehearsals, removal
from facilitation.storage import data_lock, erasing
from facilitation.storage.transactions import writing
from tests.conftest import Guests, deleted_on, new_id, write


@pytest.mark.parametrize("elsewhere", [True, False])
def test_every_process_forgets_what_was_deleted_whichever_deleted_it(
    app: Flask, event: Event, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    """Once for each deletion: what it keeps of other events is worth a lot to a hall."""
    write(guest(), station, "Geheimwort")
    put_off(dt.date(2999, 1, 1))
    cleared: list[str] = []
    monkeypatch.setattr(snapshots.kept, "clear", lambda: cleared.append("snapshots"))
    monkeypatch.setattr(suggestions.memory, "clear", lambda: cleared.append("suggestions"))
    monkeypatch.setattr(wordings.kept, "clear", lambda: cleared.append("wordings"))
    monkeypatch.setattr(first_page, "forget", lambda: cleared.append("first pages"))
    chores.look_at_days()
    assert cleared == []
    event_id, day = event.id, dt.date(2024, 1, 1)
    put_off(day)
    if elsewhere:
        assert deleted_on(day) == ["dresden-2023"]
    for _ in range(3):
        chores.look_at_days()
    assert cleared == ["snapshots", "suggestions", "wordings", "first pages"]
    write(Actor(event_id, lot()), station, "Noch eins")
    assert deleted_on(day) == ["dresden-2023"]
    for _ in range(3):
        chores.look_at_days()
    assert cleared == ["snapshots", "suggestions", "wordings", "first pages"] * 2


DELETES: dict[str, Callable[[Event, Actor], object]] = {
    "an event": lambda event, _: removal.remove(Actor(HOUSE, administrator=True), event.id),
    "what people left": lambda event, _: deletion.empty(event.id),
    "a rehearsal": lambda _, organiser: rehearsal_deletion.delete_all(organiser),
}
"""What another process may do, which tells this one nothing."""


@pytest.mark.parametrize("delete", DELETES.values(), ids=DELETES)
def test_within_a_second_nothing_of_it_is_in_memory_whichever_process_deleted_it(
    event: Event, station: Station, guest: Guests, organiser: Actor, delete: Callable[[Event, Actor], object]
) -> None:
    assert chores.DOORS_EVERY <= 0.5
    id = station.id
    rehearsals.begin(organiser, people=10, seconds=60, plays=False)
    write(guest(), station, "Geheimwort")
    chores.look_at_deleted()
    snapshots.read(id, "public")
    suggestions.read(id)
    for text in ("Noch eins", "Und noch eins"):  # what is written is no deletion
        write(guest(), station, text)
        chores.look_at_deleted()
        assert snapshots.kept.find_whole((id, "public")) is not None
    delete(event, organiser)
    chores.look_at_deleted()
    assert snapshots.kept.find_whole((id, "public")) is None
    assert suggestions.memory.of(id).matter is None


def put_off(day: dt.date) -> None:
    """Let this be every event's day of deletion."""
    with writing() as session:
        session.execute(update(Event).values(delete_on=day))


class Stopped(BaseException):
    """Ends what would go on for ever."""


def test_a_chore_is_done_again_whether_it_fails_or_what_comes_after_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    remove = db.session.remove

    def sleep(_: float) -> None:
        if len(done) == 3:
            raise Stopped

    def work() -> None:
        done.append("")
        if len(done) == 1:
            raise ValueError

    def leave() -> None:
        remove()
        if len(done) == 2:
            raise ConnectionError

    monkeypatch.setattr(socketio, "sleep", sleep)
    monkeypatch.setattr(db.session, "remove", leave)
    with pytest.raises(Stopped):
        chores._repeat(app, chores.Chore(0.0, work, "It failed."))
    assert len(done) == 3


def test_photos_of_an_import_that_takes_its_time_are_not_taken_for_forgotten(app: Flask) -> None:
    """Their rows come when the last of them is there; a folder of thousands needs more than an hour."""
    folder = app.extensions["config"].data_dir
    (folder / "photos").mkdir()
    first = folder / "photos" / f"{new_id()}.jpg"
    first.touch()
    os.utime(first, (0, 0))
    with app.app_context():
        with data_lock.importing(folder, lambda: None):
            chores.remove_forgotten()
            assert first.exists()
        chores.remove_forgotten()
    assert not first.exists()


@pytest.mark.parametrize("fails", ["deleting", "sealing", "erasing"])
def test_nothing_that_is_due_keeps_the_server_from_starting(
    app: Flask, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    done: list[str] = []

    def noted(what: str, answer: object) -> object:
        done.append(what)
        if what == fails:
            raise PermissionError
        return answer

    monkeypatch.setattr(deletion, "look", lambda *_: noted("deleting", deletion.Looked([], [], [], set())))
    monkeypatch.setattr(feedback, "seal_due", lambda _: noted("sealing", []))
    monkeypatch.setattr(erasing, "erase", lambda **_: noted("erasing", True))
    with app.app_context():
        chores.catch_up()
    assert done == ["deleting", "sealing", "erasing"]
