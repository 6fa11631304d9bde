"""The survey's page: with script or without, in the reader's language, and for nobody's eyes but the person's own."""

import re

import pytest
from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, FeedbackAnswer, FeedbackQuestion, Translation
from facilitation.models.columns import now
from facilitation.services import feedback, translations
from tests.conftest import Doors, OpenScreen, Screen
from tests.markup import tags

PAGE = "/e/dresden-2023/feedback"
MINE = "Ich konnte meine Themen im World Café einbringen."
GIVEN = {"q1": "4", "q3": "2", "text": "Danke!", "language": "de"}


@pytest.fixture
def phone(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.stations["foerderung-und-raeume"])


@pytest.fixture
def opened(organiser: Actor) -> None:
    feedback.begin(organiser)


def checked(page: str) -> list[str]:
    """What is chosen, as `q1=4`."""
    return [f"{one['name']}={one['value']}" for one in tags(page, "input") if "checked" in one]


def is_put_away(page: str) -> bool:
    """Whether the form is on the page without being shown."""
    (form,) = (one for one in tags(page, "form") if one["class"] == "survey")
    return "hidden" in form


def leads_here(page: str) -> bool:
    """Whether a button leads to the survey, besides the menu, which always does."""
    links = [one.get("class", "").split()[0] for one in tags(page, "a") if one["href"] == PAGE]
    assert set(links) <= {"button", "row"}
    return "button" in links


def typed(page: str) -> str:
    (text,) = re.findall(r"<textarea[^>]*>\n([^<]*)</textarea>", page)
    return str(text)


def rows() -> int:
    return db.session.execute(select(func.count()).select_from(FeedbackAnswer)).scalar_one()


def test_a_plain_form_is_kept_and_comes_back_filled(phone: Screen, opened: None) -> None:
    page = phone.web.get(PAGE).text
    assert (checked(page), typed(page), page.count("<fieldset"), page.count("<legend")) == ([], "", 4, 4)
    answer = phone.web.post(PAGE, data=GIVEN)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?saved=1")
    page = phone.web.get(f"{PAGE}?saved=1").text
    assert (checked(page), typed(page)) == (["q1=4", "q3=2"], "Danke!")
    assert "Angekommen – danke!" in page
    assert phone.web.post(PAGE, data={"q1": "5", "text": "", "language": "de"}).status_code == 303
    page = phone.web.get(PAGE).text
    assert (checked(page), typed(page), rows()) == (["q1=5"], "", 1)


def test_somebody_elses_answers_are_not_shown(phone: Screen, screen: OpenScreen, doors: Doors, opened: None) -> None:
    phone.web.post(PAGE, data=GIVEN)
    for path in (doors.stations["foerderung-und-raeume"], doors.organiser, doors.wall, None):
        page = screen(path).web.get(PAGE)
        assert (page.status_code, checked(page.text), typed(page.text)) == (200, [], "")


