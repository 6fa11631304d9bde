"""Guests' screens enlarged to 200 and 400 %, with spaced text and larger letters: nothing scrolls sideways."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import join, scan, write
from tests.browser.serving import Server

LAPTOP = {"width": 1280, "height": 1024}
PHONE = {"width": 360, "height": 640}
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
"""What WCAG 2.2 asks a page to bear (1.4.12)."""
LOOKS: dict[str, tuple[dict[str, int], str]] = {
    "at 200 %": ({side: length // 2 for side, length in LAPTOP.items()}, ""),
    "at 400 %": ({side: length // 4 for side, length in LAPTOP.items()}, ""),
    "with letters of 130 %": (PHONE, "html { font-size: 130%; }"),
    "with spaced text": (PHONE, SPACED),
}
DRESS = """
([rules, direction]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
  document.documentElement.dir = direction;
}
"""
BEYOND = """
() => {
  const page = document.scrollingElement;
  const wide = document.documentElement.clientWidth;
  const cuts = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") {
        return true;
      }
    }
    return false;
  };
  const outside = [...document.querySelectorAll("body *:not(.skip)")].filter((element) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility() && (left < -1 || right > wide + 1) && !cuts(element);
  });
  return [page.scrollWidth - wide, ...outside.map((element) => element.outerHTML.slice(0, 120))];
}
"""
"""By how much the page is wider than its screen, and what stands beyond its edges."""


def fits(page: Page) -> None:
    found: dict[str, Any] = {}
    for look, (size, rules) in LOOKS.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for direction in ("rtl", "ltr"):
            page.evaluate(DRESS, [rules, direction])
            found[f"{look}, {direction}"] = page.evaluate(BEYOND)
    assert {look: beyond for look, beyond in found.items() if beyond != [0]} == {}


def test_a_first_visit_and_its_menu(server: Server, open_page: OpenPage) -> None:
    page = scan(open_page("phone"), server)
    fits(page)
    page.locator("[data-arrival] summary").click()
    fits(page)
    page.locator("[data-menu] summary").click()
    fits(page)


def test_a_station_and_what_was_said_there(server: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone"), server)
    write(page, "Ein Raum für Nachbarschaftsversammlungen und Freizeitbeschäftigungen")
    page.get_by_label("Ihr Beitrag").fill("Noch etwas")
    fits(page)
    page.get_by_role("link", name="Bisher gesagt").click()
    fits(page)


def test_the_pages_beside_the_stations(server: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone"), server)
    for path in ("", "me", "mine", "feedback", "privacy", "accessibility", "imprint"):
        page.goto(server.page(path))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        fits(page)


@pytest.mark.parametrize("language", ["ar", "vi", "de"])
def test_the_composers_line_is_no_column_of_words_with_large_letters(
    server: Server, open_page: OpenPage, language: str
) -> None:
    page = open_page("phone", locale=language, viewport=PHONE)
    page.goto(server.links["stations"][server.stations[0]])
    page.evaluate("document.documentElement.style.fontSize = '130%'")
    page.locator("#text").focus()
    for text in ("", "World Café 2023!"):
        page.locator("#text").fill(text)
        line, frame = (page.locator(one).bounding_box() for one in ("[data-line]", ".composer-field"))
        assert line
        assert frame
        assert not page.locator("[data-line]").inner_text() or line["width"] > 0.55 * frame["width"]
