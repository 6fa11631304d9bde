"""A phone's network as a test wants it: cut, silent, or with the sign-in page of a hotel's WiFi."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, WebSocket, WebSocketRoute

from tests.browser.people import join
from tests.browser.serving import Server

LIVE = re.compile(r"/socket\.io/")
BETWEEN_PACKETS = "\x1e"
PORTAL = "<!doctype html><title>WLAN</title><p>Bitte melden Sie sich im WLAN an.</p>"
ROUND_TRIPS = 5000
ORDER = re.compile(r"^42(\d+)(\[.*)$", re.DOTALL)
ANSWER = re.compile(r"^43(\d+)(\[.*)$", re.DOTALL)
KEPT = """
async () => {
  let missing = "";
  const isStation = Boolean(document.querySelector("[data-composer], #contributions"));
  for (let tries = 0; tries < 500; tries += 1) {
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const isWhole = !isStation || Boolean(document.querySelector('link[rel=stylesheet][href$="/station.css"]'));
    if (!isWhole) {
      document.querySelector("[data-menu]").dispatchEvent(new Event("toggle"));
    }
    const files = loaded.filter((name) => name.includes("/static/"));
    const wanted = [location.pathname, ...files];
    const kept = await Promise.all(wanted.map((one) => caches.match(one, { ignoreVary: true, ignoreSearch: true })));
    missing = wanted.filter((_, at) => !kept[at]).join(" ");
    if (kept.every(Boolean) && isWhole) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return "missing: " + missing;
}
"""


Answers = Callable[[str, dict[str, Any]], dict[str, Any] | None]


@dataclass
class Network:
    """The network between a person's pages and the server; everything passes until a field says otherwise.

    `deaf`: connections carry nothing any more, and nobody notices. `cut`: the connection breaks before the answer to
    the next order of this name. `answer`: the next order of this name does not reach the server but gets this answer;
    `answers` decides that for every order. `lost`: the next news with this text in it is lost.
    """

    deaf: bool = False
    cut: str = ""
    lost: str = ""
    answer: tuple[str, dict[str, Any]] | None = None
    answers: Answers = lambda name, payload: None
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    connections: list["Connection"] = field(default_factory=list)

    def silence(self) -> None:
        """Let present connections carry nothing any more, without notice; new ones work."""
        for connection in self.connections:
            connection.deaf = True

    def orders(self, name: str) -> list[dict[str, Any]]:
        """The payloads of all orders of this name that the phone has sent."""
        return [payload for sent, payload in self.sent if sent == name]

    def acknowledgements(self, name: str) -> list[dict[str, Any]]:
        """The server's answers to all orders of this name that the phone has got."""
        return [payload for asked, payload in self.answered if asked == name]

    def standing_in(self) -> dict[str, Any] | None:
        """The answer that the order just sent gets in place of the server's; None where it reaches the server."""
        name, payload = self.sent[-1]
        if self.answer and self.answer[0] == name:
            _, instead = self.answer
            self.answer = None
            return instead
        return self.answers(name, payload)

    def wait_for(self, page: Page, name: str, count: int) -> None:
        """Wait until the page has sent `count` orders of this name; its clock may stand still."""
        for _ in range(ROUND_TRIPS):
            if len(self.orders(name)) >= count:
                break
            page.evaluate("0")
        assert len(self.orders(name)) >= count

    def wait_for_answers(self, page: Page, name: str, count: int) -> None:
        """Wait until the server has answered `count` orders of this name: a screen may show before what it asked."""
        for _ in range(ROUND_TRIPS):
            if len(self.acknowledgements(name)) >= count:
                break
            page.evaluate("0")
        assert len(self.acknowledgements(name)) >= count


@dataclass
class Ear:
    """Notes the orders and answers of one connection."""

    network: Network
    names: dict[str, str] = field(default_factory=dict)
    """The names of orders without an answer yet, by the number that their answer will have."""

    def from_phone(self, message: str | bytes) -> tuple[str, str] | None:
        """Note an order; returns its name and number, None for another message."""
        found = ORDER.match(message) if isinstance(message, str) else None
        if not found:
            return None
        name, payload = json.loads(found[2])
        self.network.sent.append((name, payload))
        self.names[found[1]] = name
        return name, found[1]

    def answered(self, message: str | bytes) -> str | None:
        """The name of the order that this message answers; None for another message."""
        found = ANSWER.match(message) if isinstance(message, str) else None
        return self.names.get(found[1]) if found else None

    def from_server(self, message: str | bytes) -> None:
        """Note an answer of the server."""
        found = ANSWER.match(message) if isinstance(message, str) else None
        if found and found[1] in self.names:
            self.network.answered.append((self.names.pop(found[1]), json.loads(found[2])[0]))


class Connection:
    """One connection, and what the network does to it."""

    def __init__(self, network: Network, phone: WebSocketRoute) -> None:
        self.network, self.phone = network, phone
        self.server = phone.connect_to_server()
        self.ear = Ear(network)
        network.connections.append(self)
        self.deaf = False
        phone.on_message(self.from_phone)
        self.server.on_message(self.from_server)

    def silent(self) -> bool:
        """Whether it carries nothing; once silent it stays so, while later connections may work."""
        self.deaf = self.deaf or self.network.deaf
        return self.deaf

    def from_phone(self, message: str | bytes) -> None:
        order = self.ear.from_phone(message)
        if order:
            instead = self.network.standing_in()
            if instead:
                self.phone.send(f"43{order[1]}{json.dumps([instead])}")
                return
        if not self.silent():
            self.server.send(message)

    def from_server(self, message: str | bytes) -> None:
        if self.network.cut and self.network.cut == self.ear.answered(message):
            self.network.cut = ""
            self.deaf = True
            self.server.close()
            self.phone.close()
        if self.network.lost and str(message).startswith("42[") and self.network.lost in str(message):
            self.network.lost = ""
            return
        if not self.silent():
            self.ear.from_server(message)
            self.phone.send(message)


def between(context: BrowserContext) -> Network:
    """Put a network between all pages of this person and the server."""
    network = Network()
    context.route_web_socket(LIVE, lambda phone: Connection(network, phone) and None)
    return network


def controlled(server: Server, open_page: Callable[..., Page]) -> tuple[Page, Network]:
    """A phone at its station whose network and clock are the test's."""
    page = open_page("phone")
    network = between(page.context)
    page.clock.install()
    return join(page, server), network


def overheard(context: BrowserContext) -> Network:
    """Note what pages send that this person opens or reloads from now on, without changing it.

    What goes by requests is noted, too: a phone whose WebSocket was not let in at its first attempt polls from then on.
    """
    network = Network()
    polled = Ear(network)

    def opened(page: Page) -> None:
        page.on("websocket", connected)

    def connected(channel: WebSocket) -> None:
        ear = Ear(network)
        channel.on("framesent", lambda message: ear.from_phone(message) and None)
        channel.on("framereceived", ear.from_server)

    def requested(request: Request) -> None:
        if LIVE.search(request.url) and request.method == "POST":
            for packet in (request.post_data or "").split(BETWEEN_PACKETS):
                polled.from_phone(packet)

    for page in context.pages:
        opened(page)
    context.on("page", opened)
    context.on("request", requested)
    return network


@contextmanager
def sign_in_page(port: int, elsewhere: str = "") -> Iterator[None]:
    """Answer every request at the server's port with a sign-in page, as a hotel's WiFi does.

    `elsewhere`: the address of a sign-in page to which the browser is sent instead.
    """

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if elsewhere and f"//{self.headers['Host']}" not in elsewhere:
                self.send_response(302)
                self.send_header("Location", elsewhere)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PORTAL)))
            self.end_headers()
            self.wfile.write(PORTAL.encode())

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", port), Portal) as portal:
        thread = threading.Thread(target=portal.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield
        finally:
            portal.shutdown()
            thread.join()


def back_online(page: Page) -> None:
    """Tell a page that it is online, as a browser does; it need not wait for its next attempt."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def wait_until_kept(page: Page) -> None:
    """Wait until the service worker has a copy of this page and of all its files.

    A station's page on a first visit begins with that when its rest is there, which comes by lot or for the menu.
    """
    kept = page.evaluate(KEPT)
    assert kept is True, kept
