"""The board's controls are whole at a tablet's sizes, in both directions and both languages of the interface."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import board
from tests.browser.conftest import OpenPage
from tests.browser.people import Neighbour, behind_door, order
from tests.browser.serving import Server
from tests.browser.test_desk_view import BROKEN_WORDS

SIZES = [(1180, 820), (820, 1180), (1024, 768)]
SIDE_BY_SIDE = """
() => [...document.querySelectorAll('[data-state="pending"] .card-foot')].map((foot) => {
  const [approve, hide] = [...foot.querySelectorAll('[data-do="approve"], [data-do="hide"]')].map((one) => {
    const said = document.createRange();
    said.selectNodeContents(one);
    const [key, words] = [one.getBoundingClientRect(), said.getBoundingClientRect()];
    return { top: key.top, left: key.left, right: key.right, in: words.left >= key.left && words.right <= key.right };
  });
  const apart = approve.right <= hide.left || hide.right <= approve.left;
  return approve.top === hide.top && approve.in && hide.in && apart;
})
"""
"""For each card that waits, whether its two answers stand in one line, each whole in its button."""
WIDTHS = """
() => [...document.querySelectorAll("[data-finder] :is(input, select)")].map((one) => {
  const style = getComputedStyle(one);
  const said = document.createElement("span");
  said.style.cssText = "position: absolute; white-space: nowrap";
  said.style.font = style.font;
  said.textContent = one.placeholder || one.selectedOptions[0].textContent;
  document.body.append(said);
  const needs = said.getBoundingClientRect().width;
  said.remove();
  const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  return [one.placeholder || one.dataset.pick, needs <= one.clientWidth - padding];
})
"""
"""For the search and each filter, whether it has room for what it says."""
BEYOND = """
() => [...document.querySelectorAll("[data-finder] > *")]
  .map((one) => one.getBoundingClientRect())
  .filter((box) => box.left < 0 || box.right > innerWidth).length
"""


@pytest.fixture
def host(own_server: Server, open_page: OpenPage) -> Page:
    """A board on which contributions in two languages wait."""
    station = own_server.stations[0]
    desk = behind_door(own_server, own_server.links["organiser"])
    order(desk, "station.set_approve_first", event=own_server.event, station=station, on=True)
    guest = Neighbour(own_server)
    for language, text in {"de": "Abends ist alles zu", "ru": "Нам нужны помещения", "en": "Call 0351 1234567"}.items():
        guest.write(text, language)
    return board(open_page("tablet"), own_server)


@pytest.mark.parametrize("code", ["de", "en"])
def test_search_filters_and_answers_are_whole(own_server: Server, host: Page, code: str) -> None:
    host.goto(own_server.page(f"host/{own_server.stations[0]}?lang={code}"))
    expect(host.locator('[data-state="pending"]')).to_have_count(3)
    for width, height in SIZES:
        host.set_viewport_size({"width": width, "height": height})
        for direction in ("ltr", "rtl"):
            host.evaluate("direction => { document.documentElement.dir = direction; }", direction)
            here = (code, width, direction)
            assert (here, host.evaluate(SIDE_BY_SIDE)) == (here, [True] * 3)
            widths = dict(host.evaluate(WIDTHS))
            assert len(widths) == 7
            assert (here, [name for name, whole in widths.items() if not whole]) == (here, [])
            assert (here, host.evaluate(BEYOND)) == (here, 0)


def test_a_filter_says_what_it_filters_also_once_chosen_by_hand(host: Page) -> None:
    """A browser does not follow the markup of a list in which somebody has chosen something."""
    kind, clear = host.locator("[data-pick=kind]"), host.locator("[data-do=find-all]")
    shown = host.locator('[data-state="pending"]')
    for choice, count in (("question", 0), ("", 3), ("question", 0)):
        kind.select_option(choice)
        expect(shown).to_have_count(count)
    clear.tap()
    expect(shown).to_have_count(3)
    expect(kind).to_have_value("")


def test_long_words_of_a_themes_title_break_with_a_hyphen(own_server: Server, host: Page) -> None:
    station, title = own_server.stations[0], "Öffentlichkeitsarbeit, Unterstützungsangebote, Gastgeber*innenvorstellung"
    order(host, "cluster.add", event=own_server.event, id=str(uuid.uuid4()), station=station, title=title)
    expect(host.locator("[data-title]")).to_have_count(1)
    assert host.locator("[data-title]").inner_text().replace("\u00ad", "") == title
    for width, height in SIZES:
        host.set_viewport_size({"width": width, "height": height})
        assert (width, host.evaluate(BROKEN_WORDS, "[data-title]")) == (width, [])
