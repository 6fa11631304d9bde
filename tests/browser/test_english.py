"""A guest who reads English: the whole way from the poster to a contribution, and the switch between languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, behind_door, card, line, order
from tests.browser.serving import ROOT, Server

COMPILED = ROOT / "facilitation" / "translations" / "en" / "LC_MESSAGES" / "messages.mo"
ENGLISH = re.compile("^en$")
GERMAN = re.compile("^de$")
THOUGHT = {"id": "6f1c5e52-0b39-4c67-9a3a-2f1de8a6f0b1", "text": "Gleich wieder weg"}
FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"


@pytest.fixture(autouse=True)
def _compiled() -> None:
    """Without its compiled catalogue a page that calls itself English speaks German."""
    assert COMPILED.exists(), "The English catalogue is not compiled: run `make translations`."


@pytest.fixture
def english(open_page: OpenPage) -> Page:
    """The phone of somebody whose browser asks for English."""
    return open_page("phone", locale="en-GB")


def join(page: Page, server: Server) -> Page:
    """Scan the first station's code, in English."""
    page.goto(server.links["stations"][server.stations[0]])
    expect(page.locator("[data-votes-left]")).to_have_text("3 of 3 dots left")
    return page


def switch(page: Page, language: str) -> None:
    """Use the switch at the top of the page."""
    switches = page.get_by_role("navigation", name=re.compile("Sprache der Seite|Language of this page"))
    switches.locator("summary").click()
    switches.get_by_role("button", name=language).click()


