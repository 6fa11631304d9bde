"""A guest's first screens in every language, on a narrow phone: nothing is cut, out of its button, or sideways.

`PICTURES=1` keeps a picture of each below `.cache/browser/languages/`, to be looked at side by side.
"""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from facilitation.doors.languages import LANGUAGES
from tests.browser.conftest import PICTURES, OpenPage
from tests.browser.drawn_text import FAULTS
from tests.browser.people import behind_door, order
from tests.browser.serving import Server

NARROW = {"width": 320, "height": 640}
FOLDER = PICTURES / "languages"
Looks = Callable[[str], None]


@pytest.fixture
def phone(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """A narrow phone that asks for the test's language."""
    return open_page("phone", locale=request.getfixturevalue("language"), viewport=NARROW)


@pytest.fixture
def looks(phone: Page, language: str) -> Looks:
    """Measures a screen, of which one language tells another by its name."""

    def look(screen: str) -> None:
        found = phone.evaluate(FAULTS)
        if os.environ.get("PICTURES"):
            FOLDER.mkdir(parents=True, exist_ok=True)
            phone.screenshot(path=FOLDER / f"{screen}-{language}.png")
        assert found == [], (language, screen)

    return look


@pytest.mark.parametrize("language", LANGUAGES)
def test_arriving_writing_and_what_the_menu_leads_to(server: Server, phone: Page, looks: Looks, language: str) -> None:
    phone.goto(server.links["stations"][server.stations[0]])
    expect(phone.locator("html")).to_have_attribute("lang", language)
    expect(phone.locator("[data-stream-head] [data-votes-left]")).to_be_visible()
    looks("1-arrival")
    phone.locator(".arrival-all summary").click()
    looks("2-languages-of-arrival")
    phone.locator("#text").fill("World Café 2023!")
    looks("3-writing")
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-own]").first).to_be_visible()
    expect(phone.locator("#text")).to_have_value("")
    expect(phone.locator("[data-own] time").first).to_have_text(re.compile("^[0-9]{2}:[0-9]{2}$"))
    phone.locator("#main").click(position={"x": 4, "y": 4})
    looks("4-station")
    phone.locator("[data-menu] summary").click()
    expect(phone.locator(".menu-sheet")).to_be_visible()
    looks("5-menu")
    phone.locator(".menu-sheet a[href*='/language']").click()
    phone.locator(".speak-other").click()
    looks("6-language")
    phone.goto(server.page("mine"))
    looks("7-mine")
    phone.goto(server.page("me"))
    looks("8-me")
    phone.goto(server.page())
    looks("9-welcome")


@pytest.fixture(scope="module")
def survey_begun() -> list[str]:
    """Whether this file's server has its survey open already."""
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_survey_and_the_way_to_the_next_station(
    server: Server, open_page: OpenPage, phone: Page, looks: Looks, language: str, survey_begun: list[str]
) -> None:
    organiser = behind_door(server, server.links["organiser"])
    if not survey_begun:
        order(organiser, "feedback.begin")
        survey_begun.append(language)
    order(organiser, "round.start", round=1)
    phone.goto(server.links["stations"][server.stations[1]])
    expect(phone.locator("[data-stream-head] [data-votes-left]")).to_be_visible()
    looks("a-running")
    order(organiser, "round.end")
    expect(phone.locator("[data-move][open]")).to_be_visible()
    looks("b-move")
    phone.goto(server.page("feedback"))
    expect(phone.locator(".scale").first).to_be_visible()
    looks("c-survey")


def test_a_tap_on_arriving_changes_the_page_at_once_and_keeps_what_was_typed(
    server: Server, open_page: OpenPage
) -> None:
    for script in (True, False):
        page = open_page("phone", java_script_enabled=script)
        page.goto(server.links["stations"][server.stations[0]])
        page.locator("#text").fill("Ein halber Gedanke")
        page.locator("#name").fill("Aya")
        page.locator(".arrival-all summary").click()
        page.get_by_role("button", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("#text")).to_have_value("Ein halber Gedanke")
        expect(page.locator("#name")).to_have_value("Aya")
        expect(page.locator("select[name=language]")).to_have_value("ar")
        expect(page.get_by_role("button", name="العربية").first).to_have_attribute("aria-pressed", "true")


def test_the_menus_way_to_another_language_keeps_the_draft(server: Server, open_page: OpenPage) -> None:
    page = open_page("phone")
    page.goto(server.links["stations"][server.stations[0]])
    page.locator("#text").fill("Noch nicht fertig")
    page.locator("[data-menu] summary").click()
    page.get_by_role("link", name="Sprache").click()
    page.get_by_role("main").get_by_role("button", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator("#text")).to_have_value("Noch nicht fertig")
    expect(page.locator("select[name=language]")).to_have_value("uk")


PLACES = """
() => Object.fromEntries(
  [["sign", ".band .sign"], ["menu", "[data-menu]"], ["clock", ".band-time"], ["send", "[data-send]"]]
    .map(([name, place]) => {
      const { left, right } = document.querySelector(place).getBoundingClientRect();
      return [name, Math.round((left + right) / 2)];
    }),
)
"""


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_from_right_to_left_everything_mirrors(server: Server, open_page: OpenPage, language: str) -> None:
    german, mirrored = open_page("phone"), open_page("phone", locale=language)
    for page in (german, mirrored):
        page.goto(server.links["stations"][server.stations[0]])
        expect(page.locator("[data-stream-head] [data-votes-left]")).to_be_visible()
    one, other = german.evaluate(PLACES), mirrored.evaluate(PLACES)
    sides = {name: (place < 195, other[name] < 195) for name, place in one.items()}
    assert {name: left != right for name, (left, right) in sides.items()} == dict.fromkeys(one, True)
