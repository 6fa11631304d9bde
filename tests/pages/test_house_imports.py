"""What comes into the house from a file, and the example, which is a file too: imported in a process of its own."""

import contextlib
import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitation import clock, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, JoinCode
from facilitation.pages import upload
from facilitation.services import events, rounds
from facilitation.transfer import child, record, records
from tests import camera
from tests.browser.processes import Process, fork
from tests.conftest import Doors, OpenScreen, new_id
from tests.pages.test_house import SLUG, STATION, keeper_of, said, slugs

pytestmark = pytest.mark.needs_program


class Forked:
    """What the house asks of the process that imports, which here need not import the program first."""

    def __init__(self, command: list[str], *, env: dict[str, str], output: Path) -> None:
        self._output = output
        flask = Path(sys.executable).with_name("flask")
        assert command[:3] == [sys.executable, "-m", "flask"]
        self._process: Process = fork(env, output, str(flask), *command[3:])
        self.pid = self._process.pid

    def communicate(self, timeout: float) -> tuple[bytes, None]:
        self._process.wait(timeout)
        return self._output.read_bytes(), None

    def wait(self) -> int:
        return self._process.wait()


@pytest.fixture
def keeper(app: Flask, doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser that came by the house's link. What it sends is imported by forks: each program takes two seconds."""

    def forked(command: list[str], *, env: dict[str, str], **_: Any) -> Forked:
        return Forked(command, env=env, output=tmp_path / f"printed-{new_id()}")

    as_it_is = {name: getattr(subprocess, name) for name in ("DEVNULL", "PIPE", "TimeoutExpired")}
    monkeypatch.setattr("facilitation.transfer.child.subprocess", SimpleNamespace(Popen=forked, **as_it_is))
    return keeper_of(app, doors)


def exported(app: Flask, **changed: Any) -> dict[str, Any]:
    """The Dresden event's record as it is exported, with this of the event changed."""
    with app.app_context():
        told: dict[str, Any] = json.loads(json.dumps(records.read(events.find(SLUG))))
    return {**told, "event": {**told["event"], "delete_on": "2031-01-01", **changed}}


def as_json(told: dict[str, Any]) -> bytes:
    """A record as a file, one row in a line."""
    steps = record.build(told)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)


def send(web: FlaskClient, content: bytes, name: str = "event.json", **fields: str) -> TestResponse:
    """Send a file to be imported."""
    return web.post("/house/import", data={"file": (io.BytesIO(content), name), **fields})


