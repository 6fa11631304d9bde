"""A screen's live connection: orders and their acknowledgements over Socket.IO (docs/protocol.md, "Live messages")."""

import asyncio
import json
import uuid
from collections.abc import Awaitable
from typing import Any, Protocol

from facilitation.rehearsal.websocket import LANGUAGE, WebSocket

PATIENCE = 15.0
"""Seconds that a screen waits for an answer; the real one sends again after 8, which would hide a loss here."""
FORM = 2
"""The form of changes that today's pages read (static/js/lib/net/usual.js)."""
PATH = "/socket.io/?EIO=4&transport=websocket"
READING = frozenset({"station.open", "event.open", "wording.open"})
"""Orders that change nothing."""


class Offline(Exception):
    """There was no answer, and it is not known whether the order arrived."""


class Line(Protocol):
    """What a connection runs over: a WebSocket, or long-polling."""

    @property
    def received(self) -> int:
        """Bytes received so far."""

    def send(self, text: str) -> None:
        """Send a text message."""

    def drop(self) -> None:
        """End without a word."""


class Connection:
    """Sends orders and waits for their acknowledgements; what else arrives goes to `heard`, its end to `lost`."""

    def __init__(self) -> None:
        self._socket: Line | None = None
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._greeted: asyncio.Future[None] | None = None

    async def open(self, host: str, cookie: str, *, language: str = LANGUAGE) -> None:
        """Connect over a WebSocket, and greet. Raises Offline, Refused, OSError."""
        opened = WebSocket(self.receive, lambda: self._ended(opened))
        await self.greet(opened, opened.open(host, PATH, cookie, deflate=True, language=language))

    async def greet(self, line: Line, opening: Awaitable[None]) -> None:
        """Open a line (`opening` does it), and wait until the server has greeted. Raises what that does, Offline."""
        self._greeted = asyncio.get_running_loop().create_future()
        self._socket = line
        await opening
        await self._greeted

    async def order(self, message: str, **payload: Any) -> dict[str, Any]:
        """Send an order and wait for its acknowledgement; one that writes has an id, as a phone gives it.

        Raises Offline.
        """
        if message not in READING:
            payload = {"order": str(uuid.uuid4()), **payload}
        if self._socket is None:
            raise Offline(message)
        self._number += 1
        number = self._number
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        body = json.dumps([message, payload], ensure_ascii=False, separators=(",", ":"))
        self._socket.send(f"42{number}{body}")
        try:
            async with asyncio.timeout(PATIENCE):
                found: dict[str, Any] = await answer
                return found
        except TimeoutError:
            raise Offline(message) from None
        finally:
            self._answers.pop(number, None)

    def receive(self, message: bytes) -> None:
        """Take in a message from the server."""
        if message.startswith(b"42"):
            self.heard(message)
        elif message.startswith(b"43"):
            number, _, body = message[2:].partition(b"[")
            waiting = self._answers.get(int(number))
            if waiting is not None and not waiting.done():
                waiting.set_result(json.loads(b"[" + body)[0])
        elif message == b"2":  # Engine.IO's ping
            self._send("3")
        elif message.startswith(b"0"):
            self._send("40")
        elif message.startswith(b"40") and self._greeted is not None and not self._greeted.done():
            self._greeted.set_result(None)

    def hang_up(self) -> None:
        """End the connection without a word, as a phone out of reach does."""
        line = self._socket
        if line is not None:
            self.closed()
            line.drop()

    def closed(self) -> None:
        """Note that the connection has ended: who waits for an answer gets none."""
        line, self._socket = self._socket, None
        for waiting in self._answers.values():
            if not waiting.done():
                waiting.set_exception(Offline("the connection ended"))
        if self._greeted is not None and not self._greeted.done():
            self._greeted.set_exception(Offline("the connection ended"))
        self.lost(line)

    def _ended(self, line: Line) -> None:
        """Note that a line has ended; of one that was hung up, for another one, nobody waits for anything."""
        if line is self._socket:
            self.closed()

    def heard(self, message: bytes) -> None:
        """Take in news."""

    def lost(self, line: Line | None) -> None:
        """Go on after the connection has ended."""

    def _send(self, text: str) -> None:
        if self._socket is not None:
            self._socket.send(text)
