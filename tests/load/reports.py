"""A hall that goes on while an organiser downloads reports: `python -m tests.load.reports`.

An equal hall for each file: nobody downloads, or somebody downloads the Word report again and again, the ZIP with
everything, the PDF. It measures what the phones feel, and how long each file took; see docs/performance.md.
"""

import argparse
import asyncio
import http.cookiejar
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests import camera
from tests.browser.serving import ROOT, Server, serve
from tests.load import machine
from tests.load.hall import Hall
from tests.load.plan import Plan
from tests.load.targets import as_target

FILES = ("none", "report.docx", "export.zip", "report.pdf")
PATIENCE = 60


def main() -> None:
    """Run a hall for each file, print the figures, and fail where something was lost or came twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.reports", description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--rate", type=float, default=5.0, help="posts a second, all stations together")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--filled", type=int, default=2000, help="contributions that the report holds already")
    parser.add_argument("--photos", type=int, default=30)
    parser.add_argument("files", nargs="*", default=FILES, help=f"of {', '.join(FILES)}")
    options = parser.parse_args()
    plan = Plan(phones=options.phones, rate=options.rate, seconds=options.seconds)
    machine.make_room(plan.phones)
    wrong = False
    for file in options.files:
        figures = measure(plan, file, options.filled, options.photos)
        wrong = wrong or any(figures["posts"][name] for name in ("lost", "doubled"))
        names = ("reports", "post_to_screen_ms", "acknowledgement_ms", "server_tells")
        print(json.dumps({"file": file} | {name: figures[name] for name in names}))
    sys.exit(wrong)


def measure(plan: Plan, file: str, filled: int, photos: int) -> dict[str, Any]:
    """Run a plan against a server of its own on its own core; `reports` are the seconds that each file took."""
    with tempfile.TemporaryDirectory(prefix="cafe-load-") as folder:
        machine.use_core(machine.SERVER_CORE)
        with serve(Path(folder) / "data") as server:
            machine.use_core(machine.CLIENT_CORE)
            fill(server, filled, photos)
            taken: list[float] = []
            beside = Again(came_in(server.links["organiser"]), server.page(file), taken) if file != "none" else None
            figures = asyncio.run(Hall(plan, as_target(server)).run(beside))
            figures["reports"] = [round(seconds, 2) for seconds in taken]
            return figures


def fill(server: Server, filled: int, photos: int) -> None:
    """Store `filled` contributions at the first station, and photos of its tablecloths."""
    command = [sys.executable, "-m", "tests.load.filling", server.event, server.stations[0], str(filled)]
    environment = {**server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    host, picture = came_in(server.links["hosts"][server.stations[0]]), camera.from_phone()
    for _ in range(photos):
        address = server.page(f"host/{server.stations[0]}/photos?id={uuid.uuid4()}")
        host.open(urllib.request.Request(address, picture, {"Accept": "application/json"}), timeout=PATIENCE).close()


class Again(AbstractContextManager[None]):
    """While entered, an organiser downloads a file again and again; `taken` gets the seconds of each."""

    def __init__(self, browser: urllib.request.OpenerDirector, address: str, taken: list[float]) -> None:
        self._browser, self._address, self._taken = browser, address, taken
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            begun = time.monotonic()
            with self._browser.open(self._address, timeout=PATIENCE) as answer:
                while answer.read(262_144):
                    pass
            self._taken.append(time.monotonic() - begun)


def came_in(link: str) -> urllib.request.OpenerDirector:
    """A browser with the session of a secret link."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.open(link, timeout=PATIENCE).close()
    return browser


if __name__ == "__main__":
    main()
