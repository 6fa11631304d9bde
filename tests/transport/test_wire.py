"""A screen's WebSocket as it comes in: whole or in pieces, well-formed or not, one order or hundreds at once."""

import contextlib
import json
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from facilitation.transport import wire
from tests.transport.test_fanout import Screen, hall, screens

HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)
TEXT, CONTINUED, BINARY, CLOSE, PING, PONG = 0x1, 0x0, 0x2, 0x8, 0x9, 0xA
LARGEST = 1_000_000
"""Of a message at this server (Engine.IO's own limit)."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A hall's."""
    with hall("direct") as found:
        yield found


def framed(code: int, body: bytes, *, last: bool = True, masked: bool = True, bits: int = 0) -> bytes:
    """A frame as clients send it, or as they must not."""
    length, bit = len(body), 0x80 if masked else 0
    head = bytes([(0x80 if last else 0) | bits | code])
    if length < 126:
        head += bytes([bit | length])
    elif length < 65536:
        head += struct.pack("!BH", bit | 126, length)
    else:
        head += struct.pack("!BQ", bit | 127, length)
    mask = os.urandom(4) if masked else b""
    covered = bytes(letter ^ mask[at % 4] for at, letter in enumerate(body)) if masked else body
    return head + mask + covered


def frames(*texts: bytes) -> bytes:
    return b"".join(framed(TEXT, text) for text in texts)


class Raw:
    """A connection that says what it likes."""

    def __init__(self, port: int, lines: tuple[str, ...] = HANDSHAKE, with_it: bytes = b"") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._rest = b""
        self.write("\r\n".join([*lines, "", ""]).encode() + with_it)
        self.status = self._until(b"\r\n\r\n").split(b"\r\n")[0].decode()

    def write(self, data: bytes) -> None:
        self._socket.sendall(data)

    def frame(self, code: int, body: bytes, *, last: bool = True, masked: bool = True, bits: int = 0) -> None:
        self.write(framed(code, body, last=last, masked=masked, bits=bits))

    def read(self) -> tuple[int, bytes] | None:
        """The next frame: code and body; None where the connection has ended."""
        try:
            head = self._take(2)
            length = head[1]
            if length == 126:
                (length,) = struct.unpack("!H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self._take(8))
            return head[0] & 0x0F, self._take(length)
        except ConnectionError:
            return None

    def until(self, begins: bytes) -> bytes:
        while True:
            frame = self.read()
            assert frame is not None, "the connection has ended"
            if frame[1].startswith(begins):
                return frame[1]

    def join(self) -> None:
        self.until(b"0{")
        self.frame(TEXT, b"40")
        self.until(b"40{")
        self.frame(TEXT, b'421["join"]')
        assert self.until(b"431") == b'431["in"]'

    def close(self) -> None:
        self._socket.close()

    def _take(self, many: int) -> bytes:
        while len(self._rest) < many:
            self._more()
        taken, self._rest = self._rest[:many], self._rest[many:]
        return taken

    def _until(self, end: bytes) -> bytes:
        while end not in self._rest:
            self._more()
        head, _, self._rest = self._rest.partition(end)
        return head

    def _more(self) -> None:
        data = self._socket.recv(1 << 16)
        if not data:
            raise ConnectionError
        self._rest += data


@contextmanager
def joined(port: int) -> Iterator[Raw]:
    raw = Raw(port)
    try:
        raw.join()
        yield raw
    finally:
        raw.close()


def without(name: str, *instead: str) -> tuple[str, ...]:
    return (*(line for line in HANDSHAKE if not line.startswith(f"{name}:")), *instead)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (HANDSHAKE, "101 Switching Protocols"),
        (without("Sec-WebSocket-Key"), "426 Upgrade Required"),
        (without("Sec-WebSocket-Version", "Sec-WebSocket-Version: 8"), "426 Upgrade Required"),
        (without("Upgrade"), "400 BAD REQUEST"),
        ((*HANDSHAKE, "Origin: http://elsewhere.example"), "400 BAD REQUEST"),
    ],
    ids=["as it should be", "no key", "another version", "no upgrade", "another site"],
)
def test_who_is_let_in(port: int, lines: tuple[str, ...], status: str) -> None:
    raw = Raw(port, lines)
    raw.close()
    assert raw.status == f"HTTP/1.1 {status}"


POLL = ("GET /socket.io/?EIO=4&transport=polling HTTP/1.1", "Host: 127.0.0.1")


