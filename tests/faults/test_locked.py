"""Another program has SQLite's file locked: whoever writes is told so soon, and nobody else feels it."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from facilitation.errors import SENTENCES
from tests.browser.serving import serve_quickly
from tests.faults.guest import Guest

pytestmark = pytest.mark.timeout(300)

LANGUAGES = {"en": "Something went wrong", "sw": str(SENTENCES["server_error"])[:30]}
"""One with a catalogue, one without; how the refusal begins."""
WITHIN = 5.0
"""Seconds within which every order and page is answered, whatever is away."""
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program has the file locked meanwhile."""
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "locked\n"
        yield
        holder.stdin.close()
        holder.wait()


def idea(station: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "station": station, "text": "Mehr Räume!", "kind": "idea", "language": "de"}


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_who_writes_is_refused_in_time_and_who_reads_feels_nothing(tmp_path: Path, fresh: Path, mode: str) -> None:
    with serve_quickly(tmp_path / "data", fresh, ASYNC_MODE=mode) as server:
        guests = {language: Guest(server, language) for language in LANGUAGES}
        for guest in guests.values():
            guest.open()
            assert guest.order("station.open", station=guest.station)["ok"]
        with locked(tmp_path / "data" / "cafe.sqlite3"):
            for language, guest in guests.items():
                for _ in range(3):
                    answer = guest.order("contribution.add", **idea(guest.station))
                    assert (answer["ok"], answer["error"]) == (False, "server_error")
                    assert answer["message"].startswith(LANGUAGES[language])
                    assert guest.took < WITHIN
                status, _, page = guest.ask("POST", f"/e/{server.event}/stations/{guest.station}", form())
                assert (status, guest.took < WITHIN) == (500, True)
                assert LANGUAGES[language] in page
                for path in ("/healthz", f"/e/{server.event}/", f"/e/{server.event}/stations/{guest.station}.json"):
                    assert (guest.ask("GET", path)[0], guest.took < WITHIN) == (200, True)
        begun = time.monotonic()
        while not (answer := guests["sw"].order("contribution.add", **idea(guests["sw"].station)))["ok"]:
            assert time.monotonic() - begun < WITHIN, answer
        assert server.output.read_text().count("Another program has the database locked") >= 1


def form() -> str:
    return f"id={uuid.uuid4()}&text=Mehr&kind=idea&language=de"
