"""Frames that connections share, as a phone reads them."""

import asyncio
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from facilitation import frames
from tests.load.websocket import WebSocket

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    from eventlet import websocket

NEWS = '42["station.changed",{"since":1,"text":"' + "Räume und Förderung – кімнати, غرف " * 20 + '"}]'
ACK = '431[{"ok":true}]'


class Wire:
    """Keeps what a connection sends."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def sendall(self, data: bytes) -> None:
        self.sent.append(bytes(data))


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Frames are shared for the length of a test."""
    monkeypatch.setattr(websocket.RFC6455WebSocket, "send", websocket.RFC6455WebSocket.send)
    negotiate = websocket.WebSocketWSGI._negotiate_permessage_deflate
    monkeypatch.setattr(websocket.WebSocketWSGI, "_negotiate_permessage_deflate", negotiate)
    frames.share(websocket)
    yield
    frames._frames.clear()


def connection(offered: str | None) -> tuple[Any, Wire]:
    """A connection whose browser made this offer."""
    server = websocket.WebSocketWSGI(lambda _: None)
    chosen = server._negotiate_permessage_deflate(server._parse_extension_header(offered))
    wire = Wire()
    extensions = {"permessage-deflate": chosen} if chosen else {}
    return websocket.RFC6455WebSocket(wire, {}, extensions=extensions), wire


async def read(wire: Wire, deflate: bool) -> list[bytes]:
    """What the phone at the other end understands."""
    messages: list[bytes] = []
    phone = WebSocket(messages.append, lambda: None)
    chosen = b"\r\nSec-WebSocket-Extensions: permessage-deflate" if deflate else b""
    phone.data_received(b"HTTP/1.1 101 Switching" + chosen + b"\r\n\r\n" + b"".join(wire.sent))
    return messages


CHROMIUM = "permessage-deflate; client_max_window_bits"
NARROW = "permessage-deflate; server_max_window_bits=9"


def test_two_phones_get_the_very_same_frame() -> None:
    (one, one_wire), (other, other_wire) = connection(CHROMIUM), connection(CHROMIUM)
    one.send(NEWS)
    other.send(NEWS)
    assert one_wire.sent[0] is other_wire.sent[0]


@pytest.mark.parametrize("offered", [CHROMIUM, NARROW, None])
def test_news_and_answers_arrive_as_they_were_sent(offered: str | None) -> None:
    other, (phone, wire) = connection(CHROMIUM)[0], connection(offered)
    for socket in (other, phone):
        for message in (NEWS, ACK, NEWS, ACK):
            socket.send(message)
    expected = [message.encode() for message in (NEWS, ACK, NEWS, ACK)]
    assert asyncio.run(read(wire, deflate=offered is not None)) == expected


def test_a_phone_with_little_memory_gets_a_frame_of_its_own() -> None:
    (one, _), (narrow, wire) = connection(CHROMIUM), connection(NARROW)
    one.send(NEWS)
    narrow.send(NEWS)
    assert len(wire.sent[0]) < 128, "a short frame's head has two bytes"
    inflate = zlib.decompressobj(-9)
    assert inflate.decompress(wire.sent[0][2:] + b"\x00\x00\xff\xff").decode() == NEWS


def test_the_connection_agrees_to_forget_after_every_message() -> None:
    socket, _ = connection(CHROMIUM)
    assert socket.extensions["permessage-deflate"]["server_no_context_takeover"] is True


def test_only_so_many_frames_are_kept() -> None:
    socket, _ = connection(None)
    for number in range(frames.KEPT + 5):
        socket.send(f'42["{number}"]')
    assert len(frames._frames) == frames.KEPT
