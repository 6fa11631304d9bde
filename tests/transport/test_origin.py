"""Sockets and polls ask the rule that forms ask (`tests/pages/test_origin.py`), behind a proxy that rewrites `Host`."""

import http.client
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.serving import Server, serve_quickly

BASE_URL = "https://cafe.example"
OURS = ("https://cafe.example", "HTTPS://cafe.example:443", None)
OTHERS = ("https://evil.example", "http://cafe.example", "https://cafe.example:8443", "null", "nonsense")
SOCKET = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PATH = "/socket.io/?EIO=4&transport="


@pytest.mark.parametrize(("mode", "fanout"), [("eventlet", "direct"), ("eventlet", "plain"), ("threading", "direct")])
def test_forms_polls_and_sockets_agree_behind_a_proxy(tmp_path: Path, fresh: Path, mode: str, fanout: str) -> None:
    with serve_quickly(tmp_path / "data", fresh, BASE_URL=BASE_URL, ASYNC_MODE=mode, FANOUT=fanout) as server:
        for sent in OURS:
            assert (form(server, sent), polled(server, sent), socket(server, sent)) == (400, [200, 200, 200], 101), sent
        for sent in OTHERS:
            assert (form(server, sent), polled(server, sent), socket(server, sent)) == (403, [400, 400, 400], 400), sent
        said = server.output.read_text()
    served = f"are refused, for this café is {BASE_URL}."
    sites = ("https://evil.example", "http://cafe.example", "https://cafe.example:8443")
    expected = [f"{what} from {site} {served} If people come" for what in ("Forms", "Sockets") for site in sites]
    expected += [f"{what} from elsewhere {served} It is no address" for what in ("Forms", "Sockets")]
    assert {line: said.count(line) for line in expected} == dict.fromkeys(expected, 1)
    assert said.count("are refused") == len(expected)


def form(server: Server, sent: str | None) -> int:
    body = urlencode({"language": "de"})
    return ask(
        server, "POST", f"/e/{server.event}/me", sent, body, {"Content-Type": "application/x-www-form-urlencoded"}
    )[0]


def polled(server: Server, sent: str | None) -> list[int]:
    """The statuses of a handshake, of what is sent, and of a poll, in a session that somebody of ours began."""
    handshake, _ = ask(server, "GET", f"{PATH}polling", sent)
    _, opened = ask(server, "GET", f"{PATH}polling", None)
    session = json.loads(opened.removeprefix("0"))["sid"]
    here = f"{PATH}polling&sid={session}"
    written, _ = ask(server, "POST", here, sent, "40", {"Content-Type": "text/plain;charset=UTF-8"})
    if written != 200:
        assert ask(server, "POST", here, None, "40", {"Content-Type": "text/plain;charset=UTF-8"})[0] == 200
    return [handshake, written, ask(server, "GET", here, sent)[0]]


def socket(server: Server, sent: str | None) -> int:
    return ask(server, "GET", f"{PATH}websocket", sent, None, SOCKET)[0]


def ask(
    server: Server,
    method: str,
    path: str,
    sent: str | None,
    body: str | None = None,
    more: dict[str, str] | None = None,
) -> tuple[int, str]:
    """Status and text of an answer to what a proxy passes on: `Host` is the server's own, and http."""
    address = f"127.0.0.1:{server.environment['PORT']}"
    connection = http.client.HTTPConnection(address, timeout=30)
    headers = {**(more or {}), **({} if sent is None else {"Origin": sent})}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = "" if answer.status == 101 else answer.read().decode()
    connection.close()
    return answer.status, said
