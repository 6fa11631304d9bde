"""A host sorts a hundred contributions into eight clusters: by keyboard alone, and by taps alone."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import board, column
from tests.browser.boards import texts as texts_of
from tests.browser.conftest import OpenPage
from tests.browser.people import join, order
from tests.browser.serving import Server
from tests.conftest import texts

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in [(1180, 820), (820, 1180)]]
THEMES = ["Räume", "Geld", "Anträge", "Ämter", "Sprache", "Teilhabe", "Netzwerk", "Sonstiges"]
IDS = "cards => cards.map((one) => one.dataset.contribution)"
FOCUSED = "document.activeElement.closest('[data-contribution]')?.dataset.contribution"

Sorting = dict[str, list[str]]
"""What belongs into which cluster: titles, and contributions' ids."""


def add(page: Page, server: Server, text: str, kind: str = "idea", language: str = "de") -> str:
    """Send a contribution to the first station; its id."""
    id = str(uuid.uuid4())
    order(page, "contribution.add", id=id, station=server.stations[0], text=text, kind=kind, language=language)
    return id


def a_hundred(page: Page, server: Server) -> Sorting:
    """A guest's phone writes a hundred of the real texts; they belong to the themes in turn."""
    wanted: Sorting = {title: [] for title in THEMES}
    for number, one in enumerate(texts()[:100]):
        wanted[THEMES[number % len(THEMES)]].append(add(page, server, one["text"], one["kind"], one["lang"]))
    return wanted


@pytest.fixture
def sorting(own_server: Server, open_page: OpenPage) -> Sorting:
    return a_hundred(join(open_page("phone"), own_server), own_server)


def tablet(open_page: OpenPage, server: Server, size: tuple[int, int]) -> Page:
    page = board(open_page("tablet", viewport={"width": size[0], "height": size[1]}), server)
    expect(page.locator("[data-inbox] > [data-contribution]")).to_have_count(100)
    return page


def until(page: Page, key: str, there: Callable[[], object]) -> None:
    """Press a key until one is there."""
    for _ in range(60):
        page.keyboard.press(key)
        if there():
            return
    raise AssertionError(f"{key} does not lead there")


def focused_text(page: Page) -> str:
    """The text of the card that has the keyboard."""
    text: str = page.locator("[data-contribution]:focus-within [data-text]").inner_text()
    return text


def assert_sorted(page: Page, wanted: Sorting) -> None:
    expect(page.locator("[data-inbox] > [data-contribution]")).to_have_count(0)
    for title, inside in wanted.items():
        shown = column(page, title).locator("[data-contribution]").evaluate_all(IDS)
        assert sorted(shown) == sorted(inside)
    expect(page.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")


@pytest.mark.parametrize("size", SIZES)
def test_by_taps_alone(own_server: Server, open_page: OpenPage, sorting: Sorting, size: tuple[int, int]) -> None:
    host = tablet(open_page, own_server, size)
    for title, inside in sorting.items():
        for id in inside:
            host.locator(f'[data-contribution="{id}"] [data-text]').tap()
        expect(host.locator("[data-chosen]")).to_have_text(f"{len(inside)} gewählt")
        host.get_by_role("button", name="In Thema").tap()
        host.get_by_role("dialog").get_by_role("button", name="Neues Thema").tap()
        host.get_by_label("Titel des Themas").fill(title)  # the tablet's own keyboard
        host.locator('[data-new-cluster] [data-do="save"]').tap()
        expect(column(host, title).locator("[data-cards]")).to_have_text(f"Beiträge: {len(inside)}")
    assert_sorted(host, sorting)


@pytest.mark.parametrize("size", SIZES)
def test_by_keyboard_alone(own_server: Server, open_page: OpenPage, sorting: Sorting, size: tuple[int, int]) -> None:
    host = tablet(open_page, own_server, size)
    until(host, "Tab", lambda: host.evaluate(FOCUSED))
    for title, inside in sorting.items():
        host.keyboard.press("Home")
        for _ in range(host.locator("[data-inbox] > [data-contribution]").count()):
            if host.evaluate(FOCUSED) in inside:
                host.keyboard.press("Enter")
            host.keyboard.press("ArrowDown")
        expect(host.locator("[data-chosen]")).to_have_text(f"{len(inside)} gewählt")
        host.keyboard.press("n")
        expect(host.get_by_label("Titel des Themas")).to_be_focused()
        host.keyboard.type(title)
        host.keyboard.press("Enter")
        expect(column(host, title).locator("[data-cards]")).to_have_text(f"Beiträge: {len(inside)}")
    assert_sorted(host, sorting)


def test_arrows_cross_the_board_and_the_chooser(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server)
    for text in ("Drei", "Zwei", "Eins"):
        add(phone, own_server, text)
    host = board(open_page("tablet"), own_server)
    expect(host.locator("[data-inbox] > [data-contribution]")).to_have_count(3)
    until(host, "Tab", lambda: host.evaluate(FOCUSED))
    expect(host.locator("#board-keys")).to_be_in_viewport()
    host.keyboard.press("n")
    host.keyboard.type("Erstes")
    host.keyboard.press("Enter")
    assert focused_text(host) == "Zwei"
    host.keyboard.press("t")
    until(host, "ArrowDown", lambda: host.evaluate("document.activeElement.textContent.trim() === 'Erstes'"))
    host.keyboard.press("Enter")
    expect(column(host, "Erstes").locator("[data-cards]")).to_have_text("Beiträge: 2")
    assert focused_text(host) == "Drei"
    host.keyboard.press("ArrowRight")
    host.keyboard.press("Home")
    below = texts_of(column(host, "Erstes"))
    assert focused_text(host) == below[0]
    host.keyboard.press("End")
    assert focused_text(host) == below[1]
    host.keyboard.press("ArrowLeft")
    assert focused_text(host) == "Drei"
    host.keyboard.press("Enter")
    host.keyboard.press("Escape")
    expect(host.locator("[data-chosen]")).to_have_count(0)
