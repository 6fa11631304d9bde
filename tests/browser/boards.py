"""What hosts do on their boards, for journeys."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import card, quoted
from tests.browser.serving import Server


def board(page: Page, server: Server, station: int = 0) -> Page:
    """Open the board by the station's secret link, and wait until the live connection stands."""
    page.goto(server.links["hosts"][server.stations[station]])
    expect(page.locator('[data-fact="people"]')).not_to_contain_text("–")
    return page


@contextmanager
def never_loaded_anew(page: Page) -> Iterator[Page]:
    """A page that stays as it is to the test's end: everything on it came by the live connection."""
    page.evaluate("window.notReloaded = true")
    yield page
    assert page.evaluate("window.notReloaded") is True


def tick(page: Page, text: str) -> Locator:
    """The box that selects a card."""
    return card(page, text).locator('[data-do="select"]')


def column(page: Page, title: str) -> Locator:
    """The column of the cluster with this title."""
    return page.locator("[data-cluster]").filter(has=page.locator(f"[data-title]:text-is({quoted(title)})"))


def add_cluster(page: Page, title: str) -> Locator:
    """Make a cluster with the tablet's keyboard; returns its column."""
    page.get_by_role("button", name="Neues Thema").click()
    page.get_by_label("Titel des Themas").fill(title)
    page.get_by_label("Titel des Themas").press("Enter")
    expect(column(page, title)).to_have_count(1)
    return column(page, title)


def texts(place: Locator) -> list[str]:
    """The texts of the cards in a place, from top to bottom."""
    return place.locator("[data-text]").all_text_contents()


def paper(page: Page) -> Locator:
    """Unfold the form for cards from paper; returns the field for their text."""
    page.get_by_role("button", name="Papierkarte abtippen").click()
    expect(page.get_by_label("Text der Karte")).to_be_focused()
    return page.get_by_label("Text der Karte")


def tell(page: Page) -> Locator:
    """Say that the story was read out to the new group; returns the dialog, which is closed then."""
    dialog = page.locator("dialog[data-telling]")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Vorgelesen").click()
    expect(dialog).to_be_hidden()
    return dialog


def said(page: Page) -> Locator:
    """The element whose text a screen reader says."""
    return page.locator("[data-say]")


def state_one(page: Page, text: str, where: str | None = None) -> None:
    """Add a key statement, for the running round unless `where` says otherwise."""
    page.get_by_role("button", name="Hinzufügen").tap()
    page.get_by_label("Kernaussage", exact=True).fill(text)
    if where:
        page.get_by_label("Gilt für").select_option(label=where)
    page.get_by_role("button", name="Speichern", exact=True).tap()
    expect(page.locator("[data-statement] [data-text]").filter(has_text=text)).to_have_count(1)


def let_stand(host: Page) -> None:
    """Wait until what has just come in or moved takes an answer (`static/js/screens/host/steady.js`)."""
    now = host.evaluate("performance.now()")
    host.wait_for_function("(moved) => performance.now() - moved >= 400", arg=now)
