"""The document itself: what Word opens, in which order, and what stands in it. Its form is test_form's."""

import datetime as dt
import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from facilitation.documents import report
from facilitation.documents.report import words
from facilitation.i18n.catalogue import Catalogue, Fixed
from facilitation.queries.harvest import EventHarvest, HarvestFeedback, HarvestMeasure, HarvestScale, HarvestStatement
from tests import camera
from tests.documents.report.harvests import contribution, dresden, everything, of_texts, pictures, with_statements
from tests.documents.report.reading import WORD, numbered, opened, said, table_of, voices

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


def test_the_course_tells_when_rounds_really_began_and_ended() -> None:
    def at(hour: int, minute: int) -> dt.datetime:
        return dt.datetime(2023, 11, 18, hour - 1, minute, 40, tzinfo=dt.UTC)  # Dresden is an hour ahead

    held = ((1, at(14, 52), at(15, 19)), (2, at(23, 50), at(24, 15)), (3, at(15, 55), None))
    rounds = [entry.kind == "round" for entry in dresden().programme if entry.part == "world_cafe"]
    course = table_of(Document(io.BytesIO(report.build(replace(dresden(), held=held)))), "Uhrzeit", "Programmpunkt")
    times = [time for (time,), _ in course][: len(rounds)]
    assert [time for time, is_round in zip(times, rounds, strict=True) if is_round] == [
        "14:52–15:19",
        "23:50–00:15",
        "ab 15:55",
    ]
    assert all(time.startswith("geplant ") for time, is_round in zip(times, rounds, strict=True) if not is_round)


def test_the_chapters_stand_in_order() -> None:
    full = Document(io.BytesIO(report.build(everything(of_texts()), photos=pictures)))
    assert [text for level, text in numbered(full) if level == 1] == [
        "1\tDas Wichtigste auf einer Seite",
        "2\tAnlass und Ziele",
        "3\tAblauf und Methode",
        "4\tStation 1: Förderung & Räume",
        "5\tStation 2: Offene Verwaltung",
        "6\tStation 3: Teilhabe & Vernetzung",
        "7\tWas die Stationen verbindet",
        "8\tEmpfehlungen",
        "9\tFragen an: Landeshauptstadt Dresden, Integrations- und Ausländerbeauftragte",
        "10\tAngebote der Gäste",
        "11\tNächste Schritte",
        "12\tFeedback der Gäste",
        "13\tAnhang",
    ]
    assert [text for level, text in numbered(full) if level == 2 and text.startswith("4")] == [
        "4.1\tKernaussagen",
        "4.2\tThemen",
        "4.3\tProbleme",
        "4.4\tIdeen und Wünsche",
        "4.5\tIm Wortlaut",
        "4.6\tTischdecken",
    ]
    assert [text for level, text in numbered(full) if level > 1 and text.startswith("13")] == [
        "13.1\tAlle Beiträge",
        "13.1.1\tStation 1: Förderung & Räume",
        "13.1.2\tStation 2: Offene Verwaltung",
        "13.1.3\tStation 3: Teilhabe & Vernetzung",
        "13.2\tWeitere Fotos der Tischdecken",
        "13.2.1\tStation 1: Förderung & Räume",
        "13.2.2\tStation 2: Offene Verwaltung",
        "13.2.3\tStation 3: Teilhabe & Vernetzung",
        "13.3\tProgramm",
        "13.4\tGesprächsregeln",
        "13.5\tDatenschutz und Bearbeitung",
        "13.6\tZeichen und Begriffe",
    ]


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


def test_a_long_title_leaves_the_version_its_place_in_the_header() -> None:
    """Both stand in one line; the title page has it whole."""
    title = "Verlässlich arbeiten: Fördermittel und Räume für Migrant*innenorganisationen, Bürger*innenräte und alle"
    read = opened(replace(dresden(), title=title))
    (header,) = read.sections[0].header.paragraphs
    assert header.text == (
        "Verlässlich arbeiten: Fördermittel und Räume für …\tEntwurf, Stand 18. November 2023, 16:42 Uhr"
    )
    assert title in [paragraph.text for paragraph in read.paragraphs]


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
    themes = table_of(opened(harvest), "Thema", "Aussage", "Beiträge", "Punkte")
    assert [[title, count, votes] for title, _, count, votes in themes] == [
        [[cluster.title], [str(len(cluster.contributions))], [str(cluster.votes)]]
        for station in harvest.stations
        for cluster in station.clusters
    ]


