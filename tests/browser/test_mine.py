"""My contributions, by keyboard: found from the menu, changed live, honest without network, and all of it gone."""

from playwright.sync_api import Page, expect

from tests.browser.axe import in_every_look
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, card, connected, join, write
from tests.browser.serving import Server

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def fits(page: Page) -> None:
    """Nothing is wider than a small phone, from left to right or the other way, and axe finds nothing."""
    for direction in ("rtl", "ltr"):
        page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        assert page.evaluate(WIDER) == 0, direction
    assert in_every_look(page) == []


def test_no_word_of_the_sums_is_broken_with_large_letters(server: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone", viewport={"width": 360, "height": 640}), server, 2)
    write(page, "Wir brauchen Dolmetscher*innen")
    page.goto(f"{server.page('mine')}?lang=ar")
    page.evaluate("document.documentElement.style.fontSize = '130%'")
    words = page.locator(".sums dt").first
    expect(words).to_have_text("المساهمات")
    lines = (
        "one => { const all = document.createRange(); all.selectNodeContents(one); return all.getClientRects().length }"
    )
    assert words.evaluate(lines) == 1


def test_the_menu_leads_to_all_of_ones_own(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    page, other = join(open_page("phone", viewport={"width": 320, "height": 568}), server), open_page("phone")
    for text in ("Mein erster Gedanke", "Mein zweiter Gedanke"):
        write(page, text)
    card(page, "Mein erster Gedanke").locator("[data-do=vote]").press("Enter")
    join(other, server)

    menu, key = page.locator("[data-menu]"), page.locator("[data-menu] summary")
    key.press("Enter")
    expect(menu.locator(f'[data-menu-of="{server.stations[0]}"]')).to_have_text("Beiträge: 2 · Punkte übrig: 2")
    fits(page)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(key).to_be_focused()
    page.wait_for_function("() => history.state === null")  # its step is taken back a moment later
    key.press("Enter")
    page.wait_for_function("() => history.state !== null")
    page.go_back()
    expect(menu).not_to_have_attribute("open", "")
    expect(page).to_have_url(server.page(f"stations/{server.stations[0]}"))
    key.press("Enter")
    menu.get_by_role("link", name="Offene Verwaltung").press("Enter")
    connected(page)
    expect(page.locator("[data-band] h1")).to_have_text("Offene Verwaltung")

    key.press("Enter")
    menu.get_by_role("link", name="Meine Beiträge").press("Enter")
    mine = page.locator("[data-own]")
    expect(mine).to_have_count(2)
    expect(mine.nth(1).locator(".dot-button")).to_have_attribute("aria-pressed", "true")
    newest = mine.first
    newest.locator("summary", has_text="ändern").press("Enter")
    newest.get_by_label("Ihr Beitrag").fill("Mein neuer Gedanke")
    fits(page)
    newest.get_by_role("button", name="Speichern").press("Enter")
    expect(newest.locator("[data-text]")).to_have_text("Mein neuer Gedanke")
    expect(newest.locator("summary", has_text="ändern")).to_be_focused()  # in the newer list, too, and not on its dot
    expect(card(other, "Mein neuer Gedanke")).to_be_visible()

    page.context.set_offline(True)
    newest.locator("summary", has_text="zurückziehen").press("Enter")
    newest.get_by_role("button", name="Zurückziehen").press("Enter")
    expect(newest.locator("[data-under-way]")).to_have_text(
        "Wird zurückgezogen. Keine Verbindung. Wird später gesendet."
    )
    page.context.set_offline(False)
    expect(mine).to_have_count(1)
    expect(card(other, "Mein neuer Gedanke")).to_have_count(0)

    page.locator("summary", has_text="Alles löschen").press("Enter")
    fits(page)
    page.get_by_role("button", name="Ja, alles löschen").press("Enter")
    expect(page.get_by_role("heading", name="Alles gelöscht")).to_be_visible()
    expect(card(other, "Mein erster Gedanke")).to_have_count(0)
    page.wait_for_function("() => localStorage.length === 0")
