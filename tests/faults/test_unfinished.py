"""Forms, photos and polls whose end never comes are nobody else's trouble, and leave nothing behind."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from facilitation.pages import upload
from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.load.phone import Phone, get
from tests.load.tally import Tally
from tests.load.targets import as_target

pytestmark = pytest.mark.timeout(300)

MANY = 20
"""More than the database has connections for pages."""
FILES = upload.MOST_AT_ONCE
"""All that are read at once."""
TRIES = 5
"""So often the café is asked anew where it gave up the unfinished before it answered: the machine may be busy."""
LONGEST_WAIT = 60.0
FORM = "application/x-www-form-urlencoded"
PARTED = "multipart/form-data; boundary=border"


class Unfinished(NamedTuple):
    """A request that says how much it brings, and brings only the beginning."""

    door: str
    path: str
    kind: str = FORM
    method: str = "POST"
    begin: str = "text=Mehr"
    many: int = MANY

    def head(self, server: Server, cookie: str, path: str) -> bytes:
        lines = [f"{self.method} {path} HTTP/1.1", f"Host: {server.url[7:]}", f"Cookie: {cookie}"]
        lines += [f"Content-Type: {self.kind}", "Content-Length: 500"]
        return "\r\n".join([*lines, "", self.begin]).encode()


POLLED = "/socket.io/?EIO=4&transport=polling"
KINDS = {
    "contribution": Unfinished("guest", "stations/{station}"),
    "name and language": Unfinished("guest", "me"),
    "answers": Unfinished("guest", "feedback"),
    "form with a file": Unfinished("guest", "me", kind=PARTED, begin="--border\r\n"),
    "JSON": Unfinished("guest", "feedback", kind="application/json", begin='{"text":'),
    "poll": Unfinished("guest", POLLED, kind="text/plain", begin="42["),
    "nobody's page": Unfinished("guest", "nowhere"),
    "photo": Unfinished(
        "host", f"host/{{station}}/photos?id={new_id()}", kind="image/jpeg", begin="\xff\xd8", many=FILES
    ),
    "draft": Unfinished("host", f"host/{{station}}/drafts/{new_id()}"),
    "new link": Unfinished("organiser", "organise/doors"),
    "slides": Unfinished("organiser", "presentation"),
    "report's text": Unfinished("organiser", "report/texts"),
    "letterhead": Unfinished("organiser", "report/paper/letterhead", kind=PARTED, begin="--border\r\n", many=FILES),
    "page that is asked for with a form": Unfinished("organiser", "report", method="GET"),
}


@pytest.fixture(scope="module")
def server(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One café for all of these: whatever one left behind, the next would feel."""
    with serve_quickly(tmp_path_factory.mktemp("unfinished") / "data", fresh) as running:
        yield running


async def cookie_of(server: Server, door: str) -> str:
    """The cookie of somebody who came in by a door: of one guest, however many forms they send."""
    station = server.stations[0]
    links = {"guest": server.links["stations"][station], "host": server.links["hosts"][station]}
    _, headers, _ = await get(links.get(door) or server.links[door])
    return headers["set-cookie"].partition(";")[0]


@asynccontextmanager
async def left_open(server: Server, kind: Unfinished) -> AsyncIterator[list[asyncio.Task[bytes]]]:
    """So many of these, by one person; a task for each that ends when it is answered or closed. Then nobody goes on."""
    cookie, writers, ends = await cookie_of(server, kind.door), [], []
    for _ in range(kind.many):
        path = kind.path.format(station=server.stations[0])
        if path == POLLED:
            _, _, opened = await get(server.url + path, cookie)
            path = f"{path}&sid={json.loads(opened[1:])['sid']}"
        elif kind.path != POLLED:
            path = f"/e/{server.event}/{path}"
        reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
        writers.append(writer)
        writer.write(kind.head(server, cookie, path))
        await writer.drain()
        ends.append(asyncio.create_task(reader.read(1)))
    try:
        yield ends
    finally:
        for end in ends:
            end.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()


async def others_are_served(server: Server, host: Phone) -> None:
    """A new phone scans a code and sees its station, writes by a form, and a host gives an order."""
    station = server.stations[0]
    status, headers, _ = await get(server.links["stations"][station])
    assert status == 302
    cookie = headers["set-cookie"].partition(";")[0]
    status, _, page = await get(server.page(f"stations/{station}"), cookie)
    assert (status, b"<form" in page) == (200, True)
    for on in (True, False):
        answer = await host.order("station.set_approve_first", station=station, on=on)
        assert answer["ok"], answer


async def finished(server: Server, cookie: str) -> None:
    """A form that is sent whole, and slowly, is taken; its connection then serves the next."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    form = Unfinished("host", "me", begin="name=Ada&language=").head(server, cookie, f"/e/{server.event}/me")
    writer.write(form.replace(b"Length: 500", b"Length: 20"))
    await writer.drain()
    writer.write(b"de")
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 303 ")
    writer.transport.abort()


async def beside(server: Server, kind: Unfinished, deed: Callable[[], Awaitable[None]]) -> None:
    """A deed that is done while MANY are unfinished, of which none has been answered or given up meanwhile."""
    for _ in range(TRIES):
        async with left_open(server, kind) as ends:
            answered_at_once = kind.path == "nowhere"  # what is not read is answered, and its end awaited afterwards
            await deed()
            if answered_at_once or not any(end.done() for end in ends):
                return
    raise AssertionError("The café gave up what was unfinished before it answered the others.")


def sockets(server: Server) -> int:
    """How many the server has open; the database's files are its pool's, and stay."""
    found = 0
    for descriptor in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed while we look
            found += os.readlink(descriptor).startswith("socket:")
    return found


async def nothing_left(server: Server, before: int) -> None:
    """Wait until no connection of the database is taken, and no more sockets are open than before."""
    async with asyncio.timeout(LONGEST_WAIT):
        while True:
            _, _, told = await get(f"{server.url}/metrics")
            taken = re.search(rb"^cafe_database_connections (\d+)$", told, re.M)
            assert taken is not None
            if int(taken[1]) == 0 and sockets(server) <= before:
                return


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_never_finishes_holds_nobody_up(server: Server, kind: Unfinished) -> None:
    async def evening() -> None:
        station = server.stations[0]
        host = Phone(Tally(), as_target(server), station, posts=0, deflate=False, audience="hosts")
        await host.join()
        await host.connect()
        before = sockets(server) + 1  # the one that asks
        await beside(server, kind, lambda: others_are_served(server, host))
        await finished(server, host.cookie)
        if kind.path != POLLED:  # those are given up when they were silent for as long as a ping may take
            await nothing_left(server, before)
        host.leave()

    asyncio.run(evening())


@pytest.mark.long
@pytest.mark.parametrize("kind", [KINDS["contribution"], KINDS["slides"]], ids=["guest", "organiser"])
def test_a_form_that_never_finishes_is_given_up_in_words(server: Server, kind: Unfinished) -> None:
    async def evening() -> None:
        cookie = await cookie_of(server, kind.door)
        reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
        writer.write(kind.head(server, cookie, f"/e/{server.event}/{kind.path.format(station=server.stations[0])}"))
        answer = await reader.read()  # until it is closed
        head, _, page = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 ")
        assert b"\r\nConnection: close" in head
        assert b"Das kam nicht rechtzeitig ganz an." in page
        writer.transport.abort()

    asyncio.run(evening())
