"""A simulated phone: joins by a QR code, opens its station, writes, votes, and notes what it gets."""

import asyncio
import random
import time
from array import array
from contextlib import suppress
from typing import Literal

from facilitation.rehearsal import web
from facilitation.rehearsal.connection import FORM, PATH, Connection, Line, Offline
from facilitation.rehearsal.websocket import Refused, WebSocket
from tests.load.polling import Polling
from tests.load.tally import News, Tally
from tests.load.targets import Target

FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
"""Seconds between two attempts of a phone to come back (static/js/lib/net/socket.js)."""
LONG_ABSENCE, FETCH_WITHIN = 10.0, 4.0
"""Seconds after which what was missed comes by HTTP, and its time limit (static/js/lib/net/catch-up.js)."""
READ_AT_ONCE = 200
"""Pieces of news that are read before the event loop takes in what else arrived, and sends what is due."""
NEWS = b'42["station.changed",'

Kind = Literal["websocket", "polling", "silent"]
"""How a phone gets news; `silent`: by a WebSocket from which it never reads once its station is open."""
Audience = Literal["public", "hosts"]


async def get(
    url: str, cookie: str = "", encoding: str = "identity", form: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Fetch a page, or send a form, as browsers do; returns status, headers (names in lower case) and body.

    Raises Offline, OSError.
    """
    return await web.ask(url, cookie, encoding=encoding, body=form)


class Phone(Connection):
    """A phone, or with the audience `hosts` a table host's tablet, at one station.

    `seen` holds the revision at which each post stands on its screen, 0 for none.
    """

    def __init__(
        self,
        tally: Tally,
        target: Target,
        station: str,
        posts: int,
        *,
        deflate: bool,
        line: Kind = "websocket",
        audience: Audience = "public",
    ) -> None:
        super().__init__()
        self.station = station
        self.line = line
        self.audience = audience
        self.cookie = ""
        self.revision = 0
        self.seen = array("l", bytes(8 * posts))
        self.given: list[str] = []
        self.bytes_received = 0
        self._live = array("l", bytes(8 * posts))
        self._tally = tally
        self._target = target
        self._deflate = deflate
        self._asking: asyncio.Task[None] | None = None
        self._returning: asyncio.Task[None] | None = None
        self._left = False
        self.voting = asyncio.Lock()
        self.online = asyncio.Event()

    async def join(self) -> None:
        """Get a session cookie by the QR code or the host's link, where the server has one, and say hello."""
        links = self._target.doors if self.audience == "hosts" else self._target.codes
        url = links.get(self.station)
        if url is None:
            return
        status, headers, _ = await get(url)
        assert status == 302, f"{url} answered {status}"
        self.cookie = headers["set-cookie"].partition(";")[0]
        if self.audience == "public":  # whose row is stored with that; the pages on the way lead there
            hello = f"http://{self._target.host}/e/{self._target.event}/me"
            status, _, _ = await get(hello, self.cookie, form="language=de&name=")
            assert status == 303, f"{hello} answered {status}"

    async def load(self, since: int = 0) -> None:
        """Fetch what the station holds, or what changed `since`, compressed, where the server's phones do so."""
        if self._target.loads:
            url = f"{self._target.contents[self.station]}?audience={self.audience}&since={since}"
            status, _, body = await get(url, self.cookie, encoding="gzip")
            assert status == 200, f"{self.station} answered {status}"
            self._learn(self._tally.loaded(body))

    async def connect(self) -> None:
        """Open the live connection and the station, for the first time or again. Raises Offline, Refused, OSError."""
        if self.line == "polling":
            polling = Polling(self.receive, self.closed)
            await self.greet(polling, polling.open(self._target.host, self.cookie, deflate=self._deflate))
        else:
            opened = WebSocket(self.receive, self.closed)
            small = self.line == "silent"
            opening = opened.open(self._target.host, PATH, self.cookie, deflate=self._deflate, small=small)
            await self.greet(opened, opening)
        await self.catch_up()
        self.online.set()
        if isinstance(self._socket, WebSocket) and self.line == "silent":
            self._socket.stop_reading()

    async def catch_up(self) -> None:
        """Ask for what changed since the known revision: at first, for everything. Raises Offline."""
        where = {"event": self._target.event, "station": self.station, "audience": self.audience}
        answer = await self.order("station.open", **where, since=self.revision, form=FORM)
        assert answer["ok"], answer
        self._learn(self._tally.change(answer["change"]))

    async def read_wordings(self) -> None:
        """Ask for what others said of the contributions in the language of most phones, as a page does that is there.

        Raises Offline.
        """
        where = {"event": self._target.event, "station": self.station}
        answer = await self.order("wording.open", **where, languages={"de": 0}, drafts=True)
        assert answer["ok"], answer

    def _learn(self, change: News) -> None:
        for number, revision in change.items:
            if self.seen[number] == 0:
                self._tally.caught_up += 1
            self.seen[number] = max(self.seen[number], revision)
        self.revision = max(self.revision, change.revision)

    def drop(self) -> None:
        """Lose the connection; the phone comes back by itself."""
        if self._socket is not None:
            self._tally.drops += 1
            self._socket.drop()

    async def come_back(self) -> None:
        """Open the browser again, which has forgotten what it showed."""
        self.revision = 0
        await self.load()
        await self.connect()
        self._left = False

    def leave(self) -> None:
        """Close the browser; the phone does not come back by itself."""
        self._left = True
        for task in (self._asking, self._returning):
            if task is not None:
                task.cancel()
        if self._socket is not None:
            self._socket.drop()

    def heard(self, message: bytes) -> None:
        """Take in news from the server."""
        if message.startswith(NEWS):
            self._later(message)

    def _later(self, message: bytes) -> None:
        """Note news as they arrive, and read them once nothing more arrives: all phones share one core here."""
        unread = self._tally.unread
        if not unread:
            asyncio.get_running_loop().call_soon(_read, self._tally)
        unread.append((self._news, message, time.monotonic()))  # which is the event loop's time

    def _news(self, news: News, arrived: float) -> None:
        tally = self._tally
        tally.frames += 1
        for number, revision in news.items:
            if self.seen[number] == 0:
                tally.deliveries.append(arrived - tally.posts[number].due)
            elif self._live[number] == revision:
                tally.doubled += 1
            self._live[number] = revision
            self.seen[number] = max(self.seen[number], revision)
        if news.since <= self.revision:
            self.revision = max(self.revision, news.revision)
        elif self._asking is None or self._asking.done():
            tally.gaps += 1
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    async def _ask(self) -> None:
        try:
            await self.catch_up()
        except Offline:
            self._tally.unanswered += 1

    def lost(self, line: Line | None) -> None:
        """Come back, unless the browser was closed."""
        self.online.clear()
        if line is not None:
            self.bytes_received += line.received
        if not self._left and (self._returning is None or self._returning.done()):
            self._tally.cut_off += 1
            self._returning = asyncio.get_running_loop().create_task(self._return())

    async def _return(self) -> None:
        """Come back as static/js/lib does: waits that double and vary; after a long absence by HTTP first."""
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        lost = loop.time()
        while not self.online.is_set():
            await asyncio.sleep(wait * (0.5 + random.random()))
            wait = min(wait * 2, LONGEST_WAIT)
            if loop.time() - lost > LONG_ABSENCE:
                with suppress(AssertionError, IndexError, Offline, OSError, TimeoutError):  # `connect` decides
                    async with asyncio.timeout(FETCH_WITHIN):
                        await self.load(self.revision)
            with suppress(Offline, Refused, OSError):
                await self.connect()


def _read(tally: Tally) -> None:
    unread = tally.unread
    for _ in range(min(len(unread), READ_AT_ONCE)):
        tell, message, arrived = unread.popleft()
        tell(tally.news(message), arrived)
    if unread:
        asyncio.get_running_loop().call_soon(_read, tally)
