"""Downloads: complete, for organisers only, never cached, and honest where the disk is full."""

import errno
import io
import json
import tempfile
import threading
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
from xlsxwriter.packager import Packager

from facilitation import create_app
from facilitation.documents.exports import workbook
from facilitation.extensions import db
from facilitation.models import Event, Photo, Station
from facilitation.pages import exports, report_file
from facilitation.pages.download import WORD
from facilitation.services import event_journal, events
from facilitation.storage import data_lock, photo_files
from facilitation.transfer import archive, importing, restoring
from tests.apps import MovingApp
from tests.conftest import NOON, Doors, OpenScreen, config
from tests.documents.exports.building import lines, sheets
from tests.documents.exports.lived import HIDDEN, NAME, WAITING, WITHDRAWN, Lived, lived_before

FILES = {
    "report.docx": ("bericht-dresden-2023.docx", WORD),
    "export.xlsx": ("beitraege-dresden-2023.xlsx", exports.EXCEL),
    "export.csv": ("beitraege-dresden-2023.csv", "text/csv; charset=utf-8"),
    "export.md": ("ergebnisse-dresden-2023.md", "text/markdown; charset=utf-8"),
    "export.json": ("veranstaltung-dresden-2023.json", "application/json"),
    "export.zip": ("ergebnisse-dresden-2023.zip", "application/zip"),
    "event.zip": ("veranstaltung-dresden-2023.zip", "application/zip"),
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


def opened_archive(organiser: FlaskClient, name: str) -> dict[str, bytes]:
    packed = zipfile.ZipFile(io.BytesIO(download(organiser, name).data))
    assert packed.testzip() is None
    told = packed.read("lies-mich.txt").decode("utf-8-sig").split("\r\n")
    assert told[0] == "Konferenz der Migrant*innenorganisationen in Dresden"
    inside = [inside for inside in packed.namelist() if "/" not in inside and inside != "lies-mich.txt"]
    assert [inside for inside in inside if not any(line.startswith(inside) for line in told)] == []
    assert "dass alles am 31.12.2999 gelöscht wird." in told[-2] + told[-3]
    return {one: packed.read(one) for one in packed.namelist()}


def test_the_archive_for_others_holds_nothing_that_is_hidden(app: Flask, day: Lived, organiser: FlaskClient) -> None:
    held = opened_archive(organiser, "export.zip")
    assert list(held) == [
        *("lies-mich.txt", "bericht.docx", "beitraege.xlsx", "beitraege.csv", "ergebnisse.md", "fotos/S1-F01.jpg")
    ]
    alone = [held["beitraege.csv"].decode(), download(organiser, "export.csv").data.decode()]
    assert alone[0] == alone[1]
    for name in ("bericht.docx", "beitraege.xlsx"):
        with zipfile.ZipFile(io.BytesIO(held[name])) as packed:
            held[name] = b"".join(packed.read(one) for one in packed.namelist() if one.endswith(".xml"))
    for name, content in held.items():
        assert [text for text in (HIDDEN, WAITING, WITHDRAWN, NAME) if text.encode() in content] == [], name


def test_the_archive_to_move_an_event_holds_everything(app: Flask, day: Lived, organiser: FlaskClient) -> None:
    held = opened_archive(organiser, "event.zip")
    assert list(held) == ["lies-mich.txt", "export.json", "fotos/S1-F01.jpg"]
    assert "BITTE NICHT WEITERGEBEN" in held["lies-mich.txt"].decode("utf-8-sig")
    with app.app_context():
        kept = photo_files.read(db.session.get_one(Photo, day.photo).file_id, "")
        assert held["fotos/S1-F01.jpg"] == kept
    pair = [held["export.json"].decode(), download(organiser, "export.json").data.decode()]
    assert [one for one in pair[0].split("\n") if "made_at" not in one] == [
        one for one in pair[1].split("\n") if "made_at" not in one
    ]


def test_files_in_english_have_english_names(organiser: FlaskClient) -> None:
    for name, called in (
        *(("report.docx", "report"), ("export.xlsx", "contributions"), ("export.csv", "contributions")),
        ("export.md", "results"),
    ):
        answer = download(organiser, f"{name}?language=en")
        ending = name.rpartition(".")[2]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{called}-dresden-2023.{ending}"'


def test_nothing_of_an_archive_stays_on_the_disk(app: Flask, organiser: FlaskClient) -> None:
    folder: Path = app.extensions["config"].data_dir
    before = {path.name for path in folder.iterdir()}
    assert download(organiser, "export.zip").status_code == 200
    assert {path.name for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", FILES)
def test_every_download_is_written_down_and_only_an_organisers(
    app: Flask, organiser: FlaskClient, screen: OpenScreen, doors: Doors, name: str
) -> None:
    def written() -> list[str]:
        with app.app_context():
            entries = event_journal.of_event(events.find("dresden-2023").id)
            return [str(one.said["file"]) for one in entries if one.deed == "download"]

    before = written()
    assert download(screen(next(iter(doors.hosts.values()))).web, name).status_code == 403
    assert written() == before
    assert download(organiser, name).status_code == 200
    assert written() == [*before, name]


def full(*_: Any, **_named: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


SENTENCE = "Auf dem Server ist zu wenig Platz für diese Datei. Bitte sagen Sie dem Organisationsteam Bescheid."


@pytest.mark.parametrize(
    ("name", "place", "what"),
    [
        ("export.zip", archive.Archive, "add"),
        ("export.zip", archive.Archive, "done"),
        ("export.xlsx", workbook, "_sheet"),
        ("export.xlsx", Packager, "_write_workbook_file"),
    ],
)
def test_a_full_disk_is_said(
    organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, place: Any, what: str
) -> None:
    places = tmp_path / "temporary-files"
    places.mkdir()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(tempfile, "tempdir", str(places))
        meanwhile.setattr(workbook, "LARGE", 1)  # whose rows are written one by one
        meanwhile.setattr(place, what, full)
        response = download(organiser, name)
        assert (response.status_code, SENTENCE in response.text) == (507, True)
        assert list(places.rglob("*")) == [], "half a file would hold what people wrote until the server stops"
    assert download(organiser, name).status_code == 200


def test_a_disk_that_is_full_elsewhere_is_no_fault_of_the_server(
    organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_file, "portable", full)
    response = download(organiser, "report.pdf")
    assert (response.status_code, SENTENCE in response.text) == (507, True)


def test_the_desk_offers_every_download(organiser: FlaskClient) -> None:
    desk = organiser.get("/e/dresden-2023/organise").text
    warned = desk[desk.index('id="move-warning"') :]
    assert ("event.zip" in warned, "export.json" in warned, "export.zip" in warned) == (True, True, False)
    assert [name for name in FILES if f'href="/e/dresden-2023/{name}"' not in desk] == []


Run = Callable[..., tuple[int, str]]
STANDS = "Round 2 was running; it is ended.\n"


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
    path = saved(organiser, "event.zip", tmp_path)
    assert run(path) == (
        0,
        "Photos: 1 of 1\n"
        "Imported dresden-2023: 8 contributions, 2 photos.\n"
        f"{STANDS}"
        "It has new access links: flask --app wsgi links --event dresden-2023\n",
    )
    assert run(path) == (1, "Error: There is an event 'dresden-2023' already; --slug gives this one another name.\n")
    assert run(path, "--slug", "noch-einmal")[0] == 0
    assert run(path, "--slug", "../x") == (1, "Error: event.slug: must look like ^[a-z0-9]+(-[a-z0-9]+)*$.\n")
    with elsewhere.app_context():
        assert [event.slug for event in db.session.query(Event).order_by(Event.id)] == ["dresden-2023", "noch-einmal"]
        assert db.session.query(Station).count() == 6


def test_json_comes_in_without_photos_and_says_so(organiser: FlaskClient, run: Run, tmp_path: Path) -> None:
    _, said = run(saved(organiser, "export.json", tmp_path))
    assert "1 photos are not in the file and were left out; the ZIP has them.\n" in said


def test_its_unpacked_folder_and_one_that_was_packed_again_come_in(
    organiser: FlaskClient, run: Run, tmp_path: Path
) -> None:
    """A Mac unpacks what it downloads, and packs the folder; both with the photos."""
    with zipfile.ZipFile(saved(organiser, "event.zip", tmp_path)) as packed:
        packed.extractall(tmp_path / "Downloads" / "veranstaltung")
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(again, "w") as packed:
        for path in sorted((tmp_path / "Downloads").rglob("*")):
            packed.write(path, path.relative_to(tmp_path / "Downloads"))
        packed.writestr("__MACOSX/veranstaltung/._export.json", b"Mac")
    for place, path in enumerate((tmp_path / "Downloads" / "veranstaltung", tmp_path / "Downloads", again)):
        code, said = run(path, "--slug", f"mal-{place}")
        assert (code, "were left out" in said) == (0, False), said


def test_who_imports_beside_another_is_told_and_waits(organiser: FlaskClient, elsewhere: Flask, tmp_path: Path) -> None:
    path = saved(organiser, "export.json", tmp_path)
    told, done = threading.Event(), []

    def waits() -> None:
        with (
            elsewhere.app_context(),
            data_lock.importing(elsewhere.extensions["config"].data_dir, told.set),
            importing.opened(path) as (record, picture),
        ):
            done.append(restoring.restore(record, moment=NOON, picture=picture).slug)

    folder = elsewhere.extensions["config"].data_dir
    assert not data_lock.is_importing(folder)
    with data_lock.importing(folder, lambda: None):
        assert data_lock.is_importing(folder)
        other = threading.Thread(target=waits)
        other.start()
        assert told.wait(30)
        assert done == []
    other.join(30)
    assert (done, data_lock.is_importing(folder)) == (["dresden-2023"], False)


def test_a_bad_file_is_refused_by_the_command(elsewhere: Flask, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad"
    path.write_bytes(b"PK")
    assert run(path) == (1, "Error: This file is no JSON.\n")
    with elsewhere.app_context():
        assert db.session.query(Event).count() == 0


def test_where_there_is_no_database_the_command_makes_it(organiser: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    bare = create_app(config(tmp_path / "bare"))
    path = saved(organiser, "event.zip", tmp_path)
    done = bare.test_cli_runner().invoke(args=["import-event", str(path)])
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "Photos: 1 of 1",
    )
    with bare.app_context():
        assert [event.slug for event in db.session.query(Event)] == ["dresden-2023"]
        db.session.remove()
        db.engine.dispose()


def test_the_report_shows_the_photos_and_speaks_english(organiser: FlaskClient) -> None:
    for name, title in (("report.docx", "Empfehlungen"), ("report.docx?language=en", "Recommendations")):
        document = Document(io.BytesIO(download(organiser, name).data))
        kinds = [shape.type for shape in document.inline_shapes]
        assert kinds.count(WD_INLINE_SHAPE_TYPE.PICTURE) == 1  # the tablecloth; the others are charts
        assert title in [paragraph.text for paragraph in document.paragraphs]
    assert download(organiser, "report.docx?language=xx").status_code == 400
