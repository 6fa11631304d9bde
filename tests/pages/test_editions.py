"""The report is declared final, downloaded for good and compared, as plain pages; organisers only."""

import hashlib
import io
import re

import pytest
from docx import Document
from flask import Flask

from facilitation.models import Station
from tests.conftest import Doors, Guests, OpenScreen, Screen, write

REPORT = "/e/dresden-2023/report"
JSON = {"Accept": "application/json"}
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    """The organiser."""
    return screen(doors.organiser)


def get(screen: Screen, place: str = "", status: int = 200) -> str:
    answer = screen.web.get(f"{REPORT}{place}", headers=GERMAN)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_an_edition_says_its_number_and_stays_as_it_is(desk: Screen, station: Station, guest: Guests) -> None:
    write(guest(), station, "Mehr Räume")
    answer = desk.web.post(f"{REPORT}/editions", data={"language": "de"}, headers=GERMAN)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{REPORT}?language=de#edition-1")
    page = get(desk)
    found = re.search(r"<code>([0-9a-f]{64})</code>", page)
    assert found is not None
    kept = desk.web.get(f"{REPORT}/editions/1.docx")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="bericht-dresden-2023-fassung-1.docx"'
    assert hashlib.sha256(kept.data).hexdigest() == found.group(1)
    assert any("Fassung 1 vom" in one.text for one in Document(io.BytesIO(kept.data)).paragraphs)
    write(guest(), station, "Und Geld")
    assert desk.web.get(f"{REPORT}/editions/1.docx").data == kept.data
    again = desk.web.post(f"{REPORT}/editions", data={"language": "de"}, headers=JSON)
    assert again.json is not None
    assert (again.json["ok"], again.json["number"]) == (True, 2)


def test_the_same_is_not_kept_twice(desk: Screen) -> None:
    assert desk.web.post(f"{REPORT}/editions", headers=JSON).status_code == 200
    again = desk.web.post(f"{REPORT}/editions", headers=JSON)
    assert (again.status_code, again.json) == (
        409,
        {
            "ok": False,
            "error": "same_edition",
            "message": "Seit Fassung 1 hat sich nichts geändert.",
            "number": 1,
        },
    )
    plain = desk.web.post(f"{REPORT}/editions", headers=GERMAN)
    assert (plain.status_code, "Seit Fassung 1 hat sich nichts" in plain.get_data(as_text=True)) == (409, True)
    assert desk.web.post(f"{REPORT}/editions", data={"language": "en"}, headers=JSON).json["number"] == 2  # type: ignore[index]


def test_the_difference_can_be_read(desk: Screen, station: Station, guest: Guests) -> None:
    write(guest(), station, "Mehr <b>Räume</b>")
    desk.web.post(f"{REPORT}/editions", headers=JSON)
    write(guest(), station, "Und Geld")
    desk.web.post(
        f"{REPORT}/texts", data={"name": "summary", "language": "de", "text": "Es fehlt <Geld>.", "known": "0"}
    )
    now = get(desk, "/difference?from=1")
    assert "S1-002" in now
    assert "S1-001" not in now
    assert "Es fehlt &lt;Geld&gt;." in now
    desk.web.post(f"{REPORT}/editions", headers=JSON)
    assert "S1-002" in get(desk, "/difference?from=1&to=2")
    assert "Keine Unterschiede." in get(desk, "/difference?from=2")
    back = get(desk, "/difference?from=2&to=1")
    assert "Entfernt" in back
    for asked in ("?from=3", "?from=1&to=3", "", "?from=x", "?from=1&to=²", "?from=99999999999999999999"):
        assert get(desk, f"/difference{asked}", 404)


@pytest.mark.parametrize("door", ["participant", "host", "wall", "nobody"])
def test_nobody_else(app: Flask, screen: OpenScreen, doors: Doors, desk: Screen, door: str) -> None:
    desk.web.post(f"{REPORT}/editions", headers=JSON)
    station = "foerderung-und-raeume"
    paths = {"participant": doors.stations[station], "host": doors.hosts[station], "wall": doors.wall}
    web = screen(paths[door]).web if door in paths else app.test_client()
    assert web.get(f"{REPORT}/editions/1.docx").status_code == 403
    assert web.get(f"{REPORT}/difference?from=1").status_code == 403
    assert web.post(f"{REPORT}/editions").status_code == 403
