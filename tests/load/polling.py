"""One phone on HTTP long-polling (Engine.IO 4), as behind a network that lets no WebSocket through."""

import asyncio
import gzip
import json
import socket
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from facilitation.rehearsal.ears import connected, ears
from facilitation.rehearsal.websocket import LANGUAGE, READ, Refused

PATH = "/socket.io/?EIO=4&transport=polling"
SEPARATOR = b"\x1e"
CLOSE = b"1"
MOST_AT_ONCE = 16
"""Packets in one request; python-engineio refuses more."""


def packets(payload: bytes) -> list[bytes]:
    """The packets of one answer; the separator cannot stand in JSON, which writes it as \\u001e."""
    return payload.split(SEPARATOR) if payload else []


class Polling:
    """A connection like WebSocket, for a phone: calls `on_text` with every packet, `on_close` once at the end.

    As browsers do, it keeps two connections open: one that waits for news, and one for what it sends.
    """

    def __init__(self, on_text: Callable[[bytes], None], on_close: Callable[[], None]) -> None:
        self._on_text = on_text
        self._on_close = on_close
        self._news, self._posts = Connection(), Connection()
        self._path = PATH
        self._headers: list[str] = []
        self._outbox: list[bytes] = []
        self._listening: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def received(self) -> int:
        """Bytes received, headers included."""
        return self._news.received + self._posts.received

    async def open(self, host: str, cookie: str, *, deflate: bool) -> None:
        """Open the session, then read until it ends. Raises Refused, or OSError."""
        self._news.host = self._posts.host = host
        self._headers = [f"Host: {host}", f"Accept-Language: {LANGUAGE}", f"Cookie: {cookie}"]
        self._headers += ["Accept-Encoding: gzip"] if deflate else []
        try:
            first = await self._poll()
        except BaseException:
            self.drop()
            raise
        self._path += f"&sid={json.loads(first[0][1:])['sid']}"
        self._listening = asyncio.get_running_loop().create_task(self._until_it_ends(self._listen(first)))

    def send(self, text: str) -> None:
        """Send a packet; several that wait go with the next request."""
        self._outbox.append(text.encode())
        if not self._ended and (self._sending is None or self._sending.done()):
            self._sending = asyncio.get_running_loop().create_task(self._until_it_ends(self._send()))

    def drop(self) -> None:
        """End both connections without a word, as a phone out of reach does."""
        if self._ended:
            return
        self._ended = True
        for connection in (self._news, self._posts):
            connection.end()
        if self._listening is not None:
            asyncio.get_running_loop().call_soon(self._on_close)

    async def _until_it_ends(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (Refused, OSError):
            self.drop()

    async def _listen(self, first: Sequence[bytes]) -> None:
        arrived = first
        while not self._ended:
            for packet in arrived:
                if packet == CLOSE:
                    raise Refused("the server has closed the connection")
                self._on_text(packet)
            arrived = await self._poll()

    async def _poll(self) -> list[bytes]:
        return packets(await self._news.ask(self._request("GET")))

    async def _send(self) -> None:
        while self._outbox:
            body = SEPARATOR.join(self._outbox[:MOST_AT_ONCE])
            del self._outbox[:MOST_AT_ONCE]
            await self._posts.ask(self._request("POST", body))

    def _request(self, method: str, body: bytes = b"") -> bytes:
        sent = ["Content-Type: text/plain;charset=UTF-8", f"Content-Length: {len(body)}"] if method == "POST" else []
        return "\r\n".join([f"{method} {self._path} HTTP/1.1", *self._headers, *sent, "", ""]).encode() + body


class Connection:
    """A connection that is used for one request after the other, and opened again where the server ended it."""

    def __init__(self) -> None:
        self.host = ""
        self.received = 0
        self._over = False
        self._heard = False
        """Whether any part of the awaited answer has arrived."""
        self._rest = b""
        self._socket: socket.socket | None = None
        self._answer: asyncio.Future[bytes] | None = None

    async def ask(self, request: bytes) -> bytes:
        """Send a request; returns the answer's body.

        A server may end a quiet connection at the moment it is used again: as browsers do, ask once more. Raises
        Refused unless the status is 200, OSError where the connection ends before the answer.
        """
        quiet = self._socket is not None
        try:
            return await self._asked(request)
        except OSError:
            if self._over or self._heard or not quiet:
                raise
            return await self._asked(request)

    async def _asked(self, request: bytes) -> bytes:
        if self._socket is None:
            self._socket = await connected(self.host)
            if self._over:
                self.close()
                raise ConnectionResetError("ended while connecting")
            ears().add(self._socket.fileno(), self._hear)
        self._heard = False
        self._answer = asyncio.get_running_loop().create_future()
        try:
            whole = self._socket.send(request) == len(request)
        except OSError:
            whole = False
        if not whole:
            self.close()
        return await self._answer

    def end(self) -> None:
        """Close the connection for good."""
        self._over = True
        self.close()

    def close(self) -> None:
        """Close the connection; who waits for an answer gets ConnectionResetError."""
        if self._socket is not None:
            ears().remove(self._socket.fileno())
            self._socket.close()
            self._socket = None
        self._rest = b""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("closed before the answer"))

    def _hear(self) -> None:
        assert self._socket is not None
        try:
            data = self._socket.recv(READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        self._heard = True
        self.received += len(data)
        self._rest += data
        self._read()

    def _read(self) -> None:
        head, end, body = self._rest.partition(b"\r\n\r\n")
        if not end:
            return
        status, *lines = head.lower().split(b"\r\n")
        headers = {name: value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        length = headers.get(b"content-length")
        if length is not None and len(body) < int(length):
            return
        answer, self._answer, self._rest = self._answer, None, b""
        if headers.get(b"connection") == b"close" or length is None:
            self.close()
        if answer is None or answer.done():
            return
        if b" 200 " not in status or length is None:
            answer.set_exception(Refused(status.decode("latin-1")))
        else:
            answer.set_result(gzip.decompress(body) if headers.get(b"content-encoding") == b"gzip" else body)
