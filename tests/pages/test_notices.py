"""What the organisers say of the pages: accessibility and imprint. What nobody entered is not claimed."""

import datetime as dt
import re
import time

import pytest
from flask import Flask

from facilitation.models import ACCESSIBILITY_STATES, Event
from facilitation.pages.notices import ways
from facilitation.seed import plan
from facilitation.services import events
from facilitation.storage.transactions import writing
from tests.conftest import Doors

EVENT = "/e/dresden-2023"
ENTERED = {
    "contact": "Ada Beispiel\nbarriere@example.org",
    "imprint": "Verein Beispiel e.V.\nVereinsregister 4711, https://example.org/impressum.",
    "accessibility_method": "Selbstbewertung mit <axe> und NVDA",
    "accessibility_open": "Fotos der Tischdecken haben keine Beschreibung.",
    "enforcement_body": "Stelle Beispiel, stelle@example.org",
}
LINKS = [f"{EVENT}/{page}" for page in ("privacy", "accessibility", "imprint")]


def said(app: Flask, page: str) -> str:
    """What stands on a page, in one line and without its markup."""
    text = app.test_client().get(f"{EVENT}/{page}?lang=de").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00ad", "").split())


def enter(event: Event, **told: object) -> None:
    """Let the organisers have entered this."""
    with writing() as session:
        row = session.get_one(Event, event.id)
        for name, value in told.items():
            setattr(row, name, value)


def test_nothing_is_claimed_that_nobody_entered(app: Flask, event: Event) -> None:
    page = said(app, "accessibility")
    for question in ("Geprüft am", "Was wie geprüft wurde", "Was noch nicht barrierefrei ist"):
        assert f"{question} nicht geprüft" in page
    assert "vereinbar" not in page
    nobody = "Das Organisationsteam hat noch kein"
    assert page.count(nobody) == 2
    assert said(app, "imprint").count(nobody) == 2
    assert nobody not in said(app, "privacy")


def test_what_is_entered_stands_there_as_typed(app: Flask, event: Event) -> None:
    enter(event, **ENTERED, accessibility_state="partly", accessibility_checked_on=dt.date(2023, 11, 2))
    page = said(app, "accessibility")
    assert "teilweise vereinbar" in page
    assert "Geprüft am 2. November 2023" in page
    for name in ("accessibility_method", "accessibility_open", "enforcement_body", "contact"):
        assert " ".join(ENTERED[name].replace("<axe>", "&lt;axe&gt;").split()) in page
    assert "nicht geprüft" not in page
    assert "noch kein" not in page + said(app, "imprint")
    assert "Ada Beispiel" in said(app, "privacy")
    assert 'href="mailto:barriere@example.org"' in app.test_client().get(LINKS[1]).text
    assert 'href="https://example.org/impressum"' in app.test_client().get(LINKS[2]).text


@pytest.mark.parametrize("state", ACCESSIBILITY_STATES)
def test_each_state_has_a_sentence_of_its_own(app: Flask, event: Event, state: str) -> None:
    enter(event, accessibility_state=state)
    sentences = {"full": "Ja. Sie", "partly": "Zum Teil. Sie", "not": "Nein. Sie", "unchecked": "Nicht geprüft: Das"}
    page = said(app, "accessibility")
    assert [name for name, words in sentences.items() if words in page] == [state]
    assert ("nicht angegeben" in page) == (state != "unchecked")


def test_a_plan_may_say_it_and_dresdens_says_what_is_given(app: Flask) -> None:
    with app.app_context():
        told = {**ENTERED, "accessibility_state": "not", "accessibility_checked_on": "2023-11-02"}
        made = events.create({**plan(), "slug": "another", **told}, today=dt.date(2023, 1, 1))
        assert {name: getattr(made, name) for name in ENTERED} == ENTERED
        assert (made.accessibility_state, made.accessibility_checked_on) == ("not", dt.date(2023, 11, 2))
        seeded = events.find("dresden-2023")
        assert {name: getattr(seeded, name) for name in events.UNSAID_NOTICES} == events.UNSAID_NOTICES


def test_every_page_of_guests_leads_there(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations["foerderung-und-raeume"])
    pages = ("/", "/privacy", "/accessibility", "/imprint", "/me", "/feedback", "/stations/foerderung-und-raeume")
    for page in pages:
        text = web.get(f"{EVENT}{page}").text
        foot = re.search(r'<nav class="notices".*?</nav>', text, re.S)
        assert foot is not None, page
        assert re.findall(r'href="([^"]+)"', foot[0]) == LINKS
    web.post(f"{EVENT}/me", data={"language": "de", "name": ""})
    assert 'class="notices"' in web.get(f"{EVENT}/stations/foerderung-und-raeume").text


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("Fragen an ada@example.org.", ["mailto:ada@example.org"]),
        ("(https://example.org/a?b=c), Tel. 0351 1", ["https://example.org/a?b=c"]),
        ("javascript:alert(1) ada@ @example.org http:// www.example.org", []),
        ("", []),
    ],
)
def test_addresses_in_a_text_lead_there(text: str, led: list[str]) -> None:
    pieces = ways(text)
    assert [piece.href for piece in pieces if piece.href] == led
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize("word", ["a", "a@", "a.", "http://", ".", "ä"])
def test_a_long_word_takes_no_longer_than_many_short_ones(word: str) -> None:
    """It took the square of its length: 80 seconds for one that an imported plan may hold, on a page for everybody."""
    taken = {}
    for between in ("", " "):
        text = (word + between) * (60_000 // len(word + between))
        began = time.process_time()
        assert "".join(piece.text for piece in ways(text)) == text
        taken[between] = time.process_time() - began
    assert taken[""] < taken[" "] * 20 + 1