def test_a_theme_says_its_strongest_contribution_that_stands_nowhere_else() -> None:
    held = [
        contribution(f"Satz {place}", number=f"S1-{place:03}", votes=9 - place, cluster="Räume") for place in (1, 2)
    ]
    more = [contribution(f"Wort {place}", number=f"S1-{place:03}", votes=30 - place) for place in range(3, 6)]
    alone = contribution("Allein", number="S1-006", votes=40, cluster="Zeit")
    (station, *others) = dresden(([*held, *more, alone], (), ())).stations
    statement = HarvestStatement("Das ist der Kern.", None, ("Räume",), ("S1-001",))
    read = opened(replace(dresden(), stations=(replace(station, statements=(statement,)), *others), contributions=6))
    assert set(voices(read)) == {"S1-006", "S1-003", "S1-004"}
    themes = {row[0][0]: row[1] for row in table_of(read, "Thema", "Aussage", "Beiträge", "Punkte")}
    assert themes == {"Zeit": ["S1-006"], "Räume": ["Satz 1 (S1-001, 8\u00a0Punkte)"]}
    assert "Grundlage: Räume, S1-001" in said(read, "ListNote")


MISSING = "Für diese Station liegt keine Kernaussage vor."
"""What is said of each station for which it holds."""


def test_nothing_is_said_twice_in_the_main_part() -> None:
    """Between the first page, which is read alone, and the appendix, which has everything."""
    full = everything(of_texts())
    lines = [
        ("".join(str(piece.text or "") for piece in p.iter(f"{WORD}t")), str(p.style))
        for p in opened(full).element.body.iter(f"{WORD}p")
        if isinstance(p, CT_P)
    ]
    chapters = [place for place, (_, style) in enumerate(lines) if style == "Heading1"]
    main = [text.partition(" (S")[0] for text, _ in lines[chapters[1] : chapters[-1]]]
    long = Counter(text for text in main if len(text) > 40)
    assert len(long) > 80
    assert [text for text, times in long.items() if times > 1 and text != MISSING] == []


def test_more_themes_than_a_chart_takes_stand_in_its_last_bar() -> None:
    written = [
        contribution(number=f"S1-{place:03}", votes=16 - place, cluster=f"Thema {place}") for place in range(1, 16)
    ]
    with zipfile.ZipFile(io.BytesIO(report.build(dresden((written, (), ()))))) as archive:
        chart = etree.fromstring(archive.read("word/charts/chart1.xml"))
    titles, votes = ([str(one.text) for one in chart.iterfind(f".//{{*}}{kind}//{{*}}v")] for kind in ("cat", "val"))
    assert titles == [*(f"Thema {place}" for place in range(1, 13)), "3 weitere Themen"]
    assert votes == [*(str(16 - place) for place in range(1, 13)), str(3 + 2 + 1)]
    assert [axis.get("val") for axis in chart.iterfind(".//{*}catAx/{*}tickLblSkip")] == ["1"]
    assert [body.get("rot") for body in chart.iterfind(".//{*}catAx/{*}txPr/{*}bodyPr")] == ["0"], (
        "by LibreOffice either"
    )


def test_a_bar_is_higher_where_its_name_may_need_two_lines() -> None:
    heights = []
    for title in ("Räume", "Fördermittel in einfacher Sprache", "Fördermittel in einfacher Sprache und mit Beispielen"):
        one = contribution(number="S1-001", votes=1, cluster=title)
        with zipfile.ZipFile(io.BytesIO(report.build(dresden(([one], (), ()))))) as archive:
            drawn = etree.fromstring(archive.read("word/document.xml"))
        heights.append(int(next(drawn.iterfind(".//{*}inline/{*}extent")).get("cy", "0")))
    assert sorted(set(heights)) == heights


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


