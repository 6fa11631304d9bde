"""A flood of frames, as many in a read as fit: it waits for itself. Nobody's turn is longer for it, nothing grows."""

import os
import socket
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from facilitation.transport import incoming, wire
from tests.transport.test_fanout import hall, screens
from tests.transport.test_wire import PONG, TEXT, Raw, joined

LARGEST = 100_000
SIZE = 240_000
"""Bytes of a flood: 40,000 of the smallest frames."""
MASK = b"mask"
TEXT_BEGINS, BINARY_BEGINS, GOES_ON = b"\x01\x80" + MASK, b"\x02\x80" + MASK, b"\x00\x80" + MASK
PING_FRAME, PONG_FRAME = b"\x89\x80" + MASK, b"\x8a\x80" + MASK


def framed(body: bytes, head: int = 0x81) -> bytes:
    """A short frame as clients send it."""
    covered = bytes(letter ^ MASK[at % 4] for at, letter in enumerate(body))
    return bytes([head, 0x80 | len(body)]) + MASK + covered


def flood(frame: bytes, begins: bytes = b"") -> bytes:
    return begins + frame * (SIZE // len(frame))


HEARD_OUT = {
    "pings": (flood(PING_FRAME), SIZE // 6),
    "pings with a word": (flood(framed(b"x" * 125, 0x89)), SIZE // 131),
    "websocket's pongs": (flood(PONG_FRAME), SIZE // 6),
    "engine.io's pongs": (flood(framed(b"3")), SIZE // 7),
    "upgrades": (flood(framed(b"5")), SIZE // 7),
    "messages": (flood(framed(b"4")), SIZE // 7),
    "orders": (flood(framed(b'421["order"]')), SIZE // 18),
    "pings within a message": (flood(PING_FRAME, TEXT_BEGINS), SIZE // 6 + 1),
    "messages in two pieces": (flood(framed(b"4", 0x01) + GOES_ON.replace(b"\x00", b"\x80")), SIZE // 13 * 2),
}
"""What is sent, and in how many frames: all are heard, and whoever sent them is still there."""
PUT_OUT = {
    "text without an end": (flood(GOES_ON, TEXT_BEGINS), incoming.MOST_FRAGMENTS + 1),
    "binary without an end": (flood(GOES_ON, BINARY_BEGINS), incoming.MOST_FRAGMENTS + 1),
    "letters without an end": (flood(framed(b"x", 0x00), TEXT_BEGINS), incoming.MOST_FRAGMENTS + 1),
    "too much in pieces": (flood(framed(b"x" * 125, 0x00), TEXT_BEGINS), incoming.MOST_FRAGMENTS + 1),
    "empty messages": (flood(TEXT_BEGINS.replace(b"\x01", b"\x81")), wire.MOST_UNANSWERED),
}
"""What is sent, and how many frames of it are looked at: whoever sent them is put out."""


class Turns:
    """A loop that does one thing after the other, and whose sockets can be read one turn and then again."""

    def __init__(self) -> None:
        self.soon: deque[Callable[[], None]] = deque()
        self._readable: dict[int, Callable[[int], None]] = {}

    def spawn(self, call: Callable[[], None]) -> None:
        self.soon.append(call)

    def later(self, seconds: float, call: Callable[[], None]) -> Any:
        if seconds == 0:
            self.soon.append(call)
        return SimpleNamespace(cancel=list)

    def when_readable(self, fd: int, call: Callable[[int], None]) -> int:
        self._readable[fd] = call
        return fd

    def when_writable(self, fd: int, call: Callable[[int], None]) -> int:
        return -1

    def forget(self, listener: int) -> None:
        self._readable.pop(listener, None)

    def turn(self) -> bool:
        """Do the next thing; False where there is none."""
        if self.soon:
            self.soon.popleft()()
            return True
        for fd, call in list(self._readable.items()):
            with socket.socket(fileno=os.dup(fd)) as readable:
                readable.setblocking(False)
                try:
                    waits = readable.recv(1, socket.MSG_PEEK)
                except BlockingIOError:
                    continue
            call(fd)
            return bool(waits)
        return False


class Scene:
    """One screen, what it sends, and how much of that each turn hears."""

    def __init__(self) -> None:
        self.loop = Turns()
        self.heard: list[Any] = []
        self.told = b""
        self.frames = self.pieces = 0
        self.pace: list[int] = []
        self.most_unanswered = self.most_waiting = 0
        server: Any = SimpleNamespace(
            create_queue=deque,
            sockets={},
            max_http_buffer_size=LARGEST,
            ping_interval=25,
            ping_timeout=20,
            async_handlers=False,
            reason=SimpleNamespace(SERVER_DISCONNECT="", TRANSPORT_CLOSE="", CLIENT_DISCONNECT="", PING_TIMEOUT=""),
            logger=SimpleNamespace(info=lambda *_: None),
            sleep=lambda _: None,
            _trigger_event=self._hear,
        )
        here, self.there = socket.socketpair()
        here.setblocking(False)
        self.there.setblocking(False)
        self.wire = wire.Wire(server, "sid", self.loop, lambda _: None)  # type: ignore[arg-type]
        protocol = self.wire._incoming._protocol
        events = protocol.events

        def counted() -> Iterator[Any]:
            for event in events():
                self.pieces += 1
                self.frames += getattr(event, "frame_finished", True)
                yield event

        protocol.events = counted  # type: ignore[method-assign, assignment]
        self.wire.open(here.detach(), b"")

    def plays(self, data: bytes) -> None:
        """All of it is sent, and read by the other end in as many turns as it takes."""
        while data:
            try:
                data = data[self.there.send(data) :]
            except BlockingIOError:
                assert self._turn(), "what was sent is not read"
            except OSError:
                break  # put out
        while self._turn():
            pass

    def _turn(self) -> bool:
        before = self.pieces
        went_on = self.loop.turn()
        self.pace.append(self.pieces - before)
        with suppress(OSError):  # nothing, or it was put out
            self.told += self.there.recv(1 << 16)
        self.most_unanswered = max(self.most_unanswered, len(self.wire._unanswered))
        self.most_waiting = max(self.most_waiting, len(self.wire.waiting))
        return went_on

    def _hear(self, *event: Any, run_async: bool) -> None:
        self.heard.append(event)


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A screen that has just opened."""
    found = Scene()
    yield found
    found.there.close()
    while found.loop.turn():
        pass


@pytest.mark.parametrize("what", [*HEARD_OUT, *PUT_OUT])
def test_a_turn_hears_so_many_frames_and_no_more(scene: Scene, what: str) -> None:
    data, frames = {**HEARD_OUT, **PUT_OUT}[what]
    scene.plays(data)
    assert scene.frames == frames
    assert max(scene.pace) <= incoming.FRAMES_A_TURN
    assert scene.most_unanswered <= wire.MOST_UNANSWERED
    assert scene.most_waiting <= wire.MOST_WAITING
    assert scene.wire.closed is (what in PUT_OUT)


def test_every_order_of_a_flood_is_answered_in_its_order(scene: Scene) -> None:
    orders = [f'42{number}["order"]' for number in range(3_000)]
    scene.plays(b"".join(framed(order.encode()) for order in orders))
    assert scene.heard == [("message", "sid", order[1:]) for order in orders]


@pytest.mark.parametrize("read", [1, wire.MOST_UNANSWERED, wire.MOST_UNANSWERED * 10])
def test_what_was_read_before_a_screen_went_is_answered_and_then_told(scene: Scene, read: int) -> None:
    orders = [f'42{number}["order"]' for number in range(read)]
    scene.there.sendall(b"".join(framed(order.encode()) for order in orders))
    scene.loop.turn()
    scene.wire.hang_up()
    while scene.loop.turn():
        pass
    assert scene.heard == [*(("message", "sid", order[1:]) for order in orders), ("disconnect", "sid", "")]


def test_one_pong_a_turn_answers_the_last_ping(scene: Scene) -> None:
    scene.plays(b"".join(framed(b"%d" % number, 0x89) for number in range(100)))
    assert scene.told == b"".join(b"\x8a\x02%d" % number for number in (incoming.FRAMES_A_TURN - 1, 99))


@pytest.mark.parametrize("begins", [TEXT_BEGINS, BINARY_BEGINS], ids=["text", "binary"])
def test_a_message_may_come_in_so_many_pieces(scene: Scene, begins: bytes) -> None:
    pieces = incoming.MOST_FRAGMENTS - 2
    scene.plays((begins + framed(b"4", 0x00) + framed(b"x", 0x00) * (pieces - 1) + GOES_ON.replace(b"\0", b"\x80")) * 2)
    whole = b"4" + b"x" * (pieces - 1)
    said = whole.decode()[1:] if begins == TEXT_BEGINS else whole
    assert scene.heard == [("message", "sid", said)] * 2


def test_a_large_frame_may_arrive_letter_by_letter(scene: Scene) -> None:
    body = b"4" + b"x" * 9_999
    head = b"\x81\xfe" + len(body).to_bytes(2, "big") + b"\0\0\0\0"
    for letter in head + body:
        scene.plays(bytes([letter]))
    assert scene.heard == [("message", "sid", "x" * 9_999)]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A hall's."""
    with hall("direct") as found:
        yield found


@pytest.mark.parametrize("what", PUT_OUT)
def test_a_real_server_puts_out_who_floods_it_and_answers_the_others(port: int, what: str) -> None:
    data, _ = PUT_OUT[what]
    with screens(port, 1) as (other,):
        raw = Raw(port)
        raw.until(b"0{")
        with suppress(ConnectionError):  # put out before all was sent
            raw.write(data)
        assert other.order("join") == "in"
        assert raw.read() is None
        raw.close()


def test_a_real_server_answers_others_beside_a_flood_and_the_flood_itself(port: int) -> None:
    with joined(port) as raw, screens(port, 1) as (other,):
        raw.write(HEARD_OUT["pings"][0])
        assert other.order("join") == "in"
        raw.frame(TEXT, b'427["join"]')
        while (frame := raw.read()) == (PONG, b""):
            pass
        assert frame == (TEXT, b'437["in"]')
