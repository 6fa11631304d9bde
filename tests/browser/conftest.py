"""Journeys in a real browser against a real server.

`server` is shared by the tests of a file, so a test must not count on an empty café; one that needs the café
for itself asks for `own_server`. `phone`, `tablet`, `desk` and `wall` are pages on that device; `open_page`
makes more of them, each a person of its own. Whatever a page complains about fails its test, see `Watch`.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.serving import ROOT, Server, serve_quickly

if TYPE_CHECKING:
    from tests.browser.people import Neighbour

Device = Literal["phone", "tablet", "desk", "wall"]
OpenPage = Callable[..., Page]

DEVICES: dict[Device, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
    "tablet": {"viewport": {"width": 1180, "height": 820}, "has_touch": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "wall": {"viewport": {"width": 1920, "height": 1080}},
}
# As in the hall, whose network is plain http, there is no service worker; a test of it allows it.
PERSON = {
    "locale": "de-DE",
    "timezone_id": "Europe/Berlin",
    "reduced_motion": "reduce",
    "service_workers": "block",
}
# The browser's own errands (updates, sign-in, lists of bad sites) would go to foreign hosts.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # one process less a browser
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--accept-lang=de-DE",  # the live connection asks in the browser's own language, whatever that of the page is
    # Names of this machine that are neither its own address nor https: the hall's plain network, and a foreign host.
    "--host-resolver-rules=MAP cafe.test 127.0.0.1,MAP portal.test 127.0.0.1",
]
HERE = Path(__file__).parent
PICTURES = ROOT / ".cache" / "browser"
TIMEOUT = 30_000
expect.set_options(timeout=TIMEOUT)

# Console messages tell of a blocked script or style, but not where; the event does, also where a policy only reports.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (violation) => {
  const { violatedDirective, blockedURI, sourceFile } = violation;
  console.error(`CSP: ${violatedDirective} blocked ${blockedURI} in ${sourceFile}`);
});
"""


class Watch:
    """What the pages of a test complained about: console and page errors, blocked content, foreign hosts."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.host = urlsplit(server.url).netloc
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Complaints in which the pattern is found are the test's own doing, such as being offline."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [text for text in self.complaints if not any(re.search(part, text) for part in self.expected)]

    def context(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.address(request.url))
        context.on("console", self.console)
        context.on("weberror", lambda error: self.complaints.append(f"page error: {error.error}"))
        context.on("page", lambda page: page.on("websocket", lambda channel: self.address(channel.url)))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.complaints.append(f"console: {message.text} ({where})")

    def address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.complaints.append(f"foreign host: {url}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed test tells what the server printed, and its open pages leave a picture."""
    report: Any = yield
    arguments = getattr(item, "funcargs", {})
    if report.failed and "watch" in arguments:
        report.sections.append(("The server printed", arguments["watch"].server.tail()))
    if report.failed and report.when == "call":
        for number, page in enumerate(arguments.get("_opened", [])):
            picture = PICTURES / f"{re.sub(r'[^a-z0-9]+', '-', item.name.lower())}-{number}.png"
            report.sections.append(("A page's picture", take_picture(page, picture)))
    return report


def take_picture(page: Page, picture: Path) -> str:
    try:
        page.screenshot(path=picture)
    except Exception as reason:
        return f"none of {page.url}: {reason}"
    return f"{picture} of {page.url}"


@pytest.fixture(scope="module")
def server(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a file."""
    with serve_quickly(tmp_path_factory.mktemp("cafe") / "data", fresh) as running:
        yield running


@pytest.fixture(scope="module")
def filled() -> set[str]:
    """Addresses of servers that this file's tests have filled already."""
    return set()


@pytest.fixture
def own_settings() -> dict[str, str]:
    """Further settings of `own_server`; a file that needs some has a fixture of this name."""
    return {}


@pytest.fixture
def own_server(fresh: Path, tmp_path: Path, own_settings: dict[str, str]) -> Iterator[Server]:
    """A fresh café for this test alone. Use it with `open_page` and whole addresses."""
    with serve_quickly(tmp_path / "data", fresh, **own_settings) as running:
        yield running


class Chrome:
    """A worker's browser. It runs from the first journey to the last of a row: while Playwright runs, it holds the
    thread's event loop, and tests of other folders need theirs."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None

    def running(self) -> Browser:
        """The browser, which is started where there is none."""
        if self._browser is None:
            found = subprocess.run([ROOT / ".ci" / "browser", "shell"], capture_output=True, text=True)
            path = found.stdout.strip()
            assert path, (
                "No browser was found: install Chromium or Chrome, or name one with CHROMIUM=/path/to/chromium."
            )
            playwright = self._open.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
            self._open.callback(self._browser.close)
        return self._browser

    def quit(self) -> None:
        self._open.close()
        self._browser = None


_chrome = Chrome()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """After the last journey of a row the browser ends, also where that complains."""
    try:
        yield
    finally:
        if nextitem is None or HERE not in nextitem.path.parents:
            _chrome.quit()


@pytest.fixture
def browser() -> Browser:
    """This worker's browser."""
    return _chrome.running()


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Watch:
    """The test's watch over its pages; `watch.expect("…")` for what the test itself provokes."""
    name = "own_server" if "own_server" in request.fixturenames else "server"
    server: Server = request.getfixturevalue(name)
    return Watch(server)


@pytest.fixture
def _opened() -> list[Page]:
    return []


@pytest.fixture
def open_page(browser: Browser, watch: Watch, _opened: list[Page]) -> Iterator[OpenPage]:
    """`open_page("phone", url=None, **options)`: a new person's page on that device.

    `options` are Playwright's for a context, such as locale="ar" or service_workers="allow". Further tabs of the
    same person: `page.context.new_page()`.
    """
    from tests.browser.people import all_leave  # which imports this file

    contexts: list[BrowserContext] = []

    def open_one(device: Device, url: str | None = None, **options: Any) -> Page:
        settings = {**PERSON, **DEVICES[device], **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        context.add_init_script(REPORT_VIOLATIONS)
        watch.context(context)
        page = context.new_page()
        _opened.append(page)
        if url:
            page.goto(url)
        return page

    yield open_one
    all_leave()
    for context in contexts:
        context.close()
    assert watch.unexpected() == []


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page("phone")


@pytest.fixture
def tablet(open_page: OpenPage) -> Page:
    return open_page("tablet")


@pytest.fixture
def desk(open_page: OpenPage) -> Page:
    return open_page("desk")


@pytest.fixture
def wall(open_page: OpenPage) -> Page:
    return open_page("wall")


@pytest.fixture
def guest(server: Server, open_page: OpenPage) -> Iterator[Page]:
    """A guest's phone, on which everything must come by the live connection."""
    from tests.browser.boards import never_loaded_anew  # which imports this file
    from tests.browser.people import join

    with never_loaded_anew(join(open_page("phone"), server)) as phone:
        yield phone


@pytest.fixture
def neighbour(server: Server, open_page: OpenPage) -> "Neighbour":
    """A guest at this station who only writes, without a page."""
    from tests.browser.people import Neighbour  # which imports this file

    return Neighbour(server)


@pytest.fixture
def host(server: Server, open_page: OpenPage) -> Page:
    """The host's tablet at the same station."""
    from tests.browser.boards import board

    return board(open_page("tablet"), server)
