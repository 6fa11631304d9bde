"""Nothing that anybody sends is written down: no address, no secret, no text, whatever is wrong with it."""

import contextlib
import re
import socket
import sqlite3
import struct
from pathlib import Path

import pytest

from tests.browser.serving import Server, serve_quickly
from tests.faults.guest import Guest
from tests.faults.test_locked import idea

pytestmark = pytest.mark.timeout(300)

MARK = b"go-Secrets-4711"
"""Planted wherever a request has room for it."""
ADDRESS = b"203.0.113.77"
"""Planted where proxies put addresses; the requests themselves come from 127.0.0.1."""
HEAD = b"Host: cafe.example\r\nX-Forwarded-For: %b\r\nForwarded: for=%b\r\nCookie: cafe=%b\r\n" % (
    ADDRESS,
    ADDRESS,
    MARK,
)
LONG = b"x" * 70_000
REQUESTS = {
    "nothing": b"",
    "half a line": b"GET /go/" + MARK,
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + MARK,
    "no version": b"GET /go/%b\r\n" % MARK,
    "another version": b"GET /go/%b HTTP/9.9\r\n%b\r\n" % (MARK, HEAD),
    "no number as version": b"GET /go/%b HTTP/x\r\n%b\r\n" % (MARK, HEAD),
    "too many words": b"GET /go/%b %b HTTP/1.1\r\n%b\r\n" % (MARK, MARK, HEAD),
    "an unknown method": b"%b /go/%b HTTP/1.1\r\n%b\r\n" % (MARK, MARK, HEAD),
    "a method for nobody": b"DELETE /go/%b HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "a long line": b"GET /go/%b?%b HTTP/1.1\r\n%b\r\n" % (MARK, LONG, HEAD),
    "a long head": b"GET /go/%b HTTP/1.1\r\n%bX-Long: %b\r\n\r\n" % (MARK, HEAD, LONG),
    "many heads": b"GET /go/%b HTTP/1.1\r\n%b%b\r\n" % (MARK, HEAD, b"X-Many: %b\r\n" % MARK * 300),
    "no colon": b"GET /go/%b HTTP/1.1\r\n%b%b\r\n\r\n" % (MARK, HEAD, MARK),
    "a null": b"GET /go/%b\x00 HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "no utf-8": b"GET /go/%b%%ff%%00 HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "a path that is an address": b"GET http://%b/go/%b HTTP/1.1\r\n%b\r\n" % (ADDRESS, MARK, HEAD),
    "no host": b"GET /go/%b HTTP/1.1\r\n\r\n" % MARK,
    "no name as host": b"GET /go/%b HTTP/1.1\r\nHost: %b:x/[\r\n\r\n" % (MARK, MARK),
    "no number as length": b"POST /go/%b HTTP/1.1\r\n%bContent-Length: %b\r\n\r\n" % (MARK, HEAD, MARK),
    "two lengths": b"POST /q/%b HTTP/1.1\r\n%bContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd" % (MARK, HEAD),
    "no chunks": b"POST /q/%b HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\n\r\n%b" % (MARK, HEAD, MARK * 200),
    "half a body": b"POST /e/dresden-2023/me HTTP/1.1\r\n%bContent-Length: 900\r\n\r\nname=%b" % (HEAD, MARK),
    "too much": b"POST /e/dresden-2023/me HTTP/1.1\r\n%bContent-Length: 99999999\r\n\r\n%b" % (HEAD, MARK),
    "no form": b"POST /e/dresden-2023/me HTTP/1.1\r\n%bContent-Type: multipart/form-data; boundary=%b\r\n"
    b"Content-Length: 14\r\n\r\n%b" % (HEAD, MARK, MARK),
    "expects": b"POST /go/%b HTTP/1.1\r\n%bExpect: 100-continue\r\nContent-Length: 4\r\n\r\n" % (MARK, HEAD),
    "another site": b"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n%bOrigin: https://%b\r\n\r\n" % (HEAD, MARK),
    "another transport": b"GET /socket.io/?EIO=4&transport=%b HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "another engine": b"GET /socket.io/?EIO=%b&transport=polling HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "no session": b"GET /socket.io/?EIO=4&transport=polling&sid=%b HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "jsonp": b"GET /socket.io/?EIO=4&transport=polling&j=%b HTTP/1.1\r\n%b\r\n" % (MARK, HEAD),
    "no key": b"GET /socket.io/?EIO=4&transport=websocket&x=%b HTTP/1.1\r\n%bUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\n\r\n" % (MARK, HEAD),
    "no frames": b"GET /socket.io/?EIO=4&transport=websocket&x=%b HTTP/1.1\r\n%bUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n%b"
    % (MARK, HEAD, MARK * 9),
    "a socket elsewhere": b"GET /go/%b HTTP/1.1\r\n%bUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n" % (MARK, HEAD),
    "figures": b"GET /metrics?seconds=%b HTTP/1.1\r\n%bAuthorization: Bearer %b\r\n\r\n" % (MARK, HEAD, MARK),
}
"""What somebody sends, by what is wrong with it."""


