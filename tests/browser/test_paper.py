"""Cards from paper on the host's tablet: typed in one after the other, counted by hand, taken back."""

from playwright.sync_api import expect

from tests.browser.boards import board, paper
from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import between
from tests.browser.people import OFFLINE, Neighbour, card, join
from tests.browser.serving import Server


def test_cards_are_typed_in_one_after_the_other(server: Server, open_page: OpenPage) -> None:
    guest, host = join(open_page("phone"), server), board(open_page("tablet"), server)
    text = paper(host)
    host.get_by_label("Art", exact=True).select_option("wish")
    host.get_by_text("Sprache, Tisch, Foto …").tap()
    host.get_by_label("Punkte von Gästen ohne Handy").fill("4")
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


def test_a_card_that_is_too_long_comes_back_and_one_without_network_is_delivered(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    host = board(open_page("tablet"), server)
    text = paper(host)
    text.fill("x" * 501)
    text.press("Enter")
    expect(host.locator("[data-paper-error]")).to_contain_text("501 Zeichen, möglich sind 500")
    expect(text).to_have_value("x" * 501)
    expect(text).to_be_focused()
    text.fill("Ohne Netz getippt")
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    text.press("Enter")
    expect(text).to_have_value("")
    expect(card(host, "Ohne Netz getippt")).to_contain_text("wartet auf Verbindung")
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 1")
    guest = Neighbour(server)
    host.context.set_offline(False)
    guest.reads("Ohne Netz getippt")
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")
    expect(card(host, "Ohne Netz getippt")).to_have_count(1)


def test_a_card_that_comes_back_waits_for_the_field_and_brings_all_that_belongs_to_it(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    host = board(open_page("tablet"), server)
    text = paper(host)
    kind = host.get_by_label("Art", exact=True)
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    host.get_by_text("Sprache, Tisch, Foto …").tap()
    kind.select_option("wish")
    host.get_by_label("Punkte von Gästen ohne Handy").fill("4")
    text.fill("y" * 501)
    text.press("Enter")
    kind.select_option("idea")
    text.fill("Schon die nächste")
    host.context.set_offline(False)
    expect(host.locator('[data-fact="saved"]')).to_have_text("nicht angenommen: 1")
    expect(host.locator("[data-refusal]")).to_contain_text("501 Zeichen, möglich sind 500")
    expect(text).to_have_value("Schon die nächste")
    text.press("Enter")
    expect(text).to_have_value("y" * 501)
    expect(kind).to_have_value("wish")
    expect(host.get_by_label("Punkte von Gästen ohne Handy")).to_have_value("4")
    text.fill("Kürzer")
    text.press("Enter")
    expect(card(host, "Kürzer")).to_contain_text("Wunsch")
    expect(card(host, "Schon die nächste")).to_have_count(1)
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")


def test_while_the_server_cannot_store_anything_a_board_keeps_everything_and_says_so(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page("tablet")
    network = between(page.context)
    full = {"ok": False, "error": "storage_full", "message": "Der Server kann gerade nicht speichern."}
    network.answers = lambda name, payload: full if name == "contribution.type_in" else None
    host = board(page, server)
    text = paper(host)
    text.fill("Bei voller Platte getippt")
    text.press("Enter")
    for _ in range(2):
        expect(card(host, "Bei voller Platte getippt")).to_have_count(1)
        expect(host.locator('[data-banner="later"]')).to_contain_text("Der Server kann gerade nicht speichern.")
        expect(host.locator('[data-fact="saved"]')).to_have_text("wird später gesendet: 1")
        host.reload()
    guest = Neighbour(server)
    network.answers = lambda name, payload: None
    guest.reads("Bei voller Platte getippt")
    expect(host.locator('[data-banner="later"]')).to_have_count(0)
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")
    assert len({payload["order"] for payload in network.orders("contribution.type_in")}) == 1
