"""The host's board on a tablet: moderating, key statements, a lost network, and links that open nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import add_cluster, board, let_stand, paper, said, state_one, tell, tick
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, Neighbour, behind_door, card, join, line, order, write
from tests.browser.serving import Server

FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
SMALL_TARGETS = """
[...document.querySelectorAll("button, summary, a, select, .switch")]
  .filter((element) => element.checkVisibility() && !element.matches(".skip"))
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([text, { width, height }]) => `${text}: ${width} x ${height}`)
"""


def test_what_waits_is_seen_by_guests_once_it_is_approved(server: Server, open_page: OpenPage) -> None:
    guest, other = join(open_page("phone"), server, 2), join(open_page("phone"), server, 2)
    host = board(open_page("tablet"), server, 2)
    host.get_by_role("switch", name="Neue Beiträge erst nach Freigabe zeigen").check()
    expect(said(host)).to_have_text("Neue Beiträge warten ab jetzt auf Ihre Freigabe.")
    guest.get_by_label("Ihr Beitrag").fill("Wartet auf die Gastgeberin")
    guest.get_by_role("button", name="Senden").click()
    expect(line(guest)).to_have_text("Gespeichert – wartet auf Freigabe")
    expect(host.locator("[data-waiting]")).to_have_text("1 wartend")
    expect(host.locator("[data-inbox] [data-text]").first).to_have_text("Wartet auf die Gastgeberin")
    expect(card(host, "Wartet auf die Gastgeberin").locator("[data-number]")).to_have_text(re.compile(r"^S3-\d{3}$"))
    expect(card(other, "Wartet auf die Gastgeberin")).to_have_count(0)
    let_stand(host)
    card(host, "Wartet auf die Gastgeberin").get_by_role("button", name="Freigeben").tap()
    expect(card(other, "Wartet auf die Gastgeberin")).to_have_count(1)
    expect(card(guest, "Wartet auf die Gastgeberin")).to_have_attribute("data-state", "visible")
    expect(host.locator("[data-waiting]")).to_have_count(0)
    host.get_by_role("switch", name="Neue Beiträge erst nach Freigabe zeigen").uncheck()
    write(guest, "Erscheint sofort")
    expect(card(other, "Erscheint sofort")).to_have_count(1)


def test_what_is_hidden_leaves_the_phones_and_comes_back(neighbour: Neighbour, guest: Page, host: Page) -> None:
    neighbour.write("Wird einmal ausgeblendet")
    expect(card(guest, "Wird einmal ausgeblendet")).to_have_count(1)
    tick(host, "Wird einmal ausgeblendet").check()
    host.get_by_role("button", name="Ausblenden").tap()
    expect(card(guest, "Wird einmal ausgeblendet")).to_have_count(0)
    expect(host.locator("[data-bar]")).to_have_count(0)
    hidden = host.locator("[data-hidden]")
    hidden.locator("summary").tap()
    expect(card(host, "Wird einmal ausgeblendet")).to_have_attribute("data-state", "hidden")
    card(hidden.page, "Wird einmal ausgeblendet").get_by_role("button", name="Wieder zeigen").tap()
    expect(card(guest, "Wird einmal ausgeblendet")).to_have_count(1)
    expect(
        host.locator("[data-inbox] > [data-contribution]").filter(has_text="Wird einmal ausgeblendet")
    ).to_have_count(1)


def test_a_highlighted_contribution_is_marked_for_everybody(guest: Page, host: Page) -> None:
    write(guest, "Das ist wichtig")
    tick(host, "Das ist wichtig").check()
    host.get_by_role("button", name="Hervorheben").tap()
    expect(card(guest, "Das ist wichtig").get_by_text("Hervorgehoben")).to_have_count(1)
    expect(host.get_by_role("button", name="Hervorheben")).to_have_attribute("aria-pressed", "true")
    host.get_by_role("button", name="Hervorheben").tap()
    expect(card(guest, "Das ist wichtig").get_by_text("Hervorgehoben")).to_have_count(0)


def test_answers_say_what_they_answer(neighbour: Neighbour, guest: Page, host: Page) -> None:
    neighbour.write("Die Frage am Anfang")
    card(guest, "Die Frage am Anfang").get_by_role("button", name="antworten").click()
    write(guest, "Die Antwort darauf")
    expect(card(host, "Die Antwort darauf").locator("[data-answers]")).to_have_text("Antwort auf: Die Frage am Anfang")


def test_contact_data_may_be_shown_once_a_host_says_so(neighbour: Neighbour, host: Page) -> None:
    neighbour.write("Schreiben Sie an hilfe@verein.example")
    shown = card(host, "Schreiben Sie an hilfe@verein.example")
    expect(shown.locator("[data-contact]")).to_have_text("enthält Kontaktdaten")
    shown.get_by_role("button", name="Dürfen gezeigt werden").tap()
    expect(shown.locator("[data-contact]")).to_have_count(0)
    host.reload()
    expect(shown).to_have_count(1)
    expect(shown.locator("[data-contact]")).to_have_count(0)


def test_a_refused_order_is_undone_and_explained(guest: Page, host: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    write(guest, "Wird zurückgezogen")
    tick(host, "Wird zurückgezogen").check()
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    host.get_by_role("button", name="Hervorheben").tap()
    card(guest, "Wird zurückgezogen").get_by_role("button", name="zurückziehen").click()
    guest.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(guest, "Wird zurückgezogen")).to_have_count(0)
    host.context.set_offline(False)
    expect(host.get_by_role("status").filter(has=host.locator("[data-refusal]"))).to_have_text(
        "Dieser Beitrag ist nicht mehr da."
    )
    expect(card(host, "Wird zurückgezogen")).to_have_count(0)
    expect(host.locator("[data-bar]")).to_have_count(0)
    host.get_by_role("button", name="Meldung schließen").tap()
    expect(host.locator("[data-refusal]")).to_have_count(0)
    expect(host.locator("[data-done-line]")).to_have_count(0)


def test_where_the_last_order_is_refused_the_way_back_from_the_one_before_stays(
    guest: Page, host: Page, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    for text in ("Am Fenster", "Wird zurückgezogen"):
        write(guest, text)
    tick(host, "Am Fenster").check()
    host.get_by_role("button", name="Hervorheben").tap()
    expect(host.get_by_role("button", name="Rückgängig")).to_be_enabled()
    tick(host, "Am Fenster").uncheck()
    tick(host, "Wird zurückgezogen").check()
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    host.get_by_role("button", name="Hervorheben").tap()
    expect(host.get_by_role("button", name="Rückgängig")).to_be_disabled()
    card(guest, "Wird zurückgezogen").get_by_role("button", name="zurückziehen").click()
    guest.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(guest, "Wird zurückgezogen")).to_have_count(0)
    host.context.set_offline(False)
    expect(host.locator("[data-refusal]")).to_have_text("Dieser Beitrag ist nicht mehr da.")
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(guest, "Am Fenster").get_by_text("Hervorgehoben")).to_have_count(0)


def test_without_network_the_host_works_on_and_everything_is_delivered(guest: Page, host: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    write(guest, "Im Funkloch geordnet")
    expect(card(host, "Im Funkloch geordnet")).to_have_count(1)
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    expect(host.locator('[data-fact="saved"]')).to_have_text("keine Verbindung")
    tick(host, "Im Funkloch geordnet").check()
    host.get_by_role("button", name="Hervorheben").tap()
    expect(card(host, "Im Funkloch geordnet").get_by_text("Hervorgehoben")).to_have_count(1)
    expect(host.get_by_role("button", name="Rückgängig")).to_be_disabled()
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 1")
    host.get_by_role("button", name="Hinzufügen").tap()
    host.get_by_label("Kernaussage", exact=True).fill("Ohne Netz festgehalten")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    statement = host.locator("[data-statement]").filter(has_text="Ohne Netz festgehalten")
    expect(statement).to_have_count(1)
    expect(host.get_by_label("Kernaussage", exact=True)).to_have_count(0)
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 2")
    host.context.set_offline(False)
    expect(card(guest, "Im Funkloch geordnet").get_by_text("Hervorgehoben")).to_have_count(1)
    expect(host.locator('[data-fact="saved"]')).to_have_text("alles gespeichert")
    expect(host.locator('[data-banner="offline"]')).to_have_count(0)
    expect(host.get_by_role("button", name="Rückgängig")).to_be_enabled()
    host.reload()
    expect(statement).to_have_count(1)


def test_statements_belong_to_rounds(own_server: Server, open_page: OpenPage) -> None:
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "round.start", event=own_server.event, round=1)
    host, second = board(open_page("tablet"), own_server), board(open_page("tablet"), own_server)
    expect(host.locator("[data-phase]")).to_have_text("Runde 1 von 3")
    expect(host.locator("[data-clock]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    state_one(host, "Jedes Amt nennt eine Ansprechperson.")
    expect(second.locator('details[data-round="1"] [data-statement] [data-text]')).to_have_text(
        ["Jedes Amt nennt eine Ansprechperson."]
    )
    expect(said(host)).to_have_text("Kernaussage gespeichert")
    order(organiser, "round.end", event=own_server.event)
    expect(host.locator("[data-phase]")).to_have_text("Wechsel")
    expect(host.locator("[data-told]")).to_have_text(["Jedes Amt nennt eine Ansprechperson."])
    order(organiser, "round.start", event=own_server.event, round=2)
    tell(host)
    expect(host.locator("[data-phase]")).to_have_text("Runde 2 von 3")
    state_one(host, "Gilt für alles.", "Ganze Station")
    state_one(host, "Kinder übersetzen nicht mehr.")
    expect(second.locator('details[data-round="2"] [data-statement] [data-text]')).to_have_text(
        ["Kinder übersetzen nicht mehr."]
    )
    expect(second.locator('details[data-round="station"] [data-statement] [data-text]')).to_have_text(
        ["Gilt für alles."]
    )
    host.get_by_role("button", name="Kernaussage ändern: Kinder").tap()
    host.get_by_label("Kernaussage", exact=True).fill("Kinder übersetzen nie mehr.")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(second.locator('details[data-round="2"] [data-text]')).to_have_text(["Kinder übersetzen nie mehr."])
    host.get_by_role("button", name="Kernaussage ändern: Kinder").tap()
    host.locator("[data-statements]").get_by_role("button", name="Entfernen").tap()
    host.get_by_role("dialog").get_by_role("button", name="Entfernen").tap()
    expect(second.locator('details[data-round="2"]')).to_have_count(0)
    expect(second.locator("[data-statements-count]")).to_have_text("2")


def test_an_announcement_is_shown_and_taken_back(own_server: Server, open_page: OpenPage) -> None:
    organiser = behind_door(own_server, own_server.links["organiser"])
    host = board(open_page("tablet"), own_server)
    order(organiser, "event.announce", event=own_server.event, text="Kaffee ist da!", minutes=5)
    expect(host.locator('[data-banner="announcement"]')).to_have_text("Kaffee ist da!")
    order(organiser, "event.announce", event=own_server.event, text="", minutes=5)
    expect(host.locator('[data-banner="announcement"]')).to_have_count(0)


def test_another_stations_link_opens_no_board(server: Server, host: Page, watch: Watch) -> None:
    watch.expect("403")
    answer = host.goto(server.page(f"host/{server.stations[1]}"))
    assert answer is not None
    assert answer.status == 403
    expect(host.get_by_text("Diese Seite gehört den Gastgeber*innen einer Station.")).to_be_visible()
    expect(host.locator("[data-inbox]")).to_have_count(0)


def test_a_renewed_link_puts_the_board_out(own_server: Server, open_page: OpenPage) -> None:
    host = board(open_page("tablet"), own_server)
    organiser = open_page("desk", own_server.links["organiser"])
    organiser.goto(own_server.page("organise/doors"))
    door = organiser.locator("li.door").filter(
        has=organiser.locator(f'[value="{own_server.links["hosts"][own_server.stations[0]]}"]')
    )
    door.locator("summary").click()
    door.get_by_role("button", name="Jetzt erneuern").click()
    expect(host.locator('[data-banner="refused"] strong')).to_have_text(
        "Dieser Link gilt nicht mehr. Bitte holen Sie beim Organisationsteam den neuen Link für Ihre Station."
    )


def test_a_guest_opens_no_board(server: Server, guest: Page, watch: Watch) -> None:
    answer = guest.request.get(server.page(f"host/{server.stations[0]}"))
    assert answer.status == 403


@pytest.mark.parametrize("size", [(1180, 820), (820, 1180)])
def test_the_board_fits_and_can_be_hit(
    server: Server, open_page: OpenPage, neighbour: Neighbour, size: tuple[int, int]
) -> None:
    width, height = size
    host = board(open_page("tablet", viewport={"width": width, "height": height}), server)
    neighbour.write(f"Passt auf {width} mal {height}")
    tick(host, f"Passt auf {width} mal {height}").check()
    host.get_by_role("button", name="Hinzufügen").tap()
    host.get_by_role("button", name="Neues Thema").tap()
    assert host.evaluate(FITS)
    assert host.evaluate(SMALL_TARGETS) == []


def test_a_card_is_found_among_many_by_keyboard_and_what_is_not_found_is_not_chosen(
    own_server: Server, open_page: OpenPage
) -> None:
    guest, host = Neighbour(own_server), board(open_page("tablet"), own_server)
    for text in ("Ein Proberaum", "Ein Fest", "Café für alle"):
        guest.write(text)
    add_cluster(host, "Orte")
    tick(host, "Ein Fest").check()
    host.get_by_role("searchbox", name="In den Beiträgen suchen").fill("cafe")
    expect(host.locator("[data-inbox] > [data-contribution] [data-text]")).to_have_text(["Café für alle"])
    expect(host.locator("[data-found]")).to_have_text("1 von 3")
    expect(host.locator("[data-chosen]")).to_have_count(0)
    host.keyboard.press("Escape")
    host.get_by_label("Reihenfolge").select_option(label="Älteste zuerst")
    expect(host.locator("[data-inbox] > [data-contribution] [data-text]")).to_have_text(
        ["Ein Proberaum", "Ein Fest", "Café für alle"]
    )
    host.get_by_label("Filter: Thema").select_option(label="Orte")
    expect(host.locator("[data-nothing-found]")).to_be_visible()
    host.get_by_role("button", name="Alle zeigen").press("Enter")
    expect(host.locator("[data-inbox] > [data-contribution]")).to_have_count(3)


def test_the_cards_have_the_room_also_beside_an_open_keyboard(server: Server, open_page: OpenPage) -> None:
    """Paper form, switch, way back and actions left 375 of 820 px, and none with a keyboard."""
    host = board(open_page("tablet", viewport={"width": 1180, "height": 820}), server)
    inbox = host.locator("[data-inbox]")

    def room() -> float:
        box = inbox.bounding_box()
        assert box
        return box["height"]

    assert room() > 560
    paper(host)
    assert room() > 500
    host.set_viewport_size({"width": 1180, "height": 470})
    expect(host.get_by_label("Text der Karte")).to_be_in_viewport(ratio=1)
    assert room() > 260
