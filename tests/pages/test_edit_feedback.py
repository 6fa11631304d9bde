"""The editor's section on the survey: questions added, moved, closed and removed, with a script and without."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import feedback, seen
from tests.conftest import Doors, Guests, OpenScreen, Screen, new_id
from tests.pages.test_edit import FORM, SCRIPT, october, shown  # noqa: F401

PAGE = "/e/dresden-2023/edit/feedback"


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


def post(desk: Screen, headers: dict[str, str] = SCRIPT, /, **fields: Any) -> TestResponse:
    return desk.web.post(PAGE, data={"section": "feedback", **fields}, headers=headers)


def standing(event: Event) -> list[str]:
    db.session.expire_all()
    return [one.text for one in feedback.questions(event)]


def test_questions_are_arranged_by_forms(desk: Screen, event: Event) -> None:
    first, second, third, fourth = standing(event)
    assert post(desk, FORM, do="add", text="War es laut?").location == f"{PAGE}#add-question"
    assert post(desk, FORM, do="move", number=5, to=2).location == f"{PAGE}#keys-5"
    assert post(desk, FORM, do="up", number=5).location == f"{PAGE}#keys-5"
    assert post(desk, FORM, do="remove", number=4).location == f"{PAGE}#add-question"
    assert standing(event) == ["War es laut?", first, second, third]
    assert fourth not in standing(event)


def test_an_order_that_comes_twice_counts_once(desk: Screen, event: Event) -> None:
    order = new_id()
    for _ in range(2):
        assert post(desk, do="add", text="War es laut?", order=order).status_code == 200
    assert standing(event).count("War es laut?") == 1


def test_what_is_refused_comes_again_with_its_reason(desk: Screen, event: Event) -> None:
    page = post(desk, FORM, do="add", text="W" * 501)
    assert page.status_code == 400
    assert f'value="{"W" * 501}"' in shown(page)
    assert "Bitte kürzen Sie" in shown(page)


def test_a_question_with_answers_is_closed_and_its_words_stay(
    desk: Screen, event: Event, organiser: Actor, guest: Guests
) -> None:
    feedback.begin(organiser)
    feedback.set(guest(), scale={"1": 4}, text="", language="de")
    page = shown(desk.web.get(PAGE))
    row = page[page.index('id="row-1"') : page.index('id="row-2"')]
    assert ("Antworten: 1" in row, 'value="remove"' in row, "readonly" in row) == (True, False, True)
    refusal = post(desk, FORM, do="remove", number=1)
    assert refusal.status_code == 409
    assert "Auf diese Frage haben schon Gäste geantwortet." in shown(refusal)
    words = standing(event)[0]
    fields = {"noun": "survey", "field": "text", "position": 1, "known": seen.mark(words), "section": "feedback"}
    reworded = desk.web.post("/e/dresden-2023/edit/texts", data={**fields, "text": "Anders?"}, headers=FORM)
    assert reworded.status_code == 409
    assert "Anders?" in shown(reworded)
    assert standing(event)[0] == words
    assert post(desk, FORM, do="close", number=1).status_code == 303
    page = shown(desk.web.get(PAGE))
    assert page.count("wird nicht mehr gestellt") == 1


def test_a_phone_shows_what_is_asked_now(desk: Screen, event: Event, organiser: Actor) -> None:
    feedback.begin(organiser)
    post(desk, do="add", text="War es laut?")
    post(desk, do="move", number=5, to=1)
    post(desk, do="close", number=2)
    page = desk.web.get("/e/dresden-2023/feedback").get_data(as_text=True)
    places = [page.index(f'data-question="{number}"') for number in (5, 1, 3, 4)]
    assert places == sorted(places)
    assert 'data-question="2"' not in page


@pytest.mark.parametrize("fields", [{"do": "dance", "number": 1}, {"do": "up", "number": "x"}, {"do": ""}])
def test_what_is_no_deed_is_refused(desk: Screen, event: Event, fields: dict[str, Any]) -> None:
    assert post(desk, **fields).status_code == 400
