"""The report as PDF: LibreOffice opens it, and what screen readers, tables of contents and archives need is in it."""

import io
import os
import re
import stat
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from flask import Flask
from pypdf import PdfReader

from facilitation.documents import report
from facilitation.documents.pdf import finishing, writing
from facilitation.pages import report_file
from facilitation.queries.harvest import EventHarvest
from facilitation.services import photos
from facilitation.services.letterheads import Stationery
from tests.conftest import Doors, OpenScreen, refused
from tests.documents.report.harvests import contribution, dresden, four_stations, hostile, of_texts, pictures
from tests.documents.report.reading import said

pytestmark = pytest.mark.needs_office
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f0-9 &,.:?-]*")
FOOTER = 75
"""Points from the lower edge of a page, below which its footer stands."""
HARVESTS = {
    "nothing yet": lambda: dresden(),
    "four stations with everything": lambda: four_stations(),
    "hostile": lambda: hostile(),
}


@pytest.fixture(autouse=True)
def office() -> None:
    """LibreOffice is installed by `.ci/setup test`; without it nothing of this is known."""
    assert writing.can_convert(), "soffice is not there: run '.ci/setup test'"


@cache
def harvest(name: str) -> EventHarvest:
    return HARVESTS[name]()


@cache
def content(name: str) -> bytes:
    """As the server makes it: laid out once, then with the pages in its contents."""
    return report_file.portable(harvest(name), Stationery(), language="de")


@cache
def converted(name: str) -> PdfReader:
    """It, opened."""
    return PdfReader(io.BytesIO(content(name)))


