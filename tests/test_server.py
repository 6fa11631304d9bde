"""The listener, and what is declined at the door."""

import errno
import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from facilitation import server
from facilitation.doors.addresses import Choice, Codes
from facilitation.doors.interfaces import Address
from facilitation.extensions import db
from facilitation.models import Station
from facilitation.services import contributions
from facilitation.storage.sqlite_lock import write_lock
from facilitation.storage.work_folders import WorkFolder
from facilitation.transport.listener import CONGESTION, RECEIVED_AT_ONCE, listener_on
from tests.apps import config
from tests.conftest import Guests, write
from tests.remains import found


def test_what_is_accepted_sends_without_waiting_for_more() -> None:
    with listener_on("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
            with socket.socket() as able, suppress(OSError):  # whatever this machine lets anybody choose
                able.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION)
                assert congestion(accepted) == congestion(able) == b"cubic"


def test_the_system_takes_little_of_what_nobody_has_read() -> None:
    with listener_on("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()) as sending:
        accepted, _ = listener.accept()
        sending.setblocking(False)
        sent = 0
        with accepted, suppress(BlockingIOError):
            sending.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
            while sent < 10_000_000:
                sent += sending.send(bytes(4_096))
        assert sent < 10 * RECEIVED_AT_ONCE


@pytest.mark.parametrize(
    ("host", "asked"),
    [("::", ["127.0.0.1", "::1"]), ("::1", ["::1"]), ("0.0.0.0", ["127.0.0.1"]), ("localhost", ["localhost"])],
)
def test_it_listens_where_host_says(host: str, asked: list[str]) -> None:
    with listener_on(host, 0) as listener:
        for one in asked:
            socket.create_connection((one, listener.getsockname()[1]), timeout=5).close()


@pytest.mark.parametrize("host", ["203.0.113.7", "2001:db8::7", "no-such-name.invalid"])
def test_a_host_that_is_elsewhere_is_said(host: str) -> None:
    with pytest.raises(SystemExit, match=f"^Cannot listen on {host}[,:] .*Set HOST"):
        listener_on(host, 8016)


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
    "house": "http://x/go/6",
    **{"stations": {"one": "http://x/q/4"}, "hosts": {"one": "http://x/go/5"}},
}


def choice(url: str, kind: str, interface: str = "") -> Choice:
    return Choice(url, Address(str(urlsplit(url).hostname), interface, kind), None)


HALL = Codes("http://192.168.1.5:8000", "machine", [choice("http://192.168.1.5:8000", "hall", "wlan0")], None)
ALONE = Codes("http://127.0.0.1:8000", "machine", [choice("http://127.0.0.1:8000", "here")], None)
VPN = Codes("http://10.8.0.2:8000", "machine", [choice("http://10.8.0.2:8000", "tunnel", "tun0")], None)
SEVERAL = Codes(
    "http://10.42.0.1:8000",
    "organiser",
    [choice("http://192.168.1.5:8000", "hall", "eth0"), choice("http://10.42.0.1:8000", "network", "wlan0")],
    None,
)
GONE = HALL._replace(gone="http://10.42.0.1:8000")


def say(folder: Path, codes: Codes, printed_for: str | None = None) -> None:
    server._say(DOORS, codes, printed_for, [], config(folder))


@pytest.mark.parametrize(
    ("codes", "printed_for", "sentences"),
    [
        (HALL, None, ["The address in them: http://192.168.1.5:8000\n"]),
        (ALONE, None, ["This machine alone opens http://127.0.0.1:8000, and no phone: it is in no network"]),
        (ALONE._replace(by="setting"), None, ["and no phone: set BASE_URL to the address by which people come."]),
        (VPN, None, ["http://10.8.0.2:8000 is a VPN's address (tun0): phones in the hall hardly reach it."]),
        (SEVERAL, None, ["This machine has other addresses: http://192.168.1.5:8000 (eth0)."]),
        (GONE, None, ["http://10.42.0.1:8000 was chosen at the desk, and is no address of this machine now."]),
        (HALL, "http://10.0.0.9:8000", ["The posters were printed for http://10.0.0.9:8000: print them anew"]),
    ],
)
def test_the_terminal_says_which_address_codes_carry_and_what_is_wrong_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], codes: Codes, printed_for: str | None, sentences: list[str]
) -> None:
    say(tmp_path, codes, printed_for)
    said = capsys.readouterr().out
    assert [sentence for sentence in sentences if sentence not in said] == []
    assert ("no phone" in said, "VPN" in said) == (codes.only_here, codes is VPN)


def test_a_second_server_on_the_same_data_says_so_unless_redis_carries_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = config(tmp_path)
    first = server._only_server(alone)
    assert first
    assert capsys.readouterr().out == ""
    assert server._only_server(alone) is None
    assert server.SECOND_SERVER in capsys.readouterr().out
    assert server._only_server(replace(alone, redis_url="redis://127.0.0.1/0")) is None
    assert capsys.readouterr().out == ""
    first.release()
    again = server._only_server(alone)
    assert again
    again.release()


@pytest.mark.parametrize("terminal", [True, False])
def test_links_are_printed_on_a_terminal_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    say(tmp_path, HALL)
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
    say(tmp_path, Codes(base_url, "setting", [choice(base_url, "setting")], None))
    assert (server.READ_ALONG in capsys.readouterr().out) is told


def test_on_a_full_disk_it_starts_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    say(tmp_path, HALL)
    said = capsys.readouterr().out
    assert ["This disk is full" in said, "Serving on" in said] == [True, True]
    assert not (tmp_path / "disk-probe").exists()


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
