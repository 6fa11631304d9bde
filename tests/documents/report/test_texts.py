"""What people wrote reaches the report to the letter, in every script, and nothing else of it does."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.text.paragraph import CT_P
from lxml.etree import QName

from facilitation.actor import Actor
from facilitation.documents import report as report_of
from facilitation.documents.report import body
from facilitation.models import Event, Station
from facilitation.queries import harvest
from facilitation.queries.harvest import nouns
from facilitation.services import moderation, statements
from facilitation.text import graphemes
from tests.conftest import Guests, new_id, write
from tests.documents.report.harvests import FAULTS, contribution, dresden, everything, harmful_texts, of_texts
from tests.documents.report.reading import WORD, appendix, opened, said, styled, voices


def only(text: str, style: str = "Quote", **fields: object) -> CT_P:
    """The paragraph of a report's one contribution."""
    (found,) = styled(opened(dresden(([contribution(text, **fields)], (), ()))), style)
    return found


def marks(paragraph: CT_P) -> list[tuple[str, dict[str, str]]]:
    """Each run's text with what its properties say of script and language."""
    found = []
    for run in paragraph.r_lst:
        told: dict[str, str] = {}
        for mark in [] if run.rPr is None else list(run.rPr):
            name = QName(mark).localname
            values = {f"{name}.{QName(key).localname}": str(value) for key, value in mark.attrib.items()}
            told |= values or {name: "on"}
        found.append((run.text, told))
    return found


def test_every_contribution_stands_in_the_list_to_the_letter() -> None:
    full = of_texts()
    report = opened(full)
    written = {one.number: one for station in full.stations for one in station.contributions}
    assert len(written) == 112
    shown = voices(report)
    assert len(shown) == 9
    assert shown == {number: written[number].text for number in shown}
    listed = appendix(report)
    assert list(listed) == list(written)
    assert {number: texts for number, (_, texts, _, _) in listed.items()} == {
        number: [one.text, f"Deutsch: {one.german}"] if one.german else [one.text] for number, one in written.items()
    }
    assert {number: (about[1], theme, votes) for number, (about, _, theme, votes) in listed.items()} == {
        number: (f"Runde {one.round}", [one.cluster or "–"], [str(one.votes)]) for number, one in written.items()
    }


def test_harmful_texts_are_text() -> None:
    accepted = harmful_texts()
    written = [contribution(text, number=f"S1-{place:03}") for place, text in enumerate(accepted)]
    report = opened(dresden((written, (), ())))
    read = [text.replace("\u00ad", "") for text in accepted]  # python-docx does not read Word's soft hyphens
    assert [texts[0] for _, texts, _, _ in appendix(report).values()] == read


def test_what_xml_cannot_carry_does_not_stop_the_report() -> None:
    assert only("a\0b\ud83dc\ufffed\re\r\nf\tg").text == "a\ufffdb\ufffdc\ufffdd\ne\nf\tg"


def test_spaces_and_breaks_stay() -> None:
    assert only("  eins\n\n zwei  \tdrei ").text == "  eins\n\n zwei  \tdrei "


def test_a_text_from_right_to_left_says_so() -> None:
    paragraph = only("نطالب بميزانية (Beirat) لنا.", language="ar")
    assert paragraph.find(f"{WORD}pPr/{WORD}bidi") is not None
    arabic = {"rtl": "on", "lang.bidi": "ar-SA"}
    assert marks(paragraph) == [("نطالب بميزانية (", arabic), ("Beirat", {}), (") لنا.", arabic)]


def test_persian_is_not_taken_for_arabic() -> None:
    assert marks(only("می‌توان نامزد شد؟", language="fa")) == [("می‌توان نامزد شد؟", {"rtl": "on", "lang.bidi": "fa-IR"})]


def test_chinese_takes_the_east_asian_font() -> None:
    asian = {"rFonts.hint": "eastAsia", "lang.eastAsia": "zh-CN"}
    assert marks(only("我们的 MO 太贵。", language="zh")) == [("我们的", asian), (" MO ", {}), ("太贵。", asian)]


def test_other_languages_are_named_for_the_spelling_checker() -> None:
    assert marks(only("Nhiều người", language="vi")) == [("Nhiều người", {"lang.val": "vi-VN"})]
    assert marks(only("Більше кімнат", language="uk")) == [("Більше кімнат", {"lang.val": "uk-UA"})]
    assert marks(only("Mehr Räume", language="de")) == [("Mehr Räume", {"lang.val": "de-DE"})]


