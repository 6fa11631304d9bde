"""The organiser's desk: rounds, stations and announcements, and that every other screen follows without a reload."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, Neighbour, behind_door, card, join, line, order, runs_down, write
from tests.browser.serving import Server

FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
FOCUSED = "document.activeElement.dataset.do"


@pytest.fixture
def at_desk(own_server: Server, open_page: OpenPage) -> Page:
    return open_desk(own_server, open_page)


def open_desk(server: Server, open_page: OpenPage) -> Page:
    """The desk, once its live connection stands and its keys move the café."""
    page = open_page("desk", server.links["organiser"])
    expect(page.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    expect(page.locator("[data-tile]")).to_have_count(len(server.stations))
    page.evaluate("window.notReloaded = true")
    return page


def key(desk: Page, name: str) -> Locator:
    return desk.get_by_role("group", name="Runde steuern").get_by_role("button", name=name)


def figure(desk: Page, station: str, name: str) -> Locator:
    return desk.locator(f'[data-tile="{station}"] [data-figure="{name}"]')


def run_out(server: Server) -> None:
    """Let the running round's time be up, as if its minutes had passed."""
    with sqlite3.connect(Path(server.environment["DATA_DIR"]) / "cafe.sqlite3") as database:
        database.execute("UPDATE round SET ends_at = started_at WHERE started_at IS NOT NULL")


def test_a_round_starts_goes_on_and_ends_on_every_screen(
    own_server: Server, open_page: OpenPage, at_desk: Page
) -> None:
    phone = join(open_page("phone"), own_server)
    wall = open_page("wall", own_server.links["wall"])
    for page in (phone, wall):
        page.evaluate("window.notReloaded = true")
    expect(at_desk.locator("[data-title]")).to_have_text("Sammeln")
    for name in ("+1 Minute", "+5 Minuten", "−1 Minute", "−5 Minuten", "Runde beenden"):
        expect(key(at_desk, name)).to_have_attribute("aria-disabled", "true")

    key(at_desk, "Starten").click()
    expect(at_desk.locator("[data-kicker]")).to_have_text(re.compile(r"^Runde 1 von 3 · endet um \d\d:\d\d$"))
    expect(at_desk.locator("[data-clock]")).to_have_text(runs_down(25))
    expect(key(at_desk, "Starten")).to_have_attribute("aria-disabled", "true")
    expect(phone.locator("[data-phase]")).to_have_text("Runde 1 von 3")
    expect(wall.locator("[data-title]")).to_have_text("Runde 1: Sammeln")
    expect(at_desk.locator("[aria-current=time] .day-title")).to_have_text("Runde 1: Sammeln")

    key(at_desk, "+5 Minuten").click()
    key(at_desk, "+1 Minute").click()
    for page in (at_desk, phone, wall):
        expect(page.locator("[data-clock]")).to_have_text(runs_down(31))
    for name in ("−5 Minuten", "−1 Minute"):
        expect(key(at_desk, name)).not_to_have_attribute("aria-busy", "true")
        key(at_desk, name).click()
    for page in (at_desk, phone, wall):
        expect(page.locator("[data-clock]")).to_have_text(runs_down(25))

    key(at_desk, "Runde beenden").click()
    at_desk.get_by_role("button", name="Jetzt beenden").click()
    expect(phone.get_by_role("dialog", name="Weiter zu")).to_be_visible()
    expect(key(at_desk, "Starten")).not_to_have_attribute("aria-busy", "true")
    at_desk.get_by_role("button", name="Beenden rückgängig machen").click()
    for page in (at_desk, phone, wall):
        expect(page.locator("[data-clock]")).to_have_text(runs_down(25))
    assert at_desk.evaluate(FOCUSED) == "end"
    expect(phone.get_by_role("dialog", name="Weiter zu")).to_be_hidden()
    key(at_desk, "Runde beenden").click()
    at_desk.get_by_role("button", name="Jetzt beenden").click()
    expect(phone.get_by_role("dialog", name="Weiter zu")).to_be_visible()
    expect(wall.locator("[data-title]")).to_have_text("Wohin jetzt?")
    expect(at_desk.locator("[data-kicker]")).to_have_text("Wechsel · Runde 2 von 3 · geplant um 15:15")
    expect(at_desk.locator("[data-title]")).to_have_text("Lösungen")
    for page in (at_desk, phone, wall):
        assert page.evaluate("window.notReloaded") is True