def zipped(**files: bytes) -> bytes:
    """A ZIP with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_an_import_takes_no_place_of_files_that_are_sent(
    app: Flask, keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []

    def looks(*_: Any, **__: Any) -> child.TakenIn:
        free.extend(upload._places.acquire(blocking=False) for _ in range(upload.MOST_AT_ONCE))
        for taken in free:
            if taken:
                upload._places.release()
        return child.TakenIn(SLUG, 0, 0, 0, ())

    monkeypatch.setattr(child, "take_in", looks)
    assert send(keeper, b"{}").status_code == 303
    assert free == [True] * upload.MOST_AT_ONCE


def test_a_file_that_the_browser_does_not_keep_is_asked_for_in_words(app: Flask, keeper: FlaskClient) -> None:
    again = "Bitte wählen Sie die Datei noch einmal: Browser behalten keine."
    assert again in send(keeper, as_json(exported(app)), slug="../x").text
    assert again not in send(keeper, b"", name="").text


def test_an_export_is_taken_in_under_another_address(app: Flask, doors: Doors) -> None:
    """By the program itself, not by a fork of it."""
    keeper = keeper_of(app, doors)
    file = as_json(exported(app))
    refused = send(keeper, file)
    assert (refused.status_code, said(refused)) == (
        409,
        "Die Adresse „dresden-2023“ hat hier schon eine Veranstaltung. Eine freie steht unten; wählen Sie die Datei "
        "noch einmal.",
    )
    assert 'value="dresden-2023-2"' in refused.text
    taken = send(keeper, file, slug="dresden-2023-2")
    assert (taken.status_code, slugs(app)) == (303, [SLUG, "dresden-2023-2"])
    assert "Eingelesen: Beiträge: 0, Fotos: 0." in keeper.get(taken.location).text
    assert keeper.get("/e/dresden-2023-2/organise").status_code == 200


def test_guests_codes_come_along_and_the_page_says_which_are_new(app: Flask, keeper: FlaskClient) -> None:
    said = "Manche Codes der Gäste sind neu"
    here = exported(app)
    taken = send(keeper, as_json(here), slug="daneben")
    assert said in keeper.get(taken.location).text
    fresh = [f"wwwww{letter}" for letter in "23456789abcdefgh"]
    other = {**here, "codes": [{**row, "code": new} for row, new in zip(here["codes"], fresh, strict=False)]}
    free = send(keeper, as_json(other), slug="mit-codes")
    assert said not in keeper.get(free.location).text
    with app.app_context():
        beside, came = (
            {one.code for one in db.session.query(JoinCode).filter_by(event_id=events.find(slug).id)}
            for slug in ("daneben", "mit-codes")
        )
    assert beside.isdisjoint(row["code"] for row in here["codes"])
    assert len(beside) == len(here["codes"]) == len(came)
    lead = app.test_client().get("/q/wwwww2")
    assert (lead.status_code, "/e/mit-codes/" in lead.location) == (302, True)


def test_a_folder_that_a_mac_packed_again_is_taken_in(app: Flask, keeper: FlaskClient) -> None:
    file = as_json(exported(app, slug="vom-mac"))
    mac = {"Export/export.json": file, "__MACOSX/Export/._export.json": b"\0\5\26\7", "Export/.DS_Store": b"x"}
    assert send(keeper, zipped(**mac), "Export.zip").status_code == 303
    assert slugs(app) == [SLUG, "vom-mac"]


def without_a_station(file: bytes) -> bytes:
    """The file without the line of its second station, and the comma before it."""
    lines = file.split(b"\n")
    place = next(n for n, line in enumerate(lines) if b'"offene-verwaltung"' in line and b'"question"' in line)
    return b"\n".join([*lines[:place], *lines[place + 1 :]])


NO_EVENT = "Diese Datei ist keine Veranstaltung. Nehmen Sie die ZIP- oder JSON-Datei, die "
NO_RECORD = "In dieser ZIP-Datei fehlt die Datei export.json. Nehmen Sie die ZIP-Datei, wie sie heruntergeladen wurde."
WRONG: dict[str, tuple[Callable[[dict[str, Any]], bytes], int, str]] = {
    "newer": (
        lambda told: as_json({**told, "schema": 99}),
        400,
        "Diese Datei kommt von einer neueren Version dieses Programms. Bitte bringen Sie es hier auf den neuesten "
        "Stand.",
    ),
    "something else": (lambda _: b"PDF-1.4 something", 415, NO_EVENT),
    "other JSON": (lambda _: b'{"hello": "world"}', 415, NO_EVENT),
    "a ZIP of photos": (lambda _: zipped(**{"foto.jpg": b"x"}), 400, NO_RECORD),
    "half a ZIP": (
        lambda told: zipped(**{"export.json": as_json(told)})[:400],
        400,
        "Diese Datei ist beschädigt oder nicht ganz heruntergeladen. Bitte laden Sie sie noch einmal herunter.",
    ),
    "a comma": (
        lambda told: as_json(told).replace(b'},\n{"position":2', b'}\n{"position":2', 1),
        400,
        "Zeile ",
    ),
    "a field": (
        lambda told: as_json({**told, "event": {k: v for k, v in told["event"].items() if k != "title"}}),
        400,
        "In der Datei fehlt bei event die Angabe „title“.",
    ),
    "a table": (
        lambda told: as_json({name: rows for name, rows in told.items() if name != "rounds"}),
        400,
        "In der Datei fehlt der Teil „rounds“.",
    ),
    "a day that is none": (
        lambda told: as_json({**told, "event": {**told["event"], "date": "12.12.2026"}}),
        400,
        "In der Datei stimmt die Angabe „event.date“ nicht. Nehmen Sie die Datei, wie sie heruntergeladen wurde. "
        "Einzelheit auf Englisch: must be a date.",
    ),
    "a picture": (lambda _: camera.file(), 415, NO_EVENT),
    "a spreadsheet": (
        lambda _: zipped(**{"xl/workbook.xml": b"<workbook/>"}),
        400,
        NO_RECORD,
    ),
    "nothing": (lambda _: b"", 415, NO_EVENT),
    "a list": (lambda told: json.dumps([told]).encode(), 415, NO_EVENT),
    "UTF-16, as editors save it": (lambda told: as_json(told).decode().encode("utf-16"), 415, NO_EVENT),
    "past": (
        lambda told: as_json({**told, "event": {**told["event"], "delete_on": "2020-01-01"}}),
        400,
        "Diese Veranstaltung sollte am 01.01.2020 gelöscht werden, wie es den Gästen zugesagt ist. Darum wird sie "
        "nicht mehr eingelesen.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_stored(app: Flask, keeper: FlaskClient, wrong: str) -> None:
    make, status, sentence = WRONG[wrong]
    refused = send(keeper, make(exported(app, slug="neu")), slug="mein-fest")
    assert (refused.status_code, said(refused)[: len(sentence)]) == (status, sentence)
    assert 'value="mein-fest"' in refused.text
    assert slugs(app) == [SLUG]


@contextlib.contextmanager
def locked(app: Flask, _: pytest.MonkeyPatch) -> Iterator[None]:
    """While another program writes."""
    file = app.extensions["config"].data_dir / "cafe.sqlite3"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def at_once(does: Callable[[int], object]) -> Callable[..., contextlib.AbstractContextManager[None]]:
    """While this is done to the process that imports, as soon as it is there."""

    @contextlib.contextmanager
    def meanwhile(_: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        ends = Forked.communicate

        def communicate(self: Forked, timeout: float) -> tuple[bytes, None]:
            does(self.pid)
            return ends(self, timeout)

        with monkeypatch.context() as changed:
            changed.setattr(Forked, "communicate", communicate)
            yield

    return meanwhile


full = at_once(lambda pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY)))
killed = at_once(lambda pid: os.kill(pid, signal.SIGKILL))
KEPT = {
    "locked": (locked, 503, "Ein anderes Programm hält die Datenbank fest. Gespeichert wurde nichts."),
    "full": (full, 507, "Auf dem Server ist zu wenig Platz für diese Datei. Gespeichert wurde nichts."),
    "killed": (killed, 502, "Das Einlesen ist auf dem Server abgebrochen. Steht die Veranstaltung nicht in der Liste,"),
}


@pytest.mark.parametrize("kept", KEPT)
def test_what_keeps_a_file_from_being_taken_in_is_said_in_words_and_leaves_nothing(
    app: Flask, keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    meanwhile, status, sentence = KEPT[kept]
    file = as_json(exported(app, slug="neu"))
    temporary = app.extensions["config"].data_dir / "temporary"
    before = sorted(temporary.glob("*"))
    with meanwhile(app, monkeypatch):
        refused = send(keeper, file)
    assert (refused.status_code, said(refused)[: len(sentence)]) == (status, sentence)
    assert (slugs(app), sorted(temporary.glob("*"))) == ([SLUG], before)
    assert (send(keeper, file).status_code, slugs(app)) == (303, [SLUG, "neu"])


def test_a_file_that_an_editor_saved_with_its_mark_is_taken_in(app: Flask, keeper: FlaskClient) -> None:
    taken = send(keeper, b"\xef\xbb\xbf" + as_json(exported(app, slug="neu")))
    assert (taken.status_code, slugs(app)) == (303, [SLUG, "neu"])


def test_a_missing_line_is_named(app: Flask, keeper: FlaskClient, doors: Doors, screen: OpenScreen) -> None:
    phone = screen(doors.stations["offene-verwaltung"])
    typed = {"id": new_id(), "station": "offene-verwaltung", "text": "Mehr", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **typed)["ok"]
    refused = send(keeper, without_a_station(as_json(exported(app, slug="neu"))))
    assert "„offene-verwaltung“, aber unter stations steht das nicht" in said(refused)
    assert slugs(app) == [SLUG]


def test_no_file_and_no_address_are_said(app: Flask, keeper: FlaskClient) -> None:
    none = keeper.post("/house/import", data={"slug": "x"}, content_type="multipart/form-data")
    assert (none.status_code, said(none)) == (400, "Bitte wählen Sie zuerst eine Datei aus.")
    refused = send(keeper, as_json(exported(app)), slug="Mein Fest!")
    assert said(refused).startswith("Eine Adresse hat kleine Buchstaben ohne Umlaute")
    assert 'value="Mein Fest!"' in refused.text


def test_an_event_that_runs_comes_in_and_stands_still(app: Flask, keeper: FlaskClient) -> None:
    with app.test_request_context():
        rounds.start(Actor(events.find(SLUG).id, organiser=True), 1)
    taken = send(keeper, as_json(exported(app)), slug="daneben")
    assert "Eine Runde lief; sie ist beendet." in keeper.get(taken.location).text
    with app.app_context():
        assert (events.find(SLUG).phase, events.find("daneben").phase) == ("round", "change")


def test_the_example_is_made_once_marked_and_removed(app: Flask, keeper: FlaskClient) -> None:
    made = keeper.post("/house/example")
    assert (made.status_code, made.location) == (303, "/house?done=example&about=beispiel")
    assert keeper.post("/house/example").status_code == 303
    assert slugs(app) == ["beispiel", SLUG]
    with app.app_context():
        example = events.find("beispiel")
        assert (example.is_example, example.phase) == (True, "after")
        written = db.session.query(Contribution).filter(Contribution.station_id.in_([s.id for s in example.stations]))
        languages = {one.language for one in written}
        assert (written.count(), len(languages)) == (112, 12)
    page = keeper.get("/house").text
    assert "Personen: 145 · Beiträge: 112 · Antworten im Feedback: 24" in page
    guest = app.test_client()
    assert "<b>Beispiel</b>" in guest.get(f"/e/beispiel/stations/{STATION}?lang=de").text
    for code, word in {"de": "Beispiel:", "en": "Example:", "ar": "مثال:"}.items():
        assert f"{word} " in guest.get(f"/e/beispiel/?lang={code}").text
    for path in ("organise", "wall", "presentation", "report", f"host/{STATION}", f"stations/{STATION}"):
        assert "Beispiel" in keeper.get(f"/e/beispiel/{path}").text, path
    assert keeper.get("/e/beispiel/report.docx").status_code == 200
    assert "/e/beispiel/" not in app.test_client().get("/", follow_redirects=True).text
    assert keeper.post("/house/beispiel/delete", data={"sure": "1"}).status_code == 303
    assert slugs(app) == [SLUG]
    with app.app_context():
        here = events.find(SLUG).id
        own = [station.id for station in events.find(SLUG).stations]
        for table in db.metadata.tables.values():
            if "event_id" in table.c:
                assert set(db.session.scalars(select(table.c.event_id))) <= {here, None}, table.name
            if "station_id" in table.c:
                assert set(db.session.scalars(select(table.c.station_id))) <= {*own, None}, table.name


def test_the_example_finds_a_place_beside_an_event_that_is_called_so(app: Flask, keeper: FlaskClient) -> None:
    with app.app_context():
        events.create({**seed.plan(), "slug": "beispiel"}, today=clock.now().date())
    assert keeper.post("/house/example").location == "/house?done=example&about=beispiel-2"


def test_what_is_made_in_the_house_changes_no_links_of_other_tools(app: Flask, keeper: FlaskClient) -> None:
    ask = lambda *more: json.loads(app.test_cli_runner().invoke(args=["links", "--json", *more]).output)  # noqa: E731
    before = ask()
    assert keeper.post(f"/house/{SLUG}/copy", data={"title": "Später", "date": "2031-05-01"}).status_code == 303
    assert send(keeper, as_json(exported(app)), slug="daneben").status_code == 303
    assert ask() == before
    assert ask("--event", "spaeter")["event"] == "spaeter"
