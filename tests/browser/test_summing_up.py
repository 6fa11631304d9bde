"""Summing up on the tablet: statements and open questions, what they rest on, their order, and measures."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import add_cluster, board, said, state_one, tick
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, Neighbour, behind_door, join, order
from tests.browser.serving import Server

FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def guest(own_server: Server, open_page: OpenPage) -> Page:
    return join(open_page("phone"), own_server)


@pytest.fixture
def neighbour(own_server: Server) -> Neighbour:
    return Neighbour(own_server)


@pytest.fixture
def host(own_server: Server, open_page: OpenPage) -> Page:
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "round.start", event=own_server.event, round=1)
    return board(open_page("tablet"), own_server)


def panel(host: Page, name: str) -> Locator:
    return host.get_by_role("region", name=name)


def stated(page: Page, where: str = "1") -> Locator:
    """The texts of a round, or of the whole station, in their order."""
    return page.locator(f'[data-statements] details[data-round="{where}"] [data-text]')


def ask_one(host: Page, text: str) -> None:
    """Add an open question for the running round."""
    host.get_by_role("button", name="Hinzufügen").tap()
    host.get_by_label("Festhalten als").select_option(label="Offene Frage")
    host.get_by_label("Offene Frage", exact=True).fill(text)
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(stated(host).filter(has_text=text)).to_have_count(1)


def test_open_questions_are_told_apart_everywhere(own_server: Server, guest: Page, host: Page) -> None:
    state_one(host, "Vereine brauchen Räume.")
    ask_one(host, "Wer zahlt die Miete?")
    expect(said(host)).to_have_text("Offene Frage gespeichert")
    ask = host.locator('[data-statement][data-kind="question"]')
    expect(ask.get_by_text("Offene Frage", exact=True)).to_have_count(1)
    guest.get_by_role("link", name="Bisher gesagt").click()
    expect(guest.get_by_role("heading", name="Offene Fragen")).to_be_visible()
    lists = guest.locator(".handover-list")
    expect(lists).to_have_text([r"1Vereine brauchen Räume.", r"1Wer zahlt die Miete?"])
    host.get_by_role("button", name="Offene Frage ändern: Wer zahlt").tap()
    host.get_by_label("Festhalten als").select_option(label="Kernaussage")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(guest.get_by_role("heading", name="Offene Fragen")).to_have_count(0)
    expect(stated(host)).to_have_text(["Vereine brauchen Räume.", "Wer zahlt die Miete?"])


def test_a_statement_says_what_is_behind_it(neighbour: Neighbour, host: Page) -> None:
    for text in ("Ein Proberaum fehlt", "Abends ist alles zu", "Wird noch ausgeblendet"):
        neighbour.write(text)
    add_cluster(host, "Räume")
    for text in ("Ein Proberaum fehlt", "Wird noch ausgeblendet"):
        tick(host, text).check()
    host.get_by_role("button", name="Hinzufügen").tap()
    host.get_by_label("Kernaussage", exact=True).fill("Räume zuerst.")
    behind = host.locator("[data-choose-behind]")
    expect(behind.locator("summary")).to_have_text("Grundlage: Beiträge: 2")
    behind.locator("summary").tap()
    behind.get_by_role("checkbox", name="Räume").check()
    expect(behind.locator("summary")).to_have_text("Grundlage: Themen: 1 · Beiträge: 2")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    line = host.locator("[data-behind]")
    expect(line).to_have_text("Grundlage: Themen: 1 · Beiträge: 2")
    host.locator("[data-bar]").get_by_role("button", name="Auswahl aufheben").tap()
    tick(host, "Wird noch ausgeblendet").check()
    host.locator("[data-bar]").get_by_role("button", name="Ausblenden").tap()
    expect(line).to_have_text("Grundlage: Themen: 1 · Beiträge: 1")
    tick(host, "Abends ist alles zu").check()
    host.get_by_role("button", name="Kernaussage ändern: Räume").tap()
    behind.locator("summary").tap()
    behind.get_by_role("checkbox", name="Abends ist alles zu").check()
    behind.get_by_role("checkbox", name="Räume").uncheck()
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(line).to_have_text("Grundlage: Beiträge: 2")
    host.reload()
    expect(line).to_have_text("Grundlage: Beiträge: 2")


def test_the_whole_station_aims_at_three_to_five(host: Page) -> None:
    state_one(host, "Räume zuerst.", "Ganze Station")
    aim = host.locator("[data-aim]")
    expect(aim).to_have_text("Ziel: 3 bis 5 Kernaussagen · bisher 1")
    state_one(host, "Dann Geld.", "Ganze Station")
    expect(aim).to_have_text("Ziel: 3 bis 5 Kernaussagen · bisher 2")


def test_statements_are_put_into_order_by_keyboard_alone(own_server: Server, open_page: OpenPage, host: Page) -> None:
    second = board(open_page("tablet"), own_server)
    for text in ("Eins", "Zwei", "Drei"):
        state_one(host, text)
    ask_one(host, "Und jetzt?")
    toggle = panel(host, "Kernaussagen").get_by_role("button", name="Umordnen")
    toggle.focus()
    host.keyboard.press("Enter")
    up = host.get_by_role("button", name="Nach oben: Drei")
    for _ in range(10):
        if up.evaluate("element => element === document.activeElement"):
            break
        host.keyboard.press("Shift+Tab")
    expect(up).to_be_focused()
    host.keyboard.press("Enter")
    expect(said(host)).to_have_text("Jetzt an Stelle 2 von 3: Drei")
    expect(up).to_be_focused()
    host.keyboard.press("Enter")
    expect(said(host)).to_have_text("Jetzt an Stelle 1 von 3: Drei")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    expect(stated(host)).to_have_text(["Drei", "Eins", "Zwei", "Und jetzt?"])
    expect(stated(second)).to_have_text(["Drei", "Eins", "Zwei", "Und jetzt?"])
    host.keyboard.press("Enter")
    expect(up).to_be_focused()
    host.keyboard.press("Tab")
    assert host.evaluate(FOCUSED) == "Nach unten: Drei"
    host.keyboard.press("Enter")
    expect(stated(second)).to_have_text(["Eins", "Drei", "Zwei", "Und jetzt?"])
    assert host.evaluate(FOCUSED) == "Nach unten: Drei"


def test_measures_are_agreed(own_server: Server, open_page: OpenPage, host: Page) -> None:
    second = board(open_page("tablet"), own_server)
    here, there = panel(host, "Nächste Schritte"), panel(second, "Nächste Schritte")
    here.get_by_role("button", name="Neuer Schritt").tap()
    host.get_by_label("Was soll geschehen?").fill("Raumliste schreiben")
    here.get_by_role("button", name="Speichern", exact=True).tap()
    one = there.locator("[data-measure]")
    expect(one.locator("[data-text]")).to_have_text("Raumliste schreiben")
    expect(one.locator("[data-who]")).to_have_text("Wer: offen")
    expect(one.locator("[data-by-when]")).to_have_text("Bis wann: offen")
    expect(one.locator("[data-state-of]")).to_have_text("Status: offen")
    for tablet in (here, there):
        tablet.get_by_role("button", name="Schritt ändern: Raumliste").tap()
    here.get_by_label("Wer", exact=True).fill("Stadt")
    here.get_by_label("Status").select_option(label="vereinbart")
    here.get_by_role("button", name="Speichern", exact=True).tap()
    expect(here.locator("[data-state-of]")).to_have_text("Status: vereinbart")
    there.get_by_label("Bis wann").fill("Mai")
    there.get_by_role("button", name="Speichern", exact=True).tap()
    expect(there.locator("[data-now]")).to_contain_text("Raumliste schreiben · Stadt · offen")
    there.get_by_label("Wer", exact=True).fill("Stadt")
    there.get_by_role("button", name="Meinen Text speichern").tap()
    expect(here.locator("[data-by-when]")).to_have_text("Bis wann: Mai")
    expect(here.locator("[data-state-of]")).to_have_text("Status: vereinbart")
    here.get_by_role("button", name="Schritt ändern: Raumliste").tap()
    here.get_by_role("button", name="Schritt entfernen").tap()
    expect(one).to_have_count(0)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(one).to_have_count(1)


def test_a_measure_without_network_is_delivered_and_a_reload_loses_nothing(host: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    here = panel(host, "Nächste Schritte")
    here.get_by_role("button", name="Neuer Schritt").tap()
    host.get_by_label("Was soll geschehen?").fill("Runder Tisch")
    here.get_by_label("Bis wann").fill("Mai")
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    here.get_by_role("button", name="Speichern", exact=True).tap()
    expect(here.locator("[data-measure] [data-text]")).to_have_text(["Runder Tisch"])
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 1")
    host.context.set_offline(False)
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")
    host.reload()
    expect(here.locator("[data-measure] [data-text]")).to_have_text(["Runder Tisch"])
    expect(here.locator("[data-measure]")).to_contain_text("Mai")


def test_a_theme_and_cards_lead_to_a_statement_that_the_whole_station_takes_over(
    neighbour: Neighbour, host: Page
) -> None:
    for text in ("Ein Proberaum", "Ein Lager"):
        neighbour.write(text)
    add_cluster(host, "Orte")
    tick(host, "Ein Proberaum").check()
    host.get_by_role("button", name="Hier einsortieren: Orte").tap()
    host.get_by_role("button", name="Kernaussage daraus: Orte").tap()
    field = host.get_by_label("Kernaussage", exact=True)
    expect(field).to_be_focused()
    field.fill("Vereine brauchen Orte.")
    tick(host, "Ein Lager").check()
    host.locator("[data-bar]").get_by_role("button", name="Kernaussage daraus").tap()
    expect(field).to_have_value("Vereine brauchen Orte.")  # what is being written goes on, and rests on that, too
    behind = host.locator("[data-choose-behind]")
    expect(behind.locator("summary").first).to_have_text("Grundlage: Themen: 1 · Beiträge: 1")
    behind.locator("summary").first.tap()
    behind.get_by_text("Beiträge durchsehen: 1").tap()
    behind.locator("[data-look-through]").get_by_role("checkbox").check()
    expect(behind.locator("summary").first).to_have_text("Grundlage: Themen: 1 · Beiträge: 2")
    host.get_by_role("button", name="Speichern").tap()
    host.get_by_role("button", name="Für die ganze Station übernehmen").tap()
    expect(stated(host, "station")).to_have_text(["Vereine brauchen Orte."])
    expect(stated(host)).to_have_text(["Vereine brauchen Orte."])
    expect(host.locator("[data-of-station]")).to_have_count(1)
    neighbour.write("Etwas anderes")
    host.get_by_role("button", name="Beiträge ansehen: Orte").first.tap()
    expect(host.locator("[data-found]")).to_have_text("1 von 3")
    host.get_by_role("button", name="Alle zeigen").tap()
    host.locator('[data-round="station"] [data-do="edit-statement"]').tap()
    expect(behind.locator("summary").first).to_have_text("Grundlage: Themen: 1 · Beiträge: 2")
    host.get_by_role("button", name="Abbrechen").tap()
    host.get_by_role("button", name="Rückgängig").tap()
    expect(host.locator("[data-of-station]")).to_have_count(0)


def test_a_strong_theme_without_a_statement_is_told_and_a_tap_begins_one(neighbour: Neighbour, host: Page) -> None:
    strong = host.locator("[data-unstated]")
    own = neighbour.write("Ein Proberaum fehlt")
    neighbour.write("Hat keine Punkte")
    neighbour.vote(own)
    for text, title in {"Ein Proberaum fehlt": "Räume", "Hat keine Punkte": "Ohne Punkte"}.items():
        tick(host, text).check()
        expect(strong).to_have_count(0 if title == "Räume" else 1)
        add_cluster(host, title)
    expect(strong.get_by_role("heading")).to_have_text("Starke Themen ohne Kernaussage")
    expect(strong.get_by_role("listitem")).to_have_text(["Räume1 Punkte"])
    strong.get_by_role("button", name="Kernaussage zum Thema Räume beginnen, Punkte: 1").tap()
    expect(host.get_by_label("Kernaussage", exact=True)).to_be_focused()
    expect(host.locator("[data-choose-behind] summary").first).to_have_text("Grundlage: Themen: 1")
    host.get_by_label("Kernaussage", exact=True).fill("Räume zuerst.")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(stated(host)).to_have_text(["Räume zuerst."])
    expect(strong).to_have_count(0)