def test_open_questions_stand_once_and_wait_for_an_answer() -> None:
    first, *others = HARVESTS["full"].stations
    asked = (HarvestStatement("Wer zahlt die Miete?", 2, (), ("S1-003",)), HarvestStatement("Und im Winter?", None))
    read = opened(replace(HARVESTS["full"], stations=(replace(first, questions=asked), *others)))
    lead = next(line for line in said(read, "Note") if line.startswith("Fragen dieser Station"))
    assert lead.startswith(
        "Fragen dieser Station, im Kapitel „Fragen an: Landeshauptstadt Dresden, "
        "Integrations- und Ausländerbeauftragte“: 1, 2"
    )
    rows = table_of(read, "Nr.", "Frage", "Herkunft", "Antwort")
    assert [row[0] for row in rows] == [[f"{place}"] for place in range(1, len(rows) + 1)]
    assert rows[:2] == [
        [["1"], ["Wer zahlt die Miete?"], ["Station 1", "S1-003"], [""]],
        [["2"], ["Und im Winter?"], ["Station 1"], [""]],
    ]
    of_guests = sum(one.kind == "question" for station in others for one in station.contributions)
    of_guests += sum(one.kind == "question" for one in first.contributions)
    assert len(rows) == 2 + min(of_guests, 12)


def test_what_matters_most_holds_recommendations_and_next_steps_before_the_strongest_themes() -> None:
    full = opened(everything(of_texts()))
    headings = [text for _, text in numbered(full)]
    assert headings[:5] == [
        "1\tDas Wichtigste auf einer Seite",
        "1.1\tEmpfehlungen",
        "1.2\tNächste Schritte",
        "1.3\tDie Themen mit den meisten Punkten",
        "2\tAnlass und Ziele",
    ]
    assert table_of(full, "Nr.", "Empfehlung", "Zeithorizont") == [
        [["1"], ["Förderung über mehrere Jahre"], ["mittelfristig"]],
        [["2"], ["Räume öffnen"], ["noch nicht festgelegt"]],
    ]
    steps = table_of(full, "Was", "Wer", "Bis wann")
    assert [row[0] for row in steps] == [["Runder Tisch"], ["Raumliste"]] * 3, "what is done is not to follow"
    bare = [text for _, text in numbered(opened(with_statements(of_texts())))]
    assert bare[1:3] == ["1.1\tKernaussagen der Stationen", "1.2\tDie Themen mit den meisten Punkten"]


def test_what_nobody_said_is_open() -> None:
    first, *others = dresden().stations
    steps = (
        HarvestMeasure("Runder Tisch", None, "März 2024", "open"),
        HarvestMeasure("Raumliste", "Stadt", None, "agreed"),
        HarvestMeasure("Schlüssel nachmachen", "VHS", "gestern", "done"),
    )
    agreed = replace(first, measures=steps)
    read = opened(replace(dresden(), stations=(agreed, *others)))
    assert table_of(read, "Was", "Wer", "Bis wann", "Status", "Station") == [
        [["Runder Tisch"], ["noch nicht festgelegt"], ["März 2024"], ["offen"], ["Station 1"]],
        [["Raumliste"], ["Stadt"], ["noch nicht festgelegt"], ["vereinbart"], ["Station 1"]],
        [["Schlüssel nachmachen"], ["VHS"], ["gestern"], ["erledigt"], ["Station 1"]],
    ]
    assert table_of(read, "Was", "Wer", "Bis wann") == [
        [["Runder Tisch"], ["noch nicht festgelegt"], ["März 2024"]],
        [["Raumliste"], ["Stadt"], ["noch nicht festgelegt"]],
    ], "what is to follow stands on the first page, too"


def test_nothing_yet_is_a_document_all_the_same() -> None:
    read = opened(dresden())
    body = said(read, "BodyText")
    assert body[0] == "Es liegen noch keine Beiträge vor. Enthalten sind nur die vorbereiteten Angaben."
    assert body.count("Zu dieser Station liegen keine Beiträge vor.") == 3
    assert [text for _, text in numbered(read) if "Beiträge" in text or "Themen" in text] == []
    assert body.count("Empfehlungen liegen nicht vor.") == 1
    assert said(read, "Note")[-1] == "Ende des Berichts."


def test_an_event_that_names_nothing_is_written_too() -> None:
    bare = replace(
        dresden(), aims=(), programme=(), etiquette=(), rounds=(), stations=(), addressee="", street="", postcode=""
    )
    assert [text for _, text in numbered(opened(bare))] == [
        "1\tDas Wichtigste auf einer Seite",
        "2\tAnlass und Ziele",
        "3\tAblauf und Methode",
        "3.1\tMethode",
        "4\tEmpfehlungen",
        "5\tAnhang",
        "5.1\tDatenschutz und Bearbeitung",
        "5.2\tZeichen und Begriffe",
    ]


