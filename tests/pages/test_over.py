"""After an event's day of deletion its pages say that it is over, and take from a browser what that keeps of it."""

import datetime as dt
import re
import time

import pytest
from flask import Flask

from facilitation import chores, clock
from facilitation.models import Event, Station
from facilitation.queries import changes
from facilitation.services import deletion
from facilitation.storage.transactions import writing
from facilitation.web import OVER
from tests.conftest import Doors, Guests, OpenScreen, Settle, deleted_on, new_id, write
from tests.matrix import PAGES

STATION = "foerderung-und-raeume"
EVENT = "/e/dresden-2023"
SAID = "Was Gäste hier geschrieben haben, ist gelöscht."
SAY_NOTHING = {f"{EVENT}/here", f"{EVENT}/report/difference"}
"""An address for codes that are tried, and a page that needs two editions."""
META = '<meta name="over" content="dresden-2023">'


@pytest.fixture
def over(event: Event, station: Station, guest: Guests) -> Event:
    """An event of which everything was deleted on its day, which has passed."""
    write(guest(), station)
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    return event


def addresses(app: Flask) -> dict[str, str]:
    """Every page that can be asked for with a slug alone, by its blueprint's name and address."""
    found = {}
    for page in PAGES:
        path = page.partition(" ")[2].replace("<event_slug>", "dresden-2023").replace("<station_slug>", STATION)
        if (
            page.startswith(f"GET {'/e/<event_slug>'}")
            and "<" not in path
            and "." not in path
            and path not in SAY_NOTHING
        ):
            with app.test_request_context(path):
                endpoint, _ = app.url_map.bind("localhost").match(path.partition("?")[0])
            found[path] = str(endpoint)
    return found


def test_guests_and_hosts_are_told_and_their_browsers_forget(
    app: Flask, screen: OpenScreen, doors: Doors, over: Event
) -> None:
    web = screen(doors.organiser).web
    asked = addresses(app)
    assert len(asked) > 12
    for path, endpoint in asked.items():
        answer = web.get(path)
        page = answer.get_data(as_text=True)
        is_over = endpoint.partition(".")[0] in OVER and endpoint != "participant.privacy"
        assert (answer.status_code, SAID in page) == ((410, True) if is_over else (200, False)), path
        assert META in page, path
        scripts = re.findall(r'<script type="module" src="[^"]*/([a-z]+)\.js"', page)
        assert scripts[:1] == ["over"], f"{path}: what a page keeps is cleared before anything reads it"
        assert not is_over or scripts == ["over"]


def test_the_desk_says_so(screen: OpenScreen, doors: Doors, over: Event) -> None:
    page = " ".join(screen(doors.organiser).web.get(f"{EVENT}/organise").get_data(as_text=True).split())
    assert "Dieses World Café ist vorbei: Am 18. Mai 2024 wurde alles gelöscht" in page
    assert ("data-over-said" in page, "data-promise" in page) == (True, False)


def test_a_form_that_comes_later_stores_nothing(app: Flask, over: Event) -> None:
    sent = {"id": new_id(), "text": "Zu spät", "kind": "idea", "language": "de"}
    answer = app.test_client().post(f"{EVENT}/stations/{STATION}", data=sent)
    assert (answer.status_code, SAID in answer.get_data(as_text=True)) == (410, True)


def test_a_code_leads_to_the_page_that_says_so(app: Flask, doors: Doors, over: Event) -> None:
    answer = app.test_client().get(doors.stations[STATION], follow_redirects=True)
    assert (answer.status_code, META in answer.get_data(as_text=True)) == (410, True)


def test_whoever_sends_an_order_is_told_but_for_organisers(screen: OpenScreen, doors: Doors, over: Event) -> None:
    sent = {"event": "dresden-2023", "station": STATION}
    for path in (doors.stations[STATION], doors.hosts[STATION], doors.wall, None):
        assert screen(path).order("station.open", since=0, **sent)["error"] == "event_over"
    assert screen(doors.organiser).order("desk.open", event="dresden-2023")["event_state"]["over"] is True


def test_screens_that_are_open_hear_of_it(
    app: Flask, screen: OpenScreen, doors: Doors, event: Event, settle: Settle
) -> None:
    """A screen of the hall: it hears that it is over, and loads the page that says so."""
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    sent = {"id": new_id(), "station": STATION, "text": "Räume", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", event="dresden-2023", **sent)["ok"]
    settle()
    phone.news("event.changed")
    with app.app_context():
        chores.look_at_days()
    settle()
    assert [(news["over"], news["locked"]) for news in phone.news("event.changed")] == [(True, False)]


def test_a_clock_alone_makes_no_event_over(
    app: Flask, event: Event, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked because of a clock that is ahead, or deleted though it was: nothing is taken from anybody's browser."""
    write(guest(), station)
    assert not deletion.is_over(event), "the day alone says nothing"
    clock.come_back(time.time() - 5 * 365 * 86_400)
    chores.look_at_days()
    assert not deletion.is_over(event)
    locked = app.test_client().get(f"{EVENT}/stations/{STATION}").get_data(as_text=True)
    assert (META in locked, "gesperrt" in locked) == (False, True)
    deleted_on(event.delete_on)
    assert deletion.is_over(event)
    before = dt.datetime.combine(event.delete_on, dt.time(), dt.UTC) - dt.timedelta(days=1)
    monkeypatch.setattr(clock, "wall", before.timestamp)
    assert not deletion.is_over(event), "once the clock is put right, the event goes on, if it can"


def test_the_day_begins_at_the_events_place() -> None:
    day = dt.date(2030, 7, 1)
    assert deletion.begins(day, "America/Los_Angeles") == dt.datetime(2030, 7, 1, 7, tzinfo=dt.UTC)
    assert deletion.begins(day, "Europe/Berlin") == dt.datetime(2030, 6, 30, 22, tzinfo=dt.UTC)


def test_a_stations_page_says_when_that_is_for_a_copy_that_is_kept(app: Flask, event: Event, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    web.post(f"{EVENT}/me", data={"name": "", "language": "de"})
    page = web.get(f"{EVENT}/stations/{STATION}").get_data(as_text=True)
    day = deletion.begins(event.delete_on, event.timezone).astimezone(dt.UTC)
    assert f'"over_at":"{day:%Y-%m-%dT%H:%M:%S}.000Z"' in page
    assert "Ohne Verbindung ist hier nichts davon zu sehen." in page
    assert changes.event_state(event.id)["over"] is False


def test_who_comes_first_after_the_promised_day_writes_nothing_that_is_deleted_within_the_hour(
    screen: OpenScreen, doors: Doors, event: Event
) -> None:
    """Where nobody was, nothing is deleted on the day: the event took contributions, and the next look took them."""
    assert deleted_on(event.delete_on) == []
    early = screen(doors.stations[STATION])
    assert early.web.get(f"{EVENT}/stations/{STATION}").status_code == 410
    said = {"id": new_id(), "station": STATION, "text": "Wichtig!", "kind": "idea", "language": "de"}
    assert early.order("contribution.add", event="dresden-2023", **said)["error"] == "event_over"
    assert "Dieses World Café ist vorbei" in screen(doors.organiser).web.get(f"{EVENT}/organise").text
    with writing() as session:
        session.get_one(Event, event.id).delete_on = dt.date(2999, 12, 31)
    assert early.web.get(f"{EVENT}/stations/{STATION}").status_code == 200
    assert early.order("contribution.add", event="dresden-2023", **said)["ok"]