def test_ending_early_asks_once_and_keeps_the_keyboard(at_desk: Page) -> None:
    at_desk.keyboard.press("Tab")
    key(at_desk, "Starten").focus()
    at_desk.keyboard.press("Enter")
    expect(key(at_desk, "+1 Minute")).not_to_have_attribute("aria-disabled", "true")
    assert at_desk.evaluate(FOCUSED) == "start"
    key(at_desk, "Runde beenden").focus()
    at_desk.keyboard.press("Enter")
    dialog = at_desk.get_by_role("dialog", name="Runde jetzt schon beenden?")
    expect(dialog.locator("[data-confirm-text]")).to_have_text(
        runs_down(25, "Runde 1 hat noch {}. Danach zeigen alle Handys, wohin es weitergeht.")
    )
    expect(dialog.get_by_role("button", name="Weiterlaufen lassen")).to_be_focused()
    at_desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert at_desk.evaluate(FOCUSED) == "end"
    expect(at_desk.locator("[data-title]")).to_have_text("Sammeln")
    at_desk.keyboard.press("Enter")
    at_desk.keyboard.press("Tab")
    at_desk.keyboard.press("Enter")
    expect(at_desk.locator("[data-title]")).to_have_text("Lösungen")


def test_time_that_is_up_is_said_and_can_still_be_lengthened_or_ended(own_server: Server, at_desk: Page) -> None:
    key(at_desk, "Starten").click()
    expect(key(at_desk, "Runde beenden")).not_to_have_attribute("aria-disabled", "true")
    run_out(own_server)
    at_desk.reload()
    expect(at_desk.locator("[data-time-up]")).to_have_text("Die Zeit ist um")
    expect(at_desk.locator("[data-clock]")).to_have_text("00:00")
    key(at_desk, "+1 Minute").click()
    expect(at_desk.locator("[data-clock]")).to_have_text(runs_down(1))
    expect(at_desk.locator("[data-time-up]")).to_have_count(0)
    run_out(own_server)
    at_desk.reload()
    expect(at_desk.locator("[data-time-up]")).to_be_visible()
    key(at_desk, "Runde beenden").click()
    expect(at_desk.locator("[data-title]")).to_have_text("Lösungen")
    expect(at_desk.get_by_role("dialog")).to_have_count(0)


def test_another_round_can_be_started_also_again(at_desk: Page) -> None:
    at_desk.get_by_label("Als Nächstes").select_option("Runde 3: Verabreden")
    expect(at_desk.locator("[data-title]")).to_have_text("Verabreden")
    key(at_desk, "Starten").click()
    expect(at_desk.locator("[data-kicker]")).to_have_text(re.compile("^Runde 3 von 3 · endet um"))
    key(at_desk, "Runde beenden").click()
    at_desk.get_by_role("button", name="Jetzt beenden").click()
    expect(at_desk.locator("[data-title]")).to_have_text("Die Runden sind vorbei")
    expect(key(at_desk, "Starten")).to_have_attribute("aria-disabled", "true")
    at_desk.get_by_label("Als Nächstes").select_option("Runde 1: Sammeln")
    key(at_desk, "Starten").click()
    expect(at_desk.locator("[data-kicker]")).to_have_text(re.compile("^Runde 1 von 3 · endet um"))


def test_after_the_last_round_the_desk_says_what_comes_and_nothing_that_was(at_desk: Page) -> None:
    at_desk.get_by_label("Als Nächstes").select_option("Runde 3: Verabreden")
    key(at_desk, "Starten").click()
    expect(at_desk.locator("[data-next]")).to_have_text("Danach: Kaffee und Punkte vergeben (3 je Person und Station)")
    key(at_desk, "Runde beenden").click()
    at_desk.get_by_role("button", name="Jetzt beenden").click()
    expect(at_desk.locator("[data-title]")).to_have_text("Die Runden sind vorbei")
    expect(at_desk.locator("[data-kicker]")).to_have_text("Runden: 3 von 3")
    expect(at_desk.locator("[data-next]")).to_have_text(
        "Als Nächstes geplant, um 16:10: Kaffee und Punkte vergeben (3 je Person und Station)"
    )
    expect(at_desk.locator("[aria-current=time] time").first).to_have_text("16:10")


