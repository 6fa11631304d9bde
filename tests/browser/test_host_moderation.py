"""What hosts do with a single contribution: hide it and say why, count hands, let its author pause."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import board, said, tick
from tests.browser.conftest import OpenPage
from tests.browser.people import card, join, line, write
from tests.browser.serving import Server


@pytest.fixture
def guest(own_server: Server, open_page: OpenPage) -> Page:
    return join(open_page("phone"), own_server)


@pytest.fixture
def host(own_server: Server, open_page: OpenPage) -> Page:
    return board(open_page("tablet"), own_server)


def hide(host: Page, text: str) -> None:
    tick(host, text).check()
    host.locator("[data-bar]").get_by_role("button", name="Ausblenden").tap()
    expect(host.locator("[data-done-what]")).to_have_text("Ausgeblendet: 1")


def test_the_author_reads_why_something_was_hidden(guest: Page, host: Page) -> None:
    write(guest, "Frau Muster ist schuld.")
    hide(host, "Frau Muster ist schuld.")
    expect(guest.locator("[data-hidden-own]")).to_have_text("„Frau Muster ist schuld.“ – ausgeblendet")
    host.get_by_label("Grund (nur für den Gast sichtbar").select_option(label="enthält Namen")
    expect(said(host)).to_have_text("Grund mitgeteilt: enthält Namen")
    expect(guest.locator("[data-hidden-own]")).to_have_text("„Frau Muster ist schuld.“ – ausgeblendet: enthält Namen")
    host.locator("[data-hidden] summary").tap()
    expect(card(host, "Frau Muster ist schuld.").locator(".chip-bad")).to_have_text("ausgeblendet: enthält Namen")
    expect(host.locator("[data-reasons]")).to_have_count(0)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(guest, "Frau Muster ist schuld.")).to_have_count(1)
    expect(guest.locator("[data-hidden-own]")).to_have_count(0)


def test_a_reason_in_the_hosts_own_words(guest: Page, host: Page) -> None:
    write(guest, "Werbung für mein Geschäft")
    hide(host, "Werbung für mein Geschäft")
    host.get_by_label("Grund (nur für den Gast sichtbar").select_option(label="anderer Grund …")
    host.get_by_label("Grund in eigenen Worten").fill("Werbung <b>bitte</b> am Infostand")
    host.get_by_label("Grund in eigenen Worten").press("Enter")
    expect(guest.locator("[data-hidden-own] b")).to_have_text("ausgeblendet: Werbung <b>bitte</b> am Infostand")


def test_the_reason_speaks_the_readers_language(own_server: Server, open_page: OpenPage, host: Page) -> None:
    reader = open_page("phone", locale="en-GB")
    reader.goto(own_server.links["stations"][own_server.stations[0]])
    reader.get_by_label("Your contribution").fill("Mrs Sample is to blame.")
    reader.get_by_role("button", name="Send").click()
    hide(host, "Mrs Sample is to blame.")
    host.get_by_label("Grund (nur für den Gast sichtbar").select_option(label="enthält Namen")
    expect(reader.locator("[data-hidden-own] b")).to_have_text("hidden: contains names")


def test_hands_of_people_without_a_phone_are_counted(guest: Page, host: Page) -> None:
    write(guest, "Viele nicken")
    tick(host, "Viele nicken").check()
    host.get_by_role("button", name="Mehr …").tap()
    host.get_by_label("Wie viele Gäste ohne Handy geben einen Punkt?").fill("7")
    host.get_by_role("button", name="Zählen").tap()
    expect(card(host, "Viele nicken").locator("[data-votes]")).to_have_attribute("data-votes", "7")
    dots = "Punkt geben: Viele nicken – Punkte: 7"
    expect(card(guest, "Viele nicken").get_by_role("button", name=dots, exact=True)).to_be_visible()
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(host, "Viele nicken").locator("[data-votes]")).to_have_attribute("data-votes", "0")


def test_an_author_pauses_and_goes_on(guest: Page, host: Page) -> None:
    write(guest, "Zum zehnten Mal")
    tick(host, "Zum zehnten Mal").check()
    host.get_by_role("button", name="Mehr …").tap()
    host.get_by_role("button", name="Schreiben anhalten bis zur nächsten Runde").tap()
    expect(card(host, "Zum zehnten Mal").locator("[data-author-paused]")).to_have_text("Schreiben angehalten")
    guest.get_by_label("Ihr Beitrag").fill("Zum elften Mal")
    guest.get_by_role("button", name="Senden").click()
    expect(line(guest)).to_have_text(
        "Sie können in der nächsten Runde wieder schreiben. Ihr Text bleibt hier. "
        "Die Gastgeber*innen am Tisch sagen Ihnen, warum."
    )
    expect(card(host, "Zum elften Mal")).to_have_count(0)
    host.get_by_role("button", name="Mehr …").tap()
    host.get_by_role("button", name="Weiter schreiben lassen").tap()
    expect(card(host, "Zum zehnten Mal").locator("[data-author-paused]")).to_have_count(0)
    expect(guest.get_by_label("Ihr Beitrag")).to_have_value("Zum elften Mal")
    guest.get_by_role("button", name="Senden").click()
    expect(card(host, "Zum elften Mal")).to_have_count(1)
