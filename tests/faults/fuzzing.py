"""Cases for a server's live connections, each made of a seed and its number, and how they are played.

A case is an order with a payload that was changed here and there, an Engine.IO packet, bytes after a handshake, or the
body that a polling client sends. Nothing here knows what the server should answer, only that it goes on.
"""

import json
import random
import struct
import time
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from facilitation import LARGEST_MESSAGE, bounds
from tests.browser.serving import Server
from tests.live.test_ids import USUAL, orders
from tests.transport.test_wire import HANDSHAKE, Raw

Kind = Literal["order", "packet", "bytes", "body"]
KINDS: tuple[Kind, ...] = (*("order",) * 14, *("packet",) * 2, *("bytes",) * 2, *("body",) * 2)
DOORS = ("guest", "host", "organiser", "nobody")
MARKER = 7
"""The number of the order that tells that everything before it was heard."""
FIRST = 1_000
"""Cases' orders are numbered from here."""
AT_ONCE = 25
"""Cases that are sent before their answers are read."""
POLLED = "/socket.io/?EIO=4&transport=polling"
HUGE = "@huge@"
"""Stands for a number of 5,000 digits, which Python does not write."""
SEPARATOR = "\x1e"


@dataclass(frozen=True)
class Case:
    """What is sent through which door."""

    seed: str
    number: int
    kind: Kind
    door: str
    data: bytes

    def __str__(self) -> str:
        shown = repr(self.data) if len(self.data) < 2_000 else f"{self.data[:1_000]!r} … {len(self.data)} bytes"
        return f"seed {self.seed}, case {self.number} ({self.kind}, {self.door}): {shown}"


class Cases:
    """All cases of a seed."""

    def __init__(self, seed: str, event: str, stations: list[str], ids: list[str]) -> None:
        self._seed = seed
        self._orders = list(orders())
        self._known = {"event": [event], "station": stations, "ids": ids}

    def case(self, number: int) -> Case:
        """The case with this number; the same each time."""
        chance = random.Random(f"{self._seed}/{number}")
        kind, door = chance.choice(KINDS), chance.choice(DOORS)
        make = {"order": self._order, "packet": self._packet, "bytes": self._bytes, "body": self._body}[kind]
        return Case(self._seed, number, kind, door, make(chance, number))

    def _order(self, chance: random.Random, number: int) -> bytes:
        """An order that is numbered, so that it is to be answered."""
        return cut(f"42{FIRST + number}{self._json(chance)}")

    def _json(self, chance: random.Random) -> str:
        message, payload = self._usual(chance)
        said: Any = [message, payload]
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            if payload and chance.random() < 0.7:
                payload[chance.choice(list(payload))] = nasty(chance)
            elif chance.random() < 0.5:
                payload[str(chance.choice(("text", "id", "__proto__", "", "was", "items")))] = nasty(chance)
            elif payload:
                payload.pop(chance.choice(list(payload)))
        if chance.random() < 0.1:
            said[chance.randrange(2)] = nasty(chance)
        if chance.random() < 0.03:
            said = nasty(chance)
        if chance.random() < 0.03:
            said = [message, *(payload for _ in range(chance.randrange(4)))]
        text = written(said, chance)
        text = spoilt(text, chance) if chance.random() < 0.1 else text
        return text if text.startswith("[") else f" {text}"  # which does not go on with the order's number

    def _usual(self, chance: random.Random) -> tuple[str, dict[str, Any]]:
        order = chance.choice(self._orders)
        payload: dict[str, Any] = {"event": self._known["event"][0]} if chance.random() < 0.8 else {}
        for name, kind in order.fields.items():
            payload[name] = USUAL[kind]
            if name == "station":
                payload[name] = chance.choice(self._known["station"])
            elif kind == "Id" or name in ("ids", "items"):
                ids = chance.sample(self._known["ids"], 2)
                payload[name] = ids if kind == "list" else ids[0]
        return order.message, payload

    def _packet(self, chance: random.Random, number: int) -> bytes:
        begins = chance.choice(
            ("4", "42", "40", "41", "43", "44", "45", "46", "451-", "0", "1", "2", "3", "5", "6", "b")
        )
        rest = chance.choice(("", "probe", "/other,", "/", "999999999999", "²", "-", self._json(chance), noise(chance)))
        return cut(spoilt(begins + rest, chance))

    def _body(self, chance: random.Random, number: int) -> bytes:
        packets = [self._packet(chance, number).decode() for _ in range(chance.choice((1, 1, 2, 5, 16, 17)))]
        body = cut(chance.choice(("", "", "d=", SEPARATOR)) + SEPARATOR.join(packets))
        return changed(body, chance) if chance.random() < 0.3 else body

    def _bytes(self, chance: random.Random, number: int) -> bytes:
        """Frames after a handshake, some of them changed bit by bit."""
        frames = b"".join(
            frame(
                self._packet(chance, number),
                code=chance.choice((1, 1, 1, 0, 2, 8, 9, 10, 3, 15)),
                last=chance.random() < 0.8,
                masked=chance.random() < 0.95,
                bits=chance.choice((0, 0, 0, 0, 0, 0x40, 0x20, 0x10)),
            )
            for _ in range(chance.choice((1, 2, 5, 30)))
        )
        return changed(frames, chance) if chance.random() < 0.5 else frames


