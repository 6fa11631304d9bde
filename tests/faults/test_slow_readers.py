"""Large answers that nobody reads hold nothing that others need, and leave nothing behind."""

import asyncio
import io
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.serving import ROOT, Server, serve_quickly
from tests.conftest import new_id
from tests.faults.test_unfinished import cookie_of, nothing_left, others_are_served, sockets
from tests.load.phone import Phone, get
from tests.load.tally import Tally
from tests.load.targets import as_target

pytestmark = pytest.mark.timeout(300)

MANY = 20
"""More than the database has connections for pages."""
WRITTEN = 7_000
"""Contributions: more than the system keeps of an answer that nobody reads."""
ENDS = "Connection: close\r\n"
"""So that nothing goes on once the answer has left."""
PHOTO = new_id()
ANSWERS = {
    "a photo": ("guest", "photos/{photo}.jpg", MANY),
    "everything in a ZIP file": ("organiser", "export.zip", 2),
    "a station, answered at once": ("guest", "stations/{station}.json", MANY),
}
"""Who asks for what, how often; making a ZIP file takes a second."""


@pytest.fixture(scope="module")
def server(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A café with a photo that cannot be made small."""
    with serve_quickly(tmp_path_factory.mktemp("slow") / "data", fresh) as running:
        asyncio.run(photograph(running))
        yield running


def write_much(server: Server) -> None:
    """Fill a station."""
    command = [sys.executable, "-m", "tests.load.filling", server.event, server.stations[0], str(WRITTEN)]
    environment = {**server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


async def photograph(server: Server) -> None:
    """A host photographs what is only noise: some megabytes however it is packed."""
    packed = io.BytesIO()
    Image.effect_noise((1600, 1600), 200).convert("RGB").save(packed, "JPEG", quality=95)
    cookie, photo = await cookie_of(server, "host"), packed.getvalue()
    path = f"/e/{server.event}/host/{server.stations[0]}/photos?id={PHOTO}"
    head = f"POST {path} HTTP/1.1\r\nHost: {server.url[7:]}\r\nCookie: {cookie}\r\nContent-Length: {len(photo)}\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.environment["PORT"]))
    writer.write(head.encode() + photo)
    assert (await reader.readuntil(b"\r\n")).split()[1] == b"200"
    writer.close()


@asynccontextmanager
async def unread(server: Server, door: str, path: str, many: int) -> AsyncIterator[None]:
    """So many answers, each to somebody else, of which nobody reads more than the beginning."""
    opened, loop = [], asyncio.get_running_loop()
    path = f"/e/{server.event}/{path.format(photo=PHOTO, station=server.stations[0])}"
    try:
        for _ in range(many):
            cookie = await cookie_of(server, door)
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            opened.append(connection)
            await loop.sock_connect(connection, ("127.0.0.1", int(server.environment["PORT"])))
            head = f"GET {path} HTTP/1.1\r\nHost: {server.url[7:]}\r\nCookie: {cookie}\r\n{ENDS}\r\n"
            await loop.sock_sendall(connection, head.encode())
        for connection in opened:
            assert (await loop.sock_recv(connection, 15)) == b"HTTP/1.1 200 OK"
        yield
    finally:
        for connection in opened:
            connection.close()


async def figure(server: Server, name: str) -> int:
    """One of the server's own figures."""
    _, _, told = await get(f"{server.url}/metrics")
    found = re.search(rb"^%b (\d+)$" % name.encode(), told, re.M)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize(("door", "path", "many"), ANSWERS.values(), ids=ANSWERS)
def test_who_reads_slowly_holds_nobody_up(server: Server, door: str, path: str, many: int) -> None:
    async def evening() -> None:
        host = Phone(Tally(), as_target(server), server.stations[0], posts=0, deflate=False, audience="hosts")
        await host.join()
        await host.connect()
        before = sockets(server) + 1  # the one that asks
        async with unread(server, door, path, many):
            assert await figure(server, "cafe_threads") > many, "they are being written"
            assert await figure(server, "cafe_database_connections") == 0
            await others_are_served(server, host)
        await nothing_left(server, before)
        host.leave()

    if path.endswith(".json"):
        write_much(server)
    asyncio.run(evening())
