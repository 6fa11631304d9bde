"""Browsers that Playwright does not drive, each by the protocol that it speaks itself."""

import itertools
import json
import select
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import websocket

Found = TypeVar("Found")

WITHIN = 30.0
"""Seconds for what a page has to do, and for a browser to begin."""
LOOK = 2
"""Seconds after which a page is asked anew: where it went away meanwhile, some browsers never answer."""


class Tab(Protocol):
    """One window of a browser."""

    def open(self, address: str) -> None:
        """Show a page and wait until it has loaded."""

    def run(self, script: str) -> Any:
        """Return what a script, the body of a function, returns on the page or promises, as JSON says it."""

    def picture(self, path: Path) -> None:
        """Keep what is seen as a PNG."""


class Failed(AssertionError):
    """A page did not come to be as a journey expects it."""


UNTIL = """
const look = () => { %s };
return new Promise((done, failed) => {
  const end = performance.now() + %d;
  (function again() {
    let found;
    try { found = look(); } catch (error) { if (performance.now() > end) { failed(error); return; } }
    if (found || performance.now() > end) { done(found || null); } else { setTimeout(again, 30); }
  })();
});
"""


def until(tab: Tab, script: str) -> Any:
    """Return what a script on the page returns as soon as that is something; it goes on where another page comes."""
    end = time.monotonic() + WITHIN
    problem: object = "it stayed empty"
    while time.monotonic() < end:
        try:
            if found := tab.run(UNTIL % (script, LOOK * 1000)):
                return found
        except Failed as error:
            problem = error
    raise Failed(f"Not within {WITHIN:.0f} s: {script} ({problem})")


def reached(attempt: Callable[[], Found]) -> Found:
    """Return what an attempt returns as soon as a browser that has just been started listens."""
    end = time.monotonic() + WITHIN
    while True:
        try:
            return attempt()
        except (OSError, websocket.WebSocketException):
            if time.monotonic() > end:
                raise
            select.select([], [], [], 0.05)


class Channel:
    """Calls over a WebSocket, answered by their number."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(address, timeout=WITHIN, suppress_origin=True, max_size=None)
        self.numbers = itertools.count(1)
        self.close = self.socket.close
        self.heard: list[dict[str, Any]] = []
        """Events that came between answers."""

    def call(self, method: str, **fields: Any) -> dict[str, Any]:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, **fields}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise Failed(f"{method}: {answer['error']} {answer.get('message', '')}")
                return dict(answer["result"])
            self.heard.append(answer)


def ask(address: str, sent: Any = None, method: str | None = None) -> Any:
    """Return what a driver answers over HTTP in JSON."""
    body = None if sent is None else json.dumps(sent).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=WITHIN) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Failed(error.read().decode(errors="replace")) from error
