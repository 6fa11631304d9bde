"""German in plain words (Einfache Sprache): a thirteenth choice for reading. Whoever reads it writes German."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from facilitation.actor import Actor
from facilitation.errors import SENTENCES
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Participant
from facilitation.services import events, translations
from tests.conftest import Doors, OpenScreen, new_id
from tests.markup import first, tags

EVENT, STATION = "/e/dresden-2023", "foerderung-und-raeume"
PAGE, LANGUAGE = f"{EVENT}/stations/{STATION}", f"{EVENT}/language"
PLAIN = "de-simple"
PLAIN_WORDS = "Wir speichern Beiträge, Punkte und Feedback."
CARD = {"text": "Mehr Räume", "kind": "idea", "language": "de"}


def reads_and_writes(page: str) -> tuple[str, str, list[str]]:
    """The page's language, the one its person writes in, and what is chosen below the field."""
    chosen = [one["value"] for one in tags(page, "option") if "selected" in one]
    return tags(page, "html")[0]["lang"], first(page)["me"]["language"], chosen


def pressed(page: str) -> list[str]:
    return [one["value"] for one in tags(page, "button") if one.get("aria-pressed") == "true" and "lang" in one]


def test_one_tap_on_the_language_page(web: FlaskClient, app: Flask) -> None:
    assert web.post(LANGUAGE, data={"language": PLAIN, "next": PAGE}).status_code == 303
    page = web.get(PAGE).text
    assert reads_and_writes(page) == (PLAIN, "de", ["de"])
    assert PLAIN_WORDS in page
    assert PLAIN not in [one["value"] for one in tags(page, "option")], "nobody writes in it"
    assert pressed(web.get(LANGUAGE).text.partition("<main")[2]) == [PLAIN]
    web.post(PAGE, data={**CARD, "id": new_id()})
    assert web.post(LANGUAGE, data={"language": "de", "next": PAGE}).status_code == 303
    assert reads_and_writes(web.get(PAGE).text) == ("de", "de", ["de"])
    with app.app_context():
        assert [one.language for one in db.session.query(Contribution)] == ["de"]
        assert [one.language for one in db.session.query(Participant)] == ["de"]


def test_one_tap_of_a_first_visit_keeps_what_was_typed(web: FlaskClient) -> None:
    assert PLAIN in [one.get("value") for one in tags(web.get(PAGE).text, "button")]
    page = web.post(PAGE, data={**CARD, "id": new_id(), "speak": PLAIN}).text
    assert (reads_and_writes(page), CARD["text"] in page) == ((PLAIN, "de", ["de"]), True)
    assert pressed(page.partition("data-arrival")[2].partition("</section>")[0])[:1] == [PLAIN]


def test_one_tap_of_somebody_who_wrote_in_another_language(web: FlaskClient, app: Flask) -> None:
    web.post(PAGE, data={**CARD, "id": new_id(), "language": "uk", "name": "Ada"})
    assert reads_and_writes(web.get(f"{PAGE}?lang={PLAIN}").text) == (PLAIN, "de", ["de"])
    with app.app_context():
        assert [one.language for one in db.session.query(Participant)] == ["de"]


def test_a_name_that_is_given_changes_nothing_in_what_is_read(web: FlaskClient, app: Flask) -> None:
    asked = web.post(f"{EVENT}/me", data={"speak": PLAIN, "language": "de", "name": "Ada", "next": PAGE}).text
    assert pressed(asked.partition("<main")[2]) == [PLAIN]
    fields = {one["name"]: one.get("value") for one in tags(asked, "input")}
    assert web.post(f"{EVENT}/me", data=fields).status_code == 303
    assert reads_and_writes(web.get(PAGE).text) == (PLAIN, "de", ["de"])
    with app.app_context():
        assert [(one.language, one.name) for one in db.session.query(Participant)] == [("de", "Ada")]


@pytest.mark.parametrize("order", ["contribution.add", "feedback.set"])
def test_nothing_is_stored_as_written_in_it(screen: OpenScreen, doors: Doors, event: Event, order: str) -> None:
    phone = screen(doors.stations[STATION])
    known = {**CARD, "id": new_id(), "station": STATION, "event": event.slug, "scale": {"1": 3}, "language": PLAIN}
    assert phone.order(order, **known)["ok"] is False


def test_hosts_and_organisers_read_german_meanwhile(web: FlaskClient, app: Flask, doors: Doors) -> None:
    with app.app_context():
        db.session.query(Event).one().language = "fr"
        db.session.commit()
    web.get(f"{PAGE}?lang={PLAIN}")
    web.get(doors.organiser)
    pages = (f"{EVENT}/organise", f"{EVENT}/organise?lang={PLAIN}", f"{EVENT}/")
    assert [tags(web.get(path).text, "html")[0]["lang"] for path in pages] == ["de", "de", PLAIN]


def test_a_text_that_it_does_not_have_is_german(app: Flask) -> None:
    with app.test_request_context(), force_locale("de@simple"):
        assert str(SENTENCES["unknown_cluster"]) == "Dieses Thema gibt es nicht."
        assert str(SENTENCES["unknown_language"]) == "Diese Sprache gibt es hier nicht."


def question(page: str) -> tuple[str, str]:
    found = re.search(r'class="ask-question voice"\s*lang="([\w-]+)"[^>]*>([^<]+)<', page)
    assert found
    return found[1], found[2].replace("\xad", "")


def test_the_events_texts_in_it_else_in_german_else_as_they_were_typed(web: FlaskClient, event: Event) -> None:
    own = event.stations[0].question
    there = translations.every(event.id)
    organiser = Actor(event.id, organiser=True)
    page = f"{PAGE}?lang={PLAIN}"
    assert question(web.get(page).text) == (PLAIN, there[PLAIN][own])
    assert first(web.get(page).text)["said"]["Verabreden"] == there[PLAIN]["Verabreden"]
    translations.put(organiser, {PLAIN: {own: None, "Verabreden": None}})
    assert question(web.get(page).text) == ("de", own)
    assert "Verabreden" not in first(web.get(page).text)["said"]
    event.language = "ar"
    event.stations[0].question = "غرف؟"
    db.session.commit()
    assert question(web.get(page).text) == ("ar", "غرف؟")
    translations.put(organiser, {"de": {"غرف؟": "Räume?", "Verabreden": "Beschließen"}})
    assert question(web.get(page).text) == ("de", "Räume?")
    assert first(web.get(page).text)["said"]["Verabreden"] == "Beschließen"


@pytest.mark.parametrize(("code", "marked"), [(PLAIN, False), ("de", False), ("ar", False), ("fr", True)])
def test_what_is_announced_in_german_bears_no_name_of_a_language(
    web: FlaskClient, organiser: Actor, event: Event, code: str, marked: bool
) -> None:
    events.announce(organiser, text="Gleich geht es los", minutes=5, others={"ar": "سنبدأ قريباً"})
    assert ("banner-language" in web.get(f"{PAGE}?lang={code}").text) is marked


def test_it_is_no_language_more_where_languages_are_counted(web: FlaskClient) -> None:
    assert "12 Sprachen" in web.get(f"{EVENT}/?lang={PLAIN}").text
