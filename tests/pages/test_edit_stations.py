"""The editor's section on stations: added, moved, closed, given a sign, with a script and by plain forms."""

import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services import seen, station_plan, stations
from tests.conftest import Doors, Guests, OpenScreen, Screen, new_id, write

PAGE = "/e/dresden-2023/edit/stations"
FORM = {"Accept": "text/html", "Accept-Language": "de"}
SCRIPT = {"Accept": "application/json", "Accept-Language": "de"}
WORDS: dict[str, Any] = {"short_title": "Spielplatz", "title": "Spielen im Viertel", "question": "Wo spielen wir?"}


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


def post(desk: Screen, headers: dict[str, str] = FORM, **fields: Any) -> TestResponse:
    return desk.web.post(PAGE, data={"section": "stations", **fields}, headers=headers)


def names(desk: Screen) -> list[str]:
    page = html.unescape(desk.web.get(PAGE, headers=FORM).get_data(as_text=True))
    return re.findall(r'<b lang="de" dir="auto">([^<]*)</b></a>', page)


def test_a_station_is_added_once_and_stands_where_the_form_leads(desk: Screen, event: Event) -> None:
    order = new_id()
    added = [post(desk, do="add", order=order, **WORDS) for _ in range(2)]
    assert [(one.status_code, one.location) for one in added] == [
        (303, f"{PAGE}#row-station-4"),
        (303, f"{PAGE}#add-station"),
    ]
    assert names(desk) == ["Förderung & Räume", "Offene Verwaltung", "Teilhabe & Vernetzung", "Spielplatz"]
    assert stations.find(event.id, "station-4").question == "Wo spielen wir?"


def test_what_was_typed_for_a_station_stays_where_it_is_refused(desk: Screen) -> None:
    refused = post(desk, do="add", **{**WORDS, "question": " "})
    page = html.unescape(refused.get_data(as_text=True))
    assert refused.status_code == 400
    assert 'value="Spielplatz"' in page
    assert "Bitte schreiben Sie zuerst etwas." in page
    assert len(names(desk)) == 3


def test_the_form_stops_at_twelve(desk: Screen, event: Event) -> None:
    for _ in range(9):
        assert post(desk, do="add", **WORDS).status_code == 303
    page = html.unescape(desk.web.get(PAGE, headers=FORM).get_data(as_text=True))
    assert "Mehr als 12 Stationen sind nicht möglich." in page
    assert 'value="add"' not in page
    answer = post(desk, SCRIPT, do="add", **WORDS)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "too_many_stations")
    db.session.expire_all()
    assert len(event.stations) == 12


def test_arrows_move_a_station_and_lead_back_to_it(desk: Screen) -> None:
    moved = post(desk, do="up", station="offene-verwaltung")
    assert moved.location == f"{PAGE}#row-offene-verwaltung"
    assert names(desk)[:2] == ["Offene Verwaltung", "Förderung & Räume"]
    post(desk, do="up", station="offene-verwaltung")
    post(desk, do="down", station="offene-verwaltung")
    assert names(desk)[:2] == ["Förderung & Räume", "Offene Verwaltung"]


@pytest.mark.parametrize(
    ("fields", "column", "value"),
    [
        ({"do": "close"}, "closed", True),
        ({"do": "sign", "sign": "9"}, "sign", 9),
        ({"do": "tables", "tables": " 4 "}, "tables", 4),
        ({"do": "approve", "on": "1"}, "approve_first", True),
    ],
)
def test_a_stations_page_sets_one_thing_at_a_time(
    desk: Screen, station: Station, fields: dict[str, Any], column: str, value: object
) -> None:
    done = post(desk, station=station.slug, part=station.slug, **fields)
    assert done.location == f"{PAGE}?part={station.slug}#{fields['do']}-{station.slug}"
    db.session.expire_all()
    assert getattr(station, column) == value


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"do": "sign", "sign": "2"}, "sign_taken", 409),
        ({"do": "sign", "sign": "13"}, "malformed", 400),
        ({"do": "tables", "tables": "0"}, "not_a_count", 400),
        ({"do": "tables", "tables": "viele"}, "not_a_count", 400),
        ({"do": "tables", "tables": "41"}, "not_a_count", 400),
        ({"do": "fly"}, "malformed", 400),
        ({"do": "up", "station": "nowhere"}, "unknown_station", 404),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    desk: Screen, station: Station, fields: dict[str, Any], code: str, status: int
) -> None:
    before = [station.sign, station.tables, station.position]
    where: dict[str, Any] = {"station": station.slug, "part": station.slug}
    answer = post(desk, SCRIPT, **{**where, **fields})
    assert (answer.status_code, answer.get_json()["error"]) == (status, code)
    db.session.expire_all()
    assert [station.sign, station.tables, station.position] == before


