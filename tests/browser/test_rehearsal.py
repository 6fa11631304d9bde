"""The rehearsal's page: from its beginning to its deletion, with a real guest who stays."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, card, join, page_behind_door, write
from tests.browser.serving import Server

TEXT = "Ich bin wirklich da"


def figure(page: Page, name: str) -> int:
    return int(page.locator(f"[data-goes-{name}]").inner_text())


def test_a_rehearsal_fills_the_wall_and_leaves_nothing_but_a_real_guests_words(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    desk = page_behind_door(open_page, own_server, own_server.links["organiser"])
    desk.goto(own_server.page("rehearsal"))
    guest, wall = open_page("phone"), open_page("wall")
    write(join(guest, own_server), TEXT)
    wall.goto(own_server.links["wall"])
    expect(wall.locator("[data-rehearsal-mark]")).to_be_hidden()
    expect(guest.locator("[data-rehearsal-mark]")).to_be_hidden()
    desk.fill("#people", "12")
    desk.select_option("#minutes", "3")
    desk.click("[value=begin]")
    expect(wall.locator("[data-rehearsal-mark]")).to_be_visible()
    expect(guest.locator("[data-rehearsal-mark]")).to_have_text("Probelauf ·")
    expect(desk.locator("[data-step=round][data-state=now]")).to_have_count(1)
    expect(desk.locator("[data-goes-contributions]")).not_to_have_text("0")
    expect(desk.locator("[data-good]:visible, [data-slow]:visible")).to_have_count(1)
    expect(desk.locator("[data-real]")).to_be_visible()
    desk.click("[value=pause]")
    expect(desk.locator("[value=go_on]")).to_be_visible()
    desk.click("[value=go_on]")
    desk.click("[value=stop]")
    expect(desk.locator("[value=stop]")).to_have_count(0)
    assert figure(desk, "people") > 0
    expect(desk.locator("[data-step=arrive][data-state=past]")).to_have_count(1)
    expect(desk.locator("[data-step=feedback][data-state=past]")).to_have_count(0)
    desk.context.set_offline(True)
    expect(desk.locator("[data-offline]")).to_contain_text("Keine Verbindung.")
    desk.context.set_offline(False)
    expect(desk.locator("[data-offline]")).to_be_hidden()
    desk.click(".rehearsal-sure summary")
    desk.click("[value=delete]")
    expect(desk.locator("[value=begin]")).to_be_visible()
    expect(wall.locator("[data-rehearsal-mark]")).to_be_hidden()
    expect(guest.locator("[data-rehearsal-mark]")).to_be_hidden()
    expect(guest.locator("[data-contribution]")).to_have_count(1)
    expect(card(guest, TEXT)).to_have_count(1)
