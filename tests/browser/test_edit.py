"""From the short form to an event that is edited, in a real browser, by keyboard and by pointer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests import camera
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, Watch
from tests.browser.serving import Server, serve_quickly

FILLS_ITS_GLASS = """() => {
  const [frame, glass] = ["[data-preview]", "[data-glass]"].map((one) => document.querySelector(one));
  return Math.abs(frame.getBoundingClientRect().width - glass.clientWidth) < 3;
}"""


@pytest.fixture
def server(fresh: Path, tmp_path: Path) -> Iterator[Server]:
    """A café for each journey."""
    with serve_quickly(tmp_path / "data", fresh) as running:
        yield running


def keeper(page: Page, server: Server) -> Page:
    """The page of somebody who came through the house's door."""
    page.request.get(server.links["house"], max_redirects=0)
    return page


def test_a_neighbourhood_dialogue_is_made_and_edited(open_page: OpenPage, server: Server, watch: Watch) -> None:
    watch.expect("status of 400")
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/house/new")
    page.get_by_label("Wie heißt sie?").fill("Stadtteildialog")
    page.get_by_label("Wann?").fill("12.12.2026")
    page.get_by_label("Beginn").fill("15 Uhr")
    page.get_by_label("Stationen", exact=True).press("Tab")
    page.get_by_role("button", name="Mehr: Stationen").click()
    page.get_by_role("button", name="Mehr: Runden").click()
    for language in ("العربية", "Русский", "Tiếng Việt", "Українська"):
        page.get_by_label(language).check()
    expect(page.locator(".new-item[data-round]")).to_have_count(4)
    expect(page.locator(".new-item[data-round] time").last).to_have_text("17:15")
    page.get_by_role("button", name="Weniger: Runden").click()
    expect(page.locator(".new-item[data-round]")).to_have_count(3)
    page.get_by_role("button", name="Mehr: Runden").click()
    expect(page.locator(".new-item[data-round]")).to_have_count(4)
    assert violations(page) == []
    page.get_by_role("button", name="Veranstaltung anlegen").press("Enter")
    page.wait_for_url("**/e/stadtteildialog/edit")

    chip = page.locator("[data-saved]")
    expect(chip).to_have_text("alles gespeichert")
    before = chip.bounding_box()
    title = page.locator("#of-event-title-0-0-de textarea")
    title.fill("")
    expect(page.locator("#error-of-event-title-0-0-de")).to_contain_text("Bitte schreiben Sie zuerst etwas.")
    expect(chip).to_have_text("noch nicht gespeichert: 1")
    title.fill("Stadtteilgespräch")
    expect(chip).to_contain_text("gespeichert um")
    after = chip.bounding_box()
    assert before
    assert after
    assert (before["y"], before["x"] + before["width"]) == (after["y"], after["x"] + after["width"])
    arabic = page.locator("#of-event-title-0-0-ar textarea")
    arabic.focus()
    expect(page.locator('[data-look-in] [value="ar"]')).to_have_attribute("aria-pressed", "true")
    expect(page.frame_locator("[data-preview]").locator("html")).to_have_attribute("lang", "ar")
    arabic.fill("حوار الحي")
    expect(page.locator("#of-event-title-0-0-ar")).to_have_attribute("data-state", "there")
    assert violations(page) == []
    page.reload()
    expect(page.locator("#of-event-title-0-0-de textarea")).to_have_value("Stadtteilgespräch")
    expect(page.locator("#of-event-title-0-0-ar textarea")).to_have_value("حوار الحي")


def test_times_are_mended_with_one_button_and_lines_moved_by_keyboard(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("status of 400")
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/programme")
    line = page.locator(".plan-line", has=page.locator('input[value="Erfrischungspause"]'))
    starts = line.get_by_label("Beginn")
    starts.fill("12.45")
    expect(line.locator(".plan-row [data-message]")).to_contain_text("dauert bis 13:30")
    expect(starts).to_have_value("12.45")
    line.get_by_role("button", name="Auf 13:30 setzen").click()
    expect(page.locator("[data-saved]")).to_contain_text("gespeichert")
    expect(line.locator(".plan-row [data-message]")).to_be_empty()
    button = line.get_by_role("button", name="Nach oben: Erfrischungspause")
    button.focus()
    button.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".plan-time").nth(6)).to_have_value("13:00")
    moved = page.locator(".plan-line").nth(3)
    expect(moved.locator('input[name="title"]')).to_have_value("Erfrischungspause")
    expect(moved.get_by_role("button", name="Nach oben: Erfrischungspause")).to_be_focused()
    assert violations(page) == []


