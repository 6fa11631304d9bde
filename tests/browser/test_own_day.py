"""A World Café of one's own, from an empty folder to printed posters and a rehearsal, by somebody at a browser alone.

What her steps take is counted, not measured (`tests/browser/person.py`). Every screen on the way is looked at in three
sizes; `PICTURES=1` keeps a picture of each below `.cache/browser/own-day/`.
"""

import io
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from facilitation.storage import sheet_upload
from tests.browser.conftest import PICTURES, OpenPage, Watch
from tests.browser.drawn_text import FAULTS
from tests.browser.person import Person
from tests.browser.serving import Server, serve_quickly, stop
from tests.pages.test_translations import sheet
from tests.remains import found

SIZES = ((1440, 900), (1280, 720), (1024, 768))
FOLDER = PICTURES / "own-day"
LIMIT = 15 * 60
"""Seconds of a person's steps from the first start until everything is ready to print."""
PEOPLE = 90
TITLE = "Stadtteildialog"
STATIONS = {
    "Wohnen": "Was brauchen wir, um hier gut zu wohnen?",
    "Wege": "Wie kommen alle sicher durch den Stadtteil?",
    "Begegnung": "Wo begegnen wir uns – und was fehlt dort?",
    "Lernen": "Was hilft Kindern und Eltern beim Lernen?",
}
LANGUAGES = ("ar", "ru", "vi", "uk")
TRANSLATED: Mapping[str, tuple[str, ...]] = {
    "Was brauchen wir, um hier gut zu wohnen?": (
        "ماذا نحتاج لنسكن هنا جيداً؟",
        "Что нам нужно, чтобы хорошо здесь жить?",
        "Chúng ta cần gì để sống tốt ở đây?",
        "Що нам потрібно, щоб добре тут жити?",
    ),
    "Wie kommen alle sicher durch den Stadtteil?": (
        "كيف يتنقل الجميع في الحي بأمان؟",
        "Как всем безопасно передвигаться по району?",
        "Làm sao để mọi người đi lại an toàn trong khu phố?",
        "Як усім безпечно пересуватися районом?",
    ),
    "Wo begegnen wir uns – und was fehlt dort?": (
        "أين نلتقي، وماذا ينقص هناك؟",
        "Где мы встречаемся и чего там не хватает?",
        "Chúng ta gặp nhau ở đâu và ở đó còn thiếu gì?",
        "Де ми зустрічаємося і чого там бракує?",
    ),
    "Was hilft Kindern und Eltern beim Lernen?": (
        "ما الذي يساعد الأطفال والأهل على التعلم؟",
        "Что помогает детям и родителям учиться?",
        "Điều gì giúp trẻ em và cha mẹ học tập?",
        "Що допомагає дітям і батькам навчатися?",
    ),
}
"""What translators wrote, in the order of LANGUAGES."""
RISES: Mapping[str, tuple[str, ...]] = {
    "station": ("revision", "numbered"),
    "event": ("revision", "tried"),
    "house": ("seen_at",),
}
"""What a rehearsal leaves: numbers that are not given twice, that one was held, and the moment that surely came."""
HURRIED = """(form, value) =>
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "seconds", value }))"""
"""The form sends seconds, as the command does."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A café whose folder is empty when it starts."""
    with serve_quickly(tmp_path / "data") as running:
        yield running


