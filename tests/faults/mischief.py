"""Everything that a client can leave unfinished or make too large, all at once: one round of it, and its end.

Whoever does it opens many connections with small buffers, so that the kernel takes little off the server's hands.
"""

import asyncio
import contextlib
import json
import socket
from urllib.parse import urlsplit

from tests.browser.serving import Server
from tests.load.phone import get
from tests.transport.test_flood import framed, long
from tests.transport.test_wire import HANDSHAKE

SMALL_BUFFER = 4_096
"""Bytes that the kernel keeps of what is not read."""
POLLED = "/socket.io/?EIO=4&transport=polling"
PAGES = 10
"""Pages that are asked for: making one is work, which is not what this is about."""
OPENED = 20
"""Whole stations that one asks for without reading any."""


class Mischief:
    """One round: `many` connections of each kind, by several guests and by strangers, who read nothing."""

    def __init__(self, server: Server, guests: list[str], photo: str, many: int) -> None:
        self._server = server
        self._host = server.url.removeprefix("http://")
        self._guests = guests
        self._photo = photo
        self._many = many
        self._sockets: list[socket.socket] = []
        self._station = server.stations[0]

    async def begin(self) -> None:
        """Begin everything, one after the other; what the server does not take at once stays unsent."""
        sessions = [await self._session(number) for number in range(self._many)]
        for number, sid in enumerate(sessions):
            await self._send(self._never_fetched(number, sid))
            await self._send(self._asked_twice(number, sid))
            await self._send(self._asked_twice(number, sid))
        for kind in (
            *(self._deaf, self._half, self._piecemeal, self._attachments, self._far_ahead, self._hasty),
            *(self._photo_unread, self._json_unread, self._half_posted),
        ):
            for number in range(self._many):
                await self._send(kind(number))
        for number in range(PAGES):
            await self._send(self._page_unread(number))

    def end(self) -> None:
        """Close all of it without a word."""
        for one in self._sockets:
            one.close()
        self._sockets.clear()

    async def _send(self, data: bytes) -> None:
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        one.connect(("127.0.0.1", urlsplit(self._server.url).port or 80))
        one.setblocking(False)
        self._sockets.append(one)
        with contextlib.suppress(OSError):
            one.sendall(data)
        await asyncio.sleep(0)  # the phones of the same test have their turn

    def _cookie(self, number: int) -> str:
        """Every other one is nobody, the rest are a few guests."""
        return self._guests[number // 2 % len(self._guests)] if number % 2 else ""

    def _get(self, path: str, cookie: str, *lines: str) -> bytes:
        return "\r\n".join(
            [f"GET {path} HTTP/1.1", f"Host: {self._host}", f"Cookie: {cookie}", *lines, "", ""]
        ).encode()

    def _post(self, sid: str, body: bytes, length: int) -> bytes:
        head = f"POST {POLLED}&sid={sid} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: {length}\r\n\r\n"
        return head.encode() + body

    async def _session(self, number: int) -> str:
        _, _, opened = await get(f"{self._server.url}{POLLED}", self._guests[number % len(self._guests)])
        return str(json.loads(opened[1:])["sid"])

    def _handshake(self, number: int, cookie: str | None = None) -> bytes:
        lines = [line.replace("127.0.0.1", self._host) for line in HANDSHAKE]
        cookie = self._cookie(number) if cookie is None else cookie
        return "\r\n".join([*lines, f"Cookie: {cookie}", "", ""]).encode() + framed(b"40")

    def _opening(self, number: int) -> str:
        where = {"event": self._server.event, "station": self._station, "since": number % 2 * number}
        return f"42{number}" + json.dumps(["station.open", where])

    def _deaf(self, number: int) -> bytes:
        """Opens a whole station again and again, and reads nothing; answers pings."""
        orders = b"".join(framed_text(self._opening(again).encode()) for again in range(OPENED))
        return self._handshake(number, self._guests[number % len(self._guests)]) + orders + framed(b"3") * 3

    def _half(self, number: int) -> bytes:
        return self._handshake(number) + long(b"42" + b"x" * 90_000)[:-1_000]

    def _piecemeal(self, number: int) -> bytes:
        return self._handshake(number) + framed(b"42", 0x01) + framed(b"x" * 100, 0x00) * 200

    def _attachments(self, number: int) -> bytes:
        announced = framed(b'452-["x",{"_placeholder":true,"num":0}]')
        return self._handshake(number) + announced + (long(b"x" * 60_000, 0x82) * 4 if number % 3 else b"")

    def _far_ahead(self, number: int) -> bytes:
        return self._handshake(number) + long(b'421["unknown","' + b"x" * 90_000 + b'"]') * 10

    def _hasty(self, number: int) -> bytes:
        """Sends hundreds of small frames with the handshake."""
        return self._handshake(number) + framed(b'421["unknown"]') * 300

    def _photo_unread(self, number: int) -> bytes:
        path = f"/e/{self._server.event}/photos/{self._photo}.jpg"
        return self._get(path, self._guests[number % len(self._guests)]) * 3

    def _page_unread(self, number: int) -> bytes:
        path = f"/e/{self._server.event}/stations/{self._station}"
        return self._get(path, self._guests[number % len(self._guests)], "Accept-Encoding: identity")

    def _json_unread(self, number: int) -> bytes:
        path = f"/e/{self._server.event}/stations/{self._station}.json?since={number + 1}"
        return self._get(path, self._guests[number % len(self._guests)]) * 3

    def _half_posted(self, number: int) -> bytes:
        where = ("stations/" + self._station, "me", "feedback", "nowhere")[number % 4]
        head = (
            f"POST /e/{self._server.event}/{where} HTTP/1.1\r\nHost: {self._host}\r\nCookie: {self._cookie(number)}\r\n"
        )
        kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\ntext="
        return (head + kind).encode() + b"x" * 50_000

    def _never_fetched(self, number: int, sid: str) -> bytes:
        orders = "\x1e".join(["40", *[self._opening(again) for again in range(15)]]).encode()
        return self._post(sid, orders, len(orders)) + self._post(sid, b"42" + b"x" * 50_000, 90_000)

    def _asked_twice(self, number: int, sid: str) -> bytes:
        return self._get(f"{POLLED}&sid={sid}", self._guests[number % len(self._guests)])


def framed_text(body: bytes) -> bytes:
    """A frame of whatever length."""
    return framed(body) if len(body) < 126 else long(body)