def test_a_full_house_says_so(port: int) -> None:
    """Where everybody came by a link that several share."""
    with contextlib.closing(Raw(port, (*HANDSHAKE, "Cookie: door=1"))) as raw:
        raw.join()
        raw.frame(TEXT, b'422["most",1]')
        raw.until(b"432")
        for lines in (HANDSHAKE, POLL):
            refused = Raw(port, lines)
            refused.close()
            assert refused.status == "HTTP/1.1 503 Service Unavailable"
        raw.frame(TEXT, b'423["most",20000]')
        raw.until(b"433")
    with joined(port):
        pass


@pytest.mark.parametrize("lines", [HANDSHAKE, POLL], ids=["websocket", "polling"])
def test_where_all_places_are_taken_whoever_has_most_makes_room(lines: tuple[str, ...]) -> None:
    with hall("direct") as port, contextlib.ExitStack() as stack:

        def come(*said: str) -> Raw:
            return stack.enter_context(contextlib.closing(Raw(port, said)))

        first, guest, second = (come(*HANDSHAKE, f"Cookie: {who}") for who in ("many", "guest", "many"))
        for screen in (first, guest, second):
            screen.join()
        guest.frame(TEXT, b'422["most",3]')
        guest.until(b"432")
        assert come(*lines, "Cookie: new").status.split()[1] in ("101", "200")
        assert first.read() is None
        for screen in (guest, second):
            screen.frame(TEXT, b'423["join"]')
            assert screen.until(b"433") == b'433["in"]'


def test_of_too_many_screens_of_one_person_the_oldest_goes() -> None:
    with hall("direct") as port, screens(port, 1) as (oldest,):
        assert oldest.order("strangers", 3) == "so many"
        with screens(port, 3) as newer:
            oldest.until(lambda: oldest.closed)
            assert [screen.order("join") for screen in newer] == ["in"] * 3
        with screens(port, 3) as later:  # those have gone, and do not count
            assert [screen.order("join") for screen in later] == ["in"] * 3


def test_an_order_may_come_in_pieces_and_a_ping_between_them(port: int) -> None:
    with joined(port) as raw:
        raw.frame(TEXT, b'427["say",', last=False)
        raw.frame(PING, b"there?")
        raw.frame(CONTINUED, '{"text":"кім'.encode()[:-1], last=False)
        assert raw.read() == (PONG, b"there?")
        raw.frame(CONTINUED, '{"text":"кім'.encode()[-1:] + 'нати"}]'.encode())
        assert raw.until(b'42["news"') == '42["news",{"text":"кімнати"}]'.encode().replace(
            "кімнати".encode(), json.dumps("кімнати")[1:-1].encode()
        )
        assert raw.until(b"437") == b'437["said"]'


def test_several_orders_in_one_packet_and_one_in_many(port: int) -> None:
    with joined(port) as raw:
        both: list[bytes] = []
        raw.write, write = both.append, raw.write  # type: ignore[method-assign, assignment]
        raw.frame(TEXT, b'421["join"]')
        raw.frame(TEXT, b'422["join"]')
        write(b"".join(both))
        assert [raw.until(b"431"), raw.until(b"432")] == [b'431["in"]', b'432["in"]']
        for number in range(len(both[0])):
            write(both[0][number : number + 1])
        assert raw.until(b"431") == b'431["in"]'