def test_no_paragraph_is_aligned_by_hand() -> None:
    """Left would be the right edge where a text runs from right to left."""
    assert list(opened(of_texts()).element.body.iter(f"{WORD}jc")) == []


def test_a_text_without_german_wording_says_that_it_is_open() -> None:
    assert only("Nhiều người", "Translation", language="vi").text == "Deutsch: noch nicht übersetzt"
    report = opened(dresden(([contribution("Mehr Räume", language="de")], (), ())))
    assert said(report, "Translation") == []


def test_a_guests_german_wording_stands_with_its_mark() -> None:
    report = opened(dresden(([contribution("نحتاج إلى غرف.", language="ar", worded="Wir brauchen Räume.")], (), ())))
    marked = "Deutsch, von einem Gast übersetzt: Wir brauchen Räume."
    assert [said(report, style)[-1:] for style in ("Translation", "TableTranslation")] == [[marked], [marked]]
    assert "Wir brauchen Räume. (S1-001, Arabisch, von einem Gast übersetzt)" in said(report, "ListBullet")


def test_a_voice_says_where_it_comes_from() -> None:
    one = contribution(
        kind="question", language="en", votes=1, round=2, reply_to="S1-003", highlighted=True, edited=True
    )
    assert said(opened(dresden(([one], (), ()))), "VoiceSource") == [
        "S1-001 · Frage · Runde 2 · Englisch · Antwort auf S1-003 · hervorgehoben · geändert\t1 Punkt"
    ]


def test_names_of_guests_stay_out() -> None:
    report = opened(dresden(([contribution("Mehr Räume!", author="Amal aus Löbtau")], (), ())))
    assert "Amal" not in report.element.xml


def test_what_hosts_hid_and_contact_data_are_not_in_it(
    guest: Guests, host: Actor, station: Station, event: Event
) -> None:
    write(guest(), station, "Ruft uns an: +49 351 1234567")
    hidden = write(guest(), station, "Das soll niemand lesen")
    moderation.hide(host, hidden.id)
    report = opened(harvest.of(event))
    assert voices(report) == {"S1-001": "Ruft uns an: [Kontaktangabe]"}
    assert [texts for _, texts, _, _ in appendix(report).values()] == [["Ruft uns an: [Kontaktangabe]"]]
    assert "niemand lesen" not in report.element.xml


def test_an_english_report_says_english_statements_where_there_are_any_and_covers_in_english(
    host: Actor, station: Station, event: Event
) -> None:
    stated = [
        statements.add(host, station.id, id=new_id(), text=text, round_position=None).row.id
        for text in ("Räume zuerst.", "Zeit fehlt. Ruft an: 0351 488 1234")
    ]
    statements.translate(host, stated[0], language="en", text="Rooms first.")
    read = {
        language: Document(io.BytesIO(report_of.build(harvest.of(event, language=language), language=language)))
        for language in ("de", "en")
    }
    lines = {language: said(one, "ListBullet") for language, one in read.items()}
    both = ["Räume zuerst.", "Zeit fehlt. Ruft an: [Kontaktangabe]"]
    assert [line for line in lines["de"] if line in both] == both * 2, "on the first page, and at its station"
    both = ["Rooms first.", "Zeit fehlt. Ruft an: [contact details removed]"]
    assert [line for line in lines["en"] if line in both] == both * 2
    assert "Räume zuerst." not in lines["en"]
    assert "Kontaktangabe" not in read["en"].element.xml


def test_the_source_of_a_text_from_right_to_left_stands_in_a_paragraph_of_its_own() -> None:
    arabic = contribution(FAULTS["arabic"], number="S1-001", language="ar", kind="problem", votes=2)
    german = contribution("Kein Raum (abends)", number="S1-002", kind="problem", votes=1)
    highlighted = [contribution(f"Laut {n}", number=f"S1-01{n}", highlighted=True) for n in range(3)]
    read = opened(dresden(([arabic, german, *highlighted], (), ())))
    short = " ".join(FAULTS["arabic"].split())
    *_, first = [p for p in styled(read, "ListBullet") if p.text == short]
    *_, source = [p for p in styled(read, "ListNote") if p.text.startswith("S1-001")]
    assert source.text == "S1-001, 2\u00a0Punkte, Arabisch, noch nicht übersetzt"
    assert first.getnext() is source
    assert [p.find(f"{WORD}pPr/{WORD}bidi") is not None for p in (first, source)] == [True, False]
    assert "Kein Raum (abends) (S1-002, 1\u00a0Punkt)" in said(read, "ListBullet")


