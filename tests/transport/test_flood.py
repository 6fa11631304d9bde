"""A flood of frames, as many in a read as fit: it waits for itself. Nobody's turn is longer for it, nothing grows."""

import math
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from types import SimpleNamespace
from typing import Any

import pytest

from facilitation import bounds
from facilitation.transport import holdings, incoming, wire
from tests.transport.test_fanout import hall, screens
from tests.transport.test_wire import HANDSHAKE, Raw

LARGEST = bounds.LARGEST_MESSAGE
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
    "messages": (flood(framed(b"42")), SIZE // 8),
    "orders": (flood(framed(b'421["order"]')), SIZE // 18),
    "pings within a message": (flood(PING_FRAME, TEXT_BEGINS), SIZE // 6 + 1),
    "messages in two pieces": (flood(framed(b"42", 0x01) + GOES_ON.replace(b"\x00", b"\x80")), SIZE // 14 * 2),
}
"""What is sent, and in how many frames: all are heard, and whoever sent them is still there."""
PUT_OUT = {
    "text without an end": (flood(GOES_ON, TEXT_BEGINS), incoming.MOST_FRAGMENTS + 1),
    "binary without an end": (flood(GOES_ON, BINARY_BEGINS), 1),
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
                except ConnectionResetError:
                    waits = b""
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
        self.most_unanswered = self.most_waiting = self.most_ahead = 0
        self.counted_at_last = 0
        server: Any = SimpleNamespace(
            create_queue=deque,
            sockets={},
            max_http_buffer_size=LARGEST,
            ping_interval=25,
            ping_timeout=math.inf,  # however slow this machine is
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
        self.wire._incoming.most = sys.maxsize  # what becomes of a flood where it is heard
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
        self.most_ahead = max(self.most_ahead, self.wire._ahead)
        self.counted_at_last = self.wire.held
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


def test_a_screen_that_was_closed_is_not_heard_while_what_waits_for_it_is_sent(scene: Scene) -> None:
    while not scene.wire.waiting:
        scene.wire.write(wire.framed("x" * 10_000))
    scene.wire.close()
    told = len(scene.heard)
    for _ in range(50):
        with suppress(BlockingIOError):
            scene.there.send(framed(b'421["order"]') * 100)
        scene.loop.turn()
    assert (scene.wire._unanswered, scene.wire._incoming.left, scene.heard[told:]) == ([], False, [])


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


def test_a_message_may_come_in_so_many_pieces(scene: Scene) -> None:
    pieces = incoming.MOST_FRAGMENTS - 2
    message = TEXT_BEGINS + framed(b"42", 0x00) + framed(b"x", 0x00) * (pieces - 1) + GOES_ON.replace(b"\0", b"\x80")
    scene.plays(message * 2)
    assert scene.heard == [("message", "sid", "2" + "x" * (pieces - 1))] * 2


def test_a_large_frame_may_arrive_letter_by_letter(scene: Scene) -> None:
    body = b"42" + b"x" * 9_998
    head = b"\x81\xfe" + len(body).to_bytes(2, "big") + b"\0\0\0\0"
    for letter in head + body:
        scene.plays(bytes([letter]))
    assert scene.heard == [("message", "sid", "2" + "x" * 9_998)]


def long(body: bytes, head: int = 0x81) -> bytes:
    """A long frame, covered with zeros."""
    return bytes([head, 0xFE if len(body) < 65_536 else 0xFF]) + (
        len(body).to_bytes(2 if len(body) < 65_536 else 8, "big") + bytes(4) + body
    )


def test_large_orders_are_read_ahead_by_their_bytes(scene: Scene) -> None:
    order = b"42" + "🎉".encode() * 24_000
    scene.plays(long(order) * 40)
    assert len(scene.heard) == 40
    assert scene.most_ahead < wire.MOST_AHEAD + 2 * len(order)
    assert scene.counted_at_last == 0


@pytest.mark.parametrize("letter", ["x", "ä", "я", "🎉"])
def test_a_message_is_as_large_as_its_bytes(scene: Scene, letter: str) -> None:
    most = (LARGEST - 2) // len(letter.encode())
    scene.plays(long(b"42" + letter.encode() * most))
    assert scene.heard == [("message", "sid", "2" + letter * most)]
    scene.plays(long(b"42" + letter.encode() * (most + 1)))
    assert (len(scene.heard), scene.wire.closed) == (2, True)
    assert scene.heard[1][0] == "disconnect"


@pytest.mark.parametrize("head", [b"\x81", b"\x01"], ids=["whole", "in pieces"])
def test_half_a_message_is_counted_by_its_bytes_and_ends_with_the_second_ping(scene: Scene, head: bytes) -> None:
    before = holdings.kept.total
    letters = "я".encode() * 20_000
    scene.plays(head + b"\xfe" + len(letters + b"42").to_bytes(2, "big") + bytes(4) + b"42" + letters[:-1])
    assert holdings.kept.total - before == len(letters)
    assert len(scene.wire._incoming._parts) <= incoming.MOST_PARTS
    scene.wire._ping()
    assert scene.heard == []
    scene.wire._ping()
    scene.plays(b"")
    assert scene.heard == [("disconnect", "sid", "")]
    assert holdings.kept.total == before


def test_a_message_that_ends_in_time_is_not_late(scene: Scene) -> None:
    for _ in range(5):
        scene.plays(TEXT_BEGINS)
        scene.wire._ping()
        scene.plays(framed(b'42["order"]', 0x80))
    assert len(scene.heard) == 5


def test_what_waits_for_a_screen_is_counted_by_its_bytes(scene: Scene) -> None:
    before, station = holdings.kept.total, bytes(1_400_000)
    scene.wire.write(station)
    assert holdings.kept.total - before == len(station)
    for _ in range(2):  # behind the one that is being sent
        scene.wire.write(station)
    assert holdings.kept.total - before == len(station), "it is the same one"
    assert (scene.wire.held, scene.wire.flooded) == (3 * len(station), False)
    scene.wire.write(b"\x81\x012")
    scene.plays(b"")
    assert (scene.wire.flooded, scene.wire.closed) == (True, True)
    assert holdings.kept.total == before


def test_what_a_screen_reads_after_all_is_whole_and_not_counted_any_more(scene: Scene) -> None:
    before, frames = holdings.kept.total, [bytes([number]) * 300_000 for number in range(4)]
    for frame in frames:
        scene.wire.write(frame)
    told = b""
    while len(told) < sum(map(len, frames)):
        told += scene.there.recv(1 << 20)
        if scene.wire.waiting:
            scene.wire._go_on(scene.wire.fd)
    assert told == b"".join(frames)
    assert (scene.wire.held, holdings.kept.total) == (0, before)


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


@pytest.fixture(scope="module")
def usual() -> Iterator[int]:
    """The port of a hall that hears as much of everybody as the café."""
    with hall("direct", "25", "20", "10", "usual") as found:
        yield found


@pytest.mark.parametrize("cookie", ["", "somebody"])
@pytest.mark.parametrize("what", HEARD_OUT)
def test_a_real_server_answers_others_beside_a_flood_and_puts_it_out(usual: int, what: str, cookie: str) -> None:
    with closing(Raw(usual, (*HANDSHAKE, f"Cookie: {cookie}"))) as raw, screens(usual, 1) as (other,):
        raw.until(b"0{")
        with suppress(ConnectionError):  # put out before all was sent
            raw.write(HEARD_OUT[what][0])
        assert other.order("join") == "in"
        while raw.read() is not None:
            pass
        assert other.order("join") == "in"


@pytest.mark.parametrize("frame", [PING_FRAME, PONG_FRAME, framed(b"3"), framed(b"42"), framed(b"x" * 99)])
def test_so_much_is_heard_from_one_ping_to_the_next(scene: Scene, frame: bytes) -> None:
    scene.wire._incoming.most = most = bounds.HEARD_BETWEEN_PINGS
    for _ in range(3):
        scene.plays(PING_FRAME * (most - 1) + PONG_FRAME)
        scene.wire._ping()
    assert not scene.wire._cut
    scene.plays(PONG_FRAME * most + frame)
    assert scene.wire._cut


def test_a_message_in_pieces_is_one(scene: Scene) -> None:
    scene.wire._incoming.most = 2
    message = framed(b"42", 0x01) + framed(b"x", 0x00) * 50 + GOES_ON.replace(b"\0", b"\x80")
    scene.plays(message * 2)
    assert scene.heard == [("message", "sid", "2" + "x" * 50)] * 2