@pytest.fixture(params=HARVESTS)
def name(request: pytest.FixtureRequest, context: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reports of very different size and temper, with pictures."""
    monkeypatch.setattr(photos, "reader", lambda _ids: pictures)
    return str(request.param)


def figures(reader: PdfReader) -> list[str]:
    """The alternative texts of all figures."""
    return [str(one.get("/Alt", "")) for one in finishing.figures(reader.root_object)]


def text(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_it_is_tagged_and_says_its_language_and_title(name: str) -> None:
    reader = converted(name)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a BooleanObject
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None
    assert reader.metadata.title == f"Ergebnisbericht: {harvest(name).title}"
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}


def test_every_contribution_is_in_it(name: str) -> None:
    numbers = set(re.findall(r"S\d-\d{3}", text(converted(name))))
    assert numbers >= {one.number for station in harvest(name).stations for one in station.contributions}


def test_pictures_and_charts_keep_their_alternative_texts(name: str) -> None:
    document = report.build(harvest(name), photos=pictures)
    told = figures(converted(name))
    charts = report.chart_alternatives(document)
    assert [one for one in told if one in charts] == charts
    assert "" not in told
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        assert len(told) == packed.read("word/document.xml").count(b"<wp:docPr ")


def test_the_contents_name_the_pages_on_which_the_headings_stand(name: str) -> None:
    reader = converted(name)
    flat = list(finishing._flat(reader.outline))
    stand = [(str(one.title), (reader.get_destination_page_number(one) or 0) + 1) for one in flat]
    assert stand
    contents = " ".join(page.extract_text() for page in reader.pages[1 : stand[0][1] - 1])
    for title, page in stand:
        number, words = title.split(" ", 1)
        listed = number.count(".") < 2
        # Others, and what is read from right to left, come in another order
        one_line = len(words) < 60 and LATIN.fullmatch(words)
        if listed and one_line:
            assert re.search(rf"{re.escape(words)}[\s.]*{page}\b", contents), title


def lowest(page: Any) -> float:
    """Where the lowest text above the footer stands, in points from the lower edge."""
    heights: list[float] = []

    def look(text: str, _: Any, place: list[float], *__: Any) -> None:
        if text.strip() and place[5] > FOOTER:
            heights.append(place[5])

    page.extract_text(visitor_text=look)
    return min(heights)


def test_long_texts_lose_no_line_and_leave_no_page_half_empty(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "reader", lambda _ids: pictures)
    reader = converted("four stations with everything")
    whole = text(reader)
    assert [whole.count(f"Zeile {line}\n") for line in range(1, 73)] == [2] * 72, "quoted, and in the appendix"
    _, _, *pages = reader.pages
    assert [place for place, page in enumerate(pages[:-1], start=3) if lowest(page) > page.mediabox.height / 2] == []


def test_contributions_of_69_to_74_lines_lose_none(context: None) -> None:
    """Where a row was as high as a page, LibreOffice showed only its beginning."""
    heights = range(69, 75)
    written = [
        contribution("\n".join(f"Z{high}-{line}." for line in range(1, high + 1)), number=f"S1-0{high}", votes=high)
        for high in heights
    ]
    highlighted = [replace(one, highlighted=one.votes > 70) for one in written]
    for held in (written, highlighted):  # the three with most dots are quoted in the chapter, or four
        quoted = {one.number for one in held if one.highlighted} or {"S1-072", "S1-073", "S1-074"}
        reader = PdfReader(io.BytesIO(report_file.portable_of(report.build(dresden((held, (), ()))))))
        told = Counter(re.findall(r"Z\d\d-\d+\.", text(reader)))
        wanted = {
            f"Z{one.votes}-{line}.": 1 + (one.number in quoted) for one in held for line in range(1, one.votes + 1)
        }
        assert [line for line, times in wanted.items() if told[line] < times] == []


def test_each_bar_has_its_name(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "reader", lambda _ids: pictures)
    name = "four stations with everything"
    title = "Beiträge nach Art und Station"
    (drawn,) = re.findall(rf"Tabelle \d+: {title}(.*?)Abbildung \d+: {title}", text(converted(name)), re.DOTALL)
    for station in harvest(name).stations:
        assert f"Station{station.position}:{station.short_title}".replace(" ", "") in "".join(drawn.split())


def elements(node: Any) -> Iterator[Any]:
    """All elements of a document's structure, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def test_screen_readers_find_titles_captions_and_pictures(name: str) -> None:
    with pikepdf.open(io.BytesIO(content(name))) as opened:
        assert {str(page.get("/Tabs")) for page in opened.pages} == {"/S"}
        tree = opened.Root.StructTreeRoot
        roles = {str(style): str(role) for style, role in tree.RoleMap.items()}
        told = [(str(one.S), one) for one in elements(tree.K)]
        assert [roles.get(kind, kind) for kind, _ in told].index("/H1") == [kind for kind, _ in told].index("/Title")
        captions = sum(roles.get(kind, kind) == "/Caption" for kind, _ in told)
        tables = sum(kind == "/Table" for kind, _ in told) - 1  # the figures of the title page have none
        pictures = [one for kind, one in told if kind == "/Figure"]
        assert captions == tables + len(pictures)
        assert [one for one in pictures if "/K" not in one] == []
        contents = dict(zip(tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2], strict=True))
        for one in pictures:
            number = one.K if isinstance(one.K, int) else one.K[0]
            page = next(page for page in opened.pages if page.objgen == one.Pg.objgen)
            assert contents[page.StructParents][int(number)].objgen == one.objgen
            assert b"/Figure<</MCID %d>>BDC" % number in page.Contents.read_bytes()


