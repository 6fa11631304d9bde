"""What a phone asks for before its guest can write, counted and never timed."""

import datetime as dt
import uuid

from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import behind_door, card, join, order, runs_down, scan, write
from tests.browser.serving import Server
from tests.load.visit import at_once, later

MORE_THAN_A_PAGE = 13
"""Contributions of a station of which a page brings only the newest along."""


def test_a_first_visit_asks_for_few_files_and_for_the_others_when_somebody_needs_them(
    server: Server, open_page: OpenPage
) -> None:
    """What tests/load/visit.py counts is what a browser asks for, before and after."""
    other = open_page("phone")
    other.request.get(server.links["stations"][server.stations[0]], max_redirects=0)
    for number in range(MORE_THAN_A_PAGE):
        form: dict[str, str | float | bool] = {
            **{"id": str(uuid.uuid4()), "text": f"Vorher {number}"},
            **{"kind": "idea", "language": "de"},
        }
        sent = other.request.post(server.page(f"stations/{server.stations[0]}"), form=form, max_redirects=0)
        assert sent.status == 303
    phone = open_page("phone")
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url.removeprefix(server.url)))
    scan(phone, server)
    phone.wait_for_load_state("load")
    page = phone.request.get(phone.url).text()
    files = {path for path in asked if path.startswith("/static/") or ".json" in path}
    assert files == at_once(page)
    assert {path.split("/", 3)[3] for path in files} == {
        *("built/station-first.css", "built/station-first.svg"),
        *("de/station.js", "de/station-later.js"),
    }
    assert len(asked) <= 10, asked
    asked.clear()
    with phone.expect_response("**/*.json?since=0*"), phone.expect_response("**/station.css"):
        phone.get_by_text("Menü").click()
    expect(phone.locator("link[data-whole]")).to_have_count(0)
    expect(phone.locator("[data-stream] [data-contribution]")).to_have_count(MORE_THAN_A_PAGE)
    signs = {path for path in later(page) if path.endswith("favicon.svg")}  # Chromium tells nobody that it asks
    files = {path for path in asked if path.startswith("/static/") or ".json?since" in path}
    assert files - signs == later(page) - signs


def test_a_style_sheet_that_the_network_lost_is_asked_for_again(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_FAILED")
    phone, asked = open_page("phone"), list[str]()

    def lose_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    phone.route("**/station.css", lose_once)
    phone.clock.install()
    scan(phone, server)
    with phone.expect_event("requestfailed", lambda request: request.url.endswith("/station.css")):
        phone.get_by_text("Menü").click()
    phone.clock.fast_forward(10_000)
    expect(phone.locator("link[data-whole]")).to_have_count(0)
    expect(phone.locator('link[rel=stylesheet][href$="/station.css"]')).to_have_count(1)
    assert len(asked) == 2


SHOWN = """
const { showModal } = HTMLDialogElement.prototype;
HTMLDialogElement.prototype.showModal = function () {
  document.documentElement.dataset.opened =
    Array.from(document.styleSheets).some(({ href }) => href && href.endsWith("/station.css")) ? "styled" : "plain";
  return showModal.call(this);
};
"""
"""Tells whether a dialog opened with the style sheet that it needs."""


def test_what_a_tap_opens_in_a_first_minute_comes_with_its_looks(server: Server, open_page: OpenPage) -> None:
    phone, held = open_page("phone"), list[Route]()
    phone.add_init_script(SHOWN)
    phone.route("**/station.css", lambda route: held.append(route))
    phone.clock.install()
    own = write(scan(phone, server), "Gleich wieder weg")
    phone.clock.pause_at(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2))  # before the rest comes by itself
    with phone.expect_response("**/station-rest.js"):
        own.locator("[data-do=withdraw]").click()
    held.pop().continue_()
    expect(phone.locator("[data-confirm][open]")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-opened", "styled")


def test_two_keys_lead_to_the_field(server: Server, open_page: OpenPage) -> None:
    phone = scan(open_page("phone"), server)
    for key in ("Tab", "Enter"):
        phone.keyboard.press(key)
    expect(phone.get_by_label("Ihr Beitrag")).to_be_focused()


def test_phones_whose_clock_is_a_year_off_write_and_count_down(server: Server, open_page: OpenPage) -> None:
    desk = behind_door(server, server.links["organiser"])
    order(desk, "round.start", round=1)
    year, phones = dt.timedelta(days=365), [open_page("phone"), open_page("phone")]
    for phone, off in zip(phones, (year, -year), strict=True):
        phone.clock.set_system_time(dt.datetime.now(dt.UTC) + off)
        join(phone, server)
        expect(phone.locator("[data-clock]")).to_have_text(runs_down(25))
        write(phone, f"Von einem Handy, dessen Uhr {off.days} Tage danebengeht")
    for phone, off in zip(phones, (-year, year), strict=True):
        phone.reload()
        expect(card(phone, f"Von einem Handy, dessen Uhr {off.days} Tage danebengeht")).to_have_count(1)
