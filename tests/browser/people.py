"""What people do on the café's screens, for journeys: join, write, and give orders by a secret link."""

import json
import re
import uuid
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests import wire
from tests.browser.conftest import OpenPage
from tests.browser.serving import Server
from tests.scale.screen import Browser, Screen

ORDER = """
async ([name, payload]) => {
  if (!window.live) {
    const scripts = document.querySelector("link[rel=stylesheet]").href.replace(/(css|built)\\/.*/, "js/");
    const { connect } = await import(scripts + "lib/net/socket.js");
    window.live = connect();
    await new Promise((resolve) => window.live.onOnline(resolve));
  }
  return await window.live.order(name, payload);
}
"""
OFFLINE = "ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED"
"""Messages of a browser that has no network."""
CLOSED = "WebSocket|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|error occurred when fetching the script"
"""Messages of a browser when a server or a network ends the connection."""
SAVED = "Gespeichert – am Tisch zu sehen"


def runs_down(minutes: int, text: str = "{}") -> re.Pattern[str]:
    """What a clock shows that began with these minutes up to five minutes ago, within this text.

    A busy machine lets a minute pass between two steps of a test, so no test may name the minute that is left.
    """
    passed = "|".join(f"{minute:02}" for minute in range(max(0, minutes - 5), minutes))
    before, after = map(re.escape, text.split("{}"))
    return re.compile(rf"^{before}(?:{minutes:02}:00|(?:{passed}):\d\d){after}$")


def scan(page: Page, server: Server, station: int = 0) -> Page:
    """Scan a station's code, and wait until the live connection stands."""
    page.goto(server.links["stations"][server.stations[station]])
    return connected(page)


def join(page: Page, server: Server, station: int = 0, table: int | None = None) -> Page:
    """Be at a station as somebody who said earlier that they write in German."""
    name = server.stations[station]
    page.request.get(server.links["stations"][name], max_redirects=0)
    page.request.post(server.page("me"), max_redirects=0)
    page.goto(server.page(f"stations/{name}") + (f"?table={table}" if table else ""))
    return connected(page)


def connected(page: Page) -> Page:
    """A phone at a station, once the live connection stands."""
    expect(page.locator("[data-stream-head] [data-votes-left]")).to_be_visible()
    return page


def choose(page: Page, kind: str) -> None:
    """Choose a kind; its radio button lies under its sign and word, so the click is forced.

    At a first visit the kinds come with the first tap into the field.
    """
    page.get_by_label("Ihr Beitrag").focus()
    page.get_by_role("radio", name=kind).check(force=True)


def write(page: Page, text: str) -> Locator:
    """Send a contribution and wait until it is saved; returns its card."""
    page.get_by_label("Ihr Beitrag").fill(text)
    page.get_by_role("button", name="Senden").click()
    expect(line(page)).to_have_text(SAVED)
    return card(page, text)


def send(page: Page, text: str) -> None:
    """Send a contribution and wait for its card only, whether it is saved or not."""
    page.get_by_label("Ihr Beitrag").fill(text)
    page.get_by_role("button", name="Senden").click()
    expect(card(page, text)).to_have_count(1)


def texts(page: Page, beginning: str) -> list[str]:
    """The texts on this screen that begin so, in the order in which they were taken in."""
    shown = page.locator("[data-contribution] > [data-text]").all_text_contents()
    return [text for text in reversed(shown) if text.startswith(beginning)]


def line(page: Page) -> Locator:
    """The composer's line that says its state."""
    return page.locator("[data-line]")


def card(page: Page, text: str) -> Locator:
    """The card with exactly this text, without the cards nested in it."""
    return page.locator("[data-contribution]").filter(has=page.locator(f":scope > [data-text]:text-is({quoted(text)})"))


def quoted(text: str) -> str:
    """A text in quotes, escaped for a selector."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Away:
    """Somebody whose screen no test looks at: they came in by a link, and give orders over a live connection."""

    def __init__(self, server: Server, link: str) -> None:
        self._browser = Browser(server.url, link)
        self._screen: Screen | None = None
        _away.append(self)

    def order(self, message: str, **payload: Any) -> Any:
        """Give an order, and return its acknowledgement; the connection is made with the first, or after a cut."""
        if self._screen is None:
            self._screen = Screen(self._browser.url, like=self._browser)
        elif not self._screen.connected():
            self._screen.connect()
        return self._screen.order(message, **payload)

    def hears(self, said: str) -> None:
        """Wait until this stands in something that arrived since the connection was made."""
        assert self._screen is not None, "who has given no order hears nothing"
        self._screen.until(lambda: self._screen is not None and self._screen.heard(said))

    def leave(self) -> None:
        """Give no more orders."""
        if self._screen:
            self._screen.close()


class Neighbour(Away):
    """A guest at a station, without a page: what is written there comes to them as to any phone."""

    def __init__(self, server: Server, station: int = 0) -> None:
        self.event, self.station = server.event, server.stations[station]
        super().__init__(server, server.links["stations"][self.station])

    def write(self, text: str, language: str = "de") -> str:
        """Send a contribution, and return its id once it is saved."""
        sent = {"id": str(uuid.uuid4()), "station": self.station, "kind": "idea", "language": language, "text": text}
        order(self, "contribution.add", **sent)
        return sent["id"]

    def vote(self, contribution: str) -> None:
        """Give a dot."""
        order(self, "vote.set", contribution=contribution, on=True)

    def open(self) -> dict[str, Any]:
        """Be at the station, as a phone that shows it; returns the change that it begins with."""
        opened = order(self, "station.open", event=self.event, station=self.station, since=0)
        return dict(wire.opened(opened)["change"])

    def reads(self, text: str) -> None:
        """Wait until a contribution with exactly this text has come."""
        self.open()
        self.hears(json.dumps(text, ensure_ascii=False))

    def texts(self, beginning: str = "") -> list[str]:
        """The texts that begin so, in the order in which they were taken in."""
        said = sorted(self.open()["contributions"], key=lambda one: one["number"])
        return [one["text"] for one in said if one["text"].startswith(beginning)]


_away: list[Away] = []


def all_leave() -> None:
    """Let everybody go who is away, at a test's end."""
    while _away:
        _away.pop().leave()


def behind_door(server: Server, link: str) -> Away:
    """Somebody who used a secret link, without a page: one costs ten times as much."""
    return Away(server, link)


def page_behind_door(open_page: OpenPage, server: Server, link: str) -> Page:
    """A page of somebody who used a secret link; nothing on it is live."""
    page = open_page("desk")
    page.request.get(link, max_redirects=0)
    page.goto(server.page())
    return page


def order(sender: Page | Away, message: str, **payload: Any) -> dict[str, Any]:
    """Send an order over a live connection of this session; returns its acknowledgement, which must be ok."""
    given = sender.order(message, **payload) if isinstance(sender, Away) else sender.evaluate(ORDER, [message, payload])
    ack: dict[str, Any] = given
    assert ack["ok"], ack
    return ack