def nasty(chance: random.Random, deep: int = 0) -> Any:
    """A value that nobody expects."""
    many = chance.choice((0, 1, 2, 50, 600, 5_000))
    makers: list[Callable[[], Any]] = [
        lambda: chance.choice((None, True, False, [], {}, "", " ", "\0", HUGE)),
        lambda: chance.choice((0, -1, 2**31 - 1, 2**31, -(2**31), 2**63, 2**64, 10**300, -(10**300))),
        lambda: chance.choice((0.5, -0.0, 1e308, 1e-320, float("nan"), float("inf"), float("-inf"))),
        lambda: noise(chance),
        lambda: chance.choice(("x", "🎉", "\u0301", "ﷺ", "\u202e", "<script>", "'; --", "%s", "{0}", "\n")) * many,
        lambda: new_id_of(chance)[: chance.choice((36, 36, 35, 8, 0))] + chance.choice(("", "\n", " ", "Ａ")),
        lambda: [new_id_of(chance) for _ in range(min(many, 600))],
        lambda: (
            {f"{noise(chance)}{number}": number for number in range(min(many, 50))}
            | dict.fromkeys(map(str, range(min(many, 600))), 1)
        ),
        lambda: nested(chance.choice((2, 30, 200, 3_000, 20_000)), chance),
        lambda: [nasty(chance, deep + 1) for _ in range(chance.randrange(4))] if deep < 3 else 1,
        lambda: {noise(chance): nasty(chance, deep + 1) for _ in range(chance.randrange(4))} if deep < 3 else 1,
        lambda: {"_placeholder": True, "num": chance.choice((0, -1, 2**40, "x", None))},
    ]
    return chance.choice(makers)()


class Nested(str):
    """JSON that is too deep to be written by Python; it is put into the rest as it is."""


def nested(depth: int, chance: random.Random) -> Nested:
    opens, closes = chance.choice((("[", "]"), ('{"a":', "}"), ('[{"":', "}]")))
    return Nested(opens * depth + "1" + closes * chance.choice((depth, depth, 0)))


def written(value: Any, chance: random.Random) -> str:
    """A value as JSON, with what Python itself would not write."""
    found: list[Nested] = []

    def marked(one: Any) -> Any:
        if isinstance(one, Nested):
            found.append(one)
            return f"@{len(found) - 1}@"
        if isinstance(one, list):
            return [marked(item) for item in one]
        return {key: marked(item) for key, item in one.items()} if isinstance(one, dict) else one

    text = json.dumps(marked(value), ensure_ascii=chance.random() < 0.5)
    for number, one in enumerate(found):
        text = text.replace(f'"@{number}@"', one)
    return text.replace(f'"{HUGE}"', "9" * 5_000)


def cut(text: str) -> bytes:
    """A text in UTF-8, of at most the bytes that a message may have."""
    return text.encode("utf-8", "replace")[:LARGEST_MESSAGE].decode("utf-8", "ignore").encode()


def noise(chance: random.Random) -> str:
    """Letters of all planes, also halves of pairs."""
    most = chance.choice((128, 0x3000, 0x110000))
    return "".join(chr(int(chance.random() * most)) for _ in range(chance.choice((1, 3, 12, 40))))


def new_id_of(chance: random.Random) -> str:
    """An id by lot."""
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def spoilt(text: str, chance: random.Random) -> str:
    """A text from which a piece is cut, doubled, or replaced."""
    begin = chance.randrange(len(text) + 1)
    end = min(len(text), begin + chance.choice((0, 1, 5, len(text))))
    return chance.choice(
        (
            text,
            text[:begin],
            text[:begin] + text[end:],
            text[:end] + text[begin:],
            text[:begin] + noise(chance) + text[end:],
        )
    )


