"""Dialogs where a browser has none: Firefox before 98, Safari before 15.4."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import card, join, write
from tests.browser.serving import Server

NONE = """
  for (const name of ["showModal", "show", "close"]) { delete HTMLDialogElement.prototype[name]; }
  for (const name of ["onclose", "oncancel"]) { delete HTMLElement.prototype[name]; }
"""
FOCUSED = "() => document.activeElement.closest('dialog')?.dataset.confirm !== undefined"


@pytest.fixture
def phone(server: Server, open_page: OpenPage) -> Page:
    """A phone without dialogs, at its station."""
    page = open_page("phone")
    page.add_init_script(NONE)
    return join(page, server)


def test_a_dialog_opens_over_everything_and_keeps_the_focus(phone: Page) -> None:
    mine = write(phone, "Soll das weg?")
    button = mine.locator("[data-do=withdraw]")
    button.click()
    dialog = phone.locator("dialog[data-confirm]")
    expect(dialog).to_be_visible()
    expect(dialog).to_have_attribute("aria-modal", "true")
    expect(phone.locator("main")).to_have_attribute("aria-hidden", "true")
    above = "(one) => { const { x, y } = one.getBoundingClientRect(); return document.elementFromPoint(x + 5, y + 5); }"
    assert dialog.evaluate(f"(one) => one.contains(({above})(one))")
    for key in ("Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        phone.keyboard.press(key)
        assert phone.evaluate(FOCUSED)
    phone.locator("#text").evaluate("(field) => field.focus()")  # as a screen reader may try
    assert phone.evaluate(FOCUSED)
    phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(phone.locator("main")).not_to_have_attribute("aria-hidden", "true")
    expect(card(phone, "Soll das weg?")).to_have_count(1)


def test_what_is_confirmed_in_it_is_done(phone: Page) -> None:
    write(phone, "Das soll weg").locator("[data-do=withdraw]").click()
    phone.locator("dialog[data-confirm] [data-do=confirm]").click()
    expect(phone.locator("dialog[data-confirm]")).to_be_hidden()
    expect(card(phone, "Das soll weg")).to_have_count(0)


def test_a_page_whose_browser_has_dialogs_keeps_them(server: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone"), server)
    assert page.locator(".dialog-stand-in").count() == 0
    write(page, "Mit eigenem Dialog").locator("[data-do=withdraw]").click()
    assert page.evaluate("() => document.querySelector('dialog[data-confirm]').matches(':modal')")