def test_joining_is_in_english(server: Server, english: Page) -> None:
    english.goto(server.links["stations"][server.stations[0]])
    expect(english.locator("html")).to_have_attribute("lang", ENGLISH)
    expect(english.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    expect(english.get_by_label("Your name")).to_be_visible()
    expect(english.get_by_text("No account.")).to_be_visible()
    expect(english.locator("html")).to_have_attribute("dir", "ltr")


def test_the_station_and_its_composer_are_in_english(server: Server, english: Page) -> None:
    join(english, server)
    expect(english.locator("html")).to_have_attribute("lang", ENGLISH)
    expect(english.locator("[data-tab=contributions]")).to_contain_text("Contributions")
    english.get_by_role("link", name="Said so far").click()
    expect(english.get_by_role("region", name="Said so far")).to_be_visible()
    english.locator("[data-tab=contributions]").click()
    for kind in ("Idea", "Problem", "Question", "Wish", "Offer"):
        expect(english.get_by_label(kind, exact=True)).to_be_attached()
    expect(english.get_by_placeholder("What do you think?")).to_be_visible()
    english.get_by_label("Your contribution").fill("A room that is open")
    expect(line(english)).to_have_text("Draft kept on this phone")
    expect(english.locator("[data-characters]")).to_have_text("19 of 500")
    english.get_by_role("button", name="Send").click()
    expect(line(english)).to_have_text("Saved – the table can see it")
    mine = card(english, "A room that is open")
    expect(mine.get_by_role("button", name="withdraw")).to_be_visible()
    expect(mine.locator(".card-kind")).to_have_text("Idea")
    assert english.evaluate(FITS) is True


def test_scripts_and_server_refuse_in_english(server: Server, english: Page, watch: Watch) -> None:
    watch.expect("404")
    join(english, server)
    english.get_by_label("Your contribution").fill("a" * 501)
    english.get_by_role("button", name="Send").click()
    expect(line(english)).to_have_text("Please shorten it: 501 characters, up to 500 are possible.")
    english.goto(server.page("stations/nowhere"))
    expect(english.get_by_role("heading", level=1)).to_have_text("This station does not exist here.")
    expect(english.get_by_role("link", name="To the home page")).to_be_visible()


def test_the_live_connection_refuses_in_english(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    english = join(open_page("phone", locale="en-GB"), own_server)
    other = behind_door(own_server, own_server.links["stations"][own_server.stations[0]])
    order(other, "contribution.add", station=own_server.stations[0], language="de", kind="idea", **THOUGHT)
    card(english, "Gleich wieder weg").get_by_role("button", name="reply").click()
    english.context.set_offline(True)
    expect(english.get_by_text("No connection.")).to_be_visible()
    english.get_by_label("Your contribution").fill("My answer")
    english.get_by_role("button", name="Send").click()
    expect(line(english)).to_have_text("No connection – will be sent later (1)")
    order(other, "contribution.withdraw", id=THOUGHT["id"])
    english.context.set_offline(False)
    expect(line(english)).to_have_text("The contribution you are replying to is no longer there.")
    expect(english.get_by_label("Your contribution")).to_have_value("My answer")


def test_a_page_without_script_refuses_in_english(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("400")
    plain = open_page("phone", locale="en-GB", java_script_enabled=False)
    plain.goto(server.links["stations"][server.stations[0]])
    plain.get_by_label("Your contribution").fill("b" * 501)
    plain.get_by_role("button", name="Send").click()
    expect(line(plain)).to_have_text("Please shorten it: 501 characters, up to 500 are possible.")


def test_the_welcome_page_changes_its_language_and_stays_with_it(server: Server, phone: Page) -> None:
    phone.goto(server.page())
    expect(phone.locator("html")).to_have_attribute("lang", GERMAN)
    expect(phone.get_by_role("heading", name="So machen Sie mit")).to_be_visible()
    switch(phone, "English")
    expect(phone.locator("html")).to_have_attribute("lang", ENGLISH)
    expect(phone.get_by_role("heading", name="How to join in")).to_be_visible()
    assert phone.evaluate(FITS) is True
    phone.goto(server.page("privacy"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Privacy in plain words")
    later = phone.context.new_page()
    later.goto(server.page())
    expect(later.get_by_role("link", name="To the stations")).to_be_visible()
    switch(later, "Deutsch")
    expect(later.locator("html")).to_have_attribute("lang", GERMAN)
    phone.goto(server.page("privacy"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Datenschutz in einfachen Worten")


def test_a_language_without_catalogue_changes_what_is_written_not_what_is_read(server: Server, english: Page) -> None:
    english.goto(server.links["stations"][server.stations[0]])
    english.get_by_label("Your contribution").fill("Half a thought")
    english.locator(".arrival-all summary").click()
    english.get_by_role("link", name="Another language").click()
    english.get_by_text("Another language").click()
    english.get_by_role("button", name="دری").click()
    expect(english.locator("[data-votes-left]")).to_have_text("3 of 3 dots left")
    expect(english.locator("html")).to_have_attribute("lang", ENGLISH)
    expect(english.locator("html")).to_have_attribute("dir", "ltr")
    expect(english.get_by_label("Language of the contribution")).to_have_value("prs")
    expect(english.get_by_label("Your contribution")).to_have_value("Half a thought")
    expect(english.get_by_label("Your contribution")).to_have_attribute("dir", "auto")
    english.get_by_label("Your contribution").fill("")
    expect(english.get_by_label("Your contribution")).to_have_attribute("dir", "rtl")


def test_the_host_and_the_organiser_find_their_screens_in_english(server: Server, open_page: OpenPage) -> None:
    tablet = open_page("tablet", server.links["hosts"][server.stations[0]], locale="en-GB")
    expect(tablet.get_by_role("heading", name="Unsorted")).to_be_visible()
    expect(tablet.get_by_text("all saved")).to_be_visible()
    desk = open_page("desk", server.links["organiser"], locale="en-GB")
    expect(desk.get_by_role("heading", name="Announcement to everyone")).to_be_visible()
    expect(desk.get_by_role("link", name="Report as a Word file")).to_be_visible()
    for page in (tablet, desk):
        expect(page.locator("html")).to_have_attribute("lang", ENGLISH)
        assert page.evaluate(FITS) is True
