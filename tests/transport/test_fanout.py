"""News written straight to the sockets are, message by message, what the library would have sent."""

import contextlib
import json
import os
import socket
import subprocess
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import websocket

from facilitation.config import from_environment
from facilitation.transport import fanout, wire
from facilitation.transport.doorkeeper import Doorkeeper
from tests.browser.processes import fork

MESSAGES: list[Any] = [
    {"text": "Mehr Räume!"},
    {"text": "кімнати · غرف · 房间 · 👩‍👩‍👧 \u2028 </script>"},
    {},
    None,
    [1, [2, {"three": 3.5}]],
    "x" * 50,
    *({"text": "ä" * length} for length in (10, 125, 20_000, 70_000)),
    *("y" * length for length in (100, 113, 114, 65_500, 65_522, 65_523, 200_000)),
]
"""Around the lengths at which a frame's head grows (126, 65,536), in several scripts, and of every shape."""
BURST = [{"number": number, "text": "z" * 20_000} for number in range(60)]
END = '42["news","end"]'
WITHIN = 30


@contextlib.contextmanager
def hall(way: str, *pings: str) -> Iterator[int]:
    """The port of a hall that sends this way. `pings`: interval and time-out in seconds, where not the usual ones."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "port"
        process = fork(os.environ, output, "tests/transport/fanout_server.py", way, *pings)
        try:
            while not output.read_text().endswith("\n"):
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.01)
            yield int(output.read_text())
        finally:
            process.kill()
            process.wait()


class Screen:
    """A WebSocket's end: keeps every packet it gets, in order, as it came."""

    def __init__(self, port: int) -> None:
        self.heard: list[str] = []
        self.closed = False
        self.reads = threading.Event()
        self._orders = 0
        self._news = threading.Condition()
        self._websocket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
            timeout=WITHIN,
            header=["Sec-WebSocket-Extensions: permessage-deflate"],
        )
        assert self._websocket.sock is not None
        self._wire = self._websocket.sock
        assert "sec-websocket-extensions" not in self._websocket.headers, "compressed news are not the same for all"
        self.reads.set()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._websocket.send("40")
        self.until(lambda: any(packet.startswith("40") for packet in self.heard))
        self.order("join")
        self.heard.clear()

    def send(self, *order: Any) -> str:
        """Sends an order; returns how its acknowledgement begins."""
        self._orders += 1
        self._websocket.send(f"42{self._orders}" + json.dumps(order))
        self._websocket.ping()  # answered outside Socket.IO's queue: it must not get into the middle of a frame
        return f"43{self._orders}["

    def order(self, *order: Any) -> Any:
        begins = self.send(*order)
        self.until(lambda: any(packet.startswith(begins) for packet in self.heard))
        (answer,) = (packet for packet in self.heard if packet.startswith(begins))
        return json.loads(answer[len(begins) - 1 :])[0]

    def until(self, happened: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(happened, WITHIN), f"not within {WITHIN} s; heard {len(self.heard)} packets"

    def until_end(self) -> list[str]:
        self.until(lambda: END in self.heard)
        return self.heard[: self.heard.index(END)]

    def leave(self) -> None:
        self.reads.set()
        with contextlib.suppress(OSError):
            self._wire.shutdown(socket.SHUT_RDWR)  # wakes the reader, which closing would not
        self._reader.join()
        self._websocket.shutdown()

    def _read(self) -> None:
        while not self.closed:
            self.reads.wait()
            try:
                packet = str(self._websocket.recv())
            except (websocket.WebSocketException, OSError):
                packet = ""
            with self._news:
                self.closed = not packet
                if packet == "2":
                    self._websocket.send("3")
                else:
                    self.heard += [packet] if packet else []
                self._news.notify_all()


class Poller:
    """A screen whose network lets no WebSocket through."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=polling"
        (opened,) = self._ask()
        self._address += "&sid=" + json.loads(opened[1:])["sid"]
        self._ask("40")
        self._ask()
        self._ask('421["join"]')
        assert self._ask() == ['431["in"]']

    def until_end(self) -> list[str]:
        heard: list[str] = []
        while END not in heard:
            heard += self._ask()
        return heard[: heard.index(END)]

    def _ask(self, body: str | None = None) -> list[str]:
        data = None if body is None else body.encode()
        with urllib.request.urlopen(self._address, data, timeout=WITHIN) as answer:
            return str(answer.read().decode()).split("\x1e")


@contextlib.contextmanager
def screens(port: int, many: int) -> Iterator[list[Screen]]:
    opened = [Screen(port) for _ in range(many)]
    try:
        yield opened
    finally:
        for screen in opened:
            screen.leave()


def transcripts(port: int) -> tuple[list[list[str]], list[int]]:
    """What a speaker, a listener, one who polls and one who stalls get, and how it was sent."""
    poller = Poller(port)
    with ThreadPoolExecutor(1) as thread, screens(port, 3) as (speaker, listener, stalling):
        polled = thread.submit(poller.until_end)
        for news in MESSAGES:
            speaker.order("say", news)
        stalling.reads.clear()
        for news in BURST:
            speaker.send("say", news)
        speaker.send("say", "end")
        heard = [speaker.until_end(), listener.until_end(), polled.result()]
        stalling.reads.set()
        heard.append(stalling.until_end())
        return heard, speaker.order("figures")


def test_every_screen_gets_what_the_library_would_send_and_in_its_order() -> None:
    with hall("plain") as port:
        plain, _ = transcripts(port)
    with hall("direct") as port:
        direct, (straight, halves, put_out) = transcripts(port)
    assert direct == plain
    assert direct[1:] == [[told(news) for news in MESSAGES + BURST]] * 3
    assert straight > len(MESSAGES), "hardly anything was written straight to the sockets"
    assert halves > 0, "no frame was written in pieces: this test tests less than it says"
    assert put_out == 0


def told(news: Any) -> str:
    """The packet that carries this."""
    return "42" + json.dumps(["news"] if news is None else ["news", news], separators=(",", ":"))


def test_who_never_reads_is_put_out_and_nobody_else_waits() -> None:
    many = wire.MOST_WAITING * 2
    with hall("direct") as port, screens(port, 3) as (speaker, listener, stalling):
        stalling.reads.clear()
        for number in range(many):
            speaker.order("say", {"number": number, "text": "z" * 3_000})
        assert speaker.order("figures")[2] == 1
        speaker.send("say", "end")
        assert len(listener.until_end()) == many
        stalling.reads.set()
        stalling.until(lambda: stalling.closed)
        got = [json.loads(packet[2:])[1]["number"] for packet in stalling.heard]
        assert got == list(range(len(got))), "what it got before is whole and in order"


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({}, fanout.Fanout),
        ({"FANOUT": "plain"}, Doorkeeper),
        ({"ASYNC_MODE": "threading"}, Doorkeeper),
        ({"REDIS_URL": "redis://localhost:1"}, fanout.SharedFanout),
        ({"REDIS_URL": "redis://localhost:1", "FANOUT": "plain"}, fanout.SharedDoorkeeper),
    ],
)
def test_settings_choose_who_sends(settings: dict[str, str], kind: type, tmp_path: Path) -> None:
    chosen = fanout.manager(from_environment({"DATA_DIR": str(tmp_path), **settings}), lambda _: None, (), tuple)
    assert type(chosen) is kind


@pytest.mark.parametrize("package", fanout.WRITTEN_FOR)
def test_the_libraries_are_those_it_reaches_into(package: str) -> None:
    assert version(package) == fanout.WRITTEN_FOR[package], (
        f"transport/fanout.py reaches into {package} {fanout.WRITTEN_FOR[package]}, but {version(package)} is "
        "installed. Read what changed there, run this file, then raise WRITTEN_FOR; until then set FANOUT=plain."
    )
