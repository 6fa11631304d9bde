"""What axe finds on every screen, by day, by night, in forced colours and the other way round: nothing.

axe's rules follow WCAG 2.2 (levels A and AA) and its authors' best practices.
"""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from facilitation.pages.download import WORD
from tests import camera
from tests.browser.axe import in_every_look
from tests.browser.boards import board
from tests.browser.conftest import Device, OpenPage, Watch
from tests.browser.people import SAVED, Neighbour, behind_door, join, order, runs_down, scan
from tests.browser.serving import Server
from tests.conftest import new_id


@pytest.fixture
def busy(server: Server, filled: set[str]) -> Server:
    """A café in its first round: contributions, one of them waiting, a cluster, a statement, an announcement."""
    if server.url in filled:
        return server
    filled.add(server.url)
    guest = Neighbour(server)
    guest.write("Ein Raum, der abends offen ist.")
    host = behind_door(server, server.links["hosts"][server.stations[0]])
    station = {"event": server.event, "station": server.stations[0]}
    theme = new_id()
    order(host, "cluster.add", id=theme, title="Räume", **station)
    behind = {"clusters": [theme], "contributions": []}
    order(host, "statement.add", id=new_id(), text="Vereine brauchen Räume.", behind=behind, **station)
    order(host, "statement.add", id=new_id(), text="Abends vor allem.", **station)
    order(host, "statement.add", id=new_id(), text="Wer zahlt?", kind="question", **station)
    for state in ("open", "agreed", "done"):
        order(host, "measure.add", id=new_id(), what=f"Raumliste: {state}", state=state, **station)
    order(host, "station.set_approve_first", on=True, **station)
    waiting = {"id": new_id(), "text": "muster@example.org", "kind": "wish", "language": "de"}
    order(guest, "contribution.add", **waiting, **station)
    order(host, "station.set_approve_first", on=False, **station)
    desk = behind_door(server, server.links["organiser"])
    order(desk, "round.start", event=server.event, round=1)
    order(desk, "event.announce", event=server.event, text="Der Kaffee steht bereit.", minutes=30)
    return server


@pytest.mark.parametrize("path", ["", "privacy", "accessibility", "imprint", "nowhere"])
def test_reading_pages(busy: Server, open_page: OpenPage, path: str, watch: Any) -> None:
    watch.expect("404")
    assert in_every_look(open_page("phone", busy.page(path))) == []


def test_joining(busy: Server, open_page: OpenPage) -> None:
    page = scan(open_page("phone"), busy)
    expect(page.get_by_role("region", name="Sprache und Datenschutz")).to_be_visible()
    expect(page.get_by_role("textbox", name="Ihr Name")).to_be_visible()
    assert in_every_look(page) == []
    page.locator("[data-arrival] summary").click()
    expect(page.locator("[data-arrival]").get_by_role("button", name="Українська")).to_be_visible()
    assert in_every_look(page) == []
    page.goto(busy.page("me"))
    languages = page.get_by_role("group", name="Ich schreibe auf")
    expect(languages.get_by_role("button")).to_have_count(13)
    expect(languages.get_by_role("button", pressed=True)).to_have_text(["Deutsch"])
    assert in_every_look(page) == []


def test_a_guests_way_by_the_accessibility_tree_alone(busy: Server, open_page: OpenPage) -> None:
    """What assistive technology is told is enough: nothing here is found by its place, look or markup."""
    page = join(open_page("phone"), busy)
    expect(page.get_by_role("heading", level=1)).to_have_text("Förderung & Räume")
    expect(page.get_by_role("timer", name="verbleibende Zeit")).to_have_text(runs_down(25))
    field = page.get_by_role("textbox", name="Ihr Beitrag")
    for text in ("Ein Raum für Proben", "Noch ein Raum für Proben"):
        page.get_by_role("radio", name="Wunsch").check(force=True)
        field.fill(text)
        page.get_by_role("button", name="Senden").click()
        expect(page.get_by_role("status").filter(has_text=SAVED)).to_have_count(1)
        expect(field).to_be_focused()
    stream = page.get_by_role("region", name="Beiträge").get_by_role("list").first
    mine = stream.get_by_role("listitem").get_by_role("article", name="Wunsch: Ein Raum für Proben", exact=True)
    expect(mine.get_by_role("heading", level=3)).to_have_text("Wunsch")
    others = stream.get_by_role("article", name="Idee: Ein Raum, der abends offen ist.", exact=True)
    others.get_by_role("button", name="Punkt geben: Ein Raum, der abends offen ist. – Punkte: 0").click()
    given = others.get_by_role("button", name="Punkt geben: Ein Raum, der abends offen ist. – Punkte: 1", pressed=True)
    expect(given).to_have_count(1)
    given.click()
    others.get_by_role("button", name="antworten: Ein Raum, der abends offen ist.").click()
    expect(field).to_be_focused()
    page.keyboard.type("Am Wochenende auch")
    page.keyboard.press("Control+Enter")
    expect(others.get_by_role("list").get_by_role("article", name="Am Wochenende auch")).to_have_count(1)
    mine.get_by_role("button", name="zurückziehen: Ein Raum für Proben").click()
    page.get_by_role("dialog", name="Beitrag zurückziehen?").get_by_role("button", name="Zurückziehen").click()
    expect(mine).to_have_count(0)
    page.get_by_role("link", name="Bisher gesagt").click()
    said = page.get_by_role("region", name="Bisher gesagt").get_by_role("listitem")
    expect(said.filter(has_text="Vereine brauchen Räume.")).to_have_count(1)


