"""A real server process for tests that need one: own data, own port, own environment."""

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from facilitation.config import SETTINGS
from tests.browser.processes import ROOT as ROOT
from tests.browser.processes import Begin, Process, fork, program

READY_WITHIN = 60.0
STOP_WITHIN = 10.0
LINKS = "links.json"
ANYWHERE = "http://anywhere.test"
# Below what the system gives to connections, and each of several test runs side by side begins elsewhere: a server
# that comes back finds its port free.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = itertools.cycle(range(12_000 + (os.getppid() * 100 + WORKER * 2_000) % 18_000, 32_000))


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    environment: Mapping[str, str] = field(repr=False)
    output: Path
    process: Process

    @cached_property
    def links(self) -> Mapping[str, Any]:
        """What `flask --app wsgi links --json` prints. It is asked once somebody wants it, for it takes seconds."""
        return links_beside(Path(self.environment["DATA_DIR"]), self.environment)

    @property
    def event(self) -> str:
        """The event's name in addresses."""
        return str(self.links["event"])

    @property
    def stations(self) -> list[str]:
        """The stations' names in addresses, in their order."""
        return list(self.links["stations"])

    def page(self, path: str = "") -> str:
        """The address of a page of the event: `page("stations/teilhabe")`."""
        return f"{self.url}/e/{self.event}/{path}"

    def flask(self, *arguments: str) -> str:
        """What a command of the app prints, run beside the server on the same data."""
        return run_flask(self.environment, *arguments)

    def tail(self, lines: int = 60) -> str:
        """The end of what the server printed."""
        return "\n".join(self.output.read_text(errors="replace").splitlines()[-lines:])


def free_port() -> int:
    return next(port for port in PORTS if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def run_flask(environment: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"flask {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def serve(data_dir: Path, like: Path | None = None, /, begin: Begin = program, **settings: str) -> Iterator[Server]:
    """Start wsgi.py on a free port, wait until /healthz answers, and stop it at the end.

    `settings` are further environment variables, for example DATABASE_URL="…" or PORT="…" to come back where
    another server was. Serving the same `data_dir` again goes on with its data. A café `like` that of another folder
    begins with a copy of its data, which is quicker than planting another event. Its links lie beside the data: asking
    the app for them takes longer than starting it.
    """
    if like:
        shutil.copytree(like, data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    port = settings.get("PORT") or str(free_port())
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environment |= {"HOST": "127.0.0.1", "DATA_DIR": str(data_dir), "BASE_URL": url, "PYTHONUNBUFFERED": "1"}
    environment |= settings | {"PORT": port}
    output = data_dir / "server.log"
    process = begin(environment, output)
    try:
        wait_until_ready(process, f"{url}/healthz", output)
        yield Server(url, environment, output, process)
    finally:
        stop(process)


def serve_quickly(data_dir: Path, like: Path | None = None, /, **settings: str) -> AbstractContextManager[Server]:
    """`serve` by a fork, for tests that are not about how the program starts: a tenth of the work.

    With ASYNC_MODE=threading it is the program, for forks are patched by eventlet already.
    """
    begin = fork if settings.get("ASYNC_MODE", "eventlet") == "eventlet" else program
    return serve(data_dir, like, begin=begin, **settings)


def links_beside(data_dir: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """What `flask links --json` said when this data was served first, at the address where it is served now."""
    kept = data_dir / LINKS
    if not kept.exists():
        kept.write_text(ask_links({**environment, "BASE_URL": ANYWHERE}))
    links: dict[str, Any] = json.loads(kept.read_text().replace(ANYWHERE, environment["BASE_URL"]))
    return links


def ask_links(environment: Mapping[str, str]) -> str:
    """What `flask links --json` prints, by a fork: to start the command itself takes seconds."""
    quickly = {name: value for name, value in environment.items() if name != "ASYNC_MODE"}
    with tempfile.NamedTemporaryFile("r") as output:
        flask = str(Path(sys.executable).with_name("flask"))
        code = fork(quickly, Path(output.name), flask, "--app", "wsgi", "links", "--json").wait(READY_WITHIN)
        told = output.read()
    assert code == 0, f"flask links failed:\n{told}"
    return told


def wait_until_ready(process: Process, url: str, output: Path) -> None:
    """Ask /healthz until it says yes; between two questions wait for the process to end."""
    for _ in range(int(READY_WITHIN / 0.1)):
        if process.poll() is None and is_healthy(url):
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"The server did not get ready. It printed:\n{output.read_text(errors='replace')}")


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def stop(process: Process) -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