def test_what_comes_too_late_is_given_back(phone: Screen, opened: None, organiser: Actor) -> None:
    feedback.end(organiser)
    answer = phone.web.post(PAGE, data=GIVEN)
    assert answer.status_code == 400
    assert (checked(answer.text), typed(answer.text), rows()) == (["q1=4", "q3=2"], "Danke!", 0)
    assert "Was Sie geschrieben haben, wurde nicht gesendet." in answer.text
    assert not is_put_away(answer.text)


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"text": "a" * 501}, 400, "Bitte kürzen Sie: 501 Zeichen, möglich sind 500."),
        ({"q1": "6"}, 400, "Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
        ({"q9": "3"}, 400, "Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
        ({"q²": "x" * 99}, 400, "Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
        ({"language": "xx"}, 400, "Diese Sprache steht nicht zur Auswahl."),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    phone: Screen, opened: None, fields: dict[str, str], status: int, sentence: str
) -> None:
    answer = phone.web.post(PAGE, data={**GIVEN, **fields})
    assert (answer.status_code, rows()) == (status, 0)
    assert sentence in answer.text
    assert typed(answer.text) == fields.get("text", "Danke!")


def test_foreign_pages_answer_nothing(phone: Screen, opened: None) -> None:
    answer = phone.web.post(PAGE, data=GIVEN, headers={"Origin": "https://example.org"})
    assert (answer.status_code, rows()) == (403, 0)


def test_before_and_after_the_form_is_put_away(phone: Screen, organiser: Actor) -> None:
    page = phone.web.get(PAGE).text
    assert (is_put_away(page), "Noch ist das Feedback nicht geöffnet." in page) == (True, True)
    feedback.begin(organiser)
    assert not is_put_away(phone.web.get(PAGE).text)
    phone.web.post(PAGE, data=GIVEN)
    feedback.end(organiser)
    page = phone.web.get(PAGE).text
    assert (is_put_away(page), "Ihre Antworten sind angekommen." in page) == (True, True)


def test_both_ends_of_the_scale_are_named_to_the_eye_and_to_the_ear(phone: Screen, opened: None) -> None:
    page = phone.web.get(PAGE).text
    assert page.count('aria-label="1 von 5, stimme gar nicht zu"') == 4
    assert page.count('aria-label="5 von 5, stimme voll zu"') == 4
    assert page.count('aria-label="3 von 5, teils, teils"') == 4
    assert page.count("<span>stimme gar nicht zu</span><span>stimme voll zu</span>") == 4


def test_questions_are_read_in_the_readers_language_where_the_event_has_them(
    phone: Screen, event: Event, opened: None
) -> None:
    question = db.session.query(FeedbackQuestion).filter_by(position=1).one()
    question.text = "Es war gut."
    translations.add(db.session, event.id, {"en": {"Es war gut.": "I am satisfied."}})
    db.session.query(Translation).filter_by(original=MINE).delete()
    db.session.commit()
    page = phone.web.get(f"{PAGE}?lang=en").text
    assert '<span lang="en" dir="auto" data-aloud-text>I am satisfied.</span>' in page
    assert f'<span lang="de" dir="auto" data-aloud-text>{MINE}</span>' in page
    assert 'lang="en" dir="auto">What else would you like to tell us? (optional, no names please)</label>' in page
    page = phone.web.get(f"{PAGE}?lang=de").text
    assert '<span lang="de" dir="auto" data-aloud-text>Es war gut.</span>' in page


def test_the_way_there_stands_on_every_page_while_it_is_open(phone: Screen, organiser: Actor) -> None:
    pages = ("/e/dresden-2023/", "/e/dresden-2023/stations/foerderung-und-raeume")
    phone.web.post("/e/dresden-2023/me", data={"language": "de"})
    assert [leads_here(phone.web.get(page).text) for page in pages] == [False, False]
    feedback.begin(organiser)
    assert [leads_here(phone.web.get(page).text) for page in pages] == [True, True]
    feedback.end(organiser)
    assert [leads_here(phone.web.get(page).text) for page in pages] == [False, False]


def test_once_it_is_sealed_the_page_says_kindly_that_nothing_can_be_changed(phone: Screen, organiser: Actor) -> None:
    feedback.begin(organiser)
    phone.web.post(PAGE, data=GIVEN)
    feedback.end(organiser)
    feedback.seal_due(now() + feedback.CHANGEABLE)
    sentences = {
        "de": "Welche Antworten von wem sind, weiß jetzt niemand mehr. Deshalb lassen sie sich nicht mehr ändern.",
        "en": "Nobody can tell any more whose answers are whose, so they can no longer be changed.",
    }
    for language, sentence in sentences.items():
        page = phone.web.get(f"{PAGE}?lang={language}").text
        assert (is_put_away(page), sentence in page, checked(page), typed(page)) == (True, True, [], "")