def test_the_same_harvest_gives_the_same_file() -> None:
    assert report.build(HARVESTS["full"]) == report.build(HARVESTS["full"])


def test_numbers_and_dates_are_german_and_in_english_english() -> None:
    feedback = HarvestFeedback(1234, (HarvestScale("Gut?", (0, 1, 0, 1, 1)),), "Was noch?", ())
    harvest = replace(dresden(), people=12345, feedback=feedback)
    assert said(opened(harvest), "Figure")[0] == "12.345"
    assert "1.234 Personen haben Feedback gegeben." in " ".join(said(opened(harvest), "BodyText"))
    assert table_of(opened(harvest), "Frage", "Antworten", "Mittelwert", "1", "2", "3", "4", "5")[0][:3] == [
        ["Gut?"],
        ["3"],
        ["3,7"],
    ]
    english = Document(io.BytesIO(report.build(harvest, language="en")))
    assert said(english, "Figure")[0] == "12,345"
    assert "Date\t18 November 2023" in said(english, "Fact")
    assert table_of(english, "Question", "Responses", "Average", "1", "2", "3", "4", "5")[0][2] == ["3.7"]


def test_in_english_nothing_of_ours_stays_german() -> None:
    """Only what people wrote, and what the event is called."""
    file = report.build(everything(of_texts()), language="en", photos=pictures)
    say = Catalogue("en")
    texts = {p.text for p in Document(io.BytesIO(file)).element.body.iter(f"{WORD}p") if isinstance(p, CT_P)}
    german = [one.german for one in vars(words).values() if isinstance(one, Fixed)]
    assert [text for text in german if "%(" not in text and say(Fixed(text)) != text and text in texts] == []
    assert "Recommendations" in texts


def test_a_final_version_says_its_number() -> None:
    read = Document(io.BytesIO(report.build(dresden(), final=2)))
    assert said(read, "Fact")[-1] == "Fassung\tFassung 2 vom 18. November 2023, 16:42 Uhr"


def test_pages_stand_in_the_contents_where_they_are_known() -> None:
    read = Document(io.BytesIO(report.build(dresden(), pages={"_Toc00000001": 3})))
    assert said(read, "TOC1")[:2] == ["1\tDas Wichtigste auf einer Seite\t3", "2\tAnlass und Ziele"]


def test_a_logo_stands_on_the_title_page() -> None:
    logo = camera.file(camera.cloth(400, 100), "PNG")
    read = Document(io.BytesIO(report.build(dresden(), logo=logo)))
    (shape,) = read.inline_shapes
    assert shape.height.cm < 2
    assert shape.width == 4 * shape.height


def test_the_organisers_words_stand_where_they_belong() -> None:
    lines = said(Document(io.BytesIO(report.build(everything(dresden())))), "Heading1", "BodyText", "Fact")
    assert lines[lines.index("Das Wichtigste auf einer Seite") + 1] == "Drei Dinge kehren immer wieder."
    assert lines[lines.index("Anlass und Ziele") + 1] == "Die Konferenz bringt Vereine und Verwaltung zusammen."
    assert "Förderhinweis\tGefördert durch die Landeshauptstadt Dresden." in lines


def test_what_matters_most_in_plain_words_stands_below_it_and_above_what_is_to_follow() -> None:
    harvest = everything(of_texts())
    assert not any("In Einfacher Sprache" in text for _, text in numbered(opened(harvest)))
    read = opened(replace(harvest, plain="Es gibt zu wenig Räume.\nDas soll sich ändern."))
    assert [text for _, text in numbered(read)][1:3] == ["1.1\tIn Einfacher Sprache", "1.2\tEmpfehlungen"]
    lines = [paragraph.text for paragraph in read.paragraphs]
    found = lines.index("Es gibt zu wenig Räume.")
    assert lines[found - 1 : found + 2] == ["In Einfacher Sprache", lines[found], "Das soll sich ändern."]
    assert lines[found - 2].startswith("Umfang: ")


def test_two_thousand_contributions_make_a_small_file() -> None:
    many = of_texts(copies=18)
    assert many.contributions == 2016
    assert len(report.build(many)) < 1_000_000
