"""Who is told what, and what is not even read because nobody would hear it."""

import datetime as dt
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from facilitation import broadcasts, chores
from facilitation.extensions import db, socketio
from facilitation.models import Event, Station
from facilitation.queries import changes
from facilitation.services import presence
from facilitation.storage.transactions import writing
from facilitation.transport.pacer import LONGEST_PAUSE, Pacer
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The `since` of every change that is read for a broadcast."""
    read, since_of = changes.read, []

    def counted(station_id: int, since: int, audience: str, *, whole: bool = True) -> changes.Change:
        since_of.extend([] if whole else [since])
        return read(station_id, since, audience, whole=whole)

    monkeypatch.setattr(changes, "read", counted)
    return since_of


def write(screen: Screen, text: str = "Mehr Räume!") -> str:
    sent: dict[str, Any] = {"id": new_id(), "station": STATION, "text": text, "kind": "idea", "language": "de"}
    assert screen.order("contribution.add", event="dresden-2023", **sent)["ok"] is True
    return str(sent["id"])


def test_what_nobody_hears_is_not_read(screen: OpenScreen, doors: Doors, settle: Settle, reads: list[int]) -> None:
    write(screen(doors.stations[STATION]))
    settle()
    assert reads == []


def test_who_comes_after_a_silence_is_told_what_is_new_and_no_more(
    screen: OpenScreen, doors: Doors, settle: Settle, reads: list[int]
) -> None:
    writer = screen(doors.stations[STATION])
    for number in range(3):
        write(writer, f"Nummer {number}")
        settle()
    reader = screen(doors.stations[STATION])
    assert reader.open(STATION)["change"]["revision"] == 3
    new = write(writer)
    settle()
    (change,) = reader.news("station.changed")
    assert (change["since"], change["revision"], [one["id"] for one in change["contributions"]]) == (3, 4, [new])
    assert reads == [3]


def test_on_the_day_of_deletion_open_screens_begin_anew(
    app: Flask, screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    write(phone, "Geheimwort")
    settle()
    assert len(phone.news("station.changed")) == 1
    with app.test_request_context():
        with writing() as session:
            session.execute(update(Event).values(delete_on=dt.date(2024, 1, 1)))
        chores.look_at_days()
    settle()
    (change,) = phone.news("station.changed")
    assert (change["since"], change["contributions"]) == (0, [])


def test_both_audiences_are_told_from_one_reading(
    screen: OpenScreen, doors: Doors, settle: Settle, reads: list[int]
) -> None:
    guest, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    guest.open(STATION)
    host.open(STATION)
    settle()
    hidden = write(guest)
    settle()
    host.order("contribution.hide", id=hidden)
    settle()
    (_, for_guests), (_, for_hosts) = guest.news("station.changed"), host.news("station.changed")
    assert for_guests["contributions"] == [{"id": hidden, "gone": True}]
    assert [(one["id"], one["state"]) for one in for_hosts["contributions"]] == [(hidden, "hidden")]
    assert {**for_guests, "contributions": []} == {**for_hosts, "contributions": []}
    assert reads == [0, 1]


def test_votes_wait_for_other_news_which_take_them_along(
    screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    reader.open(STATION)
    voted_for = write(writer)
    settle()
    reader.news("station.changed")
    monkeypatch.setattr(broadcasts, "VOTE_PAUSE", 60.0)
    waiting, over, sent = threading.Event(), threading.Event(), threading.Event()
    sleep, send = socketio.sleep, broadcasts._send_station

    def send_and_say(station_id: int) -> None:
        send(station_id)
        sent.set()

    def wait(seconds: float) -> None:
        if seconds < 1:
            sleep(seconds)
            return
        waiting.set()
        assert over.wait(30)
        monkeypatch.setattr(broadcasts, "VOTE_PAUSE", 0.0)

    monkeypatch.setattr(socketio, "sleep", wait)
    monkeypatch.setattr(broadcasts, "_send_station", send_and_say)
    assert reader.order("vote.set", contribution=voted_for, on=True)["votes_left"] == 2
    assert waiting.wait(30)
    assert reader.news("station.changed") == []
    written = write(writer)
    assert sent.wait(30)
    (change,) = reader.news("station.changed")
    assert {(one["id"], one["votes"]) for one in change["contributions"]} == {(voted_for, 1), (written, 0)}
    over.set()
    settle()
    assert reader.news("station.changed") == []


def test_votes_are_told_where_nothing_else_is(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    reader = screen(doors.stations[STATION])
    reader.open(STATION)
    voted_for = write(screen(doors.stations[STATION]))
    settle()
    reader.news("station.changed")
    reader.order("vote.set", contribution=voted_for, on=True)
    settle()
    (change,) = reader.news("station.changed")
    assert [(one["id"], one["votes"]) for one in change["contributions"]] == [(voted_for, 1)]


def test_the_longer_a_broadcast_takes_the_longer_the_next_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    pacer = Pacer(0.01)
    waits = [pacer.pause_after(took) for took in (0.0, 0.004, 0.03, 5.0)]
    assert waits == [0.01, 0.01, 0.06, LONGEST_PAUSE]


def test_what_is_hidden_is_told_in_time_to_be_gone_within_a_second() -> None:
    """A wall draws what it is told 700 ms later at most, as tests/browser/test_wall.py sees by its clock."""
    assert max(broadcasts.STATION_PAUSE, LONGEST_PAUSE) + 0.7 < 1


def test_who_has_a_tablet_is_not_looked_up_with_each_dot(
    event: Event, station: Station, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def nobodys(event_id: int) -> set[int]:
        looked.append(event_id)
        return set()

    monkeypatch.setattr(presence, "stations_with_tablets", nobodys)
    for pacer in (broadcasts._newcomers, broadcasts._desks):
        monkeypatch.setattr(pacer, "_running", {event.id})  # it has begun, and its pause is not over
    for number in range(100):
        broadcasts.votes_changed(event.id, station.id, number)
    settle()
    assert looked == []
    assert event.id in broadcasts._newcomers._asked


def test_what_could_not_begin_or_end_keeps_no_later_broadcast_from_leaving(
    app: Flask, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    pacer = Pacer(0.0)
    did: list[str] = []
    remove = db.session.remove

    def no_thread(*_: Any) -> None:
        raise RuntimeError("can't start new thread")

    def leave() -> None:
        remove()
        if len(did) == 1:
            raise ConnectionError

    monkeypatch.setattr(db.session, "remove", leave)
    with app.test_request_context():
        with monkeypatch.context() as full:
            full.setattr(socketio, "start_background_task", no_thread)
            with pytest.raises(RuntimeError):
                pacer.ask("key", lambda: did.append("first"))
        for name in ("second", "third"):
            pacer.ask("key", lambda name=name: did.append(name))  # type: ignore[misc]
            settle()
    assert did == ["second", "third"]
