"""The report on the organisers' own paper: theirs where they have something, ours where they have not."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from lxml import etree
from PIL import Image

from facilitation.documents import report
from facilitation.documents.report import letterhead
from facilitation.documents.report.body import NAMESPACES, W
from facilitation.documents.report.letterhead import check, missing
from tests.conftest import refused
from tests.documents.openxml_rules import broken_rules
from tests.documents.report import letterheads
from tests.documents.report.harvests import dresden, everything, of_texts, pictures
from tests.documents.report.letterheads import (
    TEXT_BOX,
    field,
    footer,
    header,
    paragraph,
    picture,
    plain,
    relations_of,
    run,
)
from tests.documents.report.reading import WORD

OURS = "Konferenz der Migrant*innenorganisationen in Dresden\tEntwurf, Stand 18. November 2023, 16:42 Uhr"
NAMES = {"w": W}


@cache
def files(paper: bytes | None) -> dict[str, bytes]:
    """The parts of a report on this paper."""
    with zipfile.ZipFile(io.BytesIO(report.build(dresden(), letterhead=paper))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(name: str, paper: bytes) -> etree._Element:
    return etree.fromstring(files(paper)[f"word/{name}.xml"])


def said(name: str, paper: bytes) -> str:
    return "".join(str(one.text) for one in tree(name, paper).iter(f"{WORD}t"))


def orders(name: str, paper: bytes) -> str:
    return " ".join("".join(str(one.text) for one in tree(name, paper).iter(f"{WORD}instrText")).split())


def style(id: str, paper: bytes) -> etree._Element:
    found = tree("styles", paper).find(f"w:style[@w:styleId='{id}']", NAMES)
    assert found is not None
    return found


def value(element: etree._Element, path: str, name: str = "val") -> str | None:
    found = element.find(path, NAMES)
    return None if found is None else found.get(WORD + name)


def test_styles_are_known_by_their_names() -> None:
    """The German "berschrift1" is our Heading1: its colour and size are theirs."""
    found = style("Heading1", letterheads.rich())
    assert value(found, "w:name") == "heading 1"
    assert value(found, "w:rPr/w:color") == "C00000"
    assert value(found, "w:rPr/w:sz") == "36"
    assert value(found, "w:basedOn") == "Normal"
    assert value(found, "w:link") == "berschrift1Zchn"
    assert value(style("Title", letterheads.rich()), "w:rPr/w:sz") == "60"


def test_what_numbers_headings_and_lists_stays_ours() -> None:
    numbering = tree("numbering", letterheads.rich())
    for id, level, form in (("Heading1", "0", "%1"), ("Heading2", "1", "%1.%2"), ("ListBullet", "0", "•")):
        found = style(id, letterheads.rich())
        number = value(found, "w:pPr/w:numPr/w:numId")
        abstract = value(numbering, f"w:num[@w:numId='{number}']/w:abstractNumId")
        place = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']"
        assert value(numbering, f"{place}/w:lvlText") == form
        assert value(numbering, f"{place}/w:pStyle") == id
    assert [one.get(f"{WORD}val") for one in numbering.iter(f"{WORD}pStyle")].count("Heading1") == 1
    assert value(style("Heading2", letterheads.rich()), "w:pPr/w:outlineLvl") == "1"
    assert value(style("TOCHeading", letterheads.rich()), "w:pPr/w:numPr/w:numId") == "0"
    assert b"PicBullet" not in files(letterheads.rich())["word/numbering.xml"]


def test_an_id_that_means_something_else_makes_room() -> None:
    found = {
        value(one, "w:name"): one.get(f"{WORD}styleId")
        for one in tree("styles", letterheads.rich()).iter(f"{WORD}style")
    }
    assert found["Zwischenzeile"] == "Label"
    assert found["Etikett"] == "Label1"
    assert len({str(id).lower() for id in found.values()}) == len(found)


def test_what_is_missing_is_ours_and_is_said() -> None:
    assert missing(letterheads.rich()) == [
        "Untertitel",
        "Überschrift 3",
        "Textkörper",
        "Zitat",
        "Beschriftung",
        "Verzeichnis 1",
        "Verzeichnis 2",
        "Fett",
        "Hyperlink",
        "Berichtstabelle",
    ]
    assert value(style("Caption", letterheads.rich()), "w:rPr/w:sz") == "18"
    ground = style("ReportGround", letterheads.rich())
    assert value(style("TableText", letterheads.rich()), "w:basedOn") == "ReportGround"
    assert (value(ground, "w:pPr/w:jc"), value(ground, "w:pPr/w:ind", "firstLine")) == ("left", "0")
    assert value(style("BodyText", letterheads.rich()), "w:basedOn") == "Normal"


def test_a_report_is_a_letterhead_that_lacks_nothing() -> None:
    """Whoever restyles a report in Word has a letterhead for the next one."""
    assert missing(report.build(dresden())) == []


def test_the_language_is_the_reports() -> None:
    styles = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(report.build(dresden(), language="en", letterhead=letterheads.rich()))).read(
            "word/styles.xml"
        )
    )
    assert [dict(one.attrib) for one in styles.iter(f"{WORD}lang")] == [
        {f"{WORD}val": "en-GB", f"{WORD}eastAsia": "zh-CN", f"{WORD}bidi": "ar-SA"}
    ]


def test_letter_becomes_a4_with_the_letterheads_margins() -> None:
    (section,) = tree("document", letterheads.rich()).iter(f"{WORD}sectPr")
    assert (value(section, "w:pgSz", "w"), value(section, "w:pgSz", "h")) == ("11906", "16838")
    margins = [value(section, "w:pgMar", name) for name in ("top", "right", "bottom", "left")]
    assert margins == ["2268", "1985", "1701", "1701"]
    assert section.find("w:cols", NAMES) is None


def test_tables_and_pictures_are_as_wide_as_the_text() -> None:
    file = report.build(everything(of_texts()), letterhead=letterheads.rich(), photos=pictures)
    read = Document(io.BytesIO(file)).element.body
    width = 11906 - 1701 - 1985
    tables = [sum(int(one.get(f"{WORD}w", "0")) for one in table.iter(f"{WORD}gridCol")) for table in read.tbl_lst]
    assert {width - 8 < one <= width for one in tables} == {True}
    extents = [int(one.get("cx", "0")) for one in read.iter("{*}extent")]
    assert max(extents) == width * 635


def test_too_little_room_becomes_enough() -> None:
    (section,) = tree("document", letterheads.bare()).iter(f"{WORD}sectPr")
    left, right = (int(str(value(section, "w:pgMar", name))) for name in ("left", "right"))
    assert 11906 - left - right == 7650
    assert value(section, "w:pgMar", "top") == str(round(Cm(4).twips))


def test_headers_are_the_letterheads() -> None:
    rich = letterheads.rich()
    assert said("header1", rich) == "Landeshauptstadt www.dresden.exampleKapitel"
    assert said("header2", rich) == "RathausRathausBild"
    assert said("header3", rich) == "Gerade Seite"
    assert "evenAndOddHeaders" in files(rich)["word/settings.xml"].decode()
    assert b"Geheim" not in b"".join(files(rich).values())


def test_nothing_in_them_leads_out_or_asks_for_anything() -> None:
    rich = letterheads.rich()
    whole = b"".join(content for name, content in files(rich).items() if name.endswith((".xml", ".rels")))
    for trace in (b"x.example", b"https://www.dresden", b"External", b"INCLUDEPICTURE", b"DOCPROPERTY", b"_GoBack"):
        assert trace not in whole
    assert b"w:embed" not in whole
    assert b"paraId" not in whole
    assert orders("header1", rich) == 'STYLEREF "Überschrift 1"'
    assert said("footer2", rich) == "Bankverbindung: DE00"


def test_pictures_of_headers_come_along_upright_and_small() -> None:
    shown = {name: content for name, content in files(letterheads.rich()).items() if "media/" in name}
    assert sorted(shown) == ["word/media/letterhead1.png", "word/media/letterhead2.jpeg"]
    for content in shown.values():
        with Image.open(io.BytesIO(content)) as image:
            assert max(image.size) <= 2400
            assert dict(image.getexif()) == {}
    relations = files(letterheads.rich())["word/_rels/header1.xml.rels"].decode()
    assert 'Id="rId1"' in relations
    assert 'Target="media/letterhead1.png"' in relations


def test_theme_and_fonts_come_along() -> None:
    rich = letterheads.rich()
    assert b'typeface="Dresden Sans"' in files(rich)["word/theme.xml"]
    assert b"blipFill" not in files(rich)["word/theme.xml"]
    assert b'w:name="Dresden Sans"' in files(rich)["word/fontTable.xml"]
    assert b'asciiTheme="minorHAnsi"' in files(rich)["word/styles.xml"]
    assert b"clrSchemeMapping" in files(rich)["word/settings.xml"]


FOOTERS = {
    "counts already": (paragraph(run("Seite ") + field("PAGE") + run("/") + field("NUMPAGES")), "Seite 1/1"),
    "counts pages only": (paragraph(field(" PAGE ") + run(" -")), "1 von 1 -"),
    "counts in a simple field": (
        paragraph('<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'),
        "1 von 1",
    ),
    "does not count": (paragraph(run("Amt")), "AmtSeite 1 von 1"),
    "counts deep inside": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            + field("PAGE")
            + '<w:r><w:instrText> = 1 "" "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("x")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "1xSeite 1 von 1",
    ),
}


@pytest.mark.parametrize("what", FOOTERS)
def test_every_footer_counts_pages(what: str) -> None:
    xml, shown = FOOTERS[what]
    assert said("footer1", plain(footer_xml=footer(xml))) == shown


def test_where_there_is_nothing_it_is_ours() -> None:
    only_header = plain(header(paragraph(run("Kopf"))))
    assert said("header1", only_header) == "Kopf"
    assert said("footer1", only_header).endswith("Seite 1 von 1")
    only_empty = plain(header(paragraph("")), footer(paragraph("")))
    assert said("header1", only_empty) == OURS.replace("\t", "")
    assert said("header2", only_empty) == ""


def test_where_the_first_page_is_like_the_others_it_has_their_header_but_no_number() -> None:
    paper = plain(header(paragraph(run("Kopf"))), footer(paragraph(run("Fuß"))))
    assert [said(name, paper) for name in ("header1", "header2")] == ["Kopf", "Kopf"]
    assert [said(name, paper) for name in ("footer1", "footer2")] == ["FußSeite 1 von 1", "Fuß"]


def test_drawings_that_would_lead_nowhere_go() -> None:
    paper = plain(header(paragraph(picture() + run("Kopf"))))
    assert said("header1", paper) == "Kopf"
    assert list(tree("header1", paper).iter("{*}drawing")) == []


def test_a_picture_that_nobody_can_read_is_refused() -> None:
    shown: dict[str, bytes | str] = {
        "word/_rels/header1.xml.rels": relations_of([("rId1", "image", "media/a.png")]),
        "word/media/a.png": b"<svg/>",
    }
    with refused("letterhead_picture"):
        check(plain(header(paragraph(picture())), also=shown))


@pytest.mark.parametrize("ending", ["begin", "end"])
def test_a_field_that_does_not_end_is_refused(ending: str) -> None:
    with refused("letterhead_broken"):
        check(plain(header(paragraph(f'<w:r><w:fldChar w:fldCharType="{ending}"/></w:r>'))))


def test_the_same_paper_gives_the_same_file() -> None:
    rich = letterheads.rich()
    assert report.build(dresden(), letterhead=rich) == report.build(dresden(), letterhead=rich)
    assert letterhead.LetterheadFile(rich).margins == letterhead.LetterheadFile(rich).margins


def test_what_libreoffice_saved_is_a_letterhead_too(tmp_path: Path) -> None:
    """tests/data/letterhead-libreoffice.docx is `letterheads.rich()`, opened and saved by LibreOffice 7.4."""
    saved = (Path(__file__).parents[2] / "data" / "letterhead-libreoffice.docx").read_bytes()
    assert "Überschrift 1" not in missing(saved)
    path = tmp_path / "report.docx"
    path.write_bytes(report.build(dresden(), letterhead=saved))
    assert broken_rules(path) == []
    assert "Landeshauptstadt" in said("header1", saved)
    assert value(style("Heading1", saved), "w:rPr/w:color") == "C00000"
    assert orders("footer1", saved) == "PAGE NUMPAGES"


def hiding(content: str, *styles: str, defaults: str = "") -> bytes:
    """A letterhead whose header has this paragraph, and a sheet with these styles."""
    sheet = (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
        f"{''.join(styles)}</w:styles>"
    )
    relations = relations_of([("header", "header", "header1.xml"), ("s1", "styles", "styles.xml")])
    return plain(header(content), None, {"word/styles.xml": sheet, "word/_rels/document.xml.rels": relations})


def looks(id: str, properties: str, *, kind: str = "paragraph", more: str = "", usual: bool = False) -> str:
    """A style."""
    default = ' w:default="1"' if usual else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"{default}><w:name w:val="{id}"/>{more}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def written(properties: str, text: str = "Geheimwort") -> str:
    """A run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


