"""The print kit as it leaves the printer: every sheet is whole on its page, in colour and in black."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage
from tests.browser.serving import Server

CUT = """() => [...document.querySelectorAll(
    ".print-sheets:not([hidden]) :is(.poster, .paper-card, .host-front, .host-back, .sign-side)")]
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.className)"""
SHEETS = """() => [...document.querySelectorAll(".print-sheets:not([hidden]) .poster")].length"""
A4 = (595, 842)
"""Width and height of a page, in points."""


@pytest.fixture
def kit(server: Server, open_page: OpenPage) -> Page:
    page = open_page("desk", server.links["organiser"])
    page.goto(server.page("organise/print"))
    return page


def test_every_sheet_is_whole_on_a_page_of_its_own(kit: Page) -> None:
    kit.locator("[value=photo_notice]").check()
    assert kit.evaluate(CUT) == []
    sheets = kit.evaluate(SHEETS)
    printed = PdfReader(io.BytesIO(kit.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == sheets > 15
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in printed.pages} == {A4}
    assert "Karte" not in printed.pages[0].extract_text()
    secret = [n for n, one in enumerate(printed.pages) if "Geheim." in one.extract_text()]
    assert secret == list(range(sheets - 3, sheets)), "hosts' cards come last"


def test_what_is_chosen_is_shown_at_once_and_nothing_else_is_printed(kit: Page) -> None:
    for box in kit.locator("[data-choose]").all():
        box.uncheck()
    expect(kit.locator("[data-print]")).to_be_disabled()
    kit.get_by_role("checkbox", name="Ablauf für die Tür").check()
    assert len(PdfReader(io.BytesIO(kit.pdf(prefer_css_page_size=True))).pages) == 1
    kit.get_by_label("schwarz-weiß").check()
    kit.get_by_role("checkbox", name="Plakate").check()
    band = kit.locator(".poster-band").first
    assert band.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(28, 25, 21)"


def test_it_says_what_was_printed_and_that_it_is_out_of_date(kit: Page, server: Server) -> None:
    with kit.expect_response("**/organise/printed") as told:
        kit.evaluate('() => window.dispatchEvent(new Event("beforeprint"))')
    assert told.value.ok
    kit.reload()
    expect(kit.locator(".print-part", has=kit.locator("[value=posters]")).locator(".chip")).to_have_text("aktuell")


def test_more_paper_cards_are_drawn_where_they_are_asked_for(kit: Page) -> None:
    field = kit.get_by_label("Blätter mit Papierkarten")
    field.fill("3")
    with kit.expect_navigation():
        field.press("Tab")
    expect(kit.locator(".sheet-cards")).to_have_count(3)
    assert kit.evaluate(CUT) == []
