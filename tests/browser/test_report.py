"""The organiser's editor around the report, in a real browser: what is typed is saved, and never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from facilitation.pages.download import WORD
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, order
from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.documents.report import letterheads

SAVED = "Gespeichert."
UNSAVED = "Noch nicht gespeichert."
WAITING = "Noch nicht gespeichert. Bleibt in diesem Browser und wird später gesendet."
FORMS = "**/e/*/report/*"
"""Where what is typed goes."""


@pytest.fixture
def server(fresh: Path, tmp_path: Path) -> Iterator[Server]:
    """A café for each journey: the report is the event's, and there is one."""
    with serve_quickly(tmp_path / "data", fresh) as running:
        yield running


def editor(page: Page, server: Server, query: str = "") -> Page:
    """The page of somebody who came through the organiser's door."""
    page.request.get(server.links["organiser"], max_redirects=0)
    page.goto(server.page(f"report{query}"))
    return page


def text(page: Page, name: str = "introduction") -> Locator:
    return page.locator(f"#of-{name} textarea")


def state(page: Page, name: str = "introduction") -> Locator:
    return page.locator(f"#of-{name} [data-state]")


def items(page: Page, noun: str = "recommendation") -> Locator:
    return page.locator(f'[data-items="{noun}"] > li')


def recommend(page: Page, what: str) -> Locator:
    """Add a recommendation and wait until it is saved."""
    page.get_by_role("button", name="Empfehlung hinzufügen").click()
    item = items(page).last
    item.get_by_label("Was wird empfohlen?").fill(what)
    expect(item.locator("[data-state]")).to_have_text(SAVED)
    return item


def whats(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator('[data-items="recommendation"] [name=what]').all()]


def test_what_is_typed_is_saved_and_counted(desk: Page, server: Server) -> None:
    editor(desk, server)
    field = text(desk, "summary")
    field.fill("Es fehlen Räume. 我们需要更多房间。")
    expect(state(desk, "summary")).to_have_text(SAVED)
    expect(desk.locator("#of-summary [data-words]")).to_have_text("Wörter: 7 · empfohlen: 150 bis 300")
    expect(desk.get_by_role("status").filter(has_text="Gespeichert. Wörter: 7 · empfohlen: 150 bis 300")).to_have_count(
        1
    )
    expect(desk.locator('[data-remark="no_summary"]')).to_be_hidden()
    text(desk).fill("نحتاج إلى مكان دائم.")
    expect(desk.locator("#of-introduction [data-words]")).to_have_text("Wörter: 4")
    expect(state(desk)).to_have_text(SAVED)
    desk.reload()
    expect(text(desk, "summary")).to_have_value("Es fehlen Räume. 我们需要更多房间。")
    expect(text(desk)).to_have_value("نحتاج إلى مكان دائم.")


def test_without_network_it_waits_and_outlives_a_reload(desk: Page, server: Server, watch: Watch) -> None:
    watch.expect(OFFLINE)
    watch.expect("ERR_FAILED")
    editor(desk, server)
    desk.route(FORMS, lambda route: route.abort())
    text(desk).fill("Im Zug geschrieben")
    desk.get_by_role("button", name="Empfehlung hinzufügen").click()
    items(desk).get_by_label("Was wird empfohlen?").fill("Auch im Zug")
    expect(state(desk)).to_have_text(WAITING)
    expect(items(desk).locator("[data-state]")).to_have_text(WAITING)
    desk.reload()
    expect(text(desk)).to_have_value("Im Zug geschrieben")
    expect(items(desk).get_by_label("Was wird empfohlen?")).to_have_value("Auch im Zug")
    desk.unroute(FORMS)
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(state(desk)).to_have_text(SAVED)
    expect(items(desk).locator("[data-state]")).to_have_text(SAVED)
    assert desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cafe.report.'))") == []


def test_a_tab_that_is_killed_while_typing_loses_nothing(open_page: OpenPage, server: Server) -> None:
    first = editor(open_page("desk"), server)
    first.route(FORMS, lambda route: None)  # nobody ever answers
    text(first).fill("Noch nicht fertig")
    again = first.context.new_page()
    first.close(run_before_unload=False)
    again.goto(server.page("report"))
    expect(text(again)).to_have_value("Noch nicht fertig")
    expect(state(again)).to_have_text(SAVED)


