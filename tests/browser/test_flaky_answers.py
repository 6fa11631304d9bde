"""A line whose answers are lost, late, half, or somebody else's: what a host or organiser did is there once, as typed.

The server has heard each deed before its answer goes wrong, except where somebody else answers in its place.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests import camera
from tests.browser.boards import board, paper
from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import PORTAL, ROUND_TRIPS, Network, back_online, between
from tests.browser.people import CLOSED, behind_door, order
from tests.browser.serving import Server
from tests.browser.test_photos import pick, shown, waiting
from tests.browser.test_report import editor, state, text
from tests.browser.test_summing_up import panel

TEXT = "Räume am Abend, auch für „Nähstube“ & قاعات"


@pytest.fixture
def tablet(own_server: Server, open_page: OpenPage, watch: Watch) -> tuple[Page, Network]:
    """A board in the first round whose network is the test's."""
    watch.expect(CLOSED)
    watch.expect("Failed to load resource|ERR_FAILED")
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "round.start", event=own_server.event, round=1)
    page = open_page("tablet")
    network = between(page.context)
    return board(page, own_server), network


def state_it(host: Page) -> None:
    host.get_by_role("button", name="Hinzufügen").tap()
    host.get_by_label("Kernaussage", exact=True).fill(TEXT)
    host.get_by_role("button", name="Speichern", exact=True).tap()


def agree_on_it(host: Page) -> None:
    here = panel(host, "Nächste Schritte")
    here.get_by_role("button", name="Neuer Schritt").tap()
    host.get_by_label("Was soll geschehen?").fill(TEXT)
    here.get_by_role("button", name="Speichern", exact=True).tap()


def type_it_in(host: Page) -> None:
    paper(host).fill(TEXT)
    host.keyboard.press("Enter")


DEEDS: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "a statement": ("statement.add", state_it, "[data-statements] [data-statement] [data-text]"),
    "a measure": ("measure.add", agree_on_it, "[data-measure] [data-text]"),
    "a paper card": ("contribution.type_in", type_it_in, "[data-contribution] > [data-text]"),
}
INSTEAD: dict[str, dict[str, Any]] = {
    "the server cannot now": {"ok": False, "error": "server_error", "message": "x"},
    "the disk is full": {"ok": False, "error": "storage_full", "message": "x"},
    "too many at once": {"ok": False, "error": "too_many", "message": "x", "retry_after": 0.1},
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("fault", ["the answer is lost", "the line goes silent", *INSTEAD])
def test_what_a_host_sums_up_is_there_once(tablet: tuple[Page, Network], deed: str, fault: str) -> None:
    host, network = tablet
    name, do, where = DEEDS[deed]
    if fault == "the answer is lost":
        network.cut = name
    elif fault == "the line goes silent":
        network.silence()
    else:
        network.answer = (name, INSTEAD[fault])
    do(host)
    network.wait_for(host, name, 1)
    back_online(host)
    network.wait_for_answers(host, name, 1)
    expect(host.locator('[data-fact="saved"]')).to_have_attribute("data-state", "saved")
    expect(host.locator(where)).to_have_text([TEXT])
    host.reload()
    expect(host.locator(where)).to_have_text([TEXT])
    assert {one["id"] for one in network.orders(name)} == {network.orders(name)[0]["id"]}


def after_it_was_heard(answer: Callable[[Route], None]) -> Callable[[Route], None]:
    """Let the server hear a request, and its sender hear something else."""

    def handle(route: Route) -> None:
        route.fetch()
        answer(route)

    return handle


WRONG: dict[str, Callable[[Route], None]] = {
    "nothing": after_it_was_heard(lambda route: route.abort()),
    "half of it": after_it_was_heard(lambda route: route.fulfill(content_type="application/json", body='{"ok": tru')),
    "a sign-in page": lambda route: route.fulfill(content_type="text/html", body=PORTAL),
    "an empty answer": after_it_was_heard(lambda route: route.fulfill(body="")),
    "a proxy's refusal": after_it_was_heard(lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>")),
    "another JSON": after_it_was_heard(lambda route: route.fulfill(json={"message": "busy"})),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_photo_is_there_once(tablet: tuple[Page, Network], wrong: str) -> None:
    host, _ = tablet
    left = [WRONG[wrong]]
    host.route("**/photos?*", lambda route: left.pop()(route) if left else route.continue_())
    pick(host, ("tisch.jpg", camera.from_phone()))
    expect(shown(host)).to_have_count(1)
    expect(waiting(host)).to_have_count(0)
    host.reload()
    expect(shown(host)).to_have_count(1)
    expect(waiting(host)).to_have_count(0)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_written_around_the_report_is_there_once(
    own_server: Server, desk: Page, watch: Watch, wrong: str
) -> None:
    watch.expect("Failed to load resource|ERR_FAILED")
    editor(desk, own_server)
    left = [WRONG[wrong], WRONG[wrong]]
    desk.route("**/e/*/report/*", lambda route: left.pop()(route) if left else route.continue_())
    text(desk).fill(TEXT)
    desk.get_by_role("button", name="Empfehlung hinzufügen").click()
    item = desk.locator('[data-items="recommendation"] > li').last
    item.get_by_label("Was wird empfohlen?").fill(TEXT)
    for _ in range(ROUND_TRIPS):  # both have to be sent again
        back_online(desk)
        if not left:
            break
    assert not left
    back_online(desk)
    expect(state(desk)).to_have_text("Gespeichert.")
    expect(item.locator("[data-state]")).to_have_text("Gespeichert.")
    desk.reload()
    expect(text(desk)).to_have_value(TEXT)
    expect(desk.locator('[data-items="recommendation"] [name=what]')).to_have_count(1)
    expect(desk.locator('[data-items="recommendation"] [name=what]')).to_have_value(TEXT)