def changed(data: bytes, chance: random.Random) -> bytes:
    """Bytes of which some are others, or missing."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        if found:
            place = chance.randrange(min(len(found), chance.choice((16, len(found)))))
            found[place : place + chance.choice((0, 1, 1, 1, 4))] = chance.randbytes(chance.choice((0, 1, 1, 1, 2)))
    return bytes(found)


def frame(body: bytes, *, code: int = 1, last: bool = True, masked: bool = True, bits: int = 0) -> bytes:
    """A frame, covered with zeros."""
    length, bit = len(body), 0x80 if masked else 0
    head = bytes([(0x80 if last else 0) | bits | code])
    if length < 126:
        head += bytes([bit | length])
    elif length < 65_536:
        head += struct.pack("!BH", bit | 126, length)
    else:
        head += struct.pack("!BQ", bit | 127, length)
    return head + bytes(4 if masked else 0) + body


MOST_SAID = bounds.HEARD_OF_STRANGERS // 2
"""Orders of one connection; the answers to pings come besides."""
MOST_SECONDS = 20
"""For so long a connection is used, for no ping is answered on it: the first comes after 25."""


class Player:
    """Plays cases against a server; keeps a connection for each door, and opens it anew where a case ended it."""

    def __init__(self, server: Server, cookies: dict[str, str]) -> None:
        self._port = int(server.url.rpartition(":")[2])
        self._url = server.url
        self._output = server.output
        self._cookies = cookies
        self._open: dict[str, Raw] = {}
        self._since: dict[str, float] = {}
        self._said: Counter[str] = Counter()
        self._printed = self._output.stat().st_size

    def play(self, cases: Iterable[Case]) -> None:
        """Play some cases. Raises AssertionError with their seeds and bytes where one goes wrong."""
        played = list(cases)
        for raw in self._open.values():
            raw.write(frame(b"3"))  # the answer to a ping that came meanwhile
        by_door = defaultdict(list)
        for case in played:
            if case.kind == "order":
                by_door[case.door].append(case)
        for door, given in by_door.items():
            self._play_orders(door, given)
        for case in played:
            if case.kind in ("packet", "bytes"):
                self._play_bytes(case)
            elif case.kind == "body":
                self._play_body(case)
        printed = self._output.read_text(errors="replace")[self._printed :]
        assert printed == "", printed + "\n" + "\n".join(map(str, played))

    def __enter__(self) -> "Player":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Close all connections."""
        for raw in self._open.values():
            raw.close()
        self._open.clear()

    def order(self, door: str, message: str, **payload: Any) -> dict[str, Any]:
        """Give an order that should be answered; the answer."""
        raw = self._connection(door)
        raw.write(frame(f"42{MARKER}{json.dumps([message, payload])}".encode()))
        answer: dict[str, Any] = json.loads(raw.until(b"43%d[" % MARKER)[3:])[0]
        return answer

    def _play_orders(self, door: str, cases: list[Case]) -> None:
        """Send orders, and see that each is answered, and none by an error of ours."""
        self._said[door] += len(cases)
        late = time.monotonic() - self._since.get(door, 0.0) > MOST_SECONDS
        if (late or self._said[door] > MOST_SAID) and door in self._open:  # who floods, or answers no ping, is put out
            self._open.pop(door).close()
            self._said[door] = len(cases)
        raw = self._connection(door)
        raw.write(b"".join(frame(case.data) for case in cases))
        for case in cases:
            begins = b"43%d[" % (FIRST + case.number)
            try:
                answer = json.loads(raw.until(begins)[len(begins) - 1 :])[0]
            except (AssertionError, TimeoutError) as error:
                raise AssertionError(f"not answered: {case}") from error
            assert answer.get("error") != "server_error", f"{answer}: {case}"

    def _play_bytes(self, case: Case) -> None:
        """Send a packet, or bytes, on a connection of their own, and go without waiting."""
        raw = Raw(self._port, self._lines(case.door))
        with suppress(ConnectionError):  # put out already
            raw.write(frame(b"40") + (frame(case.data) if case.kind == "packet" else case.data))
        raw.close()

    def _play_body(self, case: Case) -> None:
        """Let a polling client send this, and say goodbye."""
        session = json.loads(self._ask(f"{self._url}{POLLED}", case, None)[1:])["sid"]
        where = f"{self._url}{POLLED}&sid={session}"
        for body in (b"40", case.data, b"1"):
            self._ask(where, case, body)

    def _ask(self, address: str, case: Case, body: bytes | None) -> bytes:
        request = urllib.request.Request(address, body, {"Cookie": self._cookies[case.door]})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as refusal:
            if refusal.code != 400:
                raise AssertionError(f"{refusal.code}: {case}") from refusal
            return b""

    def _connection(self, door: str) -> Raw:
        if door not in self._open:
            raw = self._open[door] = Raw(self._port, self._lines(door))
            self._since[door] = time.monotonic()
            raw.until(b"0{")
            raw.write(frame(b"40"))
            raw.until(b"40{")
        return self._open[door]

    def _lines(self, door: str) -> tuple[str, ...]:
        return (*HANDSHAKE, f"Cookie: {self._cookies[door]}")
