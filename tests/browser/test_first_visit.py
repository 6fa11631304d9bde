"""What a phone asks for before its guest can write, counted and never timed."""

import datetime as dt
import uuid

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
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
