"""Letterhead and logo come in by plain forms, organisers only, and every file of the report is on them."""

import io
import threading
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from werkzeug.test import TestResponse

from facilitation.documents.pdf import writing
from facilitation.extensions import db
from facilitation.pages.letterheads import LARGEST
from facilitation.storage import images, word_upload
from tests import camera
from tests.conftest import Doors, OpenScreen, Screen, new_id
from tests.documents.report.letterheads import bare, plain, rich
from tests.markup import tags

EVENT = "/e/dresden-2023"
REPORT = f"{EVENT}/report"
ALT = "Logo: Dachverband Sächsischer Migrant*innenorganisationen (DSM e.V.)"
PICTURE = MSO_SHAPE_TYPE.PICTURE
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    """The organiser."""
    return screen(doors.organiser)


def send(
    desk: Screen, content: bytes | None, kind: str = "letterhead", name: str = "Brief.docx", do: str = ""
) -> TestResponse:
    """As a browser sends the form."""
    return desk.web.post(f"{REPORT}/paper/{kind}?language=en", headers=GERMAN, **form(content, name, do))


def form(content: bytes | None, name: str, do: str) -> dict[str, Any]:
    """The body of a form with a file; what Werkzeug's client makes of a large one is a file that nobody closes."""
    parts = [b'Content-Disposition: form-data; name="do"\r\n\r\n' + do.encode()]
    if content is not None:
        told = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        parts.append(told.encode() + content)
    body = b"".join(b"--grenze\r\n" + part + b"\r\n" for part in parts) + b"--grenze--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=grenze"}


def page(desk: Screen) -> str:
    return desk.web.get(REPORT, headers=GERMAN).get_data(as_text=True)


def header(docx: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/header1.xml")


def test_the_report_is_on_the_letterhead_wherever_it_goes(desk: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def convert(document: bytes, alternatives: object = ()) -> writing.Converted:
        written.append(document)
        return writing.Converted(b"%PDF", [])

    monkeypatch.setattr(writing, "convert", convert)
    assert "Landeshauptstadt" not in header(desk.web.get(f"{REPORT}.docx").data).decode()
    answer = send(desk, rich())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{REPORT}?language=en#paper")
    send(desk, camera.file(), "logo", "logo.jpg")
    desk.web.get(f"{REPORT}.pdf")
    desk.web.post(f"{REPORT}/editions", data={"language": "de"})
    archive = zipfile.ZipFile(io.BytesIO(desk.web.get("/e/dresden-2023/export.zip").data))
    files = [
        desk.web.get(f"{REPORT}.docx").data,
        archive.read("bericht.docx"),
        written[0],
        desk.web.get(f"{REPORT}/editions/1.docx").data,
    ]
    for file in files:
        assert "Landeshauptstadt" in header(file).decode()
        with zipfile.ZipFile(io.BytesIO(file)) as report:
            assert any(name.startswith("word/media/image") for name in report.namelist()), "the logo"


def test_another_paper_makes_another_edition(desk: Screen) -> None:
    desk.web.post(f"{REPORT}/editions", data={"language": "de"})
    assert desk.web.post(f"{REPORT}/editions", data={"language": "de"}).status_code == 409
    send(desk, plain())
    assert desk.web.post(f"{REPORT}/editions", data={"language": "de"}).status_code == 303
    assert desk.web.post(f"{REPORT}/editions", data={"language": "de"}).status_code == 409


def test_what_the_letterhead_lacks_is_said(desk: Screen) -> None:
    send(desk, bare())
    shown = page(desk)
    assert "In Ihrer Vorlage fehlen diese Formate: Titel, Untertitel, Überschrift 2," in shown
    assert "Brief.docx" in shown
    send(desk, None, do="remove")
    assert "Ihrer Vorlage fehlen" not in page(desk)
    assert "Brief.docx" not in page(desk)


def test_the_logo_is_shown_and_goes(desk: Screen) -> None:
    send(desk, camera.file(), "logo", "logo.jpg")
    (place,) = (one["src"] for one in tags(page(desk), "img") if one.get("class") == "own-file-logo")
    assert desk.web.get(place).mimetype == "image/jpeg"
    send(desk, None, "logo", do="remove")
    assert desk.web.get(place).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (None, 400, "Bitte wählen Sie zuerst eine Datei aus."),
        (b"", 400, "Bitte wählen Sie zuerst eine Datei aus."),
        (b"%PDF", 415, "Diese Datei ist keine Word-Datei"),
        (
            word_upload.ENCRYPTED + "EncryptedPackage".encode("utf-16-le"),
            400,
            "Diese Datei ist mit Kennwort geschützt.",
        ),
        (bytes(word_upload.LARGEST + 1), 413, "Höchstens 10 MB werden angenommen."),
    ],
)
def test_a_refusal_stands_beside_the_form(desk: Screen, content: bytes | None, status: int, sentence: str) -> None:
    answer = send(desk, content)
    told = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert sentence in told.split('id="of-letterhead"')[1].split('id="of-logo"')[0]


