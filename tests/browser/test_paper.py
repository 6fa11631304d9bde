"""Cards from paper on the host's tablet: typed in one after the other, counted by hand, taken back."""

from playwright.sync_api import expect

from tests.browser.boards import board
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, card, join
from tests.browser.serving import Server


def test_cards_are_typed_in_one_after_the_other(server: Server, open_page: OpenPage) -> None:
    guest, host = join(open_page("phone"), server), board(open_page("tablet"), server)
    text = host.get_by_label("Text der Karte")
    host.get_by_label("Art", exact=True).select_option("wish")
    host.get_by_text("Sprache, Tisch, Foto …").tap()
    host.get_by_label("Stimmen zu (ohne Handy)").fill("4")
    text.fill("Erste Karte von Hand")
    text.press("Enter")
    expect(text).to_have_value("")
    expect(text).to_be_focused()
    host.keyboard.type("Zweite Karte von Hand")
    host.keyboard.press("Enter")
    expect(card(guest, "Zweite Karte von Hand")).to_have_count(1)
    first = card(guest, "Erste Karte von Hand")
    expect(first.locator("[data-votes]")).to_have_attribute("data-votes", "4")
    expect(first).to_contain_text("Wunsch")
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(guest, "Zweite Karte von Hand")).to_have_count(0)
    expect(card(guest, "Erste Karte von Hand")).to_have_count(1)


def test_a_card_that_is_too_long_or_meets_no_network_stays_in_its_field(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    host = board(open_page("tablet"), server)
    text = host.get_by_label("Text der Karte")
    text.fill("x" * 501)
    text.press("Enter")
    expect(host.locator("[data-paper-error]")).to_contain_text("501 von höchstens 500")
    text.fill("Ohne Netz getippt")
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    text.press("Enter")
    expect(host.locator("[data-paper-error]")).not_to_be_empty()
    expect(text).to_have_value("Ohne Netz getippt")
    host.context.set_offline(False)
    expect(host.locator('[data-banner="offline"]')).to_have_count(0)
    text.press("Enter")
    expect(text).to_have_value("")
    expect(card(host, "Ohne Netz getippt")).to_have_count(1)
