"""One phone's WebSocket (RFC 6455), with just enough for Socket.IO: a thousand of them share one core.

Compression (RFC 7692) is offered in the words of Chromium, because what it costs the server is part of the figures.
"""

import asyncio
import base64
import os
import socket
import struct
import zlib
from collections.abc import Callable

from facilitation.rehearsal.ears import connected, ears

LANGUAGE = "de-DE,de;q=0.9,en;q=0.8"
OFFER = "permessage-deflate; client_max_window_bits"
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FINAL, COMPRESSED = 0x80, 0x40
EMPTY_BLOCK = b"\x00\x00\xff\xff"
READ, LONG_READ = 1 << 12, 1 << 16
"""Bytes; room for a long message costs time with each short one."""
PLAIN = FINAL | TEXT


class Refused(Exception):
    """The server did not open the WebSocket."""


class WebSocket:
    """Calls `on_text` with every whole text message, and `on_close` once when the connection ends."""

    expected = READ
    """Bytes that are read at once."""

    def __init__(self, on_text: Callable[[bytes], None], on_close: Callable[[], None]) -> None:
        self.received = 0
        """Bytes received, handshake included."""
        self._on_text = on_text
        self._on_close = on_close
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._is_open = False
        self._rest = b""
        self._inflate: Callable[[bytes], bytes] | None = None
        self._socket: socket.socket | None = None

    async def open(
        self, host: str, path: str, cookie: str, *, deflate: bool, small: bool = False, language: str = LANGUAGE
    ) -> None:
        """Connect and shake hands. Raises Refused, or OSError."""
        self._socket = await connected(host, small=small)
        ears().add(self._socket.fileno(), self.hear)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            f"Accept-Language: {language}",
            f"Cookie: {cookie}",
            *([f"Sec-WebSocket-Extensions: {OFFER}"] if deflate else []),
        ]
        self._write("\r\n".join([*lines, "", ""]).encode())
        await self._opened

    def send(self, text: str) -> None:
        """Send a text message; where the connection has ended, it is lost, as on a phone."""
        self._write(_frame(TEXT, text.encode()))

    def stop_reading(self) -> None:
        """Leave the connection open and read nothing from it any more, not even that it ends."""
        if self._socket is not None:
            ears().remove(self._socket.fileno())

    def drop(self) -> None:
        """End the connection without a word, as a phone out of reach does."""
        if self._socket is None:
            return
        ears().remove(self._socket.fileno())
        self._socket.close()
        self._socket = None
        if not self._opened.done():
            self._opened.set_exception(Refused("closed while shaking hands"))
        asyncio.get_running_loop().call_soon(self._on_close)

    def hear(self) -> None:
        """Read what is there; called when there is something, or the other end has closed."""
        if self._socket is None:
            return
        try:
            data = self._socket.recv(WebSocket.expected)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop()
            return
        size = len(data)
        WebSocket.expected = READ if size < READ else LONG_READ  # what one phone gets the others get, too
        if data[0] == PLAIN and self._is_open and not self._rest:  # mostly it is one frame, and whole
            length = data[1]
            begins = 2 if length < 126 else 4
            if (length if begins == 2 else data[2] << 8 | data[3]) + begins == size and length < 127:
                self.received += size
                self._on_text(data[begins:])
                return
        self.data_received(data)

    def data_received(self, data: bytes) -> None:
        """Take in bytes that were received."""
        self.received += len(data)
        if self._rest:
            data = self._rest + data
        if not self._is_open:
            data = self._handshake(data)
        self._rest = self._frames(data) if self._is_open else data

    def _handshake(self, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            return data
        status, *headers = head.decode("latin-1").lower().split("\r\n")
        if " 101 " not in status:
            self._opened.set_exception(Refused(status))
            return b""
        if any(line.startswith("sec-websocket-extensions:") and "permessage-deflate" in line for line in headers):
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS).decompress
        self._is_open = True
        self._opened.set_result(None)
        return rest

    def _frames(self, data: bytes) -> bytes:
        """Handle every whole frame and return the rest; the server neither masks nor divides messages."""
        at, end = 0, len(data)
        while end - at >= 2:
            kind, length, body = data[at], data[at + 1], at + 2
            if length == 126:
                body += 2
                length = int.from_bytes(data[at + 2 : body], "big") if end >= body else end
            elif length == 127:
                body += 8
                length = int.from_bytes(data[at + 2 : body], "big") if end >= body else end
            if body + length > end:
                break
            at = body + length
            self._frame(kind, data[body:at])
        return data[at:]

    def _frame(self, kind: int, body: bytes) -> None:
        code = kind & 0x0F
        if code == TEXT:
            if kind & COMPRESSED:
                assert self._inflate is not None, "compressed without having agreed on it"
                body = self._inflate(body + EMPTY_BLOCK)
            self._on_text(body)
        elif code == PING:
            self._write(_frame(PONG, body))
        elif code == CLOSE:
            self.drop()

    def _write(self, data: bytes) -> None:
        if self._socket is None:
            return
        try:
            whole = self._socket.send(data) == len(data)
        except OSError:
            whole = False
        if not whole:  # the server has not read for so long that not even these few bytes fit
            self.drop()


def _frame(code: int, body: bytes) -> bytes:
    length = len(body)
    if length < 126:
        head = struct.pack("!BB", FINAL | code, 0x80 | length)
    elif length < 65536:
        head = struct.pack("!BBH", FINAL | code, 0x80 | 126, length)
    else:
        head = struct.pack("!BBQ", FINAL | code, 0x80 | 127, length)
    mask = os.urandom(4)
    covered = (int.from_bytes(body, "big") ^ int.from_bytes((mask * (length // 4 + 1))[:length], "big")).to_bytes(
        length, "big"
    )
    return head + mask + covered
