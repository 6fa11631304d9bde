"""What of an event is shown whose day of deletion seems to have come, and what its organisers can do."""

import datetime as dt
import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from facilitation import chores, clock
from facilitation.doors import links
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Station
from facilitation.storage.transactions import writing
from tests.conftest import Doors, Guests, OpenScreen, Settle, new_id, write
from tests.matrix import PAGES

STATION = "foerderung-und-raeume"
EVENT = "/e/dresden-2023"
CLOCK = f"{EVENT}/organise/clock"
WORD = "Geheimwort"
MONTHS = 240 * 86_400.0
OPEN = {"GET /", *(f"GET /e/<event_slug>/{page}" for page in ("privacy", "accessibility", "imprint", "organise"))}


@pytest.fixture
def locked(app: Flask, event: Event, station: Station, guest: Guests) -> Event:
    """An event with a text, whose day has come for a clock that stands 240 days further than when it was last seen."""
    write(guest(), station, WORD)
    with writing() as session:
        session.get_one(Event, event.id).delete_on = clock.now().date() - dt.timedelta(days=1)
    clock.come_back(time.time() - MONTHS)
    chores.look_at_days()
    return event


def filled(page: str) -> str:
    """The address of a page of the matrix."""
    path = page.split(" ")[1].replace("<event_slug>", "dresden-2023").replace("<station_slug>", STATION)
    return path.replace("<contribution_id>", new_id()).replace("<int:number>", "1").replace("<name>", new_id())


def test_no_page_export_or_report_shows_it(app: Flask, screen: OpenScreen, doors: Doors, locked: Event) -> None:
    web = screen(doors.organiser).web
    asked = [page for page in PAGES if page.startswith("GET /e/<event_slug>")]
    assert len(asked) > 20
    answers = {page: web.get(filled(page)) for page in asked}
    assert [page for page, answer in answers.items() if WORD in answer.get_data(as_text=True)] == []
    shown = {page for page, answer in answers.items() if answer.status_code == 200}
    assert shown <= OPEN
    refused = answers["GET /e/<event_slug>/report.docx"]
    assert refused.status_code == 410
    assert "Der versprochene Tag ist gekommen" in refused.get_data(as_text=True)
    assert app.test_client().get(f"{EVENT}/stations/{STATION}.json?since=0").get_json()["error"] == "event_locked"


def test_no_order_reads_or_writes_it_and_open_screens_load_anew(
    app: Flask, screen: OpenScreen, doors: Doors, event: Event, station: Station, guest: Guests, settle: Settle
) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    write(guest(), station, WORD)
    with writing() as session:
        session.get_one(Event, event.id).delete_on = clock.now().date() - dt.timedelta(days=1)
    clock.come_back(time.time() - MONTHS)
    with app.app_context():
        chores.look_at_days()
    settle()
    assert [news["locked"] for news in phone.news("event.changed")] == [True]
    assert phone.open(STATION)["error"] == "event_locked"
    sent = {"id": new_id(), "station": STATION, "text": "x", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", event="dresden-2023", **sent)["error"] == "event_locked"


def test_what_stands_in_a_pages_place_loads_it_anew_by_itself(
    app: Flask, screen: OpenScreen, doors: Doors, locked: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody stands at a wall to do it; a form that was sent is not sent again, and other refusals stay."""
    web, asked = screen(doors.wall).web, {"Accept": "application/json"}
    for path in (f"{EVENT}/wall", f"{EVENT}/stations/{STATION}"):
        page = web.get(path).get_data(as_text=True)
        assert (page.count('data-reopen="dresden-2023"'), "/built/reopen." in page) == (1, True)
    sent = web.post(f"{EVENT}/me", data={"name": "Olena", "language": "de"})
    assert (sent.status_code, "data-reopen" in sent.text) == (410, False)
    assert "data-reopen" not in web.get("/e/nowhere/").get_data(as_text=True)
    assert web.get(f"{EVENT}/here", headers=asked).get_json()["error"] == "event_locked"
    monkeypatch.setattr(clock, "wall", lambda: time.time() - MONTHS)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time() - MONTHS))
    chores.look_at_days()
    assert web.get(f"{EVENT}/here", headers=asked).status_code == 204
    assert app.test_client().get(f"{EVENT}/here", headers=asked).status_code == 204


def test_the_desk_says_so_and_another_devices_clock_decides(screen: OpenScreen, doors: Doors, locked: Event) -> None:
    web = screen(doors.organiser).web
    page = web.get(f"{EVENT}/organise").get_data(as_text=True)
    assert "Gesperrt, aber noch nicht gelöscht" in page

    def told(apart: float, **environ: str) -> str:
        now = str(round((time.time() + apart) * 1000))
        answer = web.post(CLOCK, data={"now": now}, headers={"Accept": "application/json"}, environ_overrides=environ)
        return str(answer.get_json()["verdict"])

    assert told(0) == "own", "a browser on the same machine has the same wrong clock"
    chores.look_at_days()
    assert db.session.query(Contribution).count() == 1
    assert told(-MONTHS, REMOTE_ADDR="198.51.100.7") == "ahead"
    chores.look_at_days()
    assert db.session.query(Contribution).count() == 1
    assert told(0, REMOTE_ADDR="198.51.100.7") == "agrees"
    assert "Das ist bestätigt" in web.get(f"{EVENT}/organise").get_data(as_text=True)
    chores.look_at_days()
    assert db.session.query(Contribution).count() == 0
    assert web.get(f"{EVENT}/organise").status_code == 200


def test_a_person_says_which_day_it_is(screen: OpenScreen, doors: Doors, locked: Event) -> None:
    web = screen(doors.organiser).web
    today = links.local_now(locked).date()  # at the event's place, where it may be tomorrow already
    wrong = web.post(CLOCK, data={"day": (today - dt.timedelta(days=240)).isoformat()}, follow_redirects=True)
    assert "Das ist ein anderer Tag" in wrong.get_data(as_text=True)
    chores.look_at_days()
    assert db.session.query(Contribution).count() == 1
    web.post(CLOCK, data={"day": today.isoformat()})
    chores.look_at_days()
    assert db.session.query(Contribution).count() == 0


@pytest.mark.parametrize("said", ["", "x", "-5", "9" * 30])
def test_what_is_no_moment_is_refused(screen: OpenScreen, doors: Doors, event: Event, said: str) -> None:
    answer = screen(doors.organiser).web.post(
        CLOCK,
        data={"now": said},
        headers={"Accept": "application/json"},
        environ_overrides={"REMOTE_ADDR": "198.51.100.7"},
    )
    assert (answer.status_code, answer.get_json()["error"]) == (400, "malformed")


def test_a_clock_that_is_put_right_shows_everything_again(
    screen: OpenScreen, doors: Doors, locked: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = screen(doors.organiser).web
    monkeypatch.setattr(clock, "wall", lambda: time.time() - MONTHS)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time() - MONTHS))
    chores.look_at_days()
    assert WORD in web.get(f"{EVENT}/host/{STATION}").get_data(as_text=True)


def test_the_desk_warns_beforehand(screen: OpenScreen, doors: Doors, event: Event) -> None:
    web = screen(doors.organiser).web
    assert "data-promise" not in web.get(f"{EVENT}/organise").get_data(as_text=True)
    with writing() as session:
        session.get_one(Event, event.id).delete_on = clock.now().date() + dt.timedelta(days=3)
    assert "wird alles gelöscht, was Gäste hier geschrieben haben" in " ".join(
        web.get(f"{EVENT}/organise").get_data(as_text=True).split()
    )