def test_two_desks_agree_and_a_late_one_is_told_why(own_server: Server, open_page: OpenPage, at_desk: Page) -> None:
    other = open_desk(own_server, open_page)
    key(other, "Starten").click()
    expect(key(at_desk, "Starten")).to_have_attribute("aria-disabled", "true")
    expect(at_desk.locator("[data-title]")).to_have_text("Sammeln")
    key(at_desk, "Runde beenden").click()
    expect(at_desk.get_by_role("dialog")).to_be_visible()
    key(other, "Runde beenden").click()
    other.get_by_role("button", name="Jetzt beenden").click()
    expect(at_desk.get_by_role("dialog")).to_have_count(0)
    expect(at_desk.locator("[data-title]")).to_have_text("Lösungen")


def test_approving_first_makes_a_phones_contribution_wait(
    own_server: Server, open_page: OpenPage, at_desk: Page
) -> None:
    station = own_server.stations[0]
    phone, other = join(open_page("phone"), own_server), join(open_page("phone"), own_server)
    switch = at_desk.locator(f'[data-tile="{station}"]').get_by_role(
        "switch", name="Neue Beiträge erst nach Freigabe zeigen"
    )
    expect(switch).not_to_be_checked()
    switch.check()
    expect(switch).to_be_checked()
    expect(at_desk.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    phone.get_by_label("Ihr Beitrag").fill("Bitte erst lesen")
    phone.get_by_role("button", name="Senden").click()
    expect(line(phone)).to_have_text("Gespeichert – wartet auf Freigabe")
    expect(figure(at_desk, station, "waiting")).to_have_text("1")
    expect(figure(at_desk, station, "contributions")).to_have_text("0")
    expect(card(other, "Bitte erst lesen")).to_have_count(0)
    switch.uncheck()
    write(phone, "Gleich zu lesen")
    expect(card(other, "Gleich zu lesen")).to_have_count(1)
    expect(figure(at_desk, station, "contributions")).to_have_text("1")


def test_figures_change_live(own_server: Server, at_desk: Page) -> None:
    station = own_server.stations[0]
    tile = at_desk.locator(f'[data-tile="{station}"]')
    expect(figure(at_desk, station, "people")).to_have_text("0")
    guest, other = Neighbour(own_server), Neighbour(own_server)
    for one in (guest, other):
        one.open()
    expect(figure(at_desk, station, "people")).to_have_text("2")
    expect(at_desk.locator("[data-people]")).to_have_text("2")
    other.vote(guest.write("Ein Gedanke"))
    hidden = guest.write("Noch ein Gedanke")
    expect(figure(at_desk, station, "contributions")).to_have_text("2")
    expect(figure(at_desk, station, "votes")).to_have_text("1")
    expect(figure(at_desk, station, "per_minute")).to_have_text("0,7")
    expect(at_desk.locator("[data-contributions]")).to_have_text("2")
    written = sum(int(count) for count in str(tile.locator("[data-trend]").get_attribute("data-trend")).split())
    assert written == 2
    expect(tile.get_by_role("img")).to_have_accessible_name(
        re.compile(r"^Beiträge je Minute, die letzten 12 Minuten: (\d+, ){11}\d+$")
    )
    host = behind_door(own_server, own_server.links["hosts"][station])
    order(host, "contribution.hide", event=own_server.event, id=hidden)
    expect(figure(at_desk, station, "contributions")).to_have_text("1")
    order(
        host,
        "statement.add",
        event=own_server.event,
        station=station,
        id="4f6e5f43-6f0e-4f0a-9a63-0d8f3b7a1c11",
        round=None,
        text="Räume zuerst.",
    )
    expect(figure(at_desk, station, "statements")).to_have_text("1")
    expect(at_desk.locator("[data-statements-of='1']")).to_have_text("1")
    guest.leave()
    expect(figure(at_desk, station, "people")).to_have_text("1")
    assert at_desk.evaluate("window.notReloaded") is True


def test_a_station_without_a_tablet_alarms_while_a_round_runs(
    own_server: Server, open_page: OpenPage, at_desk: Page
) -> None:
    first, second, _ = own_server.stations
    tile = at_desk.locator(f'[data-tile="{first}"]')
    expect(at_desk.locator("[data-alarm-text]")).to_have_count(0)
    expect(tile.locator("[data-sign]")).to_have_text("noch nie")
    host = behind_door(own_server, own_server.links["hosts"][first])
    order(host, "station.open", event=own_server.event, station=first, since=0, audience="hosts")
    expect(tile.locator("[data-tablet]")).to_have_text("verbunden")
    expect(tile.locator("[data-sign]")).to_have_text(re.compile(r"^vor \d s$"))
    key(at_desk, "Starten").click()
    expect(at_desk.locator(f'[data-tile="{second}"] [data-alarm-text]')).to_have_text(
        "Tablet an Station 2 meldet sich nicht."
    )
    expect(tile.locator("[data-alarm-text]")).to_have_count(0)
    host.leave()
    expect(tile.locator("[data-tablet]")).to_have_text("nicht verbunden")
    expect(tile.locator("[data-alarm-text]")).to_have_text("Tablet an Station 1 meldet sich nicht.")


def test_an_announcement_reaches_phone_and_wall_and_is_taken_back(
    own_server: Server, open_page: OpenPage, at_desk: Page
) -> None:
    phone = join(open_page("phone"), own_server)
    wall = open_page("wall", own_server.links["wall"])
    field = at_desk.get_by_label("Text der Ansage")
    send = at_desk.get_by_role("button", name="Senden")
    send.click()
    expect(at_desk.locator("[data-announce] [data-refusal]")).to_have_text("Bitte schreiben Sie zuerst die Ansage.")
    expect(field).to_be_focused()
    field.fill("a" * 201)
    send.click()
    expect(at_desk.locator("[data-announce] [data-refusal]")).to_have_text(
        "Bitte kürzen Sie: 201 Zeichen, möglich sind 200."
    )
    expect(field).to_have_value("a" * 201)
    field.fill("Der Kaffee steht bereit.")
    send.click()
    expect(field).to_have_value("")
    expect(at_desk.locator("[data-announce] [data-refusal]")).to_be_empty()
    expect(at_desk.locator("[data-said-text]")).to_have_text("Der Kaffee steht bereit.")
    expect(phone.locator('[data-banner="announcement"]')).to_have_text("Der Kaffee steht bereit.")
    expect(wall.locator("[data-announcement]")).to_have_text("Der Kaffee steht bereit.")
    at_desk.get_by_role("button", name="Ansage beenden").click()
    expect(at_desk.locator("[data-said-text]")).to_have_count(0)
    expect(phone.locator('[data-banner="announcement"]')).to_have_count(0)
    expect(wall.locator("[data-announcement]")).to_have_count(0)


def test_without_network_the_desk_says_so_and_comes_back(
    own_server: Server, open_page: OpenPage, at_desk: Page, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    at_desk.context.set_offline(True)
    expect(at_desk.locator("[data-saved]")).to_have_text(re.compile(r"^keine Verbindung – Stand \d\d:\d\d$"))
    given_back = "Keine Verbindung: Es wurde nicht gesendet und geht auch später nicht von selbst."
    key(at_desk, "Starten").click()
    at_desk.get_by_label("Text der Ansage").fill("Der Kaffee steht bereit.")
    at_desk.get_by_role("button", name="Senden").click()
    at_desk.get_by_role("combobox", name="Auf der Leinwand").select_option("cloud")
    for place in ("conductor", "announce"):
        expect(at_desk.locator(f"[data-{place}] [data-refusal]")).to_contain_text(given_back)
    expect(at_desk.locator("[data-saved]")).to_contain_text("wartet auf Verbindung: 1")
    other = behind_door(own_server, own_server.links["organiser"])
    order(other, "round.start", event=own_server.event, round=2)
    at_desk.context.set_offline(False)
    expect(at_desk.locator("[data-saved]")).to_have_text("alles gespeichert")
    expect(at_desk.locator("[data-title]")).to_have_text("Lösungen")
    expect(at_desk.locator("[data-said-text]")).to_have_count(0)
    expect(at_desk.get_by_label("Text der Ansage")).to_have_value("Der Kaffee steht bereit.")
    assert order(other, "event.open", event=own_server.event)["event_state"]["wall"]["scene"] == "cloud"


def test_doors_posters_wall_and_boards_are_in_reach(own_server: Server, at_desk: Page) -> None:
    side = at_desk.get_by_role("complementary")
    links = {name: side.get_by_role("link", name=name, exact=True) for name in ("Drucken", "Leinwand")}
    assert links["Drucken"].get_attribute("href") == f"/e/{own_server.event}/organise/print"
    assert links["Leinwand"].get_attribute("href") == f"/e/{own_server.event}/wall"
    report = at_desk.get_by_role("link", name="Bericht als Word-Datei")
    assert report.get_attribute("href") == f"/e/{own_server.event}/report.docx"
    boards = at_desk.get_by_role("link", name=re.compile("^Tablet-Ansicht öffnen: "))
    assert [one.get_attribute("href") for one in boards.all()] == [
        f"/e/{own_server.event}/host/{station}" for station in own_server.stations
    ]
    at_desk.get_by_role("link", name="Alle Links und QR-Codes", exact=True).click()
    expect(at_desk).to_have_url(own_server.page("organise/doors"))


def test_a_tiles_numbers_lead_to_the_board_and_what_waits_to_its_reading(own_server: Server, at_desk: Page) -> None:
    station = own_server.stations[0]
    at_desk.locator(f'[data-tile="{station}"]').get_by_role("switch").check()
    expect(at_desk.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    Neighbour(own_server).write("Bitte erst lesen")
    expect(figure(at_desk, station, "waiting")).to_have_text("1")
    at_desk.evaluate("scrollTo(0, 0)")
    with at_desk.context.expect_page() as opened:
        figure(at_desk, station, "contributions").click()
    expect(opened.value.locator('[data-do="select"]')).to_have_count(1)
    expect(opened.value.locator("[data-reading-card]")).to_have_count(0)
    with at_desk.context.expect_page() as opened:
        at_desk.get_by_role("link", name="1 Wartende Beiträge an Station 1 lesen (neues Fenster)").press("Enter")
    reading = opened.value
    expect(reading.locator("[data-reading-card]")).to_contain_text("Bitte erst lesen")
    assert reading.url == own_server.page(f"host/{station}")
    other = behind_door(own_server, own_server.links["hosts"][station])
    waits = reading.locator("[data-reading-card]").get_attribute("data-reading-card")
    order(other, "contribution.approve", event=own_server.event, id=waits, was="Bitte erst lesen")
    expect(figure(at_desk, station, "waiting")).to_have_text("0")
    late = at_desk.context.new_page()
    late.goto(own_server.page(f"host/{station}#waiting"))
    expect(late.locator("[data-host]")).to_be_visible()
    expect(late.locator('[data-do="select"]')).to_have_count(1)


@pytest.mark.parametrize("door", ["guest", "host", "wall"])
def test_nobody_else_gets_to_the_desk(server: Server, open_page: OpenPage, watch: Watch, door: str) -> None:
    watch.expect("403")
    page = open_page("desk")
    if door == "guest":
        join(page, server)
    else:
        page.goto(server.links["wall"] if door == "wall" else server.links["hosts"][server.stations[0]])
    answer = page.goto(server.page("organise"))
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gehört dem Organisationsteam.")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1180, 820), (390, 844), (320, 640)])
def test_nothing_scrolls_sideways(server: Server, open_page: OpenPage, width: int, height: int) -> None:
    page = open_page("desk", server.links["organiser"], viewport={"width": width, "height": height})
    expect(page.locator("[data-tile]")).to_have_count(len(server.stations))
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        assert page.evaluate(FITS) is True, direction


def test_the_data_is_downloaded_by_keyboard(at_desk: Page) -> None:
    expect(at_desk.get_by_role("link", name="Excel")).to_be_hidden()
    at_desk.get_by_text("Daten herunterladen").press("Enter")
    report = {"auf Englisch": "docx", "PDF": "pdf", "PowerPoint": "pptx"}
    results = {**report, "Excel": "xlsx", "CSV": "csv", "Markdown": "md", "ZIP Bericht": "zip"}
    posters = dict.fromkeys((f"Plakat Ergebnisse von Station {place}" for place in (1, 2, 3)), "")
    for name, ending in {**results, **posters, "Umzug": "zip", "JSON": "json"}.items():
        at_desk.keyboard.press("Tab")
        expect(at_desk.get_by_role("link", name=name)).to_be_focused()
        if ending:
            with at_desk.expect_download() as download:
                at_desk.keyboard.press("Enter")
            assert download.value.suggested_filename.endswith(f"-dresden-2023.{ending}")
            assert download.value.failure() is None
    assert at_desk.evaluate("window.notReloaded") is True
    assert at_desk.evaluate(FITS)