REFUSED_SITE = re.compile(r"^(?:Sockets|Forms) from \S+ are refused, .*\n", re.MULTILINE)
"""Which site was refused is written down once, for whoever set BASE_URL: an address of the café's, and nobody's."""


@pytest.mark.parametrize(("mode", "fanout"), [("eventlet", "direct"), ("eventlet", "plain"), ("threading", "direct")])
def test_nothing_of_anybody_is_written_down(tmp_path: Path, fresh: Path, mode: str, fanout: str) -> None:
    with serve_quickly(tmp_path / "data", fresh, ASYNC_MODE=mode, FANOUT=fanout) as server:
        guest = Guest(server, "de")
        guest.open()
        for request in REQUESTS.values():
            send(server, request, patiently=True)
            send(server, request, patiently=False)
        for payload in ("42", f'42["{MARK.decode()}"', f'42["contribution.add",{{"id":"{MARK.decode()}"}}]', "4{", "9"):
            with contextlib.suppress(AssertionError):
                guest._send(payload)
        guest.open()
        lose_tables(server)
        answer = guest.order("contribution.add", **idea(guest.station) | {"text": MARK.decode()})
        assert answer["error"] == "server_error"
        for path, status in ((f"/go/{MARK.decode()}", 500), (f"/q/{MARK.decode()}", 404), ("/q/867gh6", 500)):
            assert guest.ask("GET", path)[0] == status
    said = server.output.read_text()
    before, ended, after = said.partition("Ctrl+C stops.\n")
    assert ended
    assert "The links are secret and printed on a terminal only" in before
    assert "/go/" not in said, "a journal is no terminal"
    after = REFUSED_SITE.sub("", after)
    for planted in (MARK.decode(), ADDRESS.decode(), "127.0.0.1", "Mehr", "/q/", "cafe="):
        assert planted not in after, after
    assert "contribution.add failed\n" in after, "that something failed is written down, and where"
    assert "facilitation/services/contributions.py:" in after
    assert "sqlite3.OperationalError (SQLITE_ERROR)" in after


def send(server: Server, request: bytes, *, patiently: bool) -> None:
    """Send a request; then wait for the answer's beginning, or break the connection at once."""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", int(server.environment["PORT"]))) as asked,
    ):
        asked.settimeout(0.3)
        asked.sendall(request)
        if patiently:
            asked.recv(1000)
        else:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def lose_tables(server: Server) -> None:
    """Let every order and every door fail inside: their tables are gone."""
    database = sqlite3.connect(Path(server.environment["DATA_DIR"]) / "cafe.sqlite3", isolation_level=None)
    for table in ("contribution", "door", "join_code"):
        database.execute(f"ALTER TABLE {table} RENAME TO {table}_lost")
    database.close()
