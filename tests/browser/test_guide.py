"""Summing up led by four questions, in a dialog on the tablet."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import add_cluster, board, said, tick
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, Neighbour, behind_door, choose, join, order, write
from tests.browser.serving import Server

SMALL_TARGETS = """
[...document.querySelectorAll("dialog[open] :is(button, select, summary, label.choice)")]
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([text, { width, height }]) => `${text}: ${width} x ${height}`)
"""
INSIDE = """
dialog => [...dialog.querySelectorAll("[data-do=next], [data-field]")].every((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
})
"""


@pytest.fixture
def host(own_server: Server, open_page: OpenPage) -> Page:
    """The board of a station where something was said in its first round."""
    guest = join(open_page("phone"), own_server)
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "round.start", event=own_server.event, round=1)
    host = board(open_page("tablet"), own_server)
    add_cluster(host, "Räume")
    write(guest, "Abends ist alles zu")
    tick(host, "Abends ist alles zu").check()
    host.locator("[data-bar]").get_by_role("button", name="Hervorheben").tap()
    choose(guest, "Angebot")
    write(guest, "Wir haben einen Schlüssel")
    choose(guest, "Frage")
    write(guest, "Wer hat die Schlüssel?")
    host.locator("[data-bar]").get_by_role("button", name="Auswahl aufheben").tap()
    return host


def begin(host: Page) -> Locator:
    """Open the dialog."""
    host.get_by_role("button", name="In vier Schritten zusammenfassen").tap()
    dialog = host.get_by_role("dialog", name="In vier Schritten zusammenfassen")
    expect(dialog).to_be_visible()
    return dialog


def test_four_questions_lead_to_statements_and_measures(host: Page, own_server: Server, open_page: OpenPage) -> None:
    second = board(open_page("tablet"), own_server)
    guide = begin(host)
    expect(guide.get_by_role("heading", name="Was wurde gesagt?")).to_be_focused()
    guide.get_by_role("textbox", name="Was wurde gesagt?").fill("Es fehlen Räume am Abend.")
    guide.get_by_role("checkbox", name="Räume").check()
    guide.get_by_role("checkbox", name="Abends ist alles zu").check()
    guide.get_by_role("button", name="Festhalten").tap()
    expect(said(host)).to_have_text("Kernaussage gespeichert")
    expect(guide.locator("[data-held] li")).to_have_text(["Kernaussage: Es fehlen Räume am Abend."])
    expect(guide.get_by_role("textbox", name="Was wurde gesagt?")).to_have_value("")
    expect(guide.get_by_role("textbox", name="Was wurde gesagt?")).to_be_focused()
    expect(guide.get_by_role("checkbox", name="Räume")).not_to_be_checked()
    guide.get_by_role("button", name="Weiter").tap()

    expect(guide.get_by_role("heading", name="Was hat uns bewegt?")).to_be_focused()
    expect(guide.locator("[data-material] [data-behind-choice]")).to_have_count(1)
    guide.get_by_role("textbox", name="Was hat uns bewegt?").fill("Dass ein Schlüssel genügt.")
    guide.get_by_role("button", name="Weiter").tap()

    expect(guide.get_by_role("heading", name="Was bedeutet das?")).to_be_focused()
    expect(guide.get_by_role("checkbox", name="Wer hat die Schlüssel?")).to_be_visible()
    guide.get_by_role("textbox", name="Was bedeutet das?").fill("Wem gehören die Räume?")
    guide.get_by_label("Festhalten als").select_option(label="Offene Frage")
    guide.get_by_label("Gilt für").select_option(label="Ganze Station")
    guide.get_by_role("button", name="Weiter").tap()

    expect(guide.get_by_role("heading", name="Was folgt daraus?")).to_be_focused()
    expect(guide.locator("[data-material]")).to_contain_text("Wir haben einen Schlüssel")
    guide.get_by_label("Was soll geschehen?").fill("Schlüssel nachmachen")
    guide.get_by_label("Wer", exact=True).fill("Verein")
    guide.get_by_role("button", name="Fertig").tap()
    expect(guide).to_have_count(0)
    expect(host.get_by_role("button", name="In vier Schritten zusammenfassen")).to_be_focused()

    expect(second.locator('details[data-round="1"] [data-text]')).to_have_text(
        ["Es fehlen Räume am Abend.", "Dass ein Schlüssel genügt."]
    )
    expect(second.locator("[data-behind]")).to_have_text("Grundlage: Themen: 1 · Beiträge: 1")
    expect(second.locator('details[data-round="station"] [data-kind="question"] [data-text]')).to_have_text(
        ["Wem gehören die Räume?"]
    )
    expect(second.locator("[data-measure] [data-text]")).to_have_text(["Schlüssel nachmachen"])
    expect(second.locator("[data-measure] [data-who]")).to_have_text("Wer: Verein")
    begin(host)
    expect(guide.get_by_role("heading", name="Was wurde gesagt?")).to_be_focused()


def test_nothing_typed_is_lost(host: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    guide = begin(host)
    guide.get_by_role("textbox", name="Was wurde gesagt?").fill("Halb ge")
    guide.get_by_role("checkbox", name="Räume").check()
    guide.get_by_role("button", name="Was bedeutet das?").tap()
    guide.get_by_role("textbox", name="Was bedeutet das?").fill("Auch halb")
    host.reload()
    expect(host.locator('[data-fact="people"]')).not_to_contain_text("–")
    begin(host)
    expect(guide.get_by_role("textbox", name="Was bedeutet das?")).to_have_value("Auch halb")
    guide.get_by_role("textbox", name="Was bedeutet das?").press("Escape")
    expect(guide).to_have_count(0)
    begin(host)
    guide.get_by_role("button", name="Zurück").tap()
    guide.get_by_role("button", name="Zurück").tap()
    expect(guide.get_by_role("textbox", name="Was wurde gesagt?")).to_have_value("Halb ge")
    expect(guide.get_by_role("checkbox", name="Räume")).to_be_checked()
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_have_count(1)
    guide.get_by_role("button", name="Weiter").tap()
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 1")
    guide.get_by_role("button", name="Zurück").tap()
    expect(guide.locator("[data-held] li")).to_have_text(["Kernaussage: Halb ge"])
    expect(guide.get_by_role("textbox", name="Was wurde gesagt?")).to_have_value("")
    host.context.set_offline(False)
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")
    host.reload()
    expect(host.locator("[data-statement]").filter(has_text="Halb ge")).to_have_count(1)


def test_it_works_by_keyboard_and_news_leave_the_field_alone(host: Page, own_server: Server) -> None:
    guest = Neighbour(own_server)
    host.get_by_role("button", name="In vier Schritten zusammenfassen").focus()
    host.keyboard.press("Enter")
    guide = host.get_by_role("dialog", name="In vier Schritten zusammenfassen")
    expect(guide.get_by_role("heading", name="Was wurde gesagt?")).to_be_focused()
    host.keyboard.press("Tab")
    field = guide.get_by_role("textbox", name="Was wurde gesagt?")
    expect(field).to_be_focused()
    host.keyboard.type("Vorher nachher")
    for _ in range(7):
        host.keyboard.press("ArrowLeft")
    guest.write("Kommt mitten im Tippen")
    expect(guide.locator("[data-material]")).to_contain_text("Kommt mitten im Tippen")
    host.keyboard.type("und ")
    expect(field).to_have_value("Vorher und nachher")
    host.keyboard.press("Control+Enter")
    expect(guide.locator("[data-held] li")).to_have_text(["Kernaussage: Vorher und nachher"])


@pytest.mark.parametrize("size", [(1180, 820), (820, 1180)])
def test_each_question_is_one_screen(own_server: Server, open_page: OpenPage, size: tuple[int, int]) -> None:
    width, height = size
    host = board(open_page("tablet", viewport={"width": width, "height": height}), own_server)
    guide = begin(host)
    for step in ("said", "moved", "means", "follows"):
        expect(guide.locator(f"[data-question={step}]")).to_be_focused()
        assert host.evaluate(SMALL_TARGETS) == []
        assert guide.evaluate(INSIDE) is True
        if step != "follows":
            guide.get_by_role("button", name="Weiter").tap()
