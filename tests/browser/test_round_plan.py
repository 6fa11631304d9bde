"""Organisers plan their rounds with times as they speak them, and the desk in another window follows."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.serving import Server

REFUSED = "400"
"""A time that cannot be is refused."""
PREVIEW = "Blocked script execution in"
"""The page within the editor shows what guests see, and runs nothing."""


def test_a_time_is_mended_by_one_key_and_a_new_round_reaches_the_desk(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(PREVIEW)
    watch.expect(REFUSED)
    desk = open_page("desk", own_server.links["organiser"])
    editor = desk.context.new_page()
    editor.goto(f"{own_server.page()}edit/rounds")
    editor.locator("#starts-2").fill("15.05")
    expect(editor.locator("#error-round-2")).to_contain_text("15:10")
    expect(editor.locator("#starts-2")).to_have_value("15.05")
    editor.locator("#round-2 [data-mend] button").click()
    expect(editor.locator("#starts-2")).to_have_value("15:10")
    expect(editor.locator("#error-round-2")).to_be_empty()

    editor.locator("#add-title").fill("Feiern")
    editor.locator("#add-rounds button[name=do]").click()
    expect(editor.locator("#row-4")).to_be_visible()
    expect(desk.locator("[data-day]")).to_contain_text("Feiern")
    editor.locator("#keys-4 button[value=up]").press("Enter")
    expect(editor.locator("#field-of-round-title-3-0-de")).to_have_value("Feiern")
    expect(editor.locator("#keys-3 button[value=up]")).to_be_focused()


def test_without_script_the_same_forms_do_it(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(PREVIEW)
    page = open_page("desk", own_server.links["organiser"], java_script_enabled=False)
    page.goto(f"{own_server.page()}edit/rounds")
    page.locator("#starts-2").fill("15 Uhr 20")
    page.locator("#round-2 button[data-without-script]").click()
    expect(page.locator("#starts-2")).to_have_value("15:20")
    page.goto(f"{own_server.page()}edit/stations?part=foerderung-und-raeume")
    page.locator("#tables").fill("4")
    page.locator("#tables-foerderung-und-raeume button").click()
    expect(page.locator("#tables")).to_have_value("4")
    page.locator("input[name=sign][value='9']").check(force=True)
    page.locator("#sign-foerderung-und-raeume button").click()
    expect(page.locator("input[name=sign]:checked")).to_have_value("9")
