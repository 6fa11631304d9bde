"""A phone's parts that come only when somebody needs them, on a line that holds them: what was tapped holds."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import scan, write
from tests.browser.serving import Server


def test_the_third_part_comes_where_the_second_was_lost_once(server: Server, open_page: OpenPage, watch: Watch) -> None:
    """It stands on the second, by the address that this has: browsers keep in mind that loading a script failed."""
    watch.expect("Failed to load resource|ERR_FAILED")
    phone = open_page("phone")
    lost: list[Route] = []

    def lose_one(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route)
            route.abort()

    phone.route("**/station-later.js*", lose_one)
    scan(phone, server)
    phone.get_by_text("Menü").click()
    expect(phone.locator("link[data-icon]")).to_have_attribute("href", re.compile("favicon"))
    assert len(lost) == 1


def test_what_asks_before_something_is_gone_asks_for_the_last_tap(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    held: list[Route] = []
    released = False
    phone.route("**/station-rest.js*", lambda route: route.continue_() if released else held.append(route))
    scan(phone, server)
    first, last = write(phone, "Zuerst angetippt"), write(phone, "Zuletzt angetippt")
    for one in (first, last, last):
        one.get_by_role("button", name="zurückziehen").click()
        expect(one.locator("[data-note]")).to_have_text("Das wird noch geladen. Einen Moment, bitte.")
    assert len(held) == 1
    released = True
    held[0].continue_()
    expect(phone.locator("[data-confirm-text]")).to_have_text("Zuletzt angetippt")
    phone.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(last).to_have_count(0)
    expect(first).to_have_count(1)
    expect(first.locator("[data-note]")).to_have_count(0)
