"""The host's board on a tablet: clusters, made and filled by taps, by keyboard alone, and by two hosts at once."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import add_cluster, board, column, said, texts, tick
from tests.browser.conftest import OpenPage
from tests.browser.people import Neighbour, card, write
from tests.browser.serving import Server

FOCUSED = "document.activeElement.closest('[data-contribution]')?.querySelector('[data-text]').textContent"


def tab_to(page: Page, target: Locator) -> None:
    """Walk there with the Tab key."""
    for _ in range(300):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def test_a_cluster_is_made_renamed_and_dissolved(guest: Page, host: Page) -> None:
    add_cluster(host, "Räume")
    expect(said(host)).to_have_text("Thema angelegt: Räume")
    write(guest, "Ein Proberaum")
    tick(host, "Ein Proberaum").check()
    column(host, "Räume").get_by_role("button", name="Hier einsortieren").tap()
    expect(column(host, "Räume").locator("[data-cards]")).to_have_text("Beiträge: 1")
    column(host, "Räume").get_by_role("button", name="Thema ändern").tap()
    expect(host.get_by_label("Titel des Themas")).to_have_value("Räume")
    host.get_by_label("Titel des Themas").fill("Räume zum Proben")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(column(host, "Räume zum Proben")).to_have_count(1)
    expect(column(host, "Räume")).to_have_count(0)
    guest.get_by_role("link", name="Bisher gesagt").click()
    expect(guest.locator("[data-theme]").filter(has_text="Räume zum Proben")).to_have_count(1)
    column(host, "Räume zum Proben").get_by_role("button", name="Thema ändern").tap()
    host.get_by_role("button", name="Thema auflösen").tap()
    host.get_by_role("button", name="Behalten").tap()
    expect(column(host, "Räume zum Proben")).to_have_count(1)
    host.get_by_role("button", name="Thema auflösen").tap()
    host.get_by_role("button", name="Auflösen", exact=True).tap()
    expect(column(host, "Räume zum Proben")).to_have_count(0)
    expect(guest.locator("[data-theme]").filter(has_text="Räume zum Proben")).to_have_count(0)
    expect(host.locator("[data-inbox] > [data-contribution]").filter(has_text="Ein Proberaum")).to_have_count(1)


def test_several_cards_go_into_a_cluster_by_taps(neighbour: Neighbour, host: Page) -> None:
    _, second, _ = [neighbour.write(text) for text in ("Getippt eins", "Getippt zwei", "Getippt drei")]
    column_ = add_cluster(host, "Mit dem Finger")
    neighbour.vote(second)
    expect(card(host, "Getippt zwei").locator("[data-votes]")).to_have_attribute("data-votes", "1")
    card(host, "Getippt eins").locator("[data-text]").tap()
    card(host, "Getippt zwei").locator("[data-text]").tap()
    expect(host.locator("[data-chosen]")).to_have_text("2 gewählt")
    expect(said(host)).to_have_text("2 gewählt")
    column_.get_by_role("button", name="Hier einsortieren").tap()
    expect(said(host)).to_have_text("Einsortiert in „Mit dem Finger“: 2")
    expect(host.locator("[data-bar]")).to_have_count(0)
    assert texts(column_) == ["Getippt zwei", "Getippt eins"]
    expect(column_.locator("[data-sum]")).to_have_attribute("data-sum", "1")
    card(host, "Getippt drei").locator("[data-text]").tap()
    host.get_by_role("button", name="In ein Thema").tap()
    host.get_by_role("dialog").get_by_role("button", name="Mit dem Finger").tap()
    expect(column_.locator("[data-cards]")).to_have_text("Beiträge: 3")
    tick(host, "Getippt eins").check()
    host.get_by_role("button", name="Zurück zu „Unsortiert“").tap()
    expect(column_.locator("[data-cards]")).to_have_text("Beiträge: 2")


def test_several_cards_go_into_a_cluster_by_keyboard_alone(neighbour: Neighbour, host: Page) -> None:
    for text in ("Tasten drei", "Tasten zwei", "Tasten eins"):
        neighbour.write(text)
    expect(tick(host, "Tasten eins")).to_be_visible()
    host.locator("body").press("Tab")
    tab_to(host, tick(host, "Tasten eins"))
    host.keyboard.press("Space")
    tab_to(host, tick(host, "Tasten zwei"))
    host.keyboard.press("Enter")
    expect(said(host)).to_have_text("2 gewählt")
    tab_to(host, host.get_by_role("button", name="In ein Thema"))
    host.keyboard.press("Enter")
    tab_to(host, host.get_by_role("dialog").get_by_role("button", name="Neues Thema"))
    host.keyboard.press("Enter")
    expect(host.get_by_label("Titel des Themas")).to_be_focused()
    host.keyboard.type("Nur Tasten")
    host.keyboard.press("Enter")
    expect(said(host)).to_have_text("Einsortiert in „Nur Tasten“: 2")
    assert sorted(texts(column(host, "Nur Tasten"))) == ["Tasten eins", "Tasten zwei"]
    assert host.evaluate(FOCUSED) == "Tasten drei"
    host.keyboard.press("Space")
    tab_to(host, column(host, "Nur Tasten").get_by_role("button", name="Hier einsortieren"))
    host.keyboard.press("Enter")
    expect(column(host, "Nur Tasten").locator("[data-cards]")).to_have_text("Beiträge: 3")
    tab_to(host, tick(host, "Tasten zwei"))
    host.keyboard.press("Space")
    host.keyboard.press("Escape")
    expect(host.locator("[data-bar]")).to_have_count(0)
    expect(tick(host, "Tasten zwei")).to_be_focused()


def test_two_tablets_see_each_others_changes(
    server: Server, open_page: OpenPage, neighbour: Neighbour, host: Page
) -> None:
    second = board(open_page("tablet"), server)
    neighbour.write("Für beide Tafeln")
    add_cluster(host, "Gemeinsam")
    tick(second, "Für beide Tafeln").check()
    column(second, "Gemeinsam").get_by_role("button", name="Hier einsortieren").tap()
    expect(column(host, "Gemeinsam").locator("[data-text]")).to_have_text(["Für beide Tafeln"])
    column(second, "Gemeinsam").get_by_role("button", name="Thema ändern").tap()
    second.get_by_label("Titel des Themas").fill("Halb geschrieben")
    column(host, "Gemeinsam").get_by_role("button", name="Thema ändern").tap()
    host.get_by_role("button", name="Thema auflösen").tap()
    host.get_by_role("button", name="Auflösen", exact=True).tap()
    expect(column(second, "Gemeinsam")).to_have_count(0)
    expect(second.locator("[data-message]")).to_have_text(
        "Dieses Thema wurde inzwischen aufgelöst. Ihr Titel wird ein neues Thema."
    )
    expect(second.get_by_label("Titel des Themas")).to_have_value("Halb geschrieben")


def test_a_refused_title_stays_in_its_field(host: Page) -> None:
    host.get_by_role("button", name="Neues Thema").click()
    field = host.get_by_label("Titel des Themas")
    field.fill("a" * 121)
    field.press("Enter")
    expect(host.locator("[data-message]")).to_have_text("Bitte kürzen Sie: 121 Zeichen, möglich sind 120.")
    expect(field).to_have_value("a" * 121)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    host.reload()
    expect(field).to_have_value("a" * 121)
    host.get_by_role("button", name="Abbrechen").click()
    expect(field).to_have_count(0)


def test_news_leave_the_field_and_the_caret_alone(neighbour: Neighbour, host: Page) -> None:
    host.get_by_role("button", name="Neues Thema").click()
    field = host.get_by_label("Titel des Themas")
    host.keyboard.type("Vorher nachher")
    for _ in range(7):
        host.keyboard.press("ArrowLeft")
    neighbour.write("Kommt mitten im Tippen")
    expect(card(host, "Kommt mitten im Tippen")).to_have_count(1)
    host.keyboard.type("und ")
    expect(field).to_have_value("Vorher und nachher")
    host.keyboard.press("Escape")
    expect(host.get_by_role("button", name="Neues Thema")).to_be_focused()
