"""Downloads: complete, for organisers only, never cached, and honest where the disk is full."""

import errno
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.shape import WD_INLINE_SHAPE_TYPE
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitation import create_app
from facilitation.documents.exports import workbook
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.pages import exports
from facilitation.pages.download import WORD
from facilitation.storage import photo_files
from facilitation.transfer import archive
from tests.apps import MovingApp
from tests.conftest import Doors, OpenScreen, config
from tests.documents.exports.building import lines, sheets
from tests.documents.exports.lived import HIDDEN, NAME, WAITING, WITHDRAWN, Lived, lived_before

FILES = {
    "report.docx": ("bericht-dresden-2023.docx", WORD),
    "export.xlsx": ("beitraege-dresden-2023.xlsx", exports.EXCEL),
    "export.csv": ("beitraege-dresden-2023.csv", "text/csv; charset=utf-8"),
    "export.md": ("ergebnisse-dresden-2023.md", "text/markdown; charset=utf-8"),
    "export.json": ("veranstaltung-dresden-2023.json", "application/json"),
    "export.zip": ("veranstaltung-dresden-2023.zip", "application/zip"),
}
VISIBLE = [
    "Mehr Räume! <b>&</b> =1+1",
    "نحتاج إلى مكان دائم.",
    "Ja,\ngenau.",
    "Wir brauchen mehr Räume",
    "Vom Tischtuch",
]


@pytest.fixture
def day(app: Flask, moving_app: MovingApp, lived_in: Path) -> Lived:
    moving_app.bring(lived_in)
    with app.app_context():
        return lived_before()


@pytest.fixture
def organiser(day: Lived, screen: OpenScreen, doors: Doors) -> FlaskClient:
    return screen(doors.organiser).web


def download(web: FlaskClient, name: str) -> TestResponse:
    return web.get(f"/e/dresden-2023/{name}")


@pytest.mark.parametrize("name", FILES)
def test_a_download_says_what_it_is_and_is_not_kept(organiser: FlaskClient, name: str) -> None:
    response = download(organiser, name)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="{FILES[name][0]}"'
    assert response.headers["Content-Type"] == FILES[name][1]
    assert response.headers["Cache-Control"] == "no-store"
    assert int(response.headers["Content-Length"]) == len(response.data) > 0


@pytest.mark.parametrize("name", FILES)
def test_downloads_are_for_organisers_only(screen: OpenScreen, doors: Doors, name: str) -> None:
    for path in (None, doors.wall, *doors.hosts.values(), *doors.stations.values()):
        response = download(screen(path).web, name)
        assert (path, response.status_code, "Content-Disposition" in response.headers) == (path, 403, False)


@pytest.mark.parametrize("name", FILES)
def test_an_event_before_its_day_can_be_downloaded(screen: OpenScreen, doors: Doors, name: str) -> None:
    assert download(screen(doors.organiser).web, name).status_code == 200


def test_every_visible_contribution_is_in_every_file_and_nothing_else_is(organiser: FlaskClient) -> None:
    numbers = ["S1-001", "S1-002", "S1-003", "S1-004", "S1-007"]
    table = sheets(download(organiser, "export.xlsx").data)["Beiträge"]
    assert [cell and cell.value for cell in table.column("Beitrag")] == VISIBLE
    assert [cell and cell.value for cell in table.column("Nummer")] == numbers
    _, *rows = lines(download(organiser, "export.csv").data)
    assert [(row[0], row[6]) for row in rows] == list(zip(numbers, VISIBLE, strict=True))
    page = download(organiser, "export.md").data.decode()
    assert [page.count(f"**{number}** ·") for number in numbers] == [1] * 5
    for told in (str(table.values()), str(rows), page):
        assert [text for text in (HIDDEN, WAITING, WITHDRAWN, NAME, "S1-005", "S1-006", "S1-008") if text in told] == []


def test_the_json_numbers_contributions_and_photos_alike(organiser: FlaskClient) -> None:
    told = json.loads(download(organiser, "export.json").data)
    assert [one["number"] for one in told["contributions"]] == [f"S1-{place:03}" for place in range(1, 9)]
    assert [one["number"] for one in told["photos"]] == ["S1-F01", "S1-F02"]


def test_headings_come_in_english_as_well(organiser: FlaskClient) -> None:
    assert next(iter(sheets(download(organiser, "export.xlsx?language=en").data))) == "Contributions"
    assert lines(download(organiser, "export.csv?language=en").data)[0][0] == "Number"
    assert "## Station 1" in download(organiser, "export.md?language=en").data.decode()
    assert download(organiser, "export.xlsx?language=xx").status_code == 400


