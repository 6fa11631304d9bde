"""The event's own texts in the languages of those who read them, and the sheet for translators, out and in."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import Connection, delete
from werkzeug.test import TestResponse
from xlsxwriter import Workbook

from facilitation import offload, seed
from facilitation.actor import Actor
from facilitation.documents.sheet import po as po_files
from facilitation.documents.sheet import workbook
from facilitation.extensions import db
from facilitation.i18n.language_codes import without_variant
from facilitation.models import Event, EventDeed, Station, Translation
from facilitation.pages import translations as pages
from facilitation.services import clusters, feedback, statements, translations
from facilitation.services.printing import PARTS
from facilitation.storage import sheet_upload
from tests.conftest import Doors, Guests, OpenScreen, Screen, deleted_on, new_id

EVENT = "/e/dresden-2023"
STATION = f"{EVENT}/stations/foerderung-und-raeume"
PAGE = f"{EVENT}/organise/translations"
TITLE = "Konferenz der Migrant*innenorganisationen in Dresden"
ENGLISH = seed.plan()["translations"]["en"]


def send(desk: Screen, content: bytes | None, name: str = "Tabelle.xlsx") -> TestResponse:
    """As a browser sends the form."""
    told = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"" if content is None else b"--grenze\r\n" + told.encode() + content + b"\r\n"
    return desk.web.post(
        PAGE,
        data=body + b"--grenze--\r\n",
        headers={"Accept-Language": "de"},
        content_type="multipart/form-data; boundary=grenze",
    )


def sheet(*rows: tuple[str, ...], before: tuple[str, ...] = ()) -> bytes:
    """An Excel file of these rows; each begins with where its text stands. `before` it is a sheet of a line each."""
    packed = io.BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    if before:
        book.add_worksheet().write_column(0, 0, before)
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            page.write_string(line, column, text)
    book.close()
    return packed.getvalue()


HEAD = ("Wo", "de – Deutsch", "en – English", "ar – العربية")


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


@pytest.fixture
def phone(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.stations["foerderung-und-raeume"])


def said(event: Event, language: str = "en") -> dict[str, str]:
    db.session.rollback()
    return translations.standing(event.id, language)


def shown(page: str, text: str) -> list[tuple[str, str]]:
    """The language and direction of each element that holds just this text."""
    return re.findall(rf'<\w+[^>]*\slang="([\w-]+)" dir="(\w+)"[^>]*>\s*{re.escape(text)}\s*<', page)


def test_everything_of_the_seed_is_there_in_all_languages(event: Event) -> None:
    there = {text.original for text in translations.own_texts(event)}
    assert len(there) == 57
    assert {code: set(texts) for code, texts in translations.every(event.id).items()} == {
        code: there for code in (*event.languages, "de-simple") if code != "de"
    }
    assert translations.missing(event) == 0


@pytest.mark.parametrize("path", ["/", "/me", "/language", "/feedback", "/mine", "/accessibility", "/imprint"])
def test_guests_read_the_events_title_in_their_language(phone: Screen, path: str) -> None:
    page = phone.web.get(f"{EVENT}{path}?lang=en").text
    assert ENGLISH[TITLE] in page
    assert TITLE not in re.sub(r"<script.*?</script>|\xad", "", page, flags=re.DOTALL)


def test_the_first_page_says_everything_in_the_readers_language(phone: Screen, event: Event) -> None:
    page = phone.web.get(f"{EVENT}/?lang=en").text.replace("\xad", "").replace("&amp;", "&")
    first = [text.original for text in translations.own_texts(event) if text.places[0].noun in ("event", "programme")]
    questions = [one.question for one in event.stations] + [one.description for one in event.stations]
    named = [text for text in (*first, *questions) if text not in ENGLISH[text]]
    assert [text for text in named if ENGLISH[text] not in page] == []
    assert [text for text in named if text in page] == []
    assert shown(page, ENGLISH["Zuhören, um zu verstehen"]) == [("en", "auto")]


def test_what_is_missing_is_shown_as_typed_and_says_its_language(phone: Screen, event: Event) -> None:
    event.stations[0].question = "Was ist neu?"
    db.session.commit()
    page = phone.web.get(f"{STATION}?lang=en").text
    assert shown(page, "Was ist neu?") == [("de", "auto")]
    assert shown(page, "Funding &amp; rooms")[0] == ("en", "auto")


def test_the_stations_script_is_given_the_few_texts_that_it_draws(phone: Screen, station: Station) -> None:
    german = phone.web.get(f"{STATION}?lang=de").text
    assert '"said":{}' in german
    page = phone.web.get(f"{STATION}?lang=en").text
    for text in ("Sammeln", "Offene Verwaltung", *station.prompts):
        assert f'"{text}":"{ENGLISH[text]}"' in page
    assert f'"{station.question}":' not in page


@pytest.mark.parametrize("page", [f"{EVENT}/wall", f"{EVENT}/presentation", f"{EVENT}/organise"])
def test_what_a_hall_reads_together_stays_in_the_events_language(desk: Screen, page: str) -> None:
    answer = desk.web.get(f"{page}?lang=en").text
    assert "Offene Verwaltung" in answer
    assert ENGLISH["Offene Verwaltung"] not in answer


def test_posters_are_printed_in_the_language_that_is_asked_for(desk: Screen) -> None:
    path = f"{EVENT}/organise/print"
    assert ENGLISH["Offene Verwaltung"] in desk.web.get(f"{path}?lang=en").text
    assert ENGLISH["Offene Verwaltung"] not in desk.web.get(f"{path}?lang=de").text


def test_no_page_for_guests_shows_a_text_of_the_event_in_another_way() -> None:
    """`own_text` and `told` alone know in which language one then is."""
    folder = Path(__file__).parents[2] / "templates"
    pages = ("accessibility", "events", "feedback", "imprint", "join", "language", "mine", "mine_gone", "privacy")
    drawn = (*pages, "station", "welcome")
    parts = ("menu", "page_head", "said", *(f"print_{name}" for name in PARTS if name != "host_cards"))
    files = ["mine.txt", *(f"{page}.html" for page in drawn), *(f"parts/{part}.html" for part in parts)]
    fields = "title|place_name|directions|organiser|addressee|contact|imprint|short_title|question|description"
    bare = re.compile(rf"\{{\{{-? (?:soft\()?(?:event|station|one|poster\.station)\.(?:{fields})\b")
    for name in files:
        source = (folder / name).read_text(encoding="utf-8")
        assert ('lang="{{ event.language' in source, bare.findall(source)) == (False, []), name


def test_the_desk_says_how_many_are_missing(desk: Screen, event: Event) -> None:
    assert "Alle Texte der Veranstaltung gibt es in allen Sprachen." in desk.web.get(f"{EVENT}/organise").text
    event.title = "Ein neuer Titel"
    db.session.commit()
    assert "Noch nicht übersetzt: 12" in desk.web.get(f"{EVENT}/organise").text
    page = desk.web.get(PAGE).text
    assert (page.count("Es fehlen: 1"), "vollständig" in page) == (12, False)


def test_an_excel_sheet_goes_out_and_comes_back(desk: Screen, event: Event) -> None:
    answer = desk.web.get(f"{PAGE}.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uebersetzungen-dresden-2023.xlsx"'
    rows = next(sheet_upload.sheets(answer.data))
    assert rows[0][:3] == ["Wo der Text steht", "de – Deutsch", "en – English"]
    assert rows[1][:3] == ["Titel der Veranstaltung", TITLE, ENGLISH[TITLE]]
    assert len(rows) == 58
    before = translations.every(event.id)
    back = send(desk, answer.data)
    assert back.location == f"{PAGE}?changed=0&removed=0&same={57 * 12}&unknown=0"
    assert translations.every(event.id) == before
    rows[1][2] = "  The  conference "
    assert send(desk, sheet(*map(tuple, rows))).location == f"{PAGE}?changed=1&removed=0&same={57 * 12 - 1}&unknown=0"
    assert said(event)[TITLE] == "The conference"


ROWS = (HEAD, ("Titel", "Sammeln", "Neu", ""))
AS_OTHERS_SAVE_IT: dict[str, Callable[[], bytes]] = {
    "Numbers, with its overview before": lambda: sheet(*ROWS, before=("Exportübersicht", "Dieses Dokument …")),
    "Numbers, with the table's name above": lambda: sheet(("Tabelle 1",), *ROWS),
    "with blank rows above": lambda: sheet((), (), *ROWS),
    "with a note above": lambda: sheet(("Bitte bis Freitag an uns", "an Ada", "in Ruhe!"), *ROWS),
    "with another column first": lambda: sheet(*((row[0], row[2], row[1], row[3]) for row in ROWS)),
    "without what says where it stands": lambda: sheet(*(row[1:] for row in ROWS)),
    "without the other languages": lambda: sheet(*(row[:3] for row in ROWS)),
    "from below": lambda: sheet(HEAD, *((f"Zeile {n}", "", "", "") for n in range(50)), ROWS[1]),
    "with blanks around": lambda: sheet(*(tuple(f" {cell} \n" for cell in row) for row in ROWS)),
}


@pytest.mark.parametrize("how", AS_OTHERS_SAVE_IT)
def test_a_sheet_is_read_as_other_programs_and_people_leave_it(desk: Screen, event: Event, how: str) -> None:
    assert send(desk, AS_OTHERS_SAVE_IT[how]()).location == f"{PAGE}?changed=1&removed=0&same=0&unknown=0"
    assert said(event)["Sammeln"] == "Neu"


def test_what_is_typed_into_a_sheet_is_a_text_and_no_day(desk: Screen) -> None:
    """Else a program makes a number of "1.5." or "14:30" as it is typed."""
    with zipfile.ZipFile(io.BytesIO(desk.web.get(f"{PAGE}.xlsx").data)) as file:
        page, styles = file.read("xl/worksheets/sheet1.xml").decode(), file.read("xl/styles.xml").decode()
    kinds = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    used = set(re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', page))
    assert (len(used), {kinds[int(one)] for one in used}) == (5, {"49"})  # Excel's number of the format for texts


def test_columns_from_right_to_left_are_marked(desk: Screen) -> None:
    with zipfile.ZipFile(io.BytesIO(desk.web.get(f"{PAGE}.xlsx").data)) as file:
        styles = file.read("xl/styles.xml").decode()
    assert 'readingOrder="2"' in styles


def test_a_po_file_goes_out_and_comes_back(desk: Screen, event: Event) -> None:
    answer = desk.web.get(f"{PAGE}/uk.po")
    catalog = read_po(io.BytesIO(answer.data), abort_invalid=True)
    told = {one.id: one for one in catalog if one.id}
    assert (str(catalog.locale), len(told)) == ("uk", 57)
    assert told[TITLE].auto_comments == ["Titel der Veranstaltung"]
    assert {text: one.string for text, one in told.items()} == said(event, "uk")
    back = send(desk, answer.data.replace(str(told["Feedback"].string).encode(), "Відгук".encode()), "uk.po")
    assert back.status_code == 303
    assert said(event, "uk")["Feedback"] == "Відгук"


@pytest.mark.parametrize("code", ["zh-Hant", "pt-BR", "kmr", "prs", "und", "de-simple"])
def test_a_po_file_of_every_code_goes_out_and_comes_back(desk: Screen, event: Event, code: str) -> None:
    event.languages = list(dict.fromkeys([*event.languages, without_variant(code)]))
    db.session.execute(delete(Translation).where(Translation.language == code))
    db.session.commit()
    translations.put(Actor(event.id, organiser=True), {code: {"Sammeln": "X1"}})
    answer = desk.web.get(f"{PAGE}/{code}.po")
    assert answer.status_code == 200
    assert send(desk, answer.data.replace(b'"X1"', b'"X2"'), "x.po").status_code == 303
    assert said(event, code) == {"Sammeln": "X2"}


def po(language: str, *entries: str) -> bytes:
    return "\n\n".join([f'msgid ""\nmsgstr ""\n"Language: {language}\\n"', *entries, ""]).encode()


NEW = 'msgid "Sammeln"\nmsgstr "Neu ü"\n'
UTF_8 = '"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
AS_PROGRAMS_WRITE_PO: dict[str, bytes] = {
    name: (text if text.startswith(("msgid", "\ufeff", "#")) else f'msgid ""\nmsgstr ""\n{text}').encode(encoding)
    for name, text, encoding in (
        ("with a byte order mark", f'\ufeffmsgid ""\nmsgstr ""\n{UTF_8}\n{NEW}', "utf-8"),
        ("with what is obsolete", f'{UTF_8}\n{NEW}\n#~| msgid "Alt"\n#~ msgid "Feedback"\n#~ msgstr "Alt"\n', "utf-8"),
        ("with six plurals", f'{UTF_8}\n{NEW}\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[5] "d"\n', "utf-8"),
        ("with a context", f'{UTF_8}\nmsgctxt "Runde"\n{NEW}', "utf-8"),
        ("wrapped", f'{UTF_8}\nmsgid ""\n"Sam"\n"meln"\nmsgstr ""\n"Neu "\n"ü"\n', "utf-8"),
        ("with tabs", f"{UTF_8}\n{NEW.replace(' ', chr(9), 1)}", "utf-8"),
        ("with a wrapped header", f'"Language: "\n"en\\n"\n\n{NEW}', "utf-8"),
        ("with a header in one line", f'msgid ""\nmsgstr "X: y\\nLanguage: en\\nZ: 1\\n"\n\n{NEW}', "utf-8"),
        ("with an unsure header", f'#, fuzzy\nmsgid ""\nmsgstr ""\n{UTF_8}\n{NEW}', "utf-8"),
        ("with a locale's encoding", f'"Language: en_GB.UTF-8\\n"\n\n{NEW}', "utf-8"),
        ("with days that are none", f'"POT-Creation-Date: 2026-13-45\\n"\n{UTF_8}\n{NEW}', "utf-8"),
        ("with plurals that are no rule", f'"Plural-Forms: nplurals=2; plural=import os;\\n"\n{UTF_8}\n{NEW}', "utf-8"),
        ("in Latin-1", f"{UTF_8.replace('UTF-8', 'ISO-8859-1')}\n{NEW}", "latin-1"),
        ("in Windows' own", f"{UTF_8.replace('UTF-8', 'CP1252')}\n{NEW}", "cp1252"),
    )
}


@pytest.mark.parametrize("how", AS_PROGRAMS_WRITE_PO)
def test_a_po_file_is_read_as_programs_for_translators_write_it(desk: Screen, event: Event, how: str) -> None:
    assert send(desk, AS_PROGRAMS_WRITE_PO[how], "x.po").status_code == 303
    assert (said(event)["Sammeln"], said(event)["Feedback"]) == ("Neu ü", "Feedback")


def test_what_translators_are_not_sure_of_is_left_out(desk: Screen, event: Event) -> None:
    content = po("en", '#, fuzzy\nmsgid "Feedback"\nmsgstr "Maybe"', 'msgid "Sammeln"\nmsgstr "Gathering"')
    assert send(desk, content, "en.po").location == f"{PAGE}?changed=1&removed=0&same=0&unknown=0"
    assert (said(event)["Feedback"], said(event)["Sammeln"]) == ("Feedback", "Gathering")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("en_US", "en"), ("en-GB", "en"), ("EN", "en"), ("uk_UA", "uk"), ("zh_CN", "zh"), ("fa_IR", "fa")),
        *(("en_Latn_GB", "en"), ("uk_Cyrl_UA", "uk"), ("zh_Hans", "zh"), ("zh-Hans-CN", "zh"), ("AR_eg", "ar")),
        ("DE-Simple", "de-simple"),
    ],
)
def test_a_country_behind_a_language_is_how_programs_for_translators_write(
    desk: Screen, event: Event, written: str, meant: str
) -> None:
    assert send(desk, po(written, 'msgid "Sammeln"\nmsgstr "Neu"'), "x.po").status_code == 303
    assert said(event, meant)["Sammeln"] == "Neu"
    head = ("Wo", "de – Deutsch", f"{written} – Name")
    assert send(desk, sheet(head, ("", "Sammeln", "Noch neuer"))).status_code == 303
    assert said(event, meant)["Sammeln"] == "Noch neuer"


@pytest.mark.parametrize(
    "written", ["zh_TW", "zh-Hant", "zh_HK", "zh_Hant_TW", "de_AT", "uk_Latn", "qaa", "x-klingon", "en@shaw"]
)
def test_what_is_written_otherwise_is_another_language(desk: Screen, event: Event, written: str) -> None:
    assert send(desk, po(written, 'msgid "Sammeln"\nmsgstr "Neu"'), "x.po").status_code == 400


def test_a_sheet_says_no_other_words_of_a_question_that_guests_answered(
    desk: Screen, event: Event, organiser: Actor, guest: Guests
) -> None:
    feedback.begin(organiser)
    feedback.set(guest(), scale={"1": 5}, text="", language="de")
    first, second, *_ = feedback.questions(event)
    before = said(event)
    for text in ("Was it bad?", "-"):
        page = send(desk, sheet(HEAD, ("", "Sammeln", "Neu", ""), ("", first.text, text, "")))
        assert page.status_code == 400
        assert "Zeile 3, English: Auf diese Frage haben schon Gäste geantwortet." in page.text
        assert said(event) == before
    assert send(desk, sheet(HEAD, ("", first.text, before[first.text], ""))).status_code == 303
    assert send(desk, sheet(HEAD, ("", second.text, "Was it long?", ""))).status_code == 303
    db.session.expire_all()
    assert [one.number for one in feedback.questions(event)] == [1, 5, 3, 4], "phones may still show the words before"


def test_a_po_file_may_end_its_lines_as_any_program_does(desk: Screen, event: Event) -> None:
    for n, ends in enumerate((b"\n", b"\r\n", b"\r")):
        file = po("en", f'msgid "Sammeln"\nmsgstr "Line {n}"').replace(b"\n", ends)
        for marked in (file, b"\xef\xbb\xbf" + file):
            assert (
                send(desk, marked.replace(b"Line", b"Mark") if marked != file else marked, "en.po").status_code == 303
            )
            assert said(event)["Sammeln"] == f"{'Line' if marked == file else 'Mark'} {n}"


def test_what_is_empty_changes_nothing_and_a_dash_deletes(desk: Screen, event: Event) -> None:
    content = sheet(HEAD, ("", "Sammeln", "", " "), ("", "Lösungen", "-", "حلول"))
    assert send(desk, content).location == f"{PAGE}?changed=1&removed=1&same=0&unknown=0"
    assert (said(event)["Sammeln"], "Lösungen" in said(event)) == (ENGLISH["Sammeln"], False)
    assert said(event, "ar")["Lösungen"] == "حلول"
    page = desk.web.get(f"{PAGE}?changed=1&removed=1&same=0&unknown=0").text
    assert "Neu oder geändert: 1" in page
    assert "Gelöscht: 1" in page


def test_what_a_file_says_of_other_texts_is_counted(desk: Screen, event: Event) -> None:
    content = sheet(HEAD, ("", "Sammeln", "Gathering", ""), ("", "Etwas anderes", "Something else", "شيء آخر"))
    assert send(desk, content).location == f"{PAGE}?changed=1&removed=0&same=0&unknown=1"
    assert "die es in dieser Veranstaltung nicht gibt: 1" in desk.web.get(f"{PAGE}?changed=1&unknown=1").text


def test_translations_are_cleaned_like_other_texts(desk: Screen, event: Event) -> None:
    hidden = "‮Gathering⁦​\x07"
    send(desk, sheet(HEAD, ("", "Sammeln", hidden, "‏جمع «World Café» ⁧الأفكار⁩")))
    assert said(event)["Sammeln"].replace("​", "") == "Gathering"
    assert said(event, "ar")["Sammeln"] == "‏جمع «World Café» الأفكار"


def zipped(*names: str) -> bytes:
    """An archive of files that say nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return packed.getvalue()


