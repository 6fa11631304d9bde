"""A host sorts a hundred contributions into eight clusters: by keyboard alone, and by taps alone."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitation import memory
from facilitation.actor import Actor
from facilitation.services import contributions, events, participants
from tests.browser.boards import board, column
from tests.browser.boards import texts as texts_of
from tests.browser.conftest import OpenPage
from tests.browser.people import Neighbour
from tests.browser.serving import Server, serve_quickly
from tests.conftest import fill
from tests.conftest import texts as real_texts
from tests.prepared import prepared

LYING, STANDING = (1180, 820), (820, 1180)
THEMES = ["Räume", "Geld", "Anträge", "Ämter", "Sprache", "Teilhabe", "Netzwerk", "Sonstiges"]
IDS = "cards => cards.map((one) => one.dataset.contribution)"
FOCUSED = "document.activeElement.closest('[data-contribution]')?.dataset.contribution"

Sorting = dict[str, list[str]]
"""What belongs into which cluster: titles, and contributions' ids."""


def belonging(themes: int) -> Sorting:
    """The first hundred of the real texts belong to the themes in turn; what belongs to so many of them."""
    ids = [str(uuid.UUID(int=number, version=4)) for number in range(100)]
    return {title: ids[place :: len(THEMES)] for place, title in enumerate(THEMES[:themes])}


def written() -> None:
    """Somebody at the first station wrote them."""
    event = events.find("dresden-2023")
    guest = Actor(event.id, participants.join(event, language="de").id)
    for number, one in enumerate(real_texts()[:100]):
        id = str(uuid.UUID(int=number, version=4))
        contributions.add(
            guest, event.stations[0].slug, id=id, text=one["text"], kind=one["kind"], language=one["lang"]
        )
        memory.forget_all()


@pytest.fixture
def own_server(fresh: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    """A café with these hundred contributions."""
    hundred = prepared(tmp_path_factory, "a-hundred", lambda folder: fill(folder, written, fresh))
    with serve_quickly(tmp_path / "data", hundred) as running:
        yield running


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


def focused_text(page: Page) -> Locator:
    """The text of the card that has the keyboard."""
    return page.locator("[data-contribution]:focus-within [data-text]")


def assert_sorted(page: Page, wanted: Sorting) -> None:
    left = 100 - sum(map(len, wanted.values()))
    expect(page.locator("[data-inbox] > [data-contribution]")).to_have_count(left)
    for title, inside in wanted.items():
        shown = column(page, title).locator("[data-contribution]").evaluate_all(IDS)
        assert sorted(shown) == sorted(inside)
    expect(page.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")


@pytest.mark.parametrize(("size", "themes"), [(LYING, 8), (STANDING, 2)])
def test_by_taps_alone(own_server: Server, open_page: OpenPage, size: tuple[int, int], themes: int) -> None:
    sorting = belonging(themes)
    host = tablet(open_page, own_server, size)
    for title, inside in sorting.items():
        for id in inside:
            host.locator(f'[data-contribution="{id}"] [data-text]').tap()
        expect(host.locator("[data-chosen]")).to_have_text(f"{len(inside)} gewählt")
        host.get_by_role("button", name="In ein Thema").tap()
        host.get_by_role("dialog").get_by_role("button", name="Neues Thema").tap()
        host.get_by_label("Titel des Themas").fill(title)  # the tablet's own keyboard
        host.locator('[data-new-cluster] [data-do="save"]').tap()
        expect(column(host, title).locator("[data-cards]")).to_have_text(f"Beiträge: {len(inside)}")
    assert_sorted(host, sorting)


@pytest.mark.parametrize(("size", "themes"), [(LYING, 2), (STANDING, 8)])
def test_by_keyboard_alone(own_server: Server, open_page: OpenPage, size: tuple[int, int], themes: int) -> None:
    sorting = belonging(themes)
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
        expect(host.locator("[data-new-cluster]").get_by_label("Titel des Themas")).to_be_focused()
        host.keyboard.type(title)
        host.keyboard.press("Enter")
        expect(column(host, title).locator("[data-cards]")).to_have_text(f"Beiträge: {len(inside)}")
    assert_sorted(host, sorting)


def test_arrows_cross_the_board_and_the_chooser(server: Server, open_page: OpenPage) -> None:
    guest = Neighbour(server)
    for text in ("Drei", "Zwei", "Eins"):
        guest.write(text)
    host = board(open_page("tablet"), server)
    expect(host.locator("[data-inbox] > [data-contribution]")).to_have_count(3)
    until(host, "Tab", lambda: host.evaluate(FOCUSED))
    expect(host.locator("#board-keys")).to_be_in_viewport()
    host.keyboard.press("n")
    host.keyboard.type("Erstes")
    host.keyboard.press("Enter")
    expect(focused_text(host)).to_have_text("Zwei")
    host.keyboard.press("t")
    until(host, "ArrowDown", lambda: host.evaluate("document.activeElement.textContent.trim() .startsWith('Erstes')"))
    host.keyboard.press("Enter")
    expect(column(host, "Erstes").locator("[data-cards]")).to_have_text("Beiträge: 2")
    expect(focused_text(host)).to_have_text("Drei")
    host.keyboard.press("ArrowRight")
    host.keyboard.press("Home")
    below = texts_of(column(host, "Erstes"))
    expect(focused_text(host)).to_have_text(below[0])
    host.keyboard.press("End")
    expect(focused_text(host)).to_have_text(below[1])
    host.keyboard.press("ArrowLeft")
    expect(focused_text(host)).to_have_text("Drei")
    host.keyboard.press("Enter")
    host.keyboard.press("Escape")
    expect(host.locator("[data-chosen]")).to_have_count(0)
