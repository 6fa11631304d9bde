"""A real server that is killed, stopped and starved in the middle of its work, and comes back where it was."""

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
"""Phones that try a port where nobody listens could otherwise be given that very port, and meet themselves."""


class Cafe:
    """One place: the same data and the same address, whoever serves there at the moment."""

    def __init__(self, folder: Path, fresh: Server | None) -> None:
        self.data = folder / "data"
        self._folder = folder
        self._fresh = fresh
        self._port = str(_port())
        self._running = ExitStack()
        self._server: Server | None = None

    @property
    def server(self) -> Server:
        """The server of this moment."""
        assert self._server is not None, "nobody has started yet"
        return self._server

    @property
    def port(self) -> int:
        return int(self._port)

    @property
    def database(self) -> Path:
        return self.data / "cafe.sqlite3"

    async def start(self) -> None:
        """Serve, again or for the first time; phones go on with what they do meanwhile."""
        begin = serve_quickly if self._fresh else serve
        serving = begin(self.data, None if self.data.exists() else self._fresh, PORT=self._port)
        self._server = await asyncio.to_thread(self._running.enter_context, serving)

    async def kill(self) -> None:
        """The plug is pulled: no goodbye, no cleaning up."""
        self.server.process.kill()
        await self.stop()
        assert self.server.process.returncode == -signal.SIGKILL

    async def stop(self) -> None:
        """The server is told to end, and has ended."""
        await asyncio.to_thread(self._running.close)

    def pause(self) -> None:
        """The server stands still; what phones send waits in the machine."""
        self.server.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.server.process.send_signal(signal.SIGCONT)

    def fill_disk(self) -> None:
        """From now on no file of the server can grow."""
        largest = max(file.stat().st_size for file in self.data.iterdir())
        self._limit_files(largest)

    def clear_disk(self) -> None:
        """There is room again."""
        self._limit_files(resource.RLIM_INFINITY)

    def copy_of_database(self) -> Path:
        """What would be found after a crash at this moment: the database's file and its log, put elsewhere."""
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
async def opened(folder: Path, fresh: Server | None = None) -> AsyncIterator[Cafe]:
    """A café that serves, one like a `fresh` one if given, and is closed at the end."""
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
