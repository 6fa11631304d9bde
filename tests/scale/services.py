"""PostgreSQL and Redis, started by the tests that need them, in a folder of their own and on free ports."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests.browser.serving import free_port

READY_WITHIN = 60.0
USER = "cafe"
NOBODY = "nobody"
"""PostgreSQL refuses to run as root; there it runs as this user."""


def found(name: str) -> str:
    """Return the path of a program; Debian keeps PostgreSQL's away from PATH. Raises AssertionError for none."""
    places = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    path = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    assert path, f"{name} is needed: `.ci/setup test` installs it"
    return path


class Redis:
    """A Redis of one's own, which may be stopped and begun again at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        program = shutil.which("valkey-server") or found("redis-server")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            command, cwd=tempfile.gettempdir(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        until(self._answers, "Redis answers")

    def end(self) -> None:
        """Kill it; whoever asks it is refused from now on."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def halt(self) -> None:
        """Let it answer nobody, and refuse nobody, until `go_on`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as asked:
            asked.sendall(b"PING\r\n")
            return asked.recv(7) == b"+PONG\r\n"
        return False


@contextlib.contextmanager
def redis_server() -> Iterator[Redis]:
    """A Redis that runs."""
    redis = Redis()
    redis.begin()
    try:
        yield redis
    finally:
        redis.end()


class Postgres:
    """A PostgreSQL server; `database` makes an empty database, or a copy of one."""

    def __init__(self, port: int) -> None:
        self.port = port

    def database(self, like: str | None = None) -> str:
        """Return the address of a new database, for DATABASE_URL; `like` is the address of the one to copy."""
        name = f"cafe_{uuid.uuid4().hex}"
        template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"


@contextlib.contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server with nothing in it, which does not wait for the disk."""
    port = free_port()
    who: dict[str, Any] = {"user": NOBODY, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="cafe-postgres-") as folder:
        data = Path(folder) / "data"
        if who:
            shutil.chown(folder, NOBODY)
        quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": folder, **who}
        making = [found("initdb"), "--pgdata", str(data), "--username", USER, "--auth", "trust", "--encoding", "UTF8"]
        subprocess.run([*making, "--no-locale", "--no-sync"], check=True, **quiet)
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with open(data / "log", "wb") as log:
            process = subprocess.Popen([found("postgres"), "-D", str(data), *options], stderr=log, **quiet)
        try:
            until(lambda: _takes(port), "PostgreSQL takes connections")
            yield Postgres(port)
        finally:
            process.send_signal(signal.SIGINT)  # its fast shutdown
            process.wait()


def _takes(port: int) -> bool:
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(f"postgresql://{USER}@127.0.0.1:{port}/postgres", connect_timeout=5).close()
        return True
    return False


def until(met: Callable[[], bool], what: str) -> None:
    """Ask until it is true. Raises AssertionError after READY_WITHIN seconds."""
    end = time.monotonic() + READY_WITHIN
    while not met():
        assert time.monotonic() < end, f"It did not happen: {what}"
        time.sleep(0.02)
