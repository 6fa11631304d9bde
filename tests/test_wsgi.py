"""The server as a process: what it writes down, and how it says that it cannot begin."""

import asyncio
import datetime as dt
import gzip
import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from facilitation import create_app
from facilitation.actor import Actor
from facilitation.config import SETTINGS
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.models.columns import now
from facilitation.rehearsal.websocket import WebSocket
from facilitation.services import events, feedback, participants
from facilitation.storage import survey_keys
from tests.apps import config
from tests.browser.serving import ROOT, Server, free_port, serve, serve_quickly


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_nobodys_address_or_secret_is_written_down(tmp_path: Path, fresh: Path, mode: str) -> None:
    with serve(tmp_path / "data", fresh, ASYNC_MODE=mode) as server:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(server.links["organiser"]) as answer:
            assert answer.url == server.page("organise")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            browser.open(f"{server.url}/nowhere")
        said = server.output.read_text().split("Ctrl+C stops.")[1]
    assert "127.0.0.1" not in said
    assert "/go/" not in said


def test_a_command_says_nothing_but_its_own(tmp_path: Path, fresh: Path) -> None:
    shutil.copytree(fresh, tmp_path / "data")
    asked = [sys.executable, "-m", "flask", "--app", "wsgi", "links"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        asked, cwd=ROOT, env={**environment, "DATA_DIR": str(tmp_path / "data")}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_one_connection_asks_for_one_thing_after_another(tmp_path: Path, fresh: Path) -> None:
    with serve_quickly(tmp_path / "data", fresh) as server:
        browser = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        browser.request("GET", urlsplit(server.links["organiser"]).path)
        entered = browser.getresponse()
        cookie = {"Cookie": str(entered.headers["Set-Cookie"]).partition(";")[0]}
        entered.read()
        path = f"/e/{server.event}/stations/{server.stations[0]}.json"
        heads: list[tuple[str, str, dict[str, str], bytes | None]] = [
            ("GET", path, cookie, None),  # answered at once
            ("GET", path, {**cookie, "X-Name": "Dvořák"}, None),  # the library's, then the page's
            ("GET", path, cookie, b"what nobody expects"),
            ("GET", path, {**cookie, "Accept-Encoding": "gzip"}, None),
            ("HEAD", path, cookie, None),
            ("GET", path, {}, None),
            ("GET", path, cookie, None),
        ]
        answers = [_asked(browser, *head) for head in heads]
        assert browser.sock is not None, "the connection was kept"
        browser.close()
    assert [status for status, *_ in answers] == [200, 200, 200, 200, 200, 403, 200]
    first = answers[0]
    assert first == answers[1] == answers[2] == answers[6]
    assert first[2]["station"] == server.stations[0]
    assert answers[3] == (200, "gzip", first[2])
    assert answers[4][2] is None


def _asked(
    browser: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: bytes | None
) -> tuple[int, str | None, Any]:
    """Status, encoding and what the JSON says, if there is any."""
    browser.request(method, path, body, {name: value.encode() for name, value in headers.items()})
    answer = browser.getresponse()
    encoding, said = answer.headers["Content-Encoding"], answer.read()
    if not said or answer.status != 200:
        return answer.status, encoding, None
    return answer.status, encoding, json.loads(gzip.decompress(said) if encoding else said)


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DATABASE_URL", "sqlite:////nowhere/cafe.sqlite3", "The database cannot be opened or written to: unable to"),
        ("REDIS_URL", "redis://127.0.0.1:1", "Redis does not answer:"),
        ("ASYNC_MODE", "gevent", "ASYNC_MODE must be eventlet or threading"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(tmp_path: Path, setting: str, value: str, sentence: str) -> None:
    kept = {name: text for name, text in os.environ.items() if name not in SETTINGS}
    given = {"HOST": "127.0.0.1", "PORT": str(free_port()), "DATA_DIR": str(tmp_path), setting: value}
    done = subprocess.run(
        [sys.executable, "wsgi.py"], cwd=ROOT, env=kept | given, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("first", ["", "import flask.cli; "])
def test_on_windows_itself_it_says_what_to_do(first: str) -> None:
    """And not which module of Unix it misses."""
    windows = f"import sys; {first}sys.platform = 'win32'; import runpy; runpy.run_path('wsgi.py')"
    done = subprocess.run([sys.executable, "-c", windows], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "The World Café does not run on Windows itself. Install the Windows Subsystem for Linux"
    )
    assert "Traceback" not in done.stderr


FLOOD = 1000


def test_who_sends_thousands_at_once_waits_for_themselves(tmp_path: Path, fresh: Path) -> None:
    with serve_quickly(tmp_path / "data", fresh) as server:
        answered_before = asyncio.run(_ask_beside_a_flood(server))
    assert answered_before < FLOOD / 2


async def _ask_beside_a_flood(server: Server) -> int:
    """How many orders of the flood were answered before the single one that another phone sent after them."""
    flood, answers = await _connected(server)
    phone, answer = await _connected(server)
    sign = f'["presence.sign",{{"event":"{server.event}"}}]'
    for number in range(FLOOD):
        flood.send(f"42{number}{sign}")
    phone.send(f"420{sign}")
    assert (await answer.get()).startswith(b"430")
    return answers.qsize()


async def _connected(server: Server) -> "tuple[WebSocket, asyncio.Queue[bytes]]":
    received: asyncio.Queue[bytes] = asyncio.Queue()
    screen = WebSocket(received.put_nowait, lambda: None)
    await screen.open(urlsplit(server.url).netloc, "/socket.io/?EIO=4&transport=websocket", "", deflate=False)
    await received.get()
    screen.send("40")
    await received.get()
    return screen, received


@pytest.mark.parametrize(("hours", "state"), [(0.5, "closed"), (2, "sealed")])
def test_a_survey_that_was_closed_long_ago_is_sealed_at_the_start(
    tmp_path: Path, fresh: Path, hours: float, state: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(fresh, data)
    with create_app(config(data)).test_request_context():
        event = events.find("dresden-2023")
        organiser, guest = Actor(event.id, organiser=True), participants.join(event, language="de").id
        feedback.begin(organiser)
        feedback.set(Actor(event.id, guest), scale={"1": 5}, text="", language="de")
        feedback.end(organiser)
        db.session.get_one(Event, event.id).feedback_closed_at = now() - dt.timedelta(hours=hours)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    key = data / survey_keys.FOLDER / str(event.id)
    assert key.exists()
    with serve_quickly(data, None):
        assert key.exists() == (state == "closed")
    with sqlite3.connect(data / "cafe.sqlite3") as kept:
        assert kept.execute("SELECT feedback_state FROM event").fetchall() == [(state,)]
    kept.close()


SPILLS = """
import os, pathlib, sqlite3, sys
folder = pathlib.Path(os.environ["DATA_DIR"], "temporary")
folder.mkdir(parents=True)
connection = sqlite3.connect(":memory:")
for statement in ("PRAGMA temp_store = FILE", "CREATE TEMP TABLE text(said)", "PRAGMA temp.cache_size = 1"):
    connection.execute(statement)
connection.executemany("INSERT INTO text VALUES (?)", [("x" * 1000,) for _ in range(500)])
opened = [pathlib.Path(os.readlink(path)) for path in pathlib.Path("/proc/self/fd").iterdir() if path.is_symlink()]
print([path.parent == folder for path in opened if path.name.startswith("etilqs")])
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells which files are open")
@pytest.mark.parametrize("first", ["import wsgi", "import flask.cli, wsgi"])
def test_what_sqlite_writes_for_a_moment_lies_with_the_data(tmp_path: Path, first: str) -> None:
    """It is all of the database, where one is rewritten: the system's folder may be on a disk that nobody encrypts."""
    kept = {name: text for name, text in os.environ.items() if name not in (*SETTINGS, "SQLITE_TMPDIR")}
    given = {"DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", f"{first}\n{SPILLS}"], cwd=ROOT, env=kept | given, capture_output=True, text=True
    )
    assert done.stdout == "[True]\n", done.stderr