def test_only_where_nothing_was_written_a_station_can_be_deleted(
    desk: Screen, event: Event, guest: Guests, station: Station
) -> None:
    write(guest(), station)
    page = desk.web.get(f"{PAGE}?part={station.slug}", headers=FORM).get_data(as_text=True)
    assert 'value="remove"' not in page
    refused = post(desk, do="remove", station=station.slug, part=station.slug)
    assert refused.status_code == 409
    post(desk, do="add", **WORDS)
    assert 'value="remove"' in desk.web.get(f"{PAGE}?part=station-4", headers=FORM).get_data(as_text=True)
    assert post(desk, do="remove", station="station-4").location == f"{PAGE}#add-station"
    assert len(names(desk)) == 3


def test_a_round_without_a_question_gets_one(desk: Screen, event: Event) -> None:
    post(desk, do="add", **WORDS)
    said = {"noun": "station", "field": "prompts", "position": "4", "inner": "2", "text": "Und wer fängt an?"}
    answer = desk.web.post(
        "/e/dresden-2023/edit/texts", data={"section": "stations", "known": "0", **said}, headers=SCRIPT
    )
    assert answer.get_json()["revision"] == seen.mark("Und wer fängt an?")
    assert stations.find(event.id, "station-4").prompts == ["", "Und wer fängt an?", ""]


def test_guests_read_that_a_station_is_closed_and_where_to_go(
    event: Event, desk: Screen, station: Station, screen: OpenScreen, doors: Doors
) -> None:
    post(desk, do="close", station=station.slug)
    phone = screen(doors.stations[station.slug])
    page = html.unescape(phone.web.get(f"/e/dresden-2023/stations/{station.slug}").get_data(as_text=True))
    assert "<strong>Diese Station ist geschlossen.</strong>" in page
    assert 'href="/e/dresden-2023/stations/offene-verwaltung"' in page
    again = post(desk, do="open", station=station.slug)
    assert again.status_code == 303
    page = phone.web.get(f"/e/dresden-2023/stations/{station.slug}").get_data(as_text=True)
    assert "<strong>Diese Station ist geschlossen.</strong>" not in page


def test_moving_tells_every_screen(event: Event, desk: Screen, screen: OpenScreen, doors: Doors, settle: Any) -> None:
    phone = screen(doors.stations["offene-verwaltung"])
    phone.open("offene-verwaltung")
    phone.live.get_received()
    before = station_plan.of_slug(event, "offene-verwaltung").position
    post(desk, do="up", station="offene-verwaltung")
    settle()
    (news,) = phone.news("event.changed")
    assert news["revision"] > 0
    assert before == 2


def test_what_was_written_stays_and_the_page_says_where_it_is_joined(
    desk: Screen, station: Station, guest: Guests
) -> None:
    address = f"/e/dresden-2023/edit/stations?part={station.slug}"
    assert "Gemeinsame Themen" not in desk.web.get(address, headers=FORM).text
    write(guest(), station)
    page = desk.web.get(address, headers=FORM).text
    assert "Was hier geschrieben wurde, bleibt an dieser Station." in page
    assert 'href="/e/dresden-2023/report#themes"' in page
