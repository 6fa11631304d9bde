"""The host's board: taking back, other wordings, German ones, and what says the same."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import add_cluster, board, said, tick
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import CLOSED, Neighbour, behind_door, card, join, order, quoted, write
from tests.browser.serving import Server, serve_quickly
from tests.translator import libre_translate


@pytest.fixture
def guest(server: Server, open_page: OpenPage) -> Page:
    return join(open_page("phone"), server)


@pytest.fixture
def host(server: Server, open_page: OpenPage) -> Page:
    return board(open_page("tablet"), server)


def press(host: Page, text: str, button: str) -> None:
    """Choose a card, and press a button of the bar."""
    tick(host, text).check()
    host.locator("[data-bar]").get_by_role("button", name=button, exact=True).tap()


def field(host: Page, label: str) -> Locator:
    return host.get_by_label(label, exact=True)


def test_one_tap_takes_back_what_was_done_last(guest: Page, host: Page) -> None:
    write(guest, "Versehentlich ausgeblendet")
    press(host, "Versehentlich ausgeblendet", "Ausblenden")
    expect(card(guest, "Versehentlich ausgeblendet")).to_have_count(0)
    expect(host.locator("[data-done-what]")).to_have_text("Ausgeblendet: 1")
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(guest, "Versehentlich ausgeblendet")).to_have_count(1)
    expect(said(host)).to_have_text("Rückgängig gemacht.")
    expect(host.locator("[data-done-line]")).to_have_count(0)


def test_who_takes_back_with_the_keyboard_goes_on_at_the_board(neighbour: Neighbour, host: Page) -> None:
    neighbour.write("Gleich wieder eingeblendet")
    press(host, "Gleich wieder eingeblendet", "Ausblenden")
    expect(host.get_by_role("button", name="Rückgängig")).to_be_enabled()
    host.get_by_role("button", name="Rückgängig").press("Enter")
    expect(host.locator("[data-done-line]")).to_have_count(0)
    expect(host.locator("#inbox-head")).to_be_focused()


def test_a_text_is_reworded_and_the_authors_own_is_kept(guest: Page, host: Page) -> None:
    write(guest, "Frau Beispiel hilft nie")
    press(host, "Frau Beispiel hilft nie", "Ändern")
    expect(field(host, "Text des Beitrags")).to_be_focused()
    field(host, "Text des Beitrags").fill("Im Amt hilft niemand")
    field(host, "Text des Beitrags").press("Control+Enter")
    expect(card(guest, "Im Amt hilft niemand").locator("[data-edited]")).to_have_text("geändert")
    expect(guest.get_by_text("Frau Beispiel")).to_have_count(0)
    original = card(host, "Im Amt hilft niemand").locator("[data-original]")
    original.locator("summary").tap()
    expect(original.get_by_text("Frau Beispiel hilft nie")).to_be_visible()
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(guest, "Frau Beispiel hilft nie")).to_have_count(1)


def test_two_wordings_at_once_are_both_shown(server: Server, open_page: OpenPage, guest: Page, host: Page) -> None:
    second = board(open_page("tablet"), server)
    write(guest, "Zwei schreiben daran")
    for tablet in (host, second):
        press(tablet, "Zwei schreiben daran", "Ändern")
    field(host, "Text des Beitrags").fill("Die erste Fassung")
    field(second, "Text des Beitrags").fill("Die zweite Fassung")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(card(guest, "Die erste Fassung")).to_have_count(1)
    second.get_by_role("button", name="Speichern", exact=True).tap()
    expect(second.locator("[data-now]")).to_contain_text("Die erste Fassung")
    expect(field(second, "Text des Beitrags")).to_have_value("Die zweite Fassung")
    expect(card(guest, "Die erste Fassung")).to_have_count(1)
    second.get_by_role("button", name="Meinen Text speichern").tap()
    expect(card(guest, "Die zweite Fassung")).to_have_count(1)


def test_what_is_typed_in_a_card_is_seen_also_where_that_is_beneath_another_or_filtered_out(
    server: Server, neighbour: Neighbour, host: Page
) -> None:
    second = behind_door(server, server.links["hosts"][server.stations[0]])
    below, head = neighbour.write("Liegt gleich darunter"), neighbour.write("Liegt gleich darüber")
    press(host, "Liegt gleich darunter", "Ändern")
    field(host, "Text des Beitrags").fill("Angefangen")
    order(second, "contribution.merge", event=server.event, into=head, ids=[below])
    merged = host.locator(f'[data-merged="{below}"]')
    expect(field(host, "Text des Beitrags")).to_have_value("Angefangen")
    expect(merged.get_by_label("Text des Beitrags")).to_be_visible()
    host.get_by_role("searchbox").fill("gibt es nicht")
    expect(host.locator("[data-contribution]")).to_have_count(1)
    neighbour.write("Noch einer, um den es geht")
    host.get_by_role("searchbox").fill("")
    press(host, "Noch einer, um den es geht", "Ändern")
    expect(field(host, "Text des Beitrags")).to_be_focused()
    expect(merged.locator("[data-message]")).to_have_text("Hier steht noch ein Text, der nicht gespeichert ist.")
    field(host, "Text des Beitrags").press("Escape")
    expect(host.locator(f'[data-contribution="{head}"] [data-do="select"]')).to_be_focused()
    expect(field(host, "Text des Beitrags")).to_have_count(0)


def test_what_is_typed_in_a_card_survives_a_reload(neighbour: Neighbour, host: Page) -> None:
    neighbour.write("Wird gerade umgeschrieben")
    press(host, "Wird gerade umgeschrieben", "Ändern")
    field(host, "Text des Beitrags").fill("Halb fert")
    host.reload()
    expect(field(host, "Text des Beitrags")).to_have_value("Halb fert")
    host.keyboard.press("Tab")
    field(host, "Text des Beitrags").press("Escape")
    expect(field(host, "Text des Beitrags")).to_have_count(0)


def test_a_german_wording_stands_below_for_everybody(guest: Page, host: Page) -> None:
    guest.get_by_label("Sprache des Beitrags").select_option("tr")
    write(guest, "Dernekler için oda yok")
    press(host, "Dernekler için oda yok", "Deutsch")
    field(host, "Deutsche Übersetzung").fill("Es gibt keine Räume für Vereine")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    german = card(guest, "Dernekler için oda yok").locator("[data-german]")
    expect(german).to_contain_text("Es gibt keine Räume für Vereine")
    host.locator("[data-bar]").get_by_role("button", name="Deutsch", exact=True).tap()
    host.get_by_role("button", name="Deutsche Übersetzung entfernen").tap()
    expect(german).to_have_count(0)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(german).to_have_count(1)


def test_contact_data_is_shown_with_the_german_wording_that_was_read(guest: Page, host: Page) -> None:
    guest.get_by_label("Sprache des Beitrags").select_option("en")
    write(guest, "Call 0171 8362736")
    press(host, "Call 0171 8362736", "Deutsch")
    field(host, "Deutsche Übersetzung").fill("Ruf an: 0171 8362736")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    shown = card(host, "Call 0171 8362736")
    shown.get_by_role("button", name="Dürfen gezeigt werden").tap()
    expect(shown.locator("[data-contact]")).to_have_count(0)
    host.reload()
    expect(shown).to_have_count(1)
    expect(shown.locator("[data-contact]")).to_have_count(0)


def test_what_says_the_same_is_merged_with_one_tap(
    server: Server, open_page: OpenPage, guest: Page, host: Page
) -> None:
    other = join(open_page("phone"), server)
    write(guest, "Wir brauchen Räume am Abend")
    write(other, "Abends fehlen Räume")
    card(other, "Wir brauchen Räume am Abend").locator('[data-do="vote"]').click()
    card(guest, "Abends fehlen Räume").locator('[data-do="vote"]').click()
    head = card(host, "Wir brauchen Räume am Abend")
    expect(head.locator("[data-votes]")).to_have_attribute("data-votes", "1")
    expect(card(host, "Abends fehlen Räume").locator("[data-votes]")).to_have_attribute("data-votes", "1")
    tick(host, "Wir brauchen Räume am Abend").check()
    press(host, "Abends fehlen Räume", "Zusammenführen")
    expect(head.locator("[data-votes]").first).to_have_attribute("data-votes", "2")
    expect(card(host, "Abends fehlen Räume")).to_have_count(0)
    beneath = card(guest, "Wir brauchen Räume am Abend").locator("[data-beneath]")
    beneath.locator("summary").click()
    expect(beneath.get_by_text("Abends fehlen Räume")).to_be_visible()
    expect(card(other, "Abends fehlen Räume").get_by_text("zusammengeführt")).to_be_visible()
    head.locator("[data-beneath] summary").tap()
    head.get_by_role("button", name="Trennen: Abends fehlen Räume").tap()
    expect(card(host, "Abends fehlen Räume")).to_have_count(1)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(head.locator("[data-votes]").first).to_have_attribute("data-votes", "2")


def test_the_journal_says_what_was_done_and_takes_it_back(guest: Page, host: Page) -> None:
    write(guest, "Steht im Protokoll")
    press(host, "Steht im Protokoll", "Hervorheben")
    host.locator("[data-bar]").get_by_role("button", name="Ausblenden").tap()
    expect(card(guest, "Steht im Protokoll")).to_have_count(0)
    host.get_by_role("button", name="Verlauf").tap()
    journal = host.get_by_role("dialog", name="Verlauf dieser Station")
    newest = journal.locator("[data-entry]").first
    expect(newest).to_contain_text("Ausgeblendet: „Steht im Protokoll“")
    expect(newest).to_contain_text("Gastgeber*in")
    journal.get_by_role("button", name="Rückgängig: Hervorhebung geändert: „Steht im Protokoll“").first.tap()
    expect(journal.locator("[data-entry]").first).to_contain_text("Rückgängig gemacht:")
    journal.get_by_role("button", name="Rückgängig: Ausgeblendet: „Steht im Protokoll“").first.tap()
    expect(card(guest, "Steht im Protokoll")).to_have_count(1)
    host.keyboard.press("Escape")
    expect(journal).to_have_count(0)
    expect(host.get_by_role("button", name="Verlauf")).to_be_focused()


def test_the_journal_says_why_a_theme_has_no_name_any_more(guest: Page, host: Page) -> None:
    text = "Wir brauchen mehr Räume für Jugendliche"
    own = write(guest, text)
    add_cluster(host, text)
    own.locator("[data-do=withdraw]").click()
    guest.locator("dialog[data-confirm] [data-do=confirm]").click()
    expect(host.locator(f"[data-title]:text-is({quoted(text)})")).to_have_count(0)
    host.get_by_role("button", name="Verlauf").tap()
    entry = host.get_by_role("dialog", name="Verlauf dieser Station").locator("[data-entry]").first
    expect(entry).to_contain_text("(wiederholte, was ein Gast zurückgezogen hat)")
    expect(entry.get_by_role("button")).to_have_count(0)


def test_a_machines_draft_is_checked_before_it_is_saved(
    tmp_path: Path, fresh: Path, open_page: OpenPage, watch: Watch
) -> None:
    with libre_translate() as machine, serve_quickly(tmp_path / "translated", fresh, TRANSLATE_URL=machine.url) as cafe:
        watch.host = urlsplit(cafe.url).netloc
        watch.expect(CLOSED)  # it ends before its pages
        machine.says["rooms need We", "de"] = "Wir brauchen Raum"
        guest, host = join(open_page("phone"), cafe), board(open_page("tablet"), cafe)
        guest.locator("select[name=language]").select_option("en")
        write(guest, "rooms need We")
        tick(host, "rooms need We").check()
        host.locator("[data-bar]").get_by_role("button", name="Deutsch").tap()
        host.get_by_role("button", name="Automatisch übersetzen").tap()
        field = host.get_by_label("Deutsche Übersetzung")
        expect(field).to_have_value("Wir brauchen Raum")
        expect(host.locator("[data-field-note]")).to_contain_text("Automatisch übersetzt.")
        expect(card(guest, "rooms need We").locator("[data-german]")).to_have_count(0)
        machine.answers.append((500, b""))
        host.get_by_role("button", name="Automatisch übersetzen").tap()
        expect(host.locator("[data-message]")).to_contain_text("Gerade gibt es keine automatische Übersetzung.")
        watch.expect("502")
        expect(field).to_have_value("Wir brauchen Raum")
        field.fill("Wir brauchen Räume.")
        host.get_by_role("button", name="Speichern", exact=True).tap()
        expect(card(guest, "rooms need We")).to_contain_text("Wir brauchen Räume.")
        assert [one["q"] for one in machine.asked] == ["rooms need We"] * 2


def test_without_a_translator_there_is_no_button(server: Server, open_page: OpenPage) -> None:
    guest, host = join(open_page("phone"), server), board(open_page("tablet"), server)
    guest.locator("select[name=language]").select_option("en")
    write(guest, "We need a kitchen")
    tick(host, "We need a kitchen").check()
    host.locator("[data-bar]").get_by_role("button", name="Deutsch").tap()
    expect(host.get_by_label("Deutsche Übersetzung")).to_be_visible()
    expect(host.get_by_role("button", name="Automatisch übersetzen")).to_have_count(0)