def test_a_text_without_spaces_is_shortened_by_its_signs_and_not_at_its_only_space() -> None:
    long = f"我们 {FAULTS['chinese'].replace(' ', '') * 9}"[:400]
    highlighted = [contribution(f"Laut {n}", number=f"S1-01{n}", highlighted=True) for n in range(3)]
    one = contribution(long, number="S1-001", language="zh", kind="problem")
    *_, shown = [
        line for line in said(opened(dresden(([one, *highlighted], (), ()))), "ListBullet") if "(S1-001" in line
    ]
    kept, _, rest = shown.partition(" …")
    assert rest == " (S1-001, Chinesisch, noch nicht übersetzt)"
    assert long.startswith(kept)
    assert graphemes(kept) == 200


def test_comments_of_the_survey_without_german_are_marked_like_contributions() -> None:
    notes = said(opened(everything(of_texts())), "ListNote")
    assert notes[-2:] == ["Deutsch: noch nicht übersetzt", "Deutsch: Danke!"]


def test_no_paragraph_stands_empty_for_a_line_or_a_space() -> None:
    """Screen readers stop at each; only a cell may wait to be filled in."""
    body = opened(everything(of_texts())).element.body
    free = [p for p in body.iter(f"{WORD}p") if isinstance(p, CT_P) and not list(p.iterancestors(f"{WORD}tc"))]
    assert [p for p in free if not p.text and p.find(f".//{WORD}drawing") is None] == []
    (title,) = styled(opened(dresden()), "Title")
    assert title.find(f"{WORD}pPr/{WORD}pBdr/{WORD}top") is not None


def test_a_soft_hyphen_is_words_own_and_no_letter() -> None:
    made = body.runs("Integrations\u00adkurse")
    assert "\u00ad" not in made
    assert "Integrations</w:t><w:softHyphen/><w:t" in made


def test_no_chart_no_alternative_text_and_no_property_holds_a_soft_hyphen() -> None:
    """Outside of paragraphs Word has no element for it, and would draw a hyphen."""
    theme = "Integrations\u00adkurse"
    written = dresden(([contribution(theme, cluster=theme, votes=1)], (), ()))
    event = replace(everything(written), title=theme, organiser=theme, addressee=theme, place_name=theme)
    with zipfile.ZipFile(io.BytesIO(report_of.build(event))) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    for name, content in list(held.items()):
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                held |= {f"{name}/{one}": book.read(one) for one in book.namelist()}
    charts = [name for name, content in held.items() if b"Integrationskurse" in content]
    assert len(charts) > 3, "a chart, its workbook, what it is said to show, and the file's title"
    assert [name for name, content in held.items() if "\u00ad".encode() in content] == []


def test_headings_keep_their_side_whatever_the_script_of_a_title() -> None:
    """A number beside a heading that begins at the right stood outside the page's text."""
    themes = (nouns.HarvestCommonTheme("الثقة (Vertrauen)", "في كل المحطات.", ()),)
    document = opened(replace(everything(of_texts()), common_themes=themes))
    (heading,) = (p for p in styled(document, "Heading2") if "الثقة" in p.text)
    entries = [p for p in styled(document, "TOC2") if "الثقة" in p.text]
    for p in (heading, *entries):
        assert p.find(f"{WORD}pPr/{WORD}bidi") is None
        assert p.find(f".//{WORD}rtl") is not None
    assert len(entries) == 1


@pytest.mark.parametrize("n", [2, 5, 6, 12])
def test_kinds_and_stations_stand_where_their_names_have_room(n: int) -> None:
    first = of_texts().stations[0]
    stations = tuple(replace(first, position=place, short_title=f"Thema {place}") for place in range(1, n + 1))
    read = Document(io.BytesIO(report_of.build(replace(of_texts(), stations=stations))))
    kinds = ["Ideen", "Probleme", "Fragen", "Wünsche", "Angebote"]
    sides = [f"Station {place}" for place in range(1, n + 1)]
    heads = ["Art", *sides, "gesamt"] if n <= 5 else ["Station", *kinds, "gesamt"]
    (table,) = (one for one in read.tables if [cell.text for cell in one.rows[0].cells] == heads)
    told = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0] for row in told] == (kinds if n <= 5 else [f"{side}: Thema {i}" for i, side in enumerate(sides, 1)])
    assert all(int(row[-1]) == sum(map(int, row[1:-1])) for row in told)
    assert sum(int(row[-1]) for row in told) == n * len(first.contributions)