def test_the_archive_holds_everything_under_harmless_names(app: Flask, day: Lived, organiser: FlaskClient) -> None:
    packed = zipfile.ZipFile(io.BytesIO(download(organiser, "export.zip").data))
    assert packed.testzip() is None
    assert packed.namelist() == [
        "lies-mich.txt",
        "export.json",
        "bericht.docx",
        "beitraege.xlsx",
        "beitraege.csv",
        "ergebnisse.md",
        "fotos/S1-F01.jpg",
    ]
    told = packed.read("lies-mich.txt").decode("utf-8-sig").split("\r\n")
    assert told[0] == "Konferenz der Migrant*innenorganisationen in Dresden"
    assert [name for name in packed.namelist()[1:6] if not any(line.startswith(name) for line in told)] == []
    assert "dass alles am 31.12.2999 gelöscht wird." in told[-2] + told[-3]
    with app.app_context():
        assert packed.read("fotos/S1-F01.jpg") == photo_files.read(day.photo, "")
    alone = {"beitraege.csv": "export.csv", "export.json": "export.json"}
    for inside, name in alone.items():
        pair = [packed.read(inside).decode(), download(organiser, name).data.decode()]
        assert [one for one in pair[0].split("\n") if "made_at" not in one] == [
            one for one in pair[1].split("\n") if "made_at" not in one
        ]


def test_nothing_of_an_archive_stays_on_the_disk(app: Flask, organiser: FlaskClient) -> None:
    folder: Path = app.extensions["config"].data_dir
    before = {path.name for path in folder.iterdir()}
    assert download(organiser, "export.zip").status_code == 200
    assert {path.name for path in folder.iterdir()} == before


def full(*_: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


SENTENCE = (
    "Auf dem Server ist zu wenig Platz für diese Datei. Bitte sagen Sie der Technik Bescheid; verloren ist nichts."
)


@pytest.mark.parametrize(
    ("name", "place", "what"),
    [
        ("export.zip", archive.Archive, "add"),
        ("export.zip", archive.Archive, "done"),
        ("export.xlsx", workbook, "_sheet"),
    ],
)
def test_a_full_disk_is_said(
    organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str, place: Any, what: str
) -> None:
    monkeypatch.setattr(place, what, full)
    response = download(organiser, name)
    assert (response.status_code, SENTENCE in response.text) == (507, True)
    monkeypatch.undo()
    assert download(organiser, name).status_code == 200


def test_the_desk_offers_every_download(organiser: FlaskClient) -> None:
    desk = organiser.get("/e/dresden-2023/organise").text
    assert [name for name in FILES if f'href="/e/dresden-2023/{name}"' not in desk] == []


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(elsewhere: Flask) -> Run:
    """Imports a file into the empty database: the command's exit code, and what it prints."""

    def command(path: Path, *options: str) -> tuple[int, str]:
        done = elsewhere.test_cli_runner().invoke(args=["import-event", str(path), *options])
        return done.exit_code, done.output

    return command


def saved(organiser: FlaskClient, name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(download(organiser, name).data)
    return path


def test_an_archive_comes_in_by_the_command(organiser: FlaskClient, elsewhere: Flask, run: Run, tmp_path: Path) -> None:
    path = saved(organiser, "export.zip", tmp_path)
    assert run(path) == (
        0,
        "Imported dresden-2023: 8 contributions, 2 photos.\n"
        "Its doors are new: flask --app wsgi links --event dresden-2023\n",
    )
    assert run(path) == (1, "Error: There is an event 'dresden-2023' already; --slug gives this one another name.\n")
    assert run(path, "--slug", "noch-einmal")[0] == 0
    assert run(path, "--slug", "../x") == (1, "Error: event.slug: must look like ^[a-z0-9]+(-[a-z0-9]+)*$.\n")
    with elsewhere.app_context():
        assert [event.slug for event in db.session.query(Event).order_by(Event.id)] == ["dresden-2023", "noch-einmal"]
        assert db.session.query(Station).count() == 6


def test_json_comes_in_without_photos_and_says_so(organiser: FlaskClient, run: Run, tmp_path: Path) -> None:
    _, said = run(saved(organiser, "export.json", tmp_path))
    assert "1 photos are not in the file and were left out; the ZIP export has them.\n" in said


def test_a_bad_file_is_refused_by_the_command(elsewhere: Flask, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad"
    path.write_bytes(b"PK")
    assert run(path) == (1, "Error: This file is no JSON.\n")
    with elsewhere.app_context():
        assert db.session.query(Event).count() == 0


def test_where_there_is_no_database_the_command_makes_it(organiser: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    bare = create_app(config(tmp_path / "bare"))
    path = saved(organiser, "export.zip", tmp_path)
    done = bare.test_cli_runner().invoke(args=["import-event", str(path)])
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "Imported dresden-2023: 8 contributions, 2 photos.",
    )
    with bare.app_context():
        assert [event.slug for event in db.session.query(Event)] == ["dresden-2023"]
        db.session.remove()
        db.engine.dispose()


def test_the_report_shows_the_photos_and_speaks_english(organiser: FlaskClient) -> None:
    for name, title in (("report.docx", "Handlungsempfehlungen"), ("report.docx?language=en", "Recommendations")):
        document = Document(io.BytesIO(download(organiser, name).data))
        kinds = [shape.type for shape in document.inline_shapes]
        assert kinds.count(WD_INLINE_SHAPE_TYPE.PICTURE) == 1  # the tablecloth; the others are charts
        assert title in [paragraph.text for paragraph in document.paragraphs]
    assert download(organiser, "report.docx?language=xx").status_code == 400
