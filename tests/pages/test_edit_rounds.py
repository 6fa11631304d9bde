"""The editor's section on rounds: times as people type them, added, moved and removed, with a script and without."""

import html
from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import own_texts, round_plan, rounds, seen
from facilitation.services.translations import Place
from tests.conftest import Doors, OpenScreen, Screen, new_id

PAGE = "/e/dresden-2023/edit/rounds"
FORM = {"Accept": "text/html", "Accept-Language": "de"}
SCRIPT = {"Accept": "application/json", "Accept-Language": "de"}


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


def post(desk: Screen, headers: dict[str, str] = FORM, **fields: Any) -> TestResponse:
    return desk.web.post(PAGE, data={"section": "rounds", **fields}, headers=headers)


def shown(page: TestResponse) -> str:
    return html.unescape(page.get_data(as_text=True))


def titles(event: Event) -> list[str]:
    db.session.expire_all()
    return [one.title for one in event.rounds]


def known(event: Event, position: int) -> int:
    db.session.expire_all()
    return seen.mark(round_plan.said_of(round_plan.planned(event)[position - 1].line))


def test_times_save_themselves_and_are_acknowledged_as_understood(desk: Screen, event: Event) -> None:
    answer = post(desk, SCRIPT, round=2, starts="15.20", ends="15 Uhr 40", known=known(event, 2)).get_json()
    assert (answer["ok"], answer["starts"], answer["ends"]) == (True, "15:20", "15:40")
    assert answer["revision"] == known(event, 2)


def test_what_was_typed_stays_beside_why_it_was_refused(desk: Screen, event: Event) -> None:
    refused = post(desk, round=2, starts="15:05", ends="15:40", known=known(event, 2))
    page = shown(refused)
    assert refused.status_code == 400
    assert 'value="15:05"' in page
    assert "„Lösungen“ beginnt um 15:05, aber „Sammeln“ dauert bis 15:10." in page
    answer = post(desk, SCRIPT, round=2, starts="15:05", ends="15:40", known=known(event, 2)).get_json()
    assert (answer["error"], answer["field"], answer["mend"]) == ("times_overlap", "starts", "15:10")


def test_what_an_import_brought_along_and_is_no_time_can_be_mended(desk: Screen, event: Event) -> None:
    round_plan.planned(event)[1].line.ends = "24:00"
    db.session.commit()
    page = desk.web.get(PAGE, headers=FORM)
    assert page.status_code == 200
    assert 'value="24:00"' in shown(page)
    answer = post(desk, SCRIPT, round=2, starts="15:15", ends="15:40", known=known(event, 2)).get_json()
    assert (answer["ok"], answer["ends"]) == (True, "15:40")


def test_a_round_is_added_once_moved_and_removed(desk: Screen, event: Event) -> None:
    order = new_id()
    for _ in range(2):
        assert post(desk, do="add", title="Feiern", order=order).location == f"{PAGE}#add-rounds"
    assert titles(event) == ["Sammeln", "Lösungen", "Verabreden", "Feiern"]
    assert post(desk, do="up", round=4).location == f"{PAGE}#row-3"
    assert titles(event) == ["Sammeln", "Lösungen", "Feiern", "Verabreden"]
    assert post(desk, do="remove", round=3).status_code == 303
    assert titles(event) == ["Sammeln", "Lösungen", "Verabreden"]


def test_all_rounds_at_once(desk: Screen, event: Event) -> None:
    assert post(desk, do="all", length="20 Minuten", change="10").status_code == 303
    db.session.expire_all()
    assert [one.minutes for one in event.rounds] == [20, 20, 20]
    refused = post(desk, do="all", length="viele", change="10")
    assert 'value="viele"' in shown(refused)
    assert "Möglich sind 1 bis 240." in shown(refused)


def test_what_has_begun_cannot_be_typed_over(desk: Screen, event: Event, organiser: Actor) -> None:
    rounds.start(organiser, 1)
    page = shown(desk.web.get(PAGE, headers=FORM))
    assert "hat schon begonnen" in page
    assert 'id="starts-1"' not in page
    answer = post(desk, SCRIPT, round=1, starts="14:50", ends="15:10", known=known(event, 1))
    assert (answer.status_code, answer.get_json()["error"]) == (409, "round_begun")


def test_a_rounds_line_is_called_as_the_round_is(event: Event, organiser: Actor) -> None:
    own_texts.write(organiser, Place("round", "title", 2), text="Vertiefen", known=seen.mark("Lösungen"))
    db.session.expire_all()
    assert [one.line.title for one in round_plan.planned(event)] == ["Sammeln", "Vertiefen", "Verabreden"]


@pytest.mark.parametrize("do", ["fly", "all", "up"])
def test_what_is_none_of_its_deeds_is_refused(desk: Screen, do: str) -> None:
    assert post(desk, SCRIPT, do=do).status_code in (400, 404)