def test_the_word_file_has_the_same_pages_in_its_contents(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    document = report_file.with_pages(of_texts(), Stationery(), language="de")
    pages = [line.rpartition("\t")[2] for line in said(Document(io.BytesIO(document)), "TOC1")]
    assert pages == sorted(pages, key=int)
    monkeypatch.setattr(writing, "PATIENCE", 0)
    with writing._one_at_a_time:
        busy = report_file.with_pages(of_texts(), Stationery(), language="de")
    assert busy == report.build(of_texts())


def test_figures_that_nobody_expected_get_no_text(context: None) -> None:
    document = report.build(of_texts())
    expected = report.chart_alternatives(document)
    more = writing.convert(document, [*expected, "Ein Bild, das es nicht gibt."]).content
    assert figures(PdfReader(io.BytesIO(more))) == [""] * len(expected)


def test_without_libreoffice_nothing_is_offered(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = screen(doors.organiser)
    with_it = desk.web.get("/e/dresden-2023/report").get_data(as_text=True)
    assert "report.pdf" in with_it
    monkeypatch.setenv("PATH", str(tmp_path))
    for page in ("report", "organise"):
        assert "report.pdf" not in desk.web.get(f"/e/dresden-2023/{page}").get_data(as_text=True)
    answer = desk.web.get("/e/dresden-2023/report.pdf", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json and answer.json["error"]) == (404, "no_pdf")


def test_organisers_download_it_and_nobody_else(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    desk = screen(doors.organiser)
    desk.web.post("/e/dresden-2023/report/editions")
    for path, name, language in (
        ("report.pdf?language=en", "report-dresden-2023.pdf", "en-GB"),
        ("report/editions/1.pdf", "bericht-dresden-2023-fassung-1.pdf", "de-DE"),
    ):
        answer = desk.web.get(f"/e/dresden-2023/{path}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert str(PdfReader(io.BytesIO(answer.data)).root_object["/Lang"]) == language
        assert screen(doors.hosts["foerderung-und-raeume"]).web.get(f"/e/dresden-2023/{path}").status_code == 403


@pytest.fixture
def stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A LibreOffice that never ends, and has a child that neither does; where they write down who they are."""
    told = tmp_path / "told"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 1000 &\necho $$ $! >{told}.draft\nmv {told}.draft {told}\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    yield told
    for pid in told.read_text().split():
        subprocess.run(["kill", "-9", pid], check=False, stderr=subprocess.DEVNULL)


def test_one_that_never_ends_is_ended_with_its_children(
    context: None, stuck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(writing, "work_of", lambda _: 1 if stuck.exists() else None)
    with refused("pdf_failed"):
        writing.convert(b"")
    for pid in stuck.read_text().split():
        while is_running(int(pid)):  # for a moment: until the killed one has noticed
            pass


@pytest.mark.parametrize(("command", "works"), [("while :; do :; done", True), ("sleep 1000 & wait", False)])
def test_whoever_works_is_told_from_one_that_hangs(command: str, works: bool) -> None:
    """Also where it is a child that works, as LibreOffice is a child of its script."""
    with subprocess.Popen(["sh", "-c", f"({command}); :"], start_new_session=True) as running:
        while not Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text():
            pass
        seen = writing.work_of(running.pid)
        if works:
            while writing.work_of(running.pid) == seen:
                pass
        else:
            while len({writing.work_of(running.pid) for _ in range(100)}) > 1:  # until it has begun
                pass
        os.killpg(running.pid, 9)
    assert writing.work_of(running.pid) is None


def is_running(pid: int) -> bool:
    """Whether there is such a process; a killed one that nobody has asked after yet runs no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_nothing_of_a_report_is_left_elsewhere(
    app: Flask, context: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, program = tmp_path / "told", tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\ntouch "$TMPDIR/lu1.tmp" "$HOME/rest"\nls -d "$TMPDIR"/* > {told}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with refused("pdf_failed"):
        writing.convert(b"Geheimwort")
    folder = app.extensions["config"].data_dir / "temporary"
    (work,) = {path.parent for path in map(Path, told.read_text().split())}
    names = ["alternatives.json", "lu1.tmp", "report.docx", "rest"]
    assert (work.parent, [Path(path).name for path in told.read_text().split()]) == (folder, names)
    assert list(folder.iterdir()) == []


def test_one_that_writes_nothing_is_said(context: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with refused("pdf_failed"):
        writing.convert(b"no Word file")
    monkeypatch.setattr(writing, "PATIENCE", 0)
    with writing._one_at_a_time, refused("pdf_busy"):
        writing.convert(b"")
