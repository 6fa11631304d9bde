"""The document itself: what Word opens, in which order, and that it does not complain."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from facilitation import report
from facilitation.harvest import EventHarvest, HarvestMeasure, HarvestStatement
from tests.report.harvests import contribution, dresden, of_texts, with_statements
from tests.report.reading import WORD, heads, numbered, opened, said, table_of, tables

HARVESTS = {
    "nothing yet": dresden(),
    "one": dresden(((), [contribution("<b>Räume</b> & „mehr“ ]]> 😀\nنعم 中文", number="S2-001")], ())),
    "full": with_statements(of_texts()),
}


@pytest.fixture(params=HARVESTS)
def harvest(request: pytest.FixtureRequest) -> EventHarvest:
    """Events of very different size."""
    return HARVESTS[request.param]


def parts(harvest: EventHarvest) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(report.build(harvest))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_word_opens_it_without_repairing_it(harvest: EventHarvest, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report.build(harvest))
    assert [(error.part_uri, error.description) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_chapters_stand_in_order() -> None:
    full = opened(HARVESTS["full"])
    assert [text for level, text in numbered(full) if level == 1] == [
        "1\tDas Wichtigste in Kürze",
        "2\tDie Veranstaltung",
        "3\tStation 1: Förderung & Räume",
        "4\tStation 2: Offene Verwaltung",
        "5\tStation 3: Teilhabe & Vernetzung",
        "6\tZu diesem Bericht",
        "7\tAnhang: alle Beiträge",
    ]
    assert [text for level, text in numbered(full) if level == 2 and text.startswith("3")] == [
        "3.1\tKernaussagen",
        "3.2\tThemen",
        "3.3\tWeitere Beiträge",
    ]


def test_the_contents_are_full_when_it_opens(harvest: EventHarvest) -> None:
    read = opened(harvest)
    assert said(read, "TOC1", "TOC2") == [text for level, text in numbered(read) if level <= 2]


def test_nobody_is_asked_to_update_anything(harvest: EventHarvest) -> None:
    files = parts(harvest)
    assert "updateFields" not in files["word/settings.xml"]
    assert "w:dirty" not in files["word/document.xml"]


def test_every_link_leads_somewhere(harvest: EventHarvest) -> None:
    body = opened(harvest).element.body
    names = [mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert {mark.get(f"{WORD}anchor") for mark in body.iter(f"{WORD}hyperlink")} <= set(names)


def test_every_table_can_be_read_across_pages(harvest: EventHarvest) -> None:
    for table in tables(opened(harvest)):
        first, *others = ([str(mark.tag) for mark in row.iterfind(f"{WORD}trPr/*")] for row in table.tr_lst)
        assert first == [f"{WORD}cantSplit", f"{WORD}tblHeader"]
        assert {mark for row in others for mark in row} == {f"{WORD}cantSplit"}
        assert table.tblPr.find(f"{WORD}tblCaption") is not None
        assert "" not in heads(table)


def test_the_paper_is_ours() -> None:
    (section,) = opened(dresden()).sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    files = parts(dresden())
    assert 'w:lang w:val="de-DE" w:eastAsia="zh-CN" w:bidi="ar-SA"' in files["word/styles.xml"]
    assert 'w:ascii="Arial" w:eastAsia="Microsoft YaHei" w:hAnsi="Arial" w:cs="Arial"' in files["word/styles.xml"]
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in (files["word/settings.xml"])
    )
    assert not any("Theme=" in text for text in files.values())
    assert not any("thumbnail" in name for name in files)


def test_every_style_is_there(harvest: EventHarvest) -> None:
    read = opened(harvest)
    known = {style.style_id for style in read.styles}
    used = {
        mark.get(f"{WORD}val") for kind in ("pStyle", "rStyle", "tblStyle") for mark in read.element.iter(WORD + kind)
    }
    assert used <= known


def test_the_pages_are_headed_and_numbered() -> None:
    (section,) = opened(dresden()).sections
    assert [p.text for p in section.header.paragraphs] == [
        "Konferenz der Migrant*innenorganisationen in Dresden\tEntwurf, Stand 18. November 2023, 16:42 Uhr"
    ]
    assert [p.text for p in section.footer.paragraphs] == [
        "Dachverband Sächsischer Migrant*innenorganisationen (DSM e.V.)\tSeite 1 von 1"
    ]
    assert [p.text for p in section.first_page_header.paragraphs] == [""]
    assert parts(dresden())["word/footer1.xml"].count("NUMPAGES") == 1


def test_the_properties_name_it() -> None:
    properties = opened(dresden()).core_properties
    assert properties.title == "Ergebnisbericht: Konferenz der Migrant*innenorganisationen in Dresden"
    assert properties.author == "Dachverband Sächsischer Migrant*innenorganisationen (DSM e.V.)"
    assert (properties.language, properties.subject) == ("de-DE", "Ergebnisbericht zum World Café")
    assert properties.created == dt.datetime(2023, 11, 18, 15, 42, tzinfo=dt.UTC)


def test_a_long_name_does_not_stop_it() -> None:
    long = replace(dresden(), title="Konferenz " * 60, organiser="Verein " * 60)
    assert len(opened(long).core_properties.title) == 255


def test_the_title_page_says_who_what_and_when() -> None:
    full = opened(HARVESTS["full"])
    assert said(full, "Title", "Subtitle", "Fact") == [
        "Konferenz der Migrant*innenorganisationen in Dresden",
        "Ergebnisbericht zum World Café",
        "Datum\t18. November 2023",
        "Ort\tVolkshochschule Dresden e.V., Annenstraße 10, 01067 Dresden",
        "Veranstaltet von\tDachverband Sächsischer Migrant*innenorganisationen (DSM e.V.)",
        "Vorgelegt für\tLandeshauptstadt Dresden, Integrations- und Ausländerbeauftragte",
        "Fassung\tEntwurf, Stand 18. November 2023, 16:42 Uhr",
    ]
    assert said(full, "Figure") == ["56", "112", "968", "12"]


def test_themes_come_with_their_figures() -> None:
    harvest = HARVESTS["full"]
    themes = table_of(opened(harvest), "Thema", "Beiträge", "Punkte")
    assert themes == [
        [[cluster.title], [str(len(cluster.contributions))], [str(cluster.votes)]]
        for station in harvest.stations
        for cluster in station.clusters
    ]


def test_statements_stand_under_their_round() -> None:
    lines = said(opened(HARVESTS["full"]), "Label", "ListBullet", "Heading2")
    start = lines.index("Kernaussagen")
    assert lines[start : lines.index("Themen")] == [
        "Kernaussagen",
        "Zur ganzen Station",
        "Wir brauchen verlässliche Förderung über mehrere Jahre.",
        "نحتاج إلى مكان دائم.",
        "Runde 1 – Sammeln",
        "Es fehlt an Zeit, Geld und Räumen.",
        "Runde 2 – Lösungen",
        "Ein Antrag für alle Ämter würde am meisten entlasten.",
    ]


def test_open_questions_have_a_part_of_their_own() -> None:
    first, *others = HARVESTS["full"].stations
    asked = (HarvestStatement("Wer zahlt die Miete?", 2), HarvestStatement("Und im Winter?", None))
    read = opened(replace(HARVESTS["full"], stations=(replace(first, questions=asked), *others)))
    assert [text for level, text in numbered(read) if level == 2 and text.startswith("3")][:2] == [
        "3.1\tKernaussagen",
        "3.2\tOffene Fragen",
    ]
    lines = said(read, "Label", "ListBullet", "Heading2")
    start = lines.index("Offene Fragen")
    assert lines[start : lines.index("Themen")] == [
        "Offene Fragen",
        "Zur ganzen Station",
        "Und im Winter?",
        "Runde 2 – Lösungen",
        "Wer zahlt die Miete?",
    ]


def test_what_nobody_said_is_open() -> None:
    first, *others = dresden().stations
    steps = (
        HarvestMeasure("Runder Tisch", None, "März 2024", "open"),
        HarvestMeasure("Raumliste", "Stadt", None, "agreed"),
        HarvestMeasure("Schlüssel nachmachen", "VHS", "gestern", "done"),
    )
    agreed = replace(first, measures=steps)
    read = opened(replace(dresden(), stations=(agreed, *others)))
    assert table_of(read, "Was", "Wer", "Bis wann", "Stand") == [
        [["Runder Tisch"], ["offen"], ["März 2024"], ["offen"]],
        [["Raumliste"], ["Stadt"], ["offen"], ["vereinbart"]],
        [["Schlüssel nachmachen"], ["VHS"], ["gestern"], ["erledigt"]],
    ]


def test_nothing_yet_is_a_document_all_the_same() -> None:
    read = opened(dresden())
    body = said(read, "BodyText")
    assert body[0] == "Bisher liegen keine Beiträge vor. Der Bericht zeigt, was vorbereitet ist."
    assert body.count("Zu dieser Station liegen keine Beiträge vor.") == 3
    assert [text for _, text in numbered(read) if "Anhang" in text or "Themen" in text] == []
    assert said(read, "Note")[-1] == "Ende des Berichts. Entwurf, Stand 18. November 2023, 16:42 Uhr."


def test_an_event_that_names_nothing_is_written_too() -> None:
    bare = replace(
        dresden(), aims=(), programme=(), etiquette=(), rounds=(), stations=(), addressee="", street="", postcode=""
    )
    assert [text for _, text in numbered(opened(bare))] == [
        "1\tDas Wichtigste in Kürze",
        "2\tDie Veranstaltung",
        "2.1\tVorgehen",
        "3\tZu diesem Bericht",
        "3.1\tBearbeitung und Datenschutz",
        "3.2\tZeichen und Begriffe",
    ]


def test_the_same_harvest_gives_the_same_file() -> None:
    assert report.build(HARVESTS["full"]) == report.build(HARVESTS["full"])


def test_two_thousand_contributions_make_a_small_file() -> None:
    many = of_texts(copies=18)
    assert many.contributions == 2016
    assert len(report.build(many)) < 1_000_000


def test_two_thousand_contributions_are_all_there() -> None:
    many = of_texts(copies=18)
    written = [one.text for station in many.stations for one in station.contributions]
    assert sorted(said(opened(many), "Quote")) == sorted(written)
