"""The whole day in a real browser: three phones, a tablet, a desk, a projector, and the report at its end.

The 112 texts are posted through the phones' screens and sockets, as they were written: in their rounds and languages.
"""

import io
import sqlite3
import uuid
from contextlib import closing
from typing import Any

from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import card, choose, order, scan
from tests.browser.serving import Server
from tests.conftest import texts

KINDS = {"idea": "Idee", "problem": "Problem", "question": "Frage", "wish": "Wunsch", "offer": "Angebot"}
BY_HAND = ("ar", "fa", "zh", "de", "uk")
"""One text of each of these languages and every station is typed on a screen; the others go through its socket."""
ROUNDS = (1, 2, 3)
SEEN = r"all => all.map((one) => one.textContent.replaceAll('\u00ad', ''))"
"""Texts as they are seen: long words may hold hyphens that nobody sees until a line ends there."""


def test_a_day_from_the_first_code_to_the_report(own_server: Server, open_page: OpenPage) -> None:
    server, lines = own_server, texts()
    phones = [scan(open_page("phone"), server, station) for station in range(3)]
    let_them_be_here_for_long(server, phones)
    tablet = open_page("tablet", server.links["hosts"][server.stations[0]])
    desk = open_page("desk", server.links["organiser"])
    wall = open_page("wall", server.links["wall"])
    ids: dict[int, str] = {}
    for position in ROUNDS:
        start_round(desk, position, [*phones, tablet, wall])
        for line in (line for line in lines if line["round"] == position):
            post(phones[line["station"] - 1], server, line, ids)
        if position < len(ROUNDS):
            end_round(desk, phones)
    for number, phone in enumerate(phones, start=1):
        shown = phone.locator("[data-contribution] > [data-text]")
        there = [line["text"] for line in lines if line["station"] == number]
        expect(shown).to_have_count(len(there))
        assert sorted(shown.evaluate_all(SEEN)) == sorted(there)

    at_first = [line for line in lines if line["station"] == 1]
    hidden, clustered = at_first[0], at_first[1:11]
    hide(tablet, ids[hidden["index"]])
    expect(shown_on(phones[0], ids[hidden["index"]])).to_have_count(0)
    gather(tablet, "Räume und Formulare", [ids[line["index"]] for line in clustered])
    state_what_matters(tablet, "Vereine brauchen verlässliche Räume.")

    phones[0].get_by_role("link", name="Bisher gesagt").click()
    expect(phones[0].get_by_text("Vereine brauchen verlässliche Räume.")).to_be_visible()
    expect(phones[0].get_by_text("Räume und Formulare")).to_be_visible()
    see_the_wall(wall, lines, hidden["text"])
    read_the_report(desk, server, lines, hidden["text"], [line["text"] for line in clustered])


def start_round(desk: Page, position: int, others: list[Page]) -> None:
    """Start the next round on the desk; every screen follows without reload."""
    for one in others:
        one.evaluate("window.notReloaded = true")
    desk.get_by_role("button", name="Starten").click()
    for one in others:
        expect(one.get_by_text(f"Runde {position}").filter(visible=True).first).to_be_visible()
        assert one.evaluate("window.notReloaded") is True


def end_round(desk: Page, phones: list[Page]) -> None:
    """End the round before its time; every phone says where to go, and its person stays for once."""
    desk.get_by_role("button", name="Runde beenden").click()
    desk.get_by_role("dialog").get_by_role("button", name="Jetzt beenden").click()
    for phone in phones:
        move = phone.locator("[data-move]")
        expect(move.get_by_text("Weiter zu")).to_be_visible()
        phone.keyboard.press("Escape")
        expect(move.get_by_text("Weiter zu")).not_to_be_visible()


def let_them_be_here_for_long(server: Server, phones: list[Page]) -> None:
    """Let everybody have come years ago: three phones write what a hall writes in a day, and newcomers may not."""
    for phone in phones:
        phone.request.post(server.page("me"), max_redirects=0)
    with closing(sqlite3.connect(server.output.parent / "cafe.sqlite3")) as database:
        database.execute("UPDATE participant SET joined_at = '2020' || substr(joined_at, 5)")
        database.commit()


