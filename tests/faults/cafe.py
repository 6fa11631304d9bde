"""A real server that tests kill, stop and starve while it works, and start again with its data and address."""

import asyncio
import random
import resource
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from tests.browser.serving import Server, serve, serve_quickly

BELOW_EPHEMERAL = range(20_000, 32_000)
"""Ports below those that the system gives to outgoing connections.

A phone that tries a port where nobody listens could otherwise be given that port itself, and connect to itself.
"""
NOTHING = 4096
"""Bytes of a file in which SQLite's log, which the server empties now and then, has no place for a page."""


class Cafe:
    """A café with one data folder and one address, whichever server process serves it."""

    def __init__(self, folder: Path, fresh: Path | None) -> None:
        self.data = folder / "data"
        self._folder = folder
        self._fresh = fresh
        self._port = str(_port())
        self._running = ExitStack()
        self._server: Server | None = None

    @property
    def server(self) -> Server:
        """The server process of this moment; AssertionError before the first `start`."""
        assert self._server is not None, "nobody has started yet"
        return self._server

    @property
    def port(self) -> int:
        return int(self._port)

    @property
    def database(self) -> Path:
        return self.data / "cafe.sqlite3"

    async def start(self) -> None:
        """Start the server, for the first time or again; phones go on meanwhile."""
        begin = serve_quickly if self._fresh else serve
        serving = begin(self.data, None if self.data.exists() else self._fresh, PORT=self._port)
        self._server = await asyncio.to_thread(self._running.enter_context, serving)

    async def kill(self) -> None:
        """Kill the server at once (SIGKILL), as if the power failed."""
        self.server.process.kill()
        await self.stop()
        assert self.server.process.returncode == -signal.SIGKILL

    async def stop(self) -> None:
        """Tell the server to end, and wait until it has ended."""
        await asyncio.to_thread(self._running.close)

    def pause(self) -> None:
        """Halt the server (SIGSTOP); what phones send waits in the machine."""
        self.server.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.server.process.send_signal(signal.SIGCONT)

    def fill_disk(self) -> None:
        """Let no file of the server take anything from now on, as on a full disk."""
        self._limit_files(NOTHING)

    def clear_disk(self) -> None:
        """Let the server's files grow again."""
        self._limit_files(resource.RLIM_INFINITY)

    def copy_of_database(self) -> Path:
        """Copy the database's file and its log as a crash would leave them now; returns the copy's path."""
        copied = self._folder / "copy"
        shutil.rmtree(copied, ignore_errors=True)
        copied.mkdir()
        for name in ("cafe.sqlite3", "cafe.sqlite3-wal"):
            if (self.data / name).exists():
                shutil.copy(self.data / name, copied)
        return copied / "cafe.sqlite3"

    def _limit_files(self, size: int) -> None:
        _, most = resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (size, most))


@asynccontextmanager
async def opened(folder: Path, fresh: Path | None = None) -> AsyncIterator[Cafe]:
    """Start a café, a copy of a `fresh` one if given, and end it at the end."""
    cafe = Cafe(folder, fresh)
    await cafe.start()
    try:
        yield cafe
    finally:
        if cafe.server.process.poll() is None:
            cafe.resume()
        await cafe.stop()


def _port() -> int:
    while True:
        chosen = random.choice(BELOW_EPHEMERAL)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", chosen)) != 0:
                return chosen
