"""The listener, and what is declined at the door."""

import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitation import server
from facilitation.extensions import db, write_lock
from facilitation.models import Station
from facilitation.services import contributions
from facilitation.storage.work_folders import WorkFolder
from tests.apps import config
from tests.conftest import Guests, write
from tests.remains import found


def test_what_is_accepted_sends_without_waiting_for_more() -> None:
    with server.listener_on("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
            with socket.socket() as able, suppress(OSError):  # whatever this machine lets anybody choose
                able.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, server.CONGESTION)
                assert congestion(accepted) == congestion(able) == b"cubic"


def congestion(connection: socket.socket) -> bytes:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, 16).rstrip(b"\0")


def test_compression_of_websockets_is_declined() -> None:
    seen = {}

    def app(environ: dict[str, str], _: object) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {"HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate", "HTTP_SEC_WEBSOCKET_KEY": "key"}
    server.uncompressed(app)(environ, None)
    assert seen == {"HTTP_SEC_WEBSOCKET_KEY": "key"}


DOORS = {
    **{"event": "day", "join": "http://x/q/1", "organiser": "http://x/go/2", "wall": "http://x/go/3"},
    **{"stations": {"one": "http://x/q/4"}, "hosts": {"one": "http://x/go/5"}},
}


@pytest.mark.parametrize("terminal", [True, False])
def test_links_are_printed_on_a_terminal_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    server._say(DOORS, config(tmp_path))
    said = capsys.readouterr().out
    assert [url in said for url in ("http://x/q/1", "http://x/go/2", "http://x/go/5")] == [terminal] * 3
    assert ("flask --app wsgi links" in said) is not terminal


@pytest.mark.parametrize(
    ("base_url", "told"),
    [("http://192.168.1.5:8000", True), ("http://localhost:8000", False), ("https://cafe.example", False)],
)
def test_plain_http_is_said_where_others_can_read_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], base_url: str, told: bool
) -> None:
    server._say(DOORS, replace(config(tmp_path), base_url=base_url))
    assert (server.READ_ALONG in capsys.readouterr().out) is told


def test_between_the_last_erasing_and_the_end_nobody_writes(
    app: Flask, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, folder = guest(), app.extensions["config"].data_dir
    contributions.withdraw(author, write(author, station, "Das Geheimwort").id)
    db.session.rollback()
    ended = []

    def kill(process: int, number: int) -> None:
        owned = write_lock._is_owned()  # type: ignore[attr-defined]
        ended.append((process, number, owned, found(folder, ["Geheimwort"])))

    monkeypatch.setattr(os, "kill", kill)
    app.extensions["work_folder"] = WorkFolder(folder)
    server._finish(app, [signal.SIGTERM])
    assert ended == [(os.getpid(), signal.SIGTERM, True, {})]