def post(phone: Page, server: Server, line: dict[str, Any], ids: dict[int, str]) -> None:
    """Post a text the way this one is posted: by hand, or through the phone's own socket."""
    station = server.stations[line["station"] - 1]
    key = (line["station"], line["lang"])
    if line["lang"] in BY_HAND and not line.get("reply_to") and key not in _typed(phone):
        _typed(phone).add(key)
        choose(phone, KINDS[line["kind"]])
        phone.locator("select[name=language]").select_option(line["lang"])
        phone.get_by_label("Ihr Beitrag").fill(line["text"])
        phone.get_by_role("button", name="Senden").click()
        shown = card(phone, line["text"])
        expect(shown).to_have_attribute("data-state", "visible")
        ids[line["index"]] = str(shown.get_attribute("data-contribution"))
        return
    ids[line["index"]] = str(uuid.uuid4())
    payload = {"event": server.event, "station": station, "id": ids[line["index"]], "text": line["text"]}
    parent = {"reply_to": ids[line["reply_to"]]} if line.get("reply_to") is not None else {}
    order(phone, "contribution.add", **payload, kind=line["kind"], language=line["lang"], **parent)


_typed_by: dict[Page, set[tuple[int, str]]] = {}


def _typed(phone: Page) -> set[tuple[int, str]]:
    return _typed_by.setdefault(phone, set())


def shown_on(screen: Page | Locator, id: str) -> Locator:
    """A contribution's card."""
    return screen.locator(f'[data-contribution="{id}"]')


def hide(tablet: Page, id: str) -> None:
    """Select a card and hide it."""
    shown_on(tablet, id).get_by_role("checkbox").check()
    tablet.locator("[data-bar]").get_by_role("button", name="Ausblenden").click()
    expect(shown_on(tablet.locator("[data-hidden]"), id)).to_have_count(1)


def gather(tablet: Page, title: str, wanted: list[str]) -> None:
    """Select ten cards and put them into a new cluster."""
    for id in wanted:
        shown_on(tablet, id).get_by_role("checkbox").check()
    tablet.locator("[data-add-cluster]").click()
    form = tablet.locator("[data-new-cluster]")
    form.locator("[data-field]").fill(title)
    form.locator("[data-do=save]").click()
    column = tablet.locator("[data-cluster]").filter(has=tablet.get_by_role("heading", name=title))
    expect(column.locator("[data-contribution]")).to_have_count(len(wanted))


def state_what_matters(tablet: Page, text: str) -> None:
    """Write a key statement for the running round."""
    side = tablet.locator("[data-statements]")
    side.locator("[data-do=add-statement]").click()
    side.locator("[data-field]").fill(text)
    side.locator("[data-do=save]").click()
    expect(side.get_by_text(text, exact=True)).to_be_visible()


def see_the_wall(wall: Page, lines: list[dict[str, Any]], hidden: str) -> None:
    """Three columns with their counts; the newest of each station stands there, the hidden one does not."""
    columns = wall.locator("[data-column]")
    expect(columns).to_have_count(3)
    for number in (1, 2, 3):
        there = [line["text"] for line in lines if line["station"] == number and line["text"] != hidden]
        column = columns.nth(number - 1)
        expect(column.locator("[data-count]")).to_have_text(str(len(there)))
        expect(column.locator("[data-text]").filter(has_text=there[-1]).first).to_be_visible()
    assert hidden not in wall.content()


def read_the_report(desk: Page, server: Server, lines: list[dict[str, Any]], hidden: str, clustered: list[str]) -> None:
    """Download the report as the organiser and compare every text to the letter."""
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Bericht als Word-Datei").click()
    path = download.value.path()
    document = Document(io.BytesIO(path.read_bytes()))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [
        paragraph.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    written = {*paragraphs, *cells}
    missing = [line["text"] for line in lines if line["text"] != hidden and line["text"] not in written]
    assert missing == []
    assert not any(hidden in text for text in written)
    assert "Vereine brauchen verlässliche Räume." in written
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    sorted_there = {row[2].split("\n")[0] for row in rows if len(row) == 5 and row[3] == "Räume und Formulare"}
    assert [text for text in clustered if text.split("\n")[0] not in sorted_there] == []