def test_hundreds_of_orders_at_once_are_all_answered_in_their_order(port: int) -> None:
    many = wire.MOST_UNANSWERED * 20
    with joined(port) as raw:
        for number in range(many):
            raw.frame(TEXT, f'42{number}["order",{number}]'.encode())
        answered = [raw.until(b"43") for _ in range(many)]
        assert answered == [f"43{number}[{number}]".encode() for number in range(many)]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"code": TEXT, "body": b'421["join"]', "masked": False}, 1002),
        ({"code": TEXT, "body": b"x", "bits": 0x40}, 1002),
        ({"code": 0x3, "body": b"x"}, 1002),
        ({"code": CONTINUED, "body": b"x"}, 1002),
        ({"code": PING, "body": b"x" * 126}, 1002),
        ({"code": TEXT, "body": b"42\xff\xfe"}, 1007),
        ({"code": CLOSE, "body": struct.pack("!H", 1000)}, 1000),
    ],
    ids=["not masked", "compressed", "unknown", "goes on with nothing", "too long a ping", "no text", "bye"],
)
def test_what_is_no_websocket_ends_with_the_reason(port: int, what: dict[str, object], code: int) -> None:
    with joined(port) as raw, screens(port, 1) as (other,):
        raw.frame(**what)  # type: ignore[arg-type]
        last = raw.read()
        assert last is not None
        assert (last[0], last[1][:2]) == (CLOSE, struct.pack("!H", code))
        assert raw.read() is None
        assert other.order("join") == "in"


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, b'421["join"]'], ids=["empty", "zeros", "an order"])
@pytest.mark.parametrize("announced", [True, False], ids=["announced", "at once"])
def test_what_is_binary_ends_the_connection(port: int, body: bytes, announced: bool) -> None:
    with joined(port) as raw, screens(port, 1) as (other,):
        if announced:
            raw.frame(TEXT, b'451-["say",{"_placeholder":true,"num":0}]')
        with contextlib.suppress(ConnectionError):  # put out already
            raw.frame(BINARY, body)
        assert raw.read() is None
        assert other.order("join") == "in"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"9", b"x", b"\xf0\x9f\x8e\x89", b"1", b"4" + b"[" * 50_000, b"x" * (LARGEST + 1)),
        *(b"4", b"44", b"49", b"4{}", b"4 5", b"4null", b"bAAEC"),
        *(b'451-["x",{"_placeholder":true,"num":0}]', b'45999999999-["x"]', b"461-[]"),
    ],
    ids=lambda body: str(body[:4]),
)
def test_what_is_no_engine_io_ends_without_a_word_and_hurts_nobody(port: int, body: bytes) -> None:
    with joined(port) as raw, screens(port, 1) as (other,):
        raw.frame(TEXT, body)
        while raw.read() is not None:
            pass
        assert other.order("join") == "in"


@pytest.mark.parametrize("body", [b"42", b"42{}", b"42[", b"42[]", b"42" + b"[" * 50_000, b"43", b"40/other,", b"40"])
def test_what_is_no_socket_io_is_not_answered_and_hurts_nobody(port: int, body: bytes) -> None:
    with joined(port) as raw:
        raw.frame(TEXT, body)
        raw.frame(TEXT, b'428["join"]')
        assert raw.until(b"438") == b'438["in"]'


def test_frames_that_come_with_the_handshake_are_answered_and_what_is_cut_in_them_goes_on(port: int) -> None:
    for cut in (None, 3, -3):
        together = frames(b"40", b'421["join"]', b'422["order",7]')
        raw = Raw(port, with_it=together[:cut])
        raw.write(b"" if cut is None else together[cut:])
        assert [raw.until(b"431"), raw.until(b"432")] == [b'431["in"]', b"432[7]"]
        raw.close()


def test_as_much_as_the_reader_takes_may_come_with_the_handshake_and_more(port: int) -> None:
    many = 2_000
    raw = Raw(port, with_it=frames(b"40", *(f'42{number}["order",{number}]'.encode() for number in range(many))))
    assert [raw.until(b"43") for _ in range(many)] == [f"43{number}[{number}]".encode() for number in range(many)]
    raw.close()


def test_a_handshake_has_no_body(port: int) -> None:
    for line in ("Content-Length: 7", "Transfer-Encoding: chunked"):
        raw = Raw(port, (*HANDSHAKE, line), with_it=frames(b"40"))
        raw.close()
        assert raw.status == "HTTP/1.1 400 Bad Request"


def test_what_was_read_before_a_screen_left_is_still_carried_out(port: int) -> None:
    with screens(port, 1) as (other,):
        raw = Raw(port)
        raw.join()
        raw.frame(TEXT, b'42["say","goodbye"]')
        raw.close()
        other.until(lambda: '42["news","goodbye"]' in other.heard)


def test_a_connections_address_is_not_kept(port: int) -> None:
    with screens(port, 1) as (screen,):
        kept = screen.order("kept")
    assert "HTTP_HOST" in kept
    assert [name for name in kept if "REMOTE" in name or "FORWARDED" in name or "AGENT" in name] == []


def test_who_answers_no_ping_is_put_out_and_who_does_stays() -> None:
    with hall("direct", "0.1", "0.3") as quick:
        silent, answering = Raw(quick), Screen(quick)
        try:
            silent.join()
            while silent.read() is not None:
                pass
            assert answering.order("join") == "in"
        finally:
            silent.close()
            answering.leave()