def test_the_station_on_a_phone(busy: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone"), busy)
    expect(page.locator("[data-contribution]").first).to_be_visible()
    assert in_every_look(page) == []
    page.get_by_role("button", name="antworten").first.click()
    assert in_every_look(page) == []
    page.get_by_role("link", name="Bisher gesagt").click()
    assert in_every_look(page) == []


def test_what_gets_the_focus_comes_out_from_behind_the_dock(busy: Server, open_page: OpenPage) -> None:
    page = join(open_page("phone"), busy)
    page.set_viewport_size({"width": 390, "height": 560})
    key = page.locator("[data-stream] button:visible").last
    key.evaluate("(key) => scrollBy(0, key.getBoundingClientRect().bottom - innerHeight)")
    key.focus()
    dock, shown = page.locator(".phone-dock").bounding_box(), key.bounding_box()
    assert dock
    assert shown
    assert shown["y"] + shown["height"] <= dock["y"]


@pytest.mark.parametrize(
    ("device", "door", "shown"),
    [
        ("tablet", "host", "[data-inbox] [data-contribution]"),
        ("desk", "organiser", "[data-clock]"),
        ("wall", "wall", "[data-column]"),
    ],
)
def test_screens_behind_doors(
    busy: Server, open_page: OpenPage, device: Device, door: str, shown: str, watch: Watch
) -> None:
    watch.expect("415")
    link = busy.links["hosts"][busy.stations[0]] if door == "host" else busy.links[door]
    page = open_page(device, link)
    expect(page.locator(shown).first).to_be_visible()
    assert in_every_look(page) == []
    if door == "organiser":
        page.get_by_text("Daten herunterladen").click()
        expect(page.get_by_role("link", name="Excel")).to_be_visible()
        assert in_every_look(page) == []
    if door == "host":
        page.locator("[data-inbox] [data-contribution]").first.get_by_role("checkbox").check()
        assert in_every_look(page) == []
        page.get_by_role("button", name="Ändern", exact=True).click()
        assert in_every_look(page) == []
        for name, content in (("tisch.jpg", camera.from_phone()), ("text.jpg", b"Text")):
            photo: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": content}
            page.locator("[data-pick-photos]").set_input_files(photo)
        expect(page.locator('[data-state="refused"]')).to_be_visible()
        expect(page.locator("[data-photo-id]").last).to_be_visible()
        assert in_every_look(page) == []
        page.locator('[data-do="open-photo"]').last.click()
        assert in_every_look(page) == []
        page.get_by_role("button", name="Text abtippen").click()
        expect(page.locator("[data-beside]")).to_be_visible()
        assert in_every_look(page) == []
        page.get_by_role("button", name="Nicht mehr von diesem Foto abtippen").click()
        page.get_by_role("button", name="Verlauf").click()
        expect(page.locator("[data-entry]").first).to_be_visible()
        assert in_every_look(page) == []


def test_the_reports_editor(busy: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("415")
    page = open_page("desk", busy.links["organiser"])
    page.get_by_role("link", name="Bericht schreiben").click()
    page.get_by_role("button", name="Empfehlung hinzufügen").click()
    page.get_by_role("button", name="Gemeinsames Thema hinzufügen").click()
    assert in_every_look(page) == []
    text: FilePayload = {"name": "text.docx", "mimeType": WORD, "buffer": b"Text"}
    page.get_by_label("Datei auswählen").first.set_input_files(text)
    page.get_by_role("button", name="Hochladen: Word-Vorlage").click()
    expect(page.get_by_text("Diese Datei ist keine Word-Datei")).to_be_visible()
    assert in_every_look(page) == []


def test_summing_up(busy: Server, open_page: OpenPage) -> None:
    page = open_page("tablet", busy.links["hosts"][busy.stations[0]])
    page.get_by_role("button", name="Kernaussage ändern: Vereine").click()
    page.locator("[data-choose-behind] summary").click()
    page.get_by_role("button", name="Schritt ändern").first.click()
    assert in_every_look(page) == []
    for cancel in reversed(page.get_by_role("button", name="Abbrechen").all()):
        cancel.click()
    for toggle in reversed(page.get_by_role("button", name="Umordnen").all()):
        toggle.click()
    assert in_every_look(page) == []
    page.get_by_role("button", name="In vier Schritten zusammenfassen").click()
    for step in ("said", "moved", "means", "follows"):
        page.locator(f'[data-step="{step}"]').click()
        expect(page.locator(f'[data-question="{step}"]')).to_be_focused()
        assert in_every_look(page) == []


def test_the_hosts_checklist(busy: Server, open_page: OpenPage) -> None:
    page = open_page("tablet", busy.links["hosts"][busy.stations[0]])
    page.goto(busy.page(f"host/{busy.stations[0]}/checklist"))
    assert in_every_look(page) == []


@pytest.mark.parametrize("path", ["organise/doors", "organise/print"])
def test_what_organisers_print(busy: Server, open_page: OpenPage, path: str) -> None:
    page = open_page("desk", busy.links["organiser"])
    page.goto(busy.page(path))
    assert in_every_look(page) == []


def test_what_opens_on_a_hosts_board(busy: Server, open_page: OpenPage) -> None:
    guest, desk = Neighbour(busy), behind_door(busy, busy.links["organiser"])
    for text in ("Uns fehlen bezahlbare Räume für Proben am Abend.", "Bezahlbare Räume für Proben fehlen am Abend!"):
        guest.write(text)
    page = board(open_page("tablet"), busy)
    page.locator("[data-suggested] > summary").first.click()
    expect(page.get_by_role("button", name="Zusammenführen").first).to_be_visible()
    assert in_every_look(page) == []
    page.locator('[data-do="translate"]').first.click()
    expect(page.get_by_label("Sprache der Übersetzung")).to_be_visible()
    assert in_every_look(page) == []
    page.get_by_role("button", name="Abbrechen").first.click()
    page.locator("[data-inbox] > [data-contribution]").first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Mehr …").click()
    assert in_every_look(page) == []
    page.keyboard.press("Escape")
    page.locator("[data-bar]").get_by_role("button", name="Ausblenden").click()
    page.get_by_label("Grund (nur für den Gast sichtbar").select_option(label="anderer Grund …")
    assert in_every_look(page) == []
    page.locator("[data-list-head=inbox]").focus()
    for order_ in ("round.end", "round.start"):
        order(desk, order_, event=busy.event, **({"round": 2} if order_ == "round.start" else {}))
    expect(page.locator("dialog[data-telling]")).to_be_visible()
    assert in_every_look(page) == []
    order(desk, "round.end", event=busy.event)
    order(desk, "round.start", event=busy.event, round=1)


def test_the_survey(server: Server, open_page: OpenPage) -> None:
    organiser = behind_door(server, server.links["organiser"])
    phone = open_page("phone", server.page("feedback"))
    expect(phone.locator("[data-note] .banner")).to_be_visible()
    assert in_every_look(phone) == []
    order(organiser, "feedback.begin", event=server.event)
    expect(phone.locator("[data-survey]")).to_be_visible()
    assert in_every_look(phone) == []
    phone.locator('[data-question="1"] input[value="2"]').check(force=True)
    phone.get_by_role("textbox").fill("Thank you")
    phone.get_by_label("Sprache des Textes").select_option("en")
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-line]")).to_contain_text("Angekommen")
    assert in_every_look(phone) == []
    station = join(open_page("phone"), server)
    expect(station.locator('[data-banner="survey"]')).to_be_visible()
    assert in_every_look(station) == []
    desk = open_page("desk", server.links["organiser"])
    expect(desk.locator("[data-do=feedback-read]")).to_be_visible()
    assert in_every_look(desk) == []
    desk.locator("[data-do=feedback-read]").click()
    hide = desk.locator("[data-comment] [data-do=hide]").first
    hide.click()
    expect(desk.locator("[data-hidden]").first).to_be_visible()
    assert in_every_look(desk) == []
    hide.click()
    desk.locator("[data-comment] [data-do=german]").first.click()
    assert in_every_look(desk) == []
    order(organiser, "feedback.show", event=server.event, on=True)
    wall = open_page("wall", server.links["wall"])
    expect(wall.locator("[data-chart]")).to_have_count(4)
    assert in_every_look(wall) == []
    order(organiser, "feedback.show", event=server.event, on=False)
    phone.get_by_role("textbox").fill("Not sent")
    order(organiser, "feedback.end", event=server.event)
    expect(phone.locator('[data-banner="unsent"]')).to_be_visible()
    assert in_every_look(phone) == []
