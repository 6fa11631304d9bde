"""The wall's second language: what a host has read of it stands below the texts, and nothing is cut in a line."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import board, let_stand, tick
from tests.browser.conftest import OpenPage
from tests.browser.people import Neighbour, behind_door, card, order
from tests.browser.serving import ROOT, Server
from tests.browser.test_wall import CUT, FITS
from tests.conftest import new_id, texts

GERMAN, ARABIC = "Es fehlen bezahlbare Räume für Treffen und Proben.", "لا توجد قاعات بأسعار معقولة للاجتماعات."
CUT_BELOW = """
[...document.querySelectorAll("[data-second]")].filter((text) => {
  if (!text.offsetHeight) {
    return false;
  }
  const lines = text.offsetHeight / parseFloat(getComputedStyle(text).lineHeight);
  return Math.abs(lines - Math.round(lines)) > 0.1;
}).map((text) => `${text.textContent} ${text.offsetHeight} ${getComputedStyle(text).lineHeight}`)
"""
ENDS = "one => getComputedStyle(one).direction"


def picture(page: Page, name: str) -> None:
    """To be looked at, where somebody asks for it."""
    if os.environ.get("PICTURES"):
        folder = Path(ROOT) / ".cache" / "browser"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


def word(guest: Neighbour, contribution: str, text: str, language: str, was: str) -> str:
    id = new_id()
    order(guest, "wording.add", id=id, contribution=contribution, text=text, language=language, was=was)
    return id


@pytest.fixture
def guest(own_server: Server, open_page: OpenPage) -> Neighbour:
    return Neighbour(own_server)


def test_only_what_a_host_has_read_stands_below_and_goes_at_once(
    own_server: Server, open_page: OpenPage, guest: Neighbour
) -> None:
    said = word(guest, guest.write(GERMAN), ARABIC, "ar", GERMAN)
    desk = behind_door(own_server, own_server.links["organiser"])
    wall = open_page("wall", own_server.links["wall"])
    wall.goto(f"{own_server.page('wall')}?scene=stations")
    second = wall.locator("[data-second]")
    expect(card(wall, GERMAN)).to_be_visible()
    expect(second).to_have_count(0)
    order(desk, "wall.speak", event=own_server.event, language="ar")
    host = board(open_page("tablet"), own_server)
    row = host.locator("[data-wording]")
    host.locator("[data-wordings] summary").first.tap()
    expect(second).to_have_count(0)  # no host has read it
    row.get_by_role("button", name="Auf die Leinwand").tap()
    expect(second).to_have_text(f"übersetzt: ein Gast{ARABIC}")
    assert (second.get_attribute("lang"), second.evaluate(ENDS)) == ("ar", "rtl")
    assert second.locator("bdi").evaluate(ENDS) == "ltr"
    expect(row.get_by_role("button", name="Auf die Leinwand")).to_have_count(0)
    order(guest, "wording.edit", id=said, text="كلام آخر", was=ARABIC)
    expect(second).to_have_count(0)
    row.get_by_role("button", name="Auf die Leinwand").tap()
    expect(second).to_have_text("übersetzt: ein Gastكلام آخر")
    row.get_by_role("button", name="Ausblenden").tap()
    expect(second).to_have_count(0)


def test_a_host_says_it_in_a_language_of_the_event_and_takes_it_back(
    own_server: Server, open_page: OpenPage, guest: Neighbour
) -> None:
    guest.write(GERMAN)
    desk = open_page("desk", own_server.links["organiser"])
    desk.goto(own_server.page("organise"))
    choice = desk.get_by_label("Zweite Sprache der Leinwand")
    expect(choice).to_have_value("")
    choice.select_option("ar")
    wall = open_page("wall", own_server.links["wall"])
    wall.goto(f"{own_server.page('wall')}?scene=stations")
    host = board(open_page("tablet"), own_server)
    tick(host, GERMAN).check()
    host.locator("[data-bar]").get_by_role("button", name="Übersetzen").tap()
    form = host.locator("form[data-form]")
    form.locator("[data-word-language]").select_option("uk")
    form.locator("[data-field]").fill("Бракує доступних приміщень")
    form.locator("[data-word-language]").select_option("ar")
    expect(form.locator("[data-field]")).to_have_value("Бракує доступних приміщень")
    form.locator("[data-field]").fill(ARABIC)
    form.get_by_role("button", name="Speichern").tap()
    second = wall.locator("[data-second]")
    expect(second).to_have_text(f"übersetzt: Gastgeber*innen{ARABIC}")
    expect(host.locator('[data-wording] [data-by="host"]')).to_have_count(1)
    picture(host, "board-worded")
    let_stand(host)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(second).to_have_count(0)
    choice.select_option("")
    expect(wall.locator("[data-second]")).to_have_count(0)


@pytest.mark.parametrize("scene", ["stations", "strongest", "station:foerderung-und-raeume"])
def test_nothing_is_cut_in_a_line_where_german_and_arabic_stand_together(
    own_server: Server, open_page: OpenPage, guest: Neighbour, scene: str
) -> None:
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    desk = behind_door(own_server, own_server.links["organiser"])
    order(desk, "wall.speak", event=own_server.event, language="ar")
    arabic = [one["text"] for one in texts() if one["lang"] == "ar"]
    german = [one["text"] for one in texts() if one["lang"] == "de" and one["station"] == 1]
    for number, text in enumerate([*german[:7], *arabic[:2]]):
        language = "de" if number < 7 else "ar"
        id = guest.write(text, language)
        if number in (0, 1, 7):
            guest.vote(id)
        if language == "de":
            payload = {"contribution": id, "language": "ar", "text": arabic[number % len(arabic)], "read": text}
            order(host, "wording.word", event=own_server.event, id=new_id(), **payload)
        else:
            order(host, "contribution.word_in_german", event=own_server.event, id=id, text=german[number])
    wall = open_page("wall", own_server.links["wall"])
    wall.goto(f"{own_server.page('wall')}?scene={scene}")
    expect(wall.locator("[data-second]").first).to_be_visible()
    for width, height in ((1920, 1080), (1280, 720)):
        wall.set_viewport_size({"width": width, "height": height})
        wall.wait_for_function(f"() => ({CUT}).length === 0 && ({CUT_BELOW}).length === 0")
        assert wall.evaluate(FITS) is True
        assert wall.locator('[data-second][lang="ar"]').first.evaluate(ENDS) == "rtl"
        picture(wall, f"wall-second-{scene.partition(':')[0]}-{width}")
