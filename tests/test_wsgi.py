"""The server as a process: what it writes down, and how it says that it cannot begin."""

import asyncio
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from facilitation.config import SETTINGS
from tests.browser.serving import ROOT, Server, free_port, serve
from tests.load.websocket import WebSocket


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


FLOOD = 1000


def test_who_sends_thousands_at_once_waits_for_themselves(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
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
