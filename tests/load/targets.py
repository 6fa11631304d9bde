"""The servers that phones can use: the café, and three that only pass on what they get."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.processes import Begin, program
from tests.browser.serving import READY_WITHIN, ROOT, Server, free_port, stop
from tests.browser.serving import serve as serve_cafe

BASELINES = Path(__file__).with_name("baselines")
STATIONS = ["hall", "garden", "gallery"]


@dataclass(frozen=True)
class Target:
    """A running server, as phones see it."""

    pid: int
    host: str
    """The server's address and port."""
    event: str
    stations: list[str]
    codes: Mapping[str, str] = field(default_factory=dict)
    """URLs of the stations' QR codes; none where nobody needs to join."""
    doors: Mapping[str, str] = field(default_factory=dict)
    """URLs of the hosts' secret links by station; none where all phones are equal."""
    contents: Mapping[str, str] = field(default_factory=dict)
    """URLs of the stations' JSON; none where nothing is stored."""
    loads: bool = False
    """Whether phones load a station's JSON before they open it, as the café's do with their page."""
    metrics: str = ""
    """The URL of its own figures; empty where it has none."""


@contextmanager
def cafe(
    folder: Path, settings: Mapping[str, str] | None = None, filled: int = 0, begin: Begin = program
) -> Iterator[Target]:
    """Start the café itself (`wsgi.py`), with `filled` contributions at its first station."""
    with serve_cafe(folder / "data", begin=begin, **(settings or {})) as server:
        if filled:
            arguments = [server.event, server.stations[0], str(filled)]
            command = [sys.executable, "-m", "tests.load.filling", *arguments]
            environment = {**server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
        yield as_target(server)


def as_target(server: Server) -> Target:
    """Describe a running café as a Target."""
    return Target(
        pid=server.process.pid,
        host=server.url.removeprefix("http://"),
        event=server.event,
        stations=server.stations,
        codes=server.links["stations"],
        doors=server.links["hosts"],
        contents={station: server.page(f"stations/{station}.json") for station in server.stations},
        loads=True,
        metrics=f"{server.url}/metrics",
    )


@contextmanager
def plain(folder: Path) -> Iterator[Target]:
    """Start Flask-SocketIO as in its tutorial, with SQLite."""
    command = [sys.executable, "-m", "tests.load.baselines.plain"]
    with _serve(folder, command, str(folder / "plain.sqlite3")) as (pid, host):
        contents = {station: f"http://{host}/stations/{station}.json" for station in STATIONS}
        yield Target(pid, host, "event", STATIONS, contents=contents)


@contextmanager
def bare(folder: Path) -> Iterator[Target]:
    """Start python-socketio on eventlet, without a database."""
    with _serve(folder, [sys.executable, "-m", "tests.load.baselines.bare"]) as (pid, host):
        yield Target(pid, host, "event", STATIONS)


@contextmanager
def node(folder: Path) -> Iterator[Target]:
    """Start Node's socket.io, without a database."""
    # .ci/node replaces itself with Node.js, so the process measured is the server
    with _serve(folder, [str(ROOT / ".ci" / "node"), str(BASELINES / "node.mjs")]) as (pid, host):
        yield Target(pid, host, "event", STATIONS)


@contextmanager
def _serve(folder: Path, command: list[str], *arguments: str) -> Iterator[tuple[int, str]]:
    """Start a server on a free port, wait until it listens, and stop it at the end."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / "server.log"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [*command, str(port), *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_listening(process, port, output)
        yield process.pid, f"127.0.0.1:{port}"
    finally:
        stop(process)


def _wait_until_listening(process: "subprocess.Popen[bytes]", port: int, output: Path) -> None:
    for _ in range(int(READY_WITHIN / 0.1)):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"The server did not get ready. It printed:\n{output.read_text(errors='replace')}")