VANISH = "<w:vanish/>"
BOX = TEXT_BOX.replace("<w:r><w:t>Rathaus", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Geheimwort")
HIDDEN = {
    "directly": hiding(paragraph(run("Amt ") + written(VANISH))),
    "in a text box": hiding(paragraph(run("Amt ") + BOX)),
    "behind a style separator": hiding(paragraph(run("Amt ") + written('<w:specVanish w:val="1"/>'))),
    "by the style of its run": hiding(
        paragraph(run("Amt ") + written('<w:rStyle w:val="Leise"/>')), looks("Leise", VANISH, kind="character")
    ),
    "by the style of its paragraph": hiding(
        paragraph(run("Amt")) + paragraph(run("Geheimwort"), "Leise"),
        looks("Kopfzeile", ""),
        looks("Leise", "", more='<w:basedOn w:val="Still"/>'),
        looks("Still", VANISH),
    ),
    "by the usual style": hiding(
        f"<w:p>{run('Geheimwort')}</w:p>{paragraph(run('Amt'))}",
        looks("Standard", VANISH, usual=True),
        looks("Kopfzeile", '<w:vanish w:val="0"/>'),
    ),
    "by the usual look of everything": hiding(
        f"<w:p>{run('Geheimwort')}</w:p>{paragraph(run('Amt'))}",
        looks("Kopfzeile", '<w:vanish w:val="off"/>'),
        defaults=VANISH,
    ),
    "by the style of its table": hiding(
        paragraph(run("Amt")) + '<w:tbl><w:tblPr><w:tblStyle w:val="Leise"/></w:tblPr><w:tr><w:tc><w:p>'
        f"{run('Geheimwort')}</w:p></w:tc></w:tr></w:tbl>",
        looks("Leise", VANISH, kind="table"),
    ),
    "in a drawing that is not shown": hiding(
        paragraph(run("Amt ") + BOX.replace("<w:vanish/>", "").replace('name="Feld"', 'name="Feld" hidden="1"'))
    ),
    "in a shape that is not seen": hiding(
        paragraph(
            run("Amt ") + "<w:r><w:pict><v:rect style='width:70pt;visibility: hidden'><v:textbox><w:txbxContent><w:p>"
            f"{run('Geheimwort')}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        )
    ),
}
"""How a letterhead hides a word in its header."""


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_text_is_refused_in_words_and_gets_into_no_report(way: str) -> None:
    """One that an earlier version took is written on without it."""
    with refused("letterhead_hidden"):
        check(HIDDEN[way])
    parts = files(HIDDEN[way])
    assert not [name for name, content in parts.items() if b"Geheimwort" in content]
    assert [name for name, content in parts.items() if b"Amt" in content and b"<w:hdr" in content]


@pytest.mark.parametrize(
    "paper",
    [
        hiding(paragraph(written('<w:vanish w:val="false"/>', "Amt"))),
        hiding(paragraph(run("Amt")), looks("Formularbeginn", VANISH)),
        hiding(f"<w:p><w:pPr><w:rPr>{VANISH}</w:rPr></w:pPr>{run('Amt')}</w:p>"),
        hiding(paragraph(run("Amt") + written(VANISH, " "))),
        hiding(
            paragraph(written('<w:vanish w:val="0"/>', "Amt"), "Leise"),
            looks("Leise", VANISH, more='<w:basedOn w:val="Leise"/>'),
        ),
    ],
    ids=["switched off", "a style that nobody uses", "the end of a line", "a blank", "shown against its style"],
)
def test_what_hides_no_text_is_taken(paper: bytes) -> None:
    check(paper)
    assert any(b"Amt" in content for name, content in files(paper).items() if "header" in name)


def test_no_style_of_a_letterhead_hides_the_report() -> None:
    styles = (looks("berschrift1", VANISH, more='<w:basedOn w:val="Standard"/>'), looks("Standard", VANISH, usual=True))
    paper = hiding(paragraph(run("Amt")), *styles, looks("Kopfzeile", '<w:vanish w:val="0"/>'), defaults=VANISH)
    assert b"vanish" not in files(paper)["word/styles.xml"].lower()
