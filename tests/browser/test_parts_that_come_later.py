"""A phone's parts that come only when somebody needs them, on a line that holds them: what was tapped holds."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import scan, write
from tests.browser.serving import Server


def test_what_asks_before_something_is_gone_asks_for_the_last_tap(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    held: list[Route] = []
    phone.route("**/station-rest.js*", lambda route: held.append(route))
    scan(phone, server)
    first, last = write(phone, "Zuerst angetippt"), write(phone, "Zuletzt angetippt")
    for one in (first, last, last):
        one.get_by_role("button", name="zurückziehen").click()
        expect(one.locator("[data-note]")).to_have_text("Das wird noch geladen. Einen Moment, bitte.")
    assert len(held) == 1
    held[0].continue_()
    expect(phone.locator("[data-confirm-text]")).to_have_text("Zuletzt angetippt")
    phone.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(last).to_have_count(0)
    expect(first).to_have_count(1)
    expect(first.locator("[data-note]")).to_have_count(0)