def test_what_is_typed_while_it_is_being_sent_is_saved_too(desk: Page, server: Server) -> None:
    editor(desk, server)
    held: list[Route] = []
    desk.route(FORMS, lambda route: route.continue_() if held else held.append(route))
    with desk.expect_request(FORMS):
        text(desk).fill("Eins")
    text(desk).fill("Eins und zwei")
    with desk.expect_response(FORMS):
        held[0].continue_()
    expect(state(desk)).to_have_text(SAVED)
    desk.reload()
    expect(text(desk)).to_have_value("Eins und zwei")


def test_of_two_organisers_neither_overwrites_the_other(open_page: OpenPage, server: Server, watch: Watch) -> None:
    watch.expect("409")
    one, other = (editor(open_page("desk"), server) for _ in range(2))
    text(one).fill("Von der einen")
    expect(state(one)).to_have_text(SAVED)
    text(other).fill("Von der anderen")
    expect(other.locator("#of-introduction [data-now]")).to_contain_text("Von der einen")
    expect(text(other)).to_have_value("Von der anderen")
    expect(state(other)).to_have_text(UNSAVED)
    other.get_by_role("button", name="Meinen Text speichern").click()
    expect(state(other)).to_have_text(SAVED)
    text(one).fill("Noch einmal von der einen")
    expect(one.locator("#of-introduction [data-now]")).to_contain_text("Von der anderen")
    one.get_by_role("button", name="Den anderen Text übernehmen").click()
    expect(text(one)).to_have_value("Von der anderen")
    expect(text(one)).to_be_focused()
    expect(state(one)).to_have_text(SAVED)
    one.reload()
    expect(text(one)).to_have_value("Von der anderen")


def test_who_writes_at_what_somebody_removed_is_asked(open_page: OpenPage, server: Server, watch: Watch) -> None:
    watch.expect("409")
    one = editor(open_page("desk"), server)
    recommend(one, "Räume öffnen")
    other = editor(open_page("desk"), server)
    one.get_by_role("button", name="Entfernen: Räume öffnen").click()
    expect(items(one)).to_have_count(0)
    items(other).get_by_label("Warum?").fill("Weil sie fehlen")
    expect(items(other).locator("[data-now]")).to_have_text("Das hat inzwischen jemand entfernt.")
    other.get_by_role("button", name="Meinen Text speichern").click()
    expect(items(other).locator("[data-state]")).to_have_text(SAVED)
    one.reload()
    expect(items(one).get_by_label("Warum?")).to_have_value("Weil sie fehlen")


def test_recommendations_by_keyboard(desk: Page, server: Server) -> None:
    editor(desk, server)
    for what in ("Eins", "Zwei", "Drei"):
        recommend(desk, what)
    up = items(desk).nth(2).get_by_role("button", name="Nach oben: Drei")
    with desk.expect_response("**/report/recommendations"):
        up.press("Enter")
    expect(desk.get_by_role("button", name="Nach oben: Drei")).to_be_focused()
    with desk.expect_response("**/report/recommendations"):
        desk.keyboard.press("Enter")
    assert whats(desk) == ["Drei", "Eins", "Zwei"]
    desk.reload()
    assert whats(desk) == ["Drei", "Eins", "Zwei"]
    desk.get_by_role("button", name="Entfernen: Eins").press("Enter")
    back = desk.get_by_role("button", name="Wiederherstellen: Eins")
    expect(back).to_be_focused()
    assert whats(desk) == ["Drei", "Zwei"]
    with desk.expect_response("**/report/recommendations"):
        back.press("Enter")
    expect(items(desk)).to_have_count(3)
    assert whats(desk) == ["Drei", "Eins", "Zwei"]
    expect(desk.locator('[data-part="recommendations"]')).to_contain_text("Empfehlungen: 3")
    desk.reload()
    assert whats(desk) == ["Drei", "Eins", "Zwei"]


