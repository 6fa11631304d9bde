"""The server as a process: what it writes down, and how it says that it cannot begin."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from facilitation.config import SETTINGS
from tests.browser.serving import ROOT, free_port, serve


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_nobodys_address_or_secret_is_written_down(tmp_path: Path, mode: str) -> None:
    with serve(tmp_path, ASYNC_MODE=mode) as server:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(server.links["organiser"]) as answer:
            assert answer.url == server.page("organise")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            browser.open(f"{server.url}/nowhere")
        said = server.output.read_text().split("Ctrl+C stops.")[1]
    assert "127.0.0.1" not in said
    assert "/go/" not in said


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
