"""Chromium 80, Firefox ESR and WebKitGTK: how each is started, and how its one window is driven."""

import base64
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.browser.serving import ROOT, free_port
from tests.other_browsers.protocols import Channel, Failed, Tab, ask, reached

WIDTH, HEIGHT = 390, 844
"""A phone's, in CSS pixels."""
PACKAGE = ROOT / ".node" / "node_modules" / "chrome-aws-lambda" / "bin"
"""Chromium 80.0.3987 as npm has it, compressed."""
OLD = ROOT / ".cache" / "chromium-80"
UNPACK = """
const { brotliDecompressSync } = require("node:zlib"), { readFileSync, writeFileSync } = require("node:fs");
writeFileSync(process.argv[2], brotliDecompressSync(readFileSync(process.argv[1])));
"""


@contextmanager
def chromium(home: Path) -> Iterator[Tab]:
    """Chromium 80, by the DevTools protocol."""
    port = free_port()
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
    command = [str(unpacked()), *flags, f"--user-data-dir={home}", f"--remote-debugging-port={port}", "about:blank"]
    with started(command, home), closing(Channel(reached(lambda: first_window(port)))) as channel:
        yield Chromium(channel)


def first_window(port: int) -> str:
    """The address by which its window is driven; it listens before it has one."""
    windows = ask(f"http://127.0.0.1:{port}/json/list")
    if not windows:
        raise ConnectionError("There is no window yet.")
    return str(windows[0]["webSocketDebuggerUrl"])


def unpacked() -> Path:
    """Chromium 80, ready to run."""
    program = OLD / "chromium"
    if not program.exists():
        unfinished = OLD.with_name(f"{OLD.name}-{os.getpid()}")
        unfinished.mkdir(parents=True)
        for name in ("chromium", "swiftshader.tar"):
            subprocess.run([".ci/node", "-e", UNPACK, PACKAGE / f"{name}.br", unfinished / name], cwd=ROOT, check=True)
        (unfinished / "swiftshader").mkdir()
        with tarfile.open(unfinished / "swiftshader.tar") as packed:
            packed.extractall(unfinished / "swiftshader", filter="data")
        (unfinished / "chromium").chmod(0o755)
        try:
            unfinished.rename(OLD)
        except OSError:  # another worker was quicker
            shutil.rmtree(unfinished)
    return program


class Chromium:
    """A window, by the DevTools protocol."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.channel.call("Page.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self.channel.call(method, params=params)

    def open(self, address: str) -> None:
        problem = self.call("Page.navigate", url=address).get("errorText")
        if problem:
            raise Failed(f"{address}: {problem}")

    def run(self, script: str) -> Any:
        expression = f"(async () => {{ {script} }})()"
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise Failed(json.dumps(found["exceptionDetails"])[:500])
        return found["result"].get("value")

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextmanager
def firefox(home: Path) -> Iterator[Tab]:
    """Firefox's long-term edition, by WebDriver BiDi."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "No Firefox was found: install firefox-esr."
    port = free_port()
    size = [f"--width={WIDTH}", f"--height={HEIGHT}"]
    command = [program, "--headless", "--no-remote", "--profile", str(home), *size, f"--remote-debugging-port={port}"]
    with (
        started([*command, "about:blank"], home),
        closing(reached(lambda: Channel(f"ws://127.0.0.1:{port}/session"))) as channel,
    ):
        channel.call("session.new", params={"capabilities": {}})
        (context, *_) = channel.call("browsingContext.getTree", params={})["contexts"]
        yield Firefox(channel, context["context"])


class Firefox:
    """A window, by WebDriver BiDi."""

    def __init__(self, channel: Channel, context: str) -> None:
        self.channel, self.context = channel, context
        viewport = {"width": WIDTH, "height": HEIGHT}
        self.call("browsingContext.setViewport", viewport=viewport)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self.channel.call(method, params={"context": self.context, **params})

    def open(self, address: str) -> None:
        self.call("browsingContext.navigate", url=address, wait="interactive")

    def run(self, script: str) -> Any:
        # What a page's values are in this protocol is said with their types; a text needs none.
        found = self.channel.call(
            "script.evaluate",
            params={
                "expression": f"(async () => JSON.stringify((await (async () => {{ {script} }})()) ?? null))()",
                "target": {"context": self.context},
                "awaitPromise": True,
            },
        )
        if found["type"] != "success":
            raise Failed(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("browsingContext.captureScreenshot")["data"]))


@contextmanager
def webkit(home: Path) -> Iterator[Tab]:
    """WebKitGTK, by WebDriver; it needs a screen, which Xvfb pretends to be."""
    assert shutil.which("WebKitWebDriver"), "No WebKitGTK was found: install webkit2gtk-driver."
    assert shutil.which("Xvfb"), "WebKitGTK needs a screen: install xvfb."
    port = free_port()
    screen = f":{port % 10_000 + 100}"
    surroundings = {"DISPLAY": screen, "GDK_BACKEND": "x11", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    lock = Path(f"/tmp/.X11-unix/X{screen[1:]}")
    with started(["Xvfb", screen, "-screen", "0", "1024x1024x24", "-nolisten", "tcp"], home):
        reached(lambda: lock.stat())
        with started(["WebKitWebDriver", f"--port={port}"], home, surroundings):
            driver = f"http://127.0.0.1:{port}"
            (program, *_) = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.?/MiniBrowser"), reverse=True)
            options = {"binary": str(program), "args": ["--automation", f"--geometry={WIDTH}x{HEIGHT}"]}
            wanted = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
            session = reached(lambda: ask(f"{driver}/session", {"capabilities": wanted}))["value"]["sessionId"]
            tab = WebKit(f"{driver}/session/{session}")
            try:
                yield tab
            finally:
                ask(tab.session, method="DELETE")


class WebKit:
    """A window, by WebDriver."""

    def __init__(self, session: str) -> None:
        self.session = session
        limits = {"script": 60_000, "pageLoad": 30_000}
        ask(f"{session}/timeouts", limits)
        ask(f"{session}/window/rect", {"width": WIDTH, "height": HEIGHT})

    def open(self, address: str) -> None:
        ask(f"{self.session}/url", {"url": address})

    def run(self, script: str) -> Any:
        answered = f"""
            const done = arguments[arguments.length - 1];
            (async () => {{ {script} }})().then(
              (found) => done({{ found: found ?? null }}), (error) => done({{ error: String(error) }}));
        """
        found = ask(f"{self.session}/execute/async", {"script": answered, "args": []})["value"]
        if "error" in found:
            raise Failed(found["error"])
        return found["found"]

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(ask(f"{self.session}/screenshot")["value"]))


@contextmanager
def started(command: list[str], home: Path, surroundings: Mapping[str, str] | None = None) -> Iterator[None]:
    """A program beside the tests, ended with all that it started."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "HOME": str(home), **(surroundings or {})}
    with (home / "printed.log").open("ab") as printed:
        process = subprocess.Popen(
            command, env=environment, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield
        finally:
            os.killpg(process.pid, 15)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


BROWSERS = {"Chromium 80": chromium, "Firefox": firefox, "WebKit": webkit}