def test_what_is_removed_while_it_is_typed_is_gone_and_comes_back_as_it_was_typed(desk: Page, server: Server) -> None:
    editor(desk, server)
    item = recommend(desk, "Räume öffnen")
    item.get_by_label("Was wird empfohlen?").press("End")
    desk.clock.install()
    desk.clock.pause_at(desk.evaluate("Date.now() + 1"))
    desk.keyboard.type("!")
    expect(item.locator("[data-state]")).to_have_text(UNSAVED)
    item.get_by_role("button", name="Entfernen").click()
    back = desk.get_by_role("button", name="Wiederherstellen: Räume öffnen!")
    expect(back).to_be_focused()
    with desk.context.expect_page() as opened:
        desk.evaluate("window.open(location.href)")
    expect(items(opened.value)).to_have_count(0)
    opened.value.close()
    desk.clock.resume()
    back.press("Enter")
    expect(item.locator("[data-state]")).to_have_text(SAVED)
    desk.reload()
    assert whats(desk) == ["Räume öffnen!"]


def test_a_new_item_keeps_the_place_to_which_it_was_moved_before_it_was_saved(desk: Page, server: Server) -> None:
    editor(desk, server)
    recommend(desk, "Eins")
    recommend(desk, "Zwei")
    desk.route("**/report/recommendations", lambda route: route.abort())
    desk.get_by_role("button", name="Empfehlung hinzufügen").click()
    items(desk).last.get_by_label("Was wird empfohlen?").fill("Drei")
    desk.get_by_role("button", name="Nach oben: Drei").press("Enter")
    assert whats(desk) == ["Eins", "Drei", "Zwei"]
    desk.unroute("**/report/recommendations")
    with desk.expect_request(lambda request: "after=" in (request.post_data or "")) as placed:
        items(desk).nth(1).get_by_label("Was wird empfohlen?").press("Enter")
    placed.value.response()
    desk.reload()
    assert whats(desk) == ["Eins", "Drei", "Zwei"]


def test_a_suggestion_becomes_a_common_theme_by_a_tap(desk: Page, server: Server) -> None:
    editor(desk, server)
    for station, title in zip(server.stations, ("Räume", "Offene Räume"), strict=False):
        order(desk, "cluster.add", id=new_id(), station=station, event=server.event, title=title)
    desk.reload()
    expect(items(desk, "theme")).to_have_count(0)
    desk.get_by_role("button", name="Als gemeinsames Thema übernehmen: Räume").click()
    item = items(desk, "theme")
    expect(item.get_by_label("Titel")).to_have_value("Räume")
    expect(item.get_by_label("Titel")).to_be_focused()
    expect(item.locator("[data-chosen]")).to_have_text("2")
    expect(item.locator("[data-state]")).to_have_text(SAVED)
    expect(desk.locator("[data-suggested]")).to_be_hidden()
    item.get_by_role("checkbox", name="Offene Räume").uncheck()
    expect(item.locator("[data-state]")).to_have_text(SAVED)
    desk.reload()
    expect(items(desk, "theme").locator("[data-chosen]")).to_have_text("1")
    expect(desk.locator('[data-remark="one_station"]')).to_have_text(
        "„Räume“ nennt keine Themen von mehreren Stationen"
    )


def test_what_is_too_long_is_said_and_stays(desk: Page, server: Server, watch: Watch) -> None:
    watch.expect("400")
    editor(desk, server)
    text(desk, "funding").fill("x" * 1001)
    message = desk.locator("#of-funding [role=alert]")
    expect(message).to_have_text("Bitte kürzen Sie: 1001 Zeichen, möglich sind 1000.")
    expect(state(desk, "funding")).to_have_text(UNSAVED)
    text(desk, "funding").fill("Gefördert von der Stadt.")
    expect(message).to_be_empty()
    expect(state(desk, "funding")).to_have_text(SAVED)


