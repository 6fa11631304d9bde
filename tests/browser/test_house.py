"""The house in each of its states: by day and by night, on any screen, by keyboard, and without script."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, Watch
from tests.browser.drawn_text import FAULTS
from tests.browser.people import behind_door, order
from tests.browser.serving import Server

pytestmark = pytest.mark.timeout(300)

IMPORTED_WITHIN = 240_000
"""Milliseconds within which a busy machine has read the example."""
WIDTHS = (390, 768, 1024, 1440)
SEED = "dresden-2023"
PLACE = "Bürgertreff am Park mit einem langen Namen"
FORM = {
    "language": "de",
    "place": PLACE,
    "begins": "15:00",
    "stations": "4",
    "tables": "2",
    "rounds": "4",
    "minutes": "20",
    "change": "5",
}


def keeper(page: Page, server: Server, path: str = "/house") -> Page:
    """The page of somebody who came through the house's door."""
    page.request.get(server.links["house"], max_redirects=0)
    page.goto(f"{server.url}{path}")
    return page


def make(page: Page, server: Server, title: str, date: str) -> None:
    form: dict[str, str | float | bool] = {**FORM, "title": title, "date": date}
    made = page.request.post(f"{server.url}/house/new", form=form, max_redirects=0)
    assert made.status == 303, made.text()


@pytest.fixture
def lived_in(server: Server, open_page: OpenPage, filled: set[str]) -> Server:
    """The café with an event of each sort: coming, running, past, in the archive, and the example."""
    if server.url in filled:
        return server
    page = keeper(open_page("desk"), server)
    make(page, server, "Stadtteildialog", "12.12.2031")
    make(page, server, "Sommerdialog der Vereine und Nachbarschaften im Stadtteil", "20.06.2025")
    make(page, server, "Frauencafé", "08.03.2024")
    for path in ("frauencafe/archive", "example"):  # which is read by a process of its own, in its own time
        done = page.request.post(f"{server.url}/house/{path}", max_redirects=0, timeout=IMPORTED_WITHIN)
        assert done.status == 303
    order(behind_door(server, server.links["organiser"]), "round.start", event=SEED, round=1)
    filled.add(server.url)
    return server


def is_well_made(page: Page) -> None:
    """No rule of axe is broken, by day or by night, and no line is cut on a screen of any width."""
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(FAULTS) == [], width


def test_a_first_start_asks_what_to_begin_with(own_server: Server, open_page: OpenPage) -> None:
    page = keeper(open_page("desk"), own_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen. Womit möchten Sie anfangen?")
    is_well_made(page)
    own = page.get_by_role("link", name="Veranstaltung anlegen")
    own.focus()
    own.press("Enter")
    page.wait_for_url("**/house/new")
    expect(page.get_by_label("Wie heißt sie?")).to_be_focused()


def test_the_list_has_an_event_of_each_sort(lived_in: Server, open_page: OpenPage) -> None:
    page = keeper(open_page("desk"), lived_in)
    sorts = page.locator("[data-when]").evaluate_all("(rows) => rows.map((one) => one.dataset.when)")
    assert sorts == ["now", "next", "past", "past", "archived"]
    expect(page.locator("[data-when=now]")).to_contain_text("Runde 1 von 3 läuft")
    expect(page.locator("[data-when=next]").get_by_role("link", name="Bearbeiten: Stadtteildialog")).to_be_visible()
    is_well_made(page)
    for more in page.locator("[data-when=next] summary, .house-way summary").all():
        more.click()
    is_well_made(page)


@pytest.mark.parametrize(("deed", "focus"), [("copy", "Tag"), ("delete", "Behalten")])
def test_a_question_is_asked_in_its_row_with_the_focus_in_it(
    lived_in: Server, open_page: OpenPage, deed: str, focus: str
) -> None:
    page = keeper(open_page("desk"), lived_in, f"/house/stadtteildialog/{deed}")
    ask = page.locator(".event-ask")
    expect(ask.get_by_label(focus).or_(ask.get_by_role("link", name=focus))).to_be_focused()
    is_well_made(page)


def test_an_import_that_fails_says_why_and_asks_for_the_file_again(
    lived_in: Server, open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("status of 4")
    page = keeper(open_page("desk"), lived_in)
    (tmp_path / "brief.json").write_text('{"liebe": "Leute"}')
    way = page.locator(".house-way", has=page.get_by_label("Datei"))
    way.locator("summary").press("Enter")
    way.get_by_label("Datei").set_input_files(tmp_path / "brief.json")
    way.get_by_role("button", name="Einlesen").press("Enter")
    expect(page.get_by_role("alert")).not_to_be_empty()
    expect(page.get_by_label("Datei")).to_be_focused()
    expect(way).to_contain_text("Browser behalten keine.")
    is_well_made(page)


def test_a_menu_is_opened_and_left_by_keyboard(lived_in: Server, open_page: OpenPage) -> None:
    page = keeper(open_page("desk"), lived_in)
    more = page.locator("[data-when=next] summary")
    more.press("Enter")
    expect(page.locator("[data-when=next]").get_by_label("Link des Organisationsteams")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("[data-when=next] details")).not_to_have_attribute("open", "")
    expect(more).to_be_focused()


def test_without_script_everything_is_done_by_plain_forms(own_server: Server, open_page: OpenPage) -> None:
    page = keeper(open_page("phone", java_script_enabled=False), own_server, "/house/new")
    page.get_by_label("Wie heißt sie?").fill("Stadtteildialog")
    page.get_by_label("Wann?").fill("12.12.2031")
    page.get_by_role("button", name="Veranstaltung anlegen").click()
    page.wait_for_url("**/e/stadtteildialog/edit")
    page.goto(f"{own_server.url}/house")
    row = page.locator('[data-event="stadtteildialog"]')
    row.locator("summary").click()
    row.get_by_role("button", name="Ins Archiv").click()
    expect(row).to_have_attribute("data-when", "archived")
    row.locator("summary").click()
    row.get_by_role("link", name="Für ein nächstes Mal kopieren").click()
    page.get_by_label("Tag").fill("2032-12-11")
    page.get_by_role("button", name="Kopieren", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Die Kopie ist fertig.")
    row.locator("summary").click()
    row.get_by_role("link", name="Jetzt löschen").click()
    page.get_by_role("button", name="Jetzt löschen").click()
    expect(row).to_have_count(0)


def test_a_form_whose_sending_came_to_nothing_is_sent_by_the_next_press(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("net::ERR_FAILED|net::ERR_ABORTED|Blocked script execution")
    page = open_page("desk")
    page.clock.install()
    keeper(page, own_server, "/house/new")
    page.get_by_label("Wie heißt sie?").fill("Stadtteildialog")
    page.get_by_label("Wann?").fill("12.12.2031")
    page.clock.run_for(1000)  # what would be made was asked
    sent: list[str] = []

    def ends(route: Route) -> None:
        sent.append(route.request.method)
        route.abort("aborted")

    page.route("**/house/new", ends)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Veranstaltung anlegen").dblclick()  # a press of the same second
    assert sent == ["POST"]
    page.unroute("**/house/new")
    page.clock.run_for(1000)
    page.evaluate("Date.now = () => 0")  # as where a device's clock is set back meanwhile
    expect(page.get_by_label("Wie heißt sie?")).to_have_value("Stadtteildialog")
    page.get_by_role("button", name="Veranstaltung anlegen").click()
    page.wait_for_url("**/e/stadtteildialog/edit")