WRONG: dict[str, tuple[Callable[[], bytes | None], int, str]] = {
    "no file": (lambda: b"", 400, "Bitte wählen Sie zuerst eine Datei aus."),
    "no sheet": (lambda: b"Titel;Title", 415, "keine Übersetzungstabelle"),
    "an OpenDocument sheet": (lambda: zipped("mimetype", "content.xml"), 415, "Möglich sind die Excel-Tabelle"),
    "a sheet of an old Excel": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        415,
        "keine Übersetzungstabelle",
    ),
    "an XLIFF file": (lambda: b"<xliff><file target-language='en'/></xliff>", 415, "keine Übersetzungstabelle"),
    "no language": (lambda: sheet(("Wo", "Text", "Text")), 415, "keine Übersetzungstabelle"),
    "a PO file of nobody": (lambda: po("", 'msgid "Sammeln"\nmsgstr "x"'), 415, "keine Übersetzungstabelle"),
    "a broken PO file": (lambda: po("en", 'msgid "Sammeln"', 'msgid "Wechsel"'), 415, "keine Übersetzungstabelle"),
    "a PO file of another encoding": (lambda: po("en").decode().encode("utf-16"), 415, "keine Übersetzungstabelle"),
    "a PO file that is not in what it names": (
        lambda: po("en", 'msgid "Sammeln"\nmsgstr "ü"').decode().encode("latin-1"),
        415,
        "keine Übersetzungstabelle",
    ),
    "a PO file in an encoding that is none": (
        lambda: b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=cp99999\\n"\n\n# \xfc\n',
        415,
        "keine Übersetzungstabelle",
    ),
    "a billion plurals": (
        lambda: po("en", 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"').replace(
            b"Language: en\\n", b'Language: en\\n"\n"Plural-Forms: nplurals=1000000000; plural=0;\\n'
        ),
        415,
        "keine Übersetzungstabelle",
    ),
    "nothing in it": (lambda: sheet(HEAD, ("", "Sammeln", "", "")), 400, "noch keine Übersetzung"),
    "an unknown language": (
        lambda: sheet(("Wo", "de – Deutsch", "tlh – tlhIngan"), ("", "Sammeln", "boS")),
        400,
        "Für die Sprache „tlh“",
    ),
    "a malformed language": (lambda: po("x-../../en", 'msgid "Sammeln"\nmsgstr "x"'), 415, "keine Übersetzungstabelle"),
    "the event's own language": (lambda: po("de", 'msgid "Sammeln"\nmsgstr "x"'), 400, "Für die Sprache „de“"),
    "another event's": (
        lambda: sheet(HEAD, ("", "Eins", "One", ""), ("", "Zwei", "Two", "اثنان")),
        400,
        "Texte, die zu keinem passen: 2.",
    ),
    "a translation of 10,000 letters": (
        lambda: sheet(HEAD, ("", "Lösungen", "Solutions", ""), ("", "Sammeln", "x" * 10_000, "")),
        400,
        "Zeile 3, English: Bitte kürzen Sie: 10000 Zeichen, möglich sind 120.",
    ),
    "nothing that is seen": (
        lambda: sheet(HEAD, ("", "Sammeln", "​‎", "")),
        400,
        "Zeile 2, English: Bitte schreiben Sie zuerst etwas.",
    ),
    "too many marks": (lambda: sheet(HEAD, ("", "Sammeln", "a" + "́" * 40, "")), 400, "Zeile 2, English: An einem"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_with_its_row_and_nothing_is_stored(desk: Screen, event: Event, what: str) -> None:
    content, status, sentence = WRONG[what]
    before = translations.every(event.id)
    answer = send(desk, content())
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert translations.every(event.id) == before


def test_a_text_that_a_sheet_repeats_is_cleaned_once_and_beside_the_servers_loop(
    desk: Screen, event: Event, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[str] = []
    beside: list[bool] = []

    def run(work: Callable[..., object], *args: object) -> object:
        beside.append(True)
        try:
            return work(*args)
        finally:
            beside.pop()

    def clean(text: str, *, limit: int) -> str:
        assert beside, "it holds nobody up"
        cleaned.append(text)
        return text

    monkeypatch.setitem(app.extensions, "offload", run)
    monkeypatch.setattr(pages, "clean", clean)
    rows = [("", f"Sammeln{' ' * number}", f"Gathering {number}", "") for number in range(50)]
    assert send(desk, sheet(HEAD, *rows)).status_code == 303
    assert (cleaned, said(event)["Sammeln"]) == (["Gathering 49"], "Gathering 49")


@pytest.mark.parametrize("kind", ["xlsx", "po"])
def test_sheets_wait_for_a_turn_to_be_read_and_hold_no_connection_meanwhile(
    desk: Screen, event: Event, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Two have one at once (`offload.LONG_AT_ONCE`), as reports do."""
    module, turn = (workbook if kind == "xlsx" else po_files), [False]
    read = module.read

    class Turn:
        def __enter__(self) -> None:
            engine = db.engine
            assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
            turn[0] = True

        def __exit__(self, *_: object) -> None:
            turn[0] = False

    def reading(*arguments: Any) -> Any:
        assert turn[0]
        return read(*arguments)

    db.session.rollback()
    monkeypatch.setattr(offload, "_long", Turn())
    monkeypatch.setattr(module, "read", reading)
    entry = 'msgid "Sammeln"\nmsgstr "Gathering 1"'
    content = sheet(HEAD, ("", "Sammeln", "Gathering 1", "")) if kind == "xlsx" else po("en", entry)
    assert send(desk, content).status_code == 303
    assert said(event)["Sammeln"] == "Gathering 1"


def test_a_sheet_is_stored_some_lines_at_a_time_and_whole(
    desk: Screen, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals = [text.original for text in translations.own_texts(event)]
    assert len(originals) > translations.AT_A_TIME
    before, pieces = said(event), list[int]()
    execute, removed = Connection.execute, originals[translations.AT_A_TIME]

    def executing(self: Connection, statement: Any, parameters: Any = None, **options: Any) -> Any:
        if isinstance(parameters, list) and getattr(statement, "table", None) is Translation.__table__:
            pieces.append(len(parameters))
        return execute(self, statement, parameters, **options)

    monkeypatch.setattr(Connection, "execute", executing)
    rows = [("", one, pages.REMOVES if one == removed else f"Text {place}", "") for place, one in enumerate(originals)]
    assert send(desk, sheet(HEAD, *rows)).status_code == 303
    stored = said(event)
    assert stored == {one: f"Text {place}" for place, one in enumerate(originals) if one != removed} | {
        one: text for one, text in before.items() if one not in originals
    }
    assert max(pieces) == translations.AT_A_TIME
    assert sum(pieces) == 2 * len(originals) - 1


def test_titles_stay_on_their_line(desk: Screen, event: Event) -> None:
    send(desk, sheet(HEAD, ("", "Sammeln", "Gather\nideas", "")))
    assert said(event)["Sammeln"] == "Gather ideas"


def test_the_sheet_is_a_deed_in_the_events_journal(desk: Screen, event: Event) -> None:
    desk.web.get(f"{PAGE}.xlsx")
    desk.web.get(f"{PAGE}/en.po")
    send(desk, sheet(HEAD, ("", "Sammeln", "Gathering", "")))
    noted = [(one.deed, one.said) for one in db.session.query(EventDeed).order_by(EventDeed.number)]
    assert noted == [
        ("download", {"file": "translations.xlsx"}),
        ("download", {"file": "translations.po", "language": "en"}),
        ("translations.put", {"changed": 1, "removed": 0}),
    ]


def test_there_is_no_po_file_of_a_language_that_nobody_writes_in(desk: Screen) -> None:
    assert [desk.web.get(f"{PAGE}/{code}.po").status_code for code in ("de", "tlh", "x y")] == [400, 400, 400]


@pytest.fixture
def theme(host: Actor, station: Station) -> str:
    """The title of a theme at the station, which has a key statement, too."""
    clusters.add(host, station.id, id=new_id(), title="Ein Haus für alle")
    statements.add(host, station.id, id=new_id(), text="Wir brauchen ein Haus.", round_position=None)
    return "Ein Haus für alle"


def test_themes_and_statements_are_read_in_a_translation_where_there_is_one(
    desk: Screen, phone: Screen, event: Event, theme: str
) -> None:
    assert "Themen und Kernaussagen: 2" in desk.web.get(PAGE).text
    content = sheet(HEAD, ("", theme, "A house for all", ""), ("", "Wir brauchen ein Haus.", "We need a house.", ""))
    assert send(desk, content).status_code == 303
    page = phone.web.get(f"{STATION}?lang=en").text
    assert f'"original":"{theme}","text":"A house for all"' in page
    assert shown(page, "We need a house.") == [("en", "auto")]


def test_a_hosts_translation_of_a_statement_goes_first_without_script(
    desk: Screen, phone: Screen, host: Actor, station: Station
) -> None:
    statement, text = new_id(), "Wir brauchen ein Haus."
    statements.add(host, station.id, id=statement, text=text, round_position=None)
    assert send(desk, sheet(HEAD, ("", text, "We need a house.", ""))).status_code == 303
    statements.translate(host, statement, language="en", text="A house is what we need.")
    for language, first in (("en", "A house is what we need."), ("de", text)):
        page = phone.web.get(f"{STATION}?lang={language}").text
        drawn = page.partition("data-handover>")[2].partition("</section>")[0]
        said = [one for one in re.findall(r">\s*([^<>]+?)\s*<", drawn) if " " in one]
        assert said == list(dict.fromkeys([first, text])), language


def test_no_contact_data_stands_in_a_translation_that_no_host_reads(
    desk: Screen, phone: Screen, event: Event, host: Actor, station: Station
) -> None:
    named, other = "Rufen Sie 0351 4889901 an.", "Rufen Sie an."
    for text in (named, other):
        statements.add(host, station.id, id=new_id(), text=text, round_position=None)
    assert [text.original for text in translations.hosts_texts(event)] == [other]
    answer = send(desk, sheet(HEAD, ("", other, "Call 0351 4889901.", "")))
    assert (answer.status_code, "Zeile 2, English: In Themen" in answer.text) == (400, True)
    translations.put(Actor(event.id, organiser=True), {"en": {named: "Call us.", other: "Call 0351 4889901."}})
    page = phone.web.get(f"{STATION}?lang=en").text
    assert ('"said_here":[]' in page, "4889901" in page.split('id="first"')[1]) == (True, False)


def test_on_the_day_of_deletion_goes_what_hosts_wrote_and_the_organisers_texts_stay(
    desk: Screen, event: Event, theme: str
) -> None:
    send(desk, sheet(HEAD, ("", theme, "A house for all", "")))
    many = db.session.query(Translation).count()
    deleted_on(event.delete_on)
    assert (db.session.query(Translation).count(), theme in said(event)) == (many - 1, False)