def test_without_script_everything_can_be_written(open_page: OpenPage, server: Server) -> None:
    page = editor(open_page("phone", java_script_enabled=False), server)
    text(page).fill("Ohne Skript")
    page.locator("#of-introduction").get_by_role("button", name="Speichern", exact=True).click()
    expect(text(page)).to_have_value("Ohne Skript")
    for what in ("Eins", "Zwei"):
        fresh = page.locator("noscript .own-item").last
        fresh.get_by_label("Was wird empfohlen?").fill(what)
        fresh.get_by_role("button", name="Speichern", exact=True).click()
    assert whats(page) == ["Eins", "Zwei"]
    page.get_by_role("button", name="Nach oben: Zwei").click()
    assert whats(page) == ["Zwei", "Eins"]
    page.get_by_role("button", name="Entfernen: Zwei").click()
    assert whats(page) == ["Eins"]
    page.get_by_role("button", name="Wiederherstellen: Zwei").click()
    assert whats(page) == ["Zwei", "Eins"]


def test_what_is_typed_is_in_the_edition_and_its_difference_can_be_read(desk: Page, server: Server) -> None:
    editor(desk, server)
    text(desk).fill("Erste Fassung.")
    desk.get_by_role("button", name="Endgültige Fassung speichern").click()
    expect(desk.get_by_role("heading", name="Fassung 1")).to_be_visible()
    text(desk).fill("Zweite Fassung.")
    with desk.expect_download() as handed:
        desk.get_by_role("link", name="Bericht als Word-Datei").click()
    assert handed.value.suggested_filename == "bericht-dresden-2023.docx"
    assert "Zweite Fassung." in [one.text for one in Document(str(handed.value.path())).paragraphs]
    desk.get_by_role("link", name="Was hat sich seitdem geändert?").click()
    expect(desk.get_by_role("deletion")).to_have_text("gestrichen: Erste (Ende)")
    expect(desk.get_by_role("insertion")).to_have_text("neu: Zweite (Ende)")
    assert violations(desk) == []


def test_the_report_is_on_the_organisers_paper_until_they_take_it_away(desk: Page, server: Server) -> None:
    editor(desk, server)
    brief: FilePayload = {"name": "Brief.docx", "mimeType": WORD, "buffer": letterheads.bare()}
    logo: FilePayload = {"name": "wappen.png", "mimeType": "image/png", "buffer": letterheads.logo()}
    text(desk).fill("Wird nebenbei geschrieben.")
    desk.locator("#file-letterhead").set_input_files(brief)
    desk.get_by_role("button", name="Hochladen: Word-Vorlage").press("Enter")
    expect(desk.get_by_text("In Ihrer Vorlage fehlen diese Formate: Titel,")).to_be_visible()
    desk.locator("#file-logo").set_input_files(logo)
    desk.get_by_role("button", name="Hochladen: Logo").press("Enter")
    expect(desk.get_by_role("img", name="Ihr Logo")).to_have_js_property("naturalWidth", 1600)
    expect(text(desk)).to_have_value("Wird nebenbei geschrieben.")
    assert violations(desk) == []
    with desk.expect_download() as handed:
        desk.get_by_role("link", name="Bericht als Word-Datei").click()
    report = Document(str(handed.value.path()))
    assert [one.text for one in report.sections[0].footer.paragraphs] == ["Amt", "Seite 1 von 1"]
    assert "Wird nebenbei geschrieben." in [one.text for one in report.paragraphs]
    with desk.expect_download() as handed:
        desk.get_by_role("link", name="Bericht als PDF").click()
    assert handed.value.path().read_bytes().startswith(b"%PDF")
    desk.locator("#of-letterhead summary").press("Enter")
    desk.get_by_role("button", name="Ja, entfernen: Word-Vorlage").press("Enter")
    expect(desk.get_by_text("Brief.docx")).to_have_count(0)
    expect(desk.get_by_text("wappen.png")).to_be_visible()


def test_a_report_that_takes_long_says_so_and_a_refusal_is_shown(desk: Page, server: Server, watch: Watch) -> None:
    watch.expect("507")
    editor(desk, server)
    waiting: list[Route] = []
    desk.route("**/report.docx*", lambda route: waiting.append(route))
    desk.get_by_role("link", name="Bericht als Word-Datei").click()
    expect(desk.get_by_text("Der Bericht wird geschrieben …")).to_be_visible()
    waiting.pop().fulfill(status=507, json={"ok": False, "error": "no_room", "message": "Kein Platz."})
    expect(desk.locator("[data-fail]")).to_have_text("Kein Platz.")
    expect(desk.get_by_text("Der Bericht wird geschrieben …")).to_have_count(0)