def test_two_organisers_see_both_wordings(open_page: OpenPage, server: Server, watch: Watch) -> None:
    watch.expect("status of 409")
    first, second = (keeper(open_page("desk"), server) for _ in range(2))
    for page in (first, second):
        page.goto(f"{server.url}/e/dresden-2023/edit")
    field = "#of-event-title-0-0-de textarea"
    first.locator(field).fill("Der erste Titel")
    expect(first.locator("[data-saved]")).to_contain_text("gespeichert um")
    second.locator(field).fill("Der zweite Titel")
    form = second.locator("#of-event-title-0-0-de")
    expect(form.locator("[data-now]")).to_contain_text("Der erste Titel")
    form.get_by_role("button", name="Meinen Text speichern").click()
    expect(second.locator("[data-saved]")).to_contain_text("gespeichert um")
    first.reload()
    expect(first.locator(field)).to_have_value("Der zweite Titel")


def test_a_line_half_typed_outlasts_the_move_of_another(open_page: OpenPage, server: Server) -> None:
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit")
    steps = page.evaluate("history.length")
    page.locator("#of-event-title-0-0-en textarea").focus()
    expect(page.frame_locator("[data-preview]").locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("history.length") == steps  # "back" leads out of the editor still
    page.locator("#add-aims").fill("Halb getippt")
    page.locator("#keys-etiquette-1 [value=down]").press("Enter")
    expect(page.locator("#keys-etiquette-2 [value=down]")).to_be_focused()
    expect(page.locator("#add-aims")).to_have_value("Halb getippt")
    page.locator("#add-aims").press("Enter")
    expect(page.locator("#lines-aims .edit-lines textarea[lang=de]").last).to_have_value("Halb getippt")
    expect(page.locator("#add-aims")).to_have_value("")
    line = page.locator("#lines-aims .edit-lines > li").last
    line.locator("textarea[lang=de]").fill("Ganz getippt")
    expect(page.locator("[data-saved]")).to_contain_text("gespeichert um")
    line.locator("[value=up]").press("Enter")
    expect(page.locator("#lines-aims [data-message]").last).to_be_empty()
    expect(page.locator("#lines-aims .edit-lines > li").nth(-2).locator("textarea[lang=de]")).to_have_value(
        "Ganz getippt"
    )


def test_what_was_typed_for_a_text_that_was_reworded_meanwhile_comes_back_beside_it(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    for said in ("Failed to load resource", "Blocked script execution", "status of 409"):
        watch.expect(said)
    page, other = (keeper(open_page("desk"), server) for _ in range(2))
    section = f"{server.url}/e/dresden-2023/edit/stations?part=foerderung-und-raeume"
    for one in (page, other):
        one.goto(section)
    arabic, german = "#of-station-question-1-0-ar", "#of-station-question-1-0-de"
    page.route("**/edit/texts", lambda route: route.abort())
    page.locator(f"{arabic} textarea").fill("ماذا نحتاج؟")
    page.locator(f"{german} textarea").fill("Was fehlt uns?")
    expect(page.locator("[data-saved]")).to_contain_text("wird später gesendet")
    other.locator(f"{german} textarea").fill("Was brauchen wir?")
    expect(other.locator("[data-saved]")).to_contain_text("gespeichert um")
    page.goto("about:blank")  # before the way is free again, or it would send from here
    page.unroute("**/edit/texts")
    page.goto(section)
    offered = page.locator(f"{arabic} [data-mend]")
    expect(offered).to_contain_text("Noch nicht gespeichert, zum früheren Text geschrieben:")
    expect(offered.locator("[data-left]")).to_have_text("ماذا نحتاج؟")
    expect(page.locator(f"{german} [data-now]")).to_contain_text("Was brauchen wir?")
    expect(page.locator(f"{german} textarea")).to_have_value("Was fehlt uns?")
    assert violations(page) == []
    page.locator(f"{german}").get_by_role("button", name="Den anderen Text übernehmen").click()
    offered.get_by_role("button", name="Übernehmen", exact=True).click()
    expect(page.locator(arabic)).to_have_attribute("data-state", "there")
    expect(page.locator("[data-saved]")).to_contain_text("gespeichert um")
    page.reload()
    expect(page.locator(f"{arabic} textarea")).to_have_value("ماذا نحتاج؟")
    expect(page.locator(f"{german} textarea")).to_have_value("Was brauchen wir?")
    expect(offered).to_be_empty()


def test_what_is_to_be_added_stays_typed_without_a_connection(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/feedback")
    page.locator("#add-text").fill("War es laut?")
    page.route("**/*", lambda route: route.abort())
    page.locator("#add-text").press("Enter")
    expect(page.locator("[data-fail]")).to_contain_text("Keine Verbindung.")
    expect(page.locator("#add-text")).to_have_value("War es laut?")
    page.unroute("**/*")
    page.locator("#add-text").press("Enter")
    expect(page.locator('#row-5 textarea[lang="de"]')).to_have_value("War es laut?")
    expect(page.locator("#add-text")).to_have_value("")


def test_a_second_press_while_the_server_is_slow_to_answer_does_nothing(open_page: OpenPage, server: Server) -> None:
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/event")
    asked: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "HEAD":
            asked.append(route)
        else:
            route.fallback()

    page.route("**/edit/event", hold)
    field = page.locator("#add-aims")
    field.fill("Einmal")
    with page.expect_request(lambda request: request.method == "HEAD"):
        field.press("Enter")
    page.evaluate("performance.now = ((now) => () => now() + 60_000)(performance.now.bind(performance))")
    field.press("Enter")
    with page.expect_navigation():
        asked[0].continue_()
    expect(page.locator("#lines-aims .edit-lines textarea[lang=de]").last).to_have_value("Einmal")
    assert len(asked) == 1


def test_a_sign_is_chosen_by_arrows_without_loading_the_page_at_each(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/stations?part=foerderung-und-raeume")
    page.evaluate("window.sameAsBefore = true")
    signs = page.locator("#sign-foerderung-und-raeume")
    signs.locator("input:checked").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("window.sameAsBefore")
    chosen = signs.locator("input:checked").get_attribute("value")
    assert chosen != "1"
    expect(signs.get_by_role("button", name="Übernehmen")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".edit-title")).to_have_attribute("data-station", str(chosen))
    expect(signs.locator("input:checked")).to_be_focused()
    with page.expect_navigation():
        signs.locator("label", has=page.locator('input[value="1"]')).click()
    expect(page.locator(".edit-title")).to_have_attribute("data-station", "1")


def drag(page: Page, grip: Locator, onto: Locator) -> None:
    """Drag a row by its grip to behind another one, as a hand does: in steps."""
    start, there = grip.bounding_box(), onto.bounding_box()
    assert start
    assert there
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 20, steps=4)
    page.mouse.move(start["x"] + start["width"] / 2, there["y"] + there["height"] - 4, steps=12)
    page.mouse.up()


ROWS = {
    "stations": (".edit-station", "b[lang]"),
    "rounds": (".edit-box[data-sorted]", "textarea[lang=de]"),
    "programme": ('.plan-line[data-sorted="day"]', "input[name=title]"),
}


@pytest.mark.parametrize("section", ROWS)
def test_rows_are_moved_by_a_grip(open_page: OpenPage, server: Server, watch: Watch, section: str) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.set_viewport_size({"width": 1440, "height": 3000})  # rounds in twelve languages are high
    page.goto(f"{server.url}/e/dresden-2023/edit/{section}")
    rows, named = ROWS[section]

    def names() -> list[str]:
        return page.locator(f"{rows} {named}").evaluate_all("all => all.map((one) => one.value ?? one.textContent)")

    before = names()
    with page.expect_navigation():
        drag(page, page.locator(rows).nth(0).locator("[data-grip]"), page.locator(rows).nth(1))
    after = names()
    assert after[:2] == [before[1], before[0]]
    assert after[2:] == before[2:]
    page.reload()
    assert names() == after


def test_a_language_has_one_sign_however_often_its_text_comes_and_goes(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/event")
    form, mark = page.locator("#of-event-title-0-0-uk"), page.locator("[data-marks] [data-of=uk]").first
    for text, state in (("", "missing"), ("Конференція", "there"), ("", "missing")):
        form.locator("textarea").fill("Інакше")
        expect(form).to_have_attribute("data-state", "there")
        form.locator("textarea").fill(text)
        expect(form).to_have_attribute("data-state", state)
        expect(form.locator("[data-sign] svg")).to_have_count(1)
        expect(mark.locator("svg")).to_have_count(1)
        expect(mark).to_contain_text("uk")


def test_long_names_of_sections_have_their_room_on_a_low_screen(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server.url}/e/dresden-2023/edit/privacy")
    over = """() => [...document.querySelectorAll(".edit-link")]
      .filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent)"""
    assert page.evaluate(over) == []


def test_on_a_phone_names_of_sections_and_of_stations_have_a_line_each(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/e/dresden-2023/edit/stations")
    page.locator(".edit-link span[lang], .edit-station-name b[lang]").evaluate_all(
        "all => { for (const one of all) one.textContent = 'Thema 1'; }"
    )
    high = """() => [...document.querySelectorAll(".edit-link")]
      .filter((one) => one.getBoundingClientRect().height > 50).map((one) => one.textContent)"""
    assert page.evaluate(high) == []
    lines = """all => all.map((one) => {
      const said = document.createRange();
      said.selectNodeContents(one);
      return said.getClientRects().length;
    })"""
    assert page.locator(".edit-station-name b[lang]").evaluate_all(lines) == [1, 1, 1]


def test_the_poster_is_shown_and_says_by_how_many_lines_it_is_too_long(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/stations?part=foerderung-und-raeume")
    page.get_by_role("button", name="Plakat", exact=True).click()
    poster = page.frame_locator("[data-preview]").locator(".poster")
    expect(poster).to_have_count(1)
    expect(poster.locator(".poster-question")).to_contain_text("Was brauchen")
    told = page.locator("[data-too-long]")
    expect(told).to_be_empty()
    width, glass = (page.locator(one).bounding_box() for one in ("[data-preview]", "[data-glass]"))
    assert width
    assert glass
    assert abs(width["width"] - glass["width"]) < 2
    page.set_viewport_size({"width": 1100, "height": 800})
    page.wait_for_function(FILLS_ITS_GLASS)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(FILLS_ITS_GLASS)
    page.locator("#of-station-question-1-0-de textarea").fill("Was brauchen wir in der Stadt, und wer tut es? " * 40)
    expect(told).to_contain_text("Zu lang für das Plakat. Zeilen zu viel: ")
    page.locator("#of-station-question-1-0-de textarea").fill("Was brauchen wir?")
    expect(told).to_be_empty()
    assert violations(page) == []


def test_beside_the_survey_stands_the_survey_as_guests_will_see_it(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/feedback")
    shown = page.frame_locator("[data-preview]")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Wie war es für Sie?")
    expect(shown.locator("[data-question]")).to_have_count(page.locator("[data-sorted]").count())
    expect(shown.locator("[data-question]").first).to_be_visible()


def test_a_list_that_keys_walk_through_is_saved_once_it_is_left(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.clock.install()
    page.goto(f"{server.url}/e/dresden-2023/edit/event")
    sent = []
    page.on("request", lambda one: sent.append(one.post_data) if one.url.endswith("/edit/values") else None)
    zone = page.locator("#value-timezone select")
    before = zone.input_value()
    zone.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.clock.run_for(5000)  # longer than a pause in typing
    assert zone.input_value() != before
    assert sent == []
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("gespeichert um")
    assert len(sent) == 1
    chosen = zone.input_value()
    page.reload()
    expect(zone).to_have_value(chosen)


def test_a_logo_is_uploaded_where_the_events_papers_are(open_page: OpenPage, server: Server, watch: Watch) -> None:
    watch.expect("Blocked script execution")  # the preview shows a phone's page without its script
    page = keeper(open_page("desk"), server)
    page.goto(f"{server.url}/e/dresden-2023/edit/papers")
    page.locator("#file-logo").set_input_files({"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": camera.file()})
    page.get_by_role("button", name="Hochladen: Logo").click()
    expect(page).to_have_url(f"{server.url}/e/dresden-2023/edit/papers#of-logo")
    expect(page.get_by_role("img", name="Ihr Logo")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text("alles gespeichert")
    assert violations(page) == []