class Unread(io.BytesIO):
    """A body that must not be looked at."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("it was read")

    readinto = read  # type: ignore[assignment]


class Endless(io.BytesIO):
    """A body that never ends and does not say how long it is."""

    sent = 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.sent += len(buffer)
        assert self.sent < 2 * LARGEST["logo"]
        return len(buffer)


def test_two_hundred_megabytes_are_refused_before_they_are_read(desk: Screen) -> None:
    answer = desk.web.post(
        f"{REPORT}/paper/letterhead",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": "200000000"},
        content_type="multipart/form-data; boundary=x",
        headers=GERMAN,
    )
    assert answer.status_code == 413
    assert "Höchstens 10 MB werden angenommen." in answer.get_data(as_text=True)


def test_what_says_nothing_of_its_length_is_read_no_further_than_it_may(desk: Screen) -> None:
    body = Endless()
    answer = desk.web.post(
        f"{REPORT}/paper/logo",
        input_stream=body,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
        content_type="multipart/form-data; boundary=x",
    )
    assert (answer.status_code, body.sent > LARGEST["logo"]) == (413, True)


def test_it_is_for_organisers_only(screen: OpenScreen, doors: Doors, app: Flask) -> None:
    for path in (None, doors.wall, *doors.hosts.values(), *doors.stations.values()):
        other = screen(path)
        assert send(other, plain()).status_code == 403
        assert other.web.get(f"{REPORT}/paper/a.jpg").status_code == (404 if path == doors.wall else 403)
    foreign = screen(doors.organiser).web.post(f"{REPORT}/paper/logo", headers={"Origin": "https://x.example"})
    assert foreign.status_code == 403


class Turn:
    """The turn at unpacking, which notes whether whoever waits for it has a transaction open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.open: list[bool] = []

    def __enter__(self) -> None:
        self.open.append(db.session().in_transaction())
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_who_waits_for_the_turn_at_unpacking_holds_no_connection(
    screen: OpenScreen, desk: Screen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = Turn()
    monkeypatch.setattr(images, "one_at_a_time", turn)
    assert send(desk, rich()).status_code == 303
    assert send(desk, camera.file(), "logo", "logo.jpg").status_code == 303
    host = screen(doors.hosts["foerderung-und-raeume"])
    address = f"/e/dresden-2023/host/foerderung-und-raeume/photos?id={new_id()}"
    assert host.web.post(address, data=camera.file(), headers={"Accept": "application/json"}).status_code == 200
    assert turn.open == [False] * 4, "the letterhead's check, its keeping, the logo, the photo"


def logo_on(web: FlaskClient, path: str) -> list[dict[str, str]]:
    """The logos on a page."""
    return [one for one in tags(web.get(path, headers=GERMAN).text, "img") if "logo" in one.get("class", "").split()]


def test_the_logo_is_on_posters_wall_and_slides_and_on_no_phone(desk: Screen, screen: OpenScreen, doors: Doors) -> None:
    wall = screen(doors.wall)
    pages = {f"{EVENT}/wall": wall, f"{EVENT}/presentation": wall, f"{EVENT}/organise/print": desk}
    assert [logo_on(one.web, path) for path, one in pages.items()] == [[], [], []]
    before = wall.web.get(f"{EVENT}/plan.json").get_json()
    assert before["logo"] is None
    assert send(desk, camera.file(camera.cloth(300, 100)), "logo", "logo.jpg").status_code == 303
    now = wall.web.get(f"{EVENT}/plan.json").get_json()
    assert now["texts"] > before["texts"]
    for path, one in pages.items():
        shown = logo_on(one.web, path)
        assert {image["alt"] for image in shown} == {ALT}
        assert {image["src"] for image in shown} == {f"{REPORT}/paper/{now['logo']}.jpg"}
    assert len(logo_on(desk.web, f"{EVENT}/organise/print")) == 6
    picture = wall.web.get(f"{REPORT}/paper/{now['logo']}.jpg")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    guest = screen(next(iter(doors.stations.values())))
    assert guest.web.get(f"{REPORT}/paper/{now['logo']}.jpg").status_code == 403
    assert "logo" not in guest.web.get(f"{EVENT}/plan.json").get_json()
    for path in (f"{EVENT}/", f"{EVENT}/stations/foerderung-und-raeume", f"{EVENT}/feedback"):
        assert "/report/paper/" not in guest.web.get(path).text
    send(desk, None, "logo", do="remove")
    assert wall.web.get(f"{EVENT}/plan.json").get_json()["logo"] is None
    assert logo_on(wall.web, f"{EVENT}/wall") == []


def test_the_logo_is_on_the_first_slide_of_the_file(desk: Screen) -> None:
    send(desk, camera.file(camera.cloth(300, 100)), "logo", "logo.jpg")
    file = Presentation(io.BytesIO(desk.web.get(f"{EVENT}/presentation.pptx").data))
    pictures = [
        [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in slide.shapes if shape.shape_type == PICTURE]
        for slide in file.slides
    ]
    assert [one for one in pictures if one] == [[ALT]]
    assert pictures[0] == [ALT]


def test_a_poster_is_out_of_date_once_the_logo_is_another(desk: Screen) -> None:
    def mark() -> str:
        kit = desk.web.get(f"{EVENT}/organise/print").text
        return next(one["data-mark"] for one in tags(kit, "section") if one.get("data-part") == "posters")

    before = mark()
    assert mark() == before
    send(desk, camera.file(camera.cloth(300, 100)), "logo", "logo.jpg")
    assert mark() != before


def send_logo(desk: Screen, content: bytes | None, do: str = "", **headers: str) -> TestResponse:
    """As a browser sends the form that stands in the editor."""
    return desk.web.post(f"{EVENT}/edit/logo", headers={**GERMAN, **headers}, **form(content, "logo.jpg", do))


def test_the_logo_stands_with_the_events_papers_and_comes_back_there(desk: Screen) -> None:
    papers = f"{EVENT}/edit/papers"
    assert f'action="{EVENT}/edit/logo"' in desk.web.get(papers, headers=GERMAN).text
    answer = send_logo(desk, camera.file())
    assert (answer.status_code, answer.location) == (303, f"{papers}#of-logo")
    (image,) = (one for one in tags(desk.web.get(papers, headers=GERMAN).text, "img") if "report/paper" in one["src"])
    assert desk.web.get(image["src"]).status_code == 200
    refused = send_logo(desk, b"%PDF")
    assert (refused.status_code, "edit-nav" in refused.text) == (415, True)
    assert "logo.jpg" in refused.text, "the one before stays"
    assert 'aria-invalid="true"' in refused.text
    told = send_logo(desk, bytes(LARGEST["logo"] + 1), Accept="application/json")
    assert (told.status_code, told.get_json()["error"]) == (413, "letterhead_too_large")
    assert send_logo(desk, None, "remove").status_code == 303
    assert "report/paper/" not in desk.web.get(papers, headers=GERMAN).text
