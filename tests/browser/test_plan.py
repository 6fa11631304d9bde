"""While the café runs, organisers give a station other words, close it, and add one: every screen takes it as it is."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import join
from tests.browser.serving import Server

PREVIEW = "Blocked script execution in"
"""The page within the editor shows what guests see, and runs nothing."""
STATION = "foerderung-und-raeume"


def test_other_words_reach_phone_wall_and_board_and_a_closed_station_says_where_to_go(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(PREVIEW)
    phone = join(open_page("phone"), own_server)
    wall = open_page("wall", own_server.links["wall"])
    board = open_page("tablet", own_server.links["hosts"][STATION])
    desk = open_page("desk", own_server.links["organiser"])
    phone.locator("#text").fill("Halb getippt")
    desk.goto(f"{own_server.page()}edit/stations?part={STATION}")
    desk.locator("#field-of-station-question-1-0-de").fill("Wo treffen wir uns im Sommer?")
    expect(phone.locator("[data-question]")).to_have_text("Wo treffen wir uns im Sommer?")
    desk.locator("#field-of-station-short_title-1-0-de").fill("Räume im Sommer")
    expect(phone.locator("[data-name-here]")).to_have_text("Räume im Sommer")
    expect(wall.locator("body")).to_contain_text("Räume im Sommer")
    expect(board.locator("body")).to_contain_text("Räume im Sommer")
    expect(phone.locator("#text")).to_have_value("Halb getippt")

    desk.locator(f"#close-{STATION} button[name=do]").click()
    expect(phone.locator("[data-banner=closed]")).to_contain_text("Station 2")
    expect(phone.locator("[data-send]")).to_be_disabled()
    expect(phone.locator("#text")).to_have_value("Halb getippt")
    wall.goto(own_server.page(f"wall?scene=station:{STATION}"))
    expect(wall.locator("[data-depth] header")).to_contain_text("geschlossen")
    desk.locator(f"#open-{STATION} button[name=do]").click()
    expect(wall.locator("[data-depth] header")).to_contain_text("Beiträge")
    expect(phone.locator("[data-banner=closed]")).to_have_count(0)
    expect(phone.locator("[data-send]")).to_be_enabled()
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-stream]")).to_contain_text("Halb getippt")
    expect(board.locator("body")).to_contain_text("Halb getippt")


def test_arrows_of_the_keyboard_move_a_station_and_keep_the_focus(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(PREVIEW)
    desk = open_page("desk", own_server.links["organiser"])
    desk.goto(f"{own_server.page()}edit/stations")
    rows = desk.locator(".edit-station")
    last = rows.nth(2).get_attribute("id")
    up = desk.locator(f"#{last} button[value=up]")
    up.focus()
    desk.keyboard.press("Enter")
    expect(rows.nth(1)).to_have_attribute("id", str(last))
    expect(desk.locator(f"#{last} button[value=up]")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(rows.nth(0)).to_have_attribute("id", str(last))
    expect(desk.locator(f"#{last} button[value=down]")).to_be_focused()