def looked_at(page: Page, name: str) -> None:
    """Look at what is on the screen in each size: no line is cut, out of its button, or beyond the side."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FAULTS) == [], (name, width)
        if os.environ.get("PICTURES"):
            FOLDER.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=FOLDER / f"{name}-{width}.png")


def fills_the_short_form(she: Person) -> None:
    page = she.page
    she.types(page.get_by_label("Wie heißt sie?"), TITLE)
    she.types(page.get_by_label("Wann?"), "12.12.2026")
    she.types(page.get_by_label("Beginn"), "15 Uhr")
    she.types(page.get_by_label("Wo?"), "Bürgertreff am Park")
    she.clicks(page.get_by_role("button", name="Mehr: Stationen"))
    she.clicks(page.get_by_role("button", name="Mehr: Runden"))
    for language in LANGUAGES:
        she.ticks(page.locator(f"[name=languages][value={language}]"))
    expect(page.locator(".new-item[data-round] time")).to_have_text(["16:00", "16:25", "16:50", "17:15"])
    she.reads()
    looked_at(page, "2-form")
    she.clicks(page.get_by_role("button", name="Veranstaltung anlegen"), leads_on=True)


def says_what_it_is_about(she: Person) -> None:
    page, chip = she.page, she.page.locator("[data-saved]")

    def types(field: str, text: str) -> None:
        she.types(page.locator(f"#field-of-{field}-de"), text)
        expect(chip).to_contain_text("gespeichert um")

    looked_at(page, "3-editor")
    she.clicks(page.get_by_role("link", name="Organisation und Kontakt"), leads_on=True)
    types("event-organiser-0-0", "Nachbarschaftsverein am Park")
    types("event-contact-0-0", "Mai Nguyen, 0351 123456")
    for number, (name, question) in enumerate(STATIONS.items(), start=1):
        she.clicks(page.locator(f'a[href$="part=station-{number}"]'), leads_on=True)
        types(f"station-question-{number}-0", question)
        types(f"station-short_title-{number}-0", name)
        types(f"station-title-{number}-0", name)
        looked_at(page, f"4-station-{number}")
    she.clicks(page.get_by_role("link", name="Datenschutz und Impressum"), leads_on=True)
    types("event-imprint-0-0", "Nachbarschaftsverein am Park, Parkweg 1, 01067 Dresden")


def has_it_translated(she: Person, folder: Path) -> None:
    page = she.page
    she.clicks(page.get_by_role("link", name="Übersetzungen"), leads_on=True)
    looked_at(page, "5-translations")
    taken = she.downloads(page.get_by_role("link", name="Excel-Tabelle"), folder / "Tabelle.xlsx")
    (folder / "zurueck.xlsx").write_bytes(translated(taken))
    she.hands_in(page.get_by_label("Excel-Tabelle oder PO-Datei"), folder / "zurueck.xlsx")
    she.clicks(page.get_by_role("button", name="Hochladen"), leads_on=True)
    expect(page.get_by_role("status")).to_contain_text("Neu oder geändert: 16")


def translated(taken: Path) -> bytes:
    """Fill in the sheet as translators do who were asked for the questions."""
    head, *rows = next(sheet_upload.sheets(taken.read_bytes()))
    columns = [next(at for at, cell in enumerate(head) if cell.startswith(f"{code} ")) for code in LANGUAGES]
    filled = []
    for row in rows:
        line = row + [""] * (len(head) - len(row))
        for column, said in zip(columns, TRANSLATED.get(line[1], ()), strict=False):
            line[column] = said
        filled.append(tuple(line))
    return sheet(tuple(head), *filled)


def prints(she: Person) -> None:
    page = she.page
    tabs = page.get_by_role("navigation", name="Vorbereiten und leiten")
    she.clicks(tabs.get_by_role("link", name="Bereit?"), leads_on=True)
    looked_at(page, "6-ready")
    she.clicks(tabs.get_by_role("link", name="Drucken"), leads_on=True)
    looked_at(page, "6-print")
    she.clicks(page.get_by_role("button", name="Drucken", exact=True))


def printed(page: Page) -> list[str]:
    """What the browser's own PDF says, sheet by sheet."""
    return [
        " ".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]


def rehearses(she: Person, seconds: int) -> None:
    """Let the simulated guests live their whole day, by the page's form; a person chooses three minutes at least."""
    page = she.page
    page.goto(page.url.replace("organise/print", "rehearsal"))
    looked_at(page, "7-rehearsal")
    form = page.locator("form", has=page.locator("[value=begin]"))
    form.evaluate(HURRIED, str(seconds))
    expect(page.get_by_label("Ausgedachte Gäste")).to_have_value(str(PEOPLE))
    page.get_by_role("button", name="Probelauf beginnen").click()
    expect(page.locator("[data-step=round][data-state=now]")).to_have_count(1)
    looked_at(page, "8-runs")
    expect(page.locator("[data-now]")).to_have_text("Beendet", timeout=1000 * (seconds + 120))
    expect(page.locator("[data-goes-people]")).to_have_text(str(PEOPLE))
    looked_at(page, "9-ended")


def deletes_it(page: Page) -> None:
    page.locator(".rehearsal-sure summary").click()
    looked_at(page, "10-delete")
    page.get_by_role("button", name="Jetzt löschen").click()
    expect(page.get_by_role("button", name="Probelauf beginnen")).to_be_visible()


def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Everything in the database, table by table, without what only ever rises (numbers are not given twice).

    Nor that a rehearsal was held: no word of its guests.
    """
    with closing(sqlite3.connect(folder / "cafe.sqlite3")) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [
                {column: row[column] for column in row.keys() if column not in RISES.get(name, ())}  # noqa: SIM118
                for row in connection.execute(f'SELECT * FROM "{name}"')
            ]
            for name in tables
        }


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seconds", [15, pytest.param(180, marks=pytest.mark.long)])
def test_from_an_empty_folder_to_printed_posters_and_a_rehearsal_that_leaves_nothing(
    server: Server, open_page: OpenPage, watch: Watch, tmp_path: Path, seconds: int
) -> None:
    watch.expect("Blocked script execution")  # the phone in the editor is a picture: it runs nothing
    page = open_page("desk")
    she = Person(page)
    she.opens(server.links["house"])
    looked_at(page, "1-house")
    she.clicks(page.get_by_role("link", name="Veranstaltung anlegen"), leads_on=True)
    fills_the_short_form(she)
    says_what_it_is_about(she)
    has_it_translated(she, tmp_path)
    prints(she)
    print(f"{she.seconds / 60:.1f} minutes: {she.steps}")
    assert she.seconds < LIMIT, she.steps
    posters = [one for one in printed(page) if "Code scannen" in one and "Tisch" in one]
    assert len(posters) == 2 * len(STATIONS)
    for question, others in TRANSLATED.items():
        for said in (question, *others[1:]):  # in which order a PDF has Arabic letters is its own affair
            assert sum(said in one for one in posters) == 2, said

    data = Path(server.environment["DATA_DIR"])
    before = contents(data)
    rehearses(she, seconds)
    words = [one["text"] for one in contents(data)["contribution"]]
    assert len(words) > 2 * PEOPLE
    deletes_it(page)
    page.context.close()
    stop(server.process)
    assert contents(data) == before
    assert found(data, [*set(words), f"Probe {PEOPLE}"]) == {}
