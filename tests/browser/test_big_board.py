"""A station with a thousand contributions on the host's board: what is far away costs nothing, and it stays smooth."""

import subprocess
import sys
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import add_cluster, board, column
from tests.browser.conftest import OpenPage
from tests.browser.dragging import Hand, drag
from tests.browser.people import Neighbour
from tests.browser.serving import ROOT, Server

MANY = 1000
DRAWN = 120
"""As screens/host/board.js says."""
LONGEST_TASK = 100
"""Milliseconds of the browser's main thread: what a finger feels as a stutter."""


@pytest.fixture
def host(own_server: Server, open_page: OpenPage) -> Page:
    command = [sys.executable, "-m", "tests.load.filling", own_server.event, own_server.stations[0], str(MANY)]
    environment = {**own_server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    page = board(open_page("tablet"), own_server)
    expect(page.locator("[data-count]")).to_have_text(str(MANY))
    return page


def test_only_what_is_near_is_drawn_and_the_rest_comes_by_scrolling(host: Page) -> None:
    cards = host.locator("[data-inbox] > [data-contribution]")
    expect(cards).to_have_count(DRAWN)
    for screens in range(2, 5):
        host.locator("[data-inbox]").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        expect(cards).to_have_count(DRAWN * screens)
    host.get_by_role("button", name="Weitere zeigen (520)").press("Enter")
    expect(cards.nth(DRAWN * 4)).to_be_attached()
    add_cluster(host, "Von weit unten")
    text = cards.nth(DRAWN * 4).locator("[data-text]").inner_text()
    drag(host, cards.nth(DRAWN * 4), "Von weit unten")
    expect(column(host, "Von weit unten").locator("[data-text]")).to_have_text([text])
    expect(host.locator("[data-count]")).to_have_text(str(MANY - 1))


@pytest.mark.long
def test_nothing_takes_longer_than_a_finger_feels(own_server: Server, host: Page) -> None:
    """Scrolling, news, choosing and a drag under news, in the browser's own trace."""
    add_cluster(host, "Ziel")
    guest = Neighbour(own_server)
    trace: list[dict[str, Any]] = []
    cdp = host.context.new_cdp_session(host)
    cdp.on("Tracing.dataCollected", lambda part: trace.extend(part["value"]))
    cdp.send("Tracing.start", {"transferMode": "ReportEvents", "categories": "devtools.timeline,toplevel"})
    hand, cards = Hand(host, "finger"), host.locator("[data-inbox] > [data-contribution]")
    for number in range(5):
        hand.touch(cards.nth(number + 3))
        hand.steps(150, 150)
        hand.release()
    news(guest, 5)
    cards.nth(20).locator("[data-text]").tap()
    host.keyboard.press("Escape")
    hand.press(cards.nth(20))
    hand.move("Ziel")
    news(guest, 3)
    hand.steps(600, 500)
    hand.move("Ziel")
    hand.release()
    expect(column(host, "Ziel").locator("[data-cards]")).to_have_text("Beiträge: 1")
    with host.expect_event("console", lambda message: message.text == "traced"):
        cdp.once("Tracing.tracingComplete", lambda _: host.evaluate("console.log('traced')"))
        cdp.send("Tracing.end")
    page = next((one["pid"], one["tid"]) for one in trace if one["name"] == "FireAnimationFrame")
    tasks = [one["dur"] / 1000 for one in trace if one["name"].endswith("RunTask") and (one["pid"], one["tid"]) == page]
    print(f"longest tasks in ms: {[round(task) for task in sorted(tasks)[-5:]]} of {len(tasks)}")
    assert max(tasks) < LONGEST_TASK


def news(guest: Neighbour, count: int) -> None:
    for number in range(count):
        guest.write(f"Neu {number} {uuid.uuid4()}")
