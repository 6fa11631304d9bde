"""The report as PDF: LibreOffice opens it, and what screen readers, tables of contents and archives need is in it."""

import io
import os
import re
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from facilitation.documents import report
from facilitation.documents.pdf import finishing, writing
from facilitation.pages import report_file
from facilitation.queries.harvest import EventHarvest
from facilitation.services.letterheads import Stationery
from facilitation.storage import photo_files
from tests.conftest import Doors, OpenScreen, refused
from tests.documents.report.harvests import dresden, everything, hostile, of_texts, pictures

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f0-9 &,.:?-]*")
HARVESTS = {
    "nothing yet": lambda: dresden(),
    "with everything": lambda: everything(of_texts()),
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
def converted(name: str) -> PdfReader:
    """As the server makes it: laid out once, then with the pages in its contents."""
    return PdfReader(io.BytesIO(report_file.portable(harvest(name), Stationery(), language="de")))


@pytest.fixture(params=HARVESTS)
def name(request: pytest.FixtureRequest, context: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reports of very different size and temper, with pictures."""
    monkeypatch.setattr(photo_files, "reader", lambda: pictures)
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
        ("report.pdf?language=en", "bericht-dresden-2023.pdf", "en-GB"),
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
