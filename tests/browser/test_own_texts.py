"""The event's own texts on the phone of somebody who reads another language than the event's, while the day goes on."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, order
from tests.browser.serving import Server


def english(open_page: OpenPage, server: Server) -> Page:
    """A phone at the first station whose browser asks for English."""
    page = open_page("phone", locale="en-GB")
    page.goto(server.links["stations"][server.stations[0]])
    expect(page.locator("[data-votes-left]")).to_have_text("3 of 3 dots left")
    return page


def speaks(text: Locator, language: str, words: str) -> None:
    """Expect these words, told apart for a screen reader as of this language."""
    expect(text).to_have_text(words)
    expect(text).to_have_attribute("lang", language)


def test_rounds_prompts_and_the_way_on_are_read_in_the_phones_language(own_server: Server, open_page: OpenPage) -> None:
    phone, desk = english(open_page, own_server), behind_door(own_server, own_server.links["organiser"])
    order(desk, "round.start", event=own_server.event, round=2)
    expect(phone.locator("[data-prompt-title]")).to_have_text("Round 2 · Solutions")
    speaks(phone.locator("[data-prompt-title] bdi"), "en", "Solutions")
    speaks(phone.locator("[data-prompt-text]"), "en", "Which solution would make a noticeable difference for us?")
    order(desk, "round.end", event=own_server.event)
    speaks(phone.locator(".move-name bdi"), "en", "Open administration")
    phone.keyboard.press("Escape")
    speaks(phone.locator("[data-next] b bdi"), "en", "Open administration")


def test_each_phone_reads_an_announcement_in_its_language_or_the_original_with_its_name(
    own_server: Server, open_page: OpenPage
) -> None:
    phone, desk = english(open_page, own_server), open_page("desk")
    german = open_page("phone")
    german.goto(own_server.links["stations"][own_server.stations[1]])
    desk.goto(own_server.links["organiser"])
    desk.get_by_label("Text der Ansage").fill("Kaffee ist da!")
    desk.get_by_text("In weiteren Sprachen").click()
    desk.get_by_label("English").fill("Coffee is ready!")
    desk.get_by_role("button", name="Senden").click()
    said = '[data-banner="announcement"] p'
    speaks(phone.locator(said), "en", "Coffee is ready!")
    speaks(german.locator(said), "de", "Kaffee ist da!")
    speaks(desk.locator("[data-said-in=en]"), "en", "Coffee is ready!")
    expect(desk.get_by_label("English")).to_have_value("")
    order(desk, "event.announce", event=own_server.event, text="Bitte leiser", minutes=5)
    expect(phone.locator(said)).to_have_text(re.compile("Bitte leiserDeutsch"))
    expect(phone.locator(said)).to_have_attribute("lang", "de")
