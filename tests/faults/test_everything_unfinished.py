"""All that can be left unfinished, or made too large, at once: memory, descriptors and threads are as they were.

Phones beside it are answered throughout.
"""

import asyncio
import itertools
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from facilitation.transport.holdings import MOST_IN_ALL
from tests import camera
from tests.browser.serving import ROOT, Server, serve
from tests.conftest import new_id
from tests.faults.mischief import SMALL_BUFFER, Mischief
from tests.load import machine
from tests.load.phone import Phone, get
from tests.load.tally import Tally
from tests.load.targets import as_target

pytestmark = pytest.mark.timeout(600)

GUESTS = 12
STORED = 1_500
"""Contributions at the station that is asked for: more than half a megabyte."""
ANSWERS = 20
"""Orders of each phone that are answered while a round goes on."""
LONGEST_WAIT = 120.0
BESIDE = 100_000_000
"""Bytes that a round may take beside what is kept for its clients: stations kept ready, what is being made."""
MORE = 1.05
"""How much more memory a second round may leave than the first."""
MORE_OF_MANY = 1.1
"""The same of twenty rounds."""
LEFT = ("sockets", "cafe_threads", "cafe_held_bytes", "cafe_database_connections")
UNFINISHED = 400
"""Requests of each kind that are begun in a round of nothing else."""
A_MINUTE, PROMPT = 60.0, 0.5
"""Seconds of the long form, and within how many its phones are answered."""
AT_A_TIME = 5
"""Phones of the long form that ask at the same time, as far as a hall does."""


async def figures(server: Server) -> dict[str, float]:
    """What /metrics and /proc say."""
    _, _, told = await get(f"{server.url}/metrics")
    found = {name: float(value) for name, value in re.findall(r"^(cafe_\w+) (\S+)$", told.decode(), re.M)}
    folder = Path(f"/proc/{server.process.pid}")
    sockets = 0
    for descriptor in (folder / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed while we look
            sockets += os.readlink(descriptor).startswith("socket:")
    return {**found, "sockets": sockets, "memory": machine.memory(server.process.pid)[0] * 1024 * 1024}


async def as_before(server: Server, before: dict[str, float], names: tuple[str, ...] = LEFT) -> None:
    """Wait until nothing of a round is left."""
    async with asyncio.timeout(LONGEST_WAIT):
        while True:
            now = await figures(server)
            if all(now[name] <= before[name] for name in names):
                return


async def sent(server: Server, method: str, path: str, cookie: str, content: bytes) -> bytes:
    """Send a form or a file; the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    lines = [f"{method} /e/{server.event}/{path} HTTP/1.1", f"Host: {server.url[7:]}", f"Cookie: {cookie}"]
    lines += [f"Content-Length: {len(content)}", "Content-Type: application/x-www-form-urlencoded", "Connection: close"]
    writer.write("\r\n".join([*lines, "", ""]).encode() + content)
    answer = await reader.read()
    writer.close()
    return answer


async def photo(server: Server) -> str:
    """A host's photo of some megabytes; its id."""
    id, station = new_id(), server.stations[0]
    _, headers, _ = await get(server.links["hosts"][station])
    noise = Image.frombytes("RGB", (1_500, 1_500), os.urandom(1_500 * 1_500 * 3))
    cookie, content = headers["set-cookie"].partition(";")[0], camera.file(noise, quality=95)
    assert (await sent(server, "POST", f"host/{station}/photos?id={id}", cookie, content)).startswith(b"HTTP/1.1 200 ")
    return id


async def guests(server: Server) -> list[str]:
    """The cookies of some guests who said in which language they write, and are shown the station."""
    found = []
    for _ in range(GUESTS):
        _, headers, _ = await get(server.links["stations"][server.stations[0]])
        cookie = headers["set-cookie"].partition(";")[0]
        answer = await sent(server, "POST", "me", cookie, b"name=Ada&language=de")
        assert answer.startswith(b"HTTP/1.1 303 ")
        given = re.search(rb"[Ss]et-[Cc]ookie: ([^;]+);", answer)
        found.append(given[1].decode() if given else cookie)
    return found


@asynccontextmanager
async def phones(server: Server, many: int) -> AsyncIterator[list[Phone]]:
    """Phones at another station."""
    found = [Phone(Tally(), as_target(server), server.stations[1], posts=0, deflate=False) for _ in range(many)]
    for phone in found:
        await phone.join()
        await phone.load()
        await phone.connect()
    try:
        yield found
    finally:
        for phone in found:
            phone.leave()


class Beside:
    """Phones that give one order after the other while something else goes on, and how long each waited."""

    def __init__(self, server: Server, phones: list[Phone]) -> None:
        self.waits: list[float] = []
        self._server = server
        self._phones = phones

    async def ask(self, phone: Phone) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        where = {"event": self._server.event, "station": phone.station, "since": phone.revision}
        answer = await phone.order("station.open", **where)
        self.waits.append(loop.time() - begun)
        assert answer["ok"], answer

    async def each(self, times: int) -> None:
        """Each phone gives so many orders."""

        async def some(phone: Phone) -> None:
            for _ in range(times):
                await self.ask(phone)

        await asyncio.gather(*map(some, self._phones))

    async def in_turn(self, seconds: float) -> None:
        """All of them in turn for so long, AT_A_TIME at the same time."""
        loop, turns = asyncio.get_running_loop(), itertools.cycle(self._phones)
        until = loop.time() + seconds

        async def some() -> None:
            while loop.time() < until:
                await self.ask(next(turns))

        await asyncio.gather(*(some() for _ in range(AT_A_TIME)))


async def a_round(server: Server, mischief: Mischief, asking: Coroutine[Any, Any, None]) -> float:
    """One round, from its beginning until all were answered and nothing of it is left; returns the most memory."""
    before = await figures(server)
    most = before["memory"]
    async with asyncio.TaskGroup() as group:
        orders = group.create_task(asking)
        await mischief.begin()
        while not orders.done():
            most = max(most, (await figures(server))["memory"])
    mischief.end()
    await as_before(server, before)
    return most


@pytest.fixture
def server(tmp_path: Path, fresh: Path) -> Iterator[Server]:
    """A café at one of whose stations much is written."""
    with serve(tmp_path / "data", fresh) as running:
        command = [sys.executable, "-m", "tests.load.filling", running.event, running.stations[0], str(STORED)]
        subprocess.run(command, cwd=ROOT, env={**running.environment, "ASYNC_MODE": "threading"}, check=True)
        yield running
        assert "Traceback" not in running.output.read_text(), running.tail()


def test_everything_unfinished_at_once_leaves_nothing_and_phones_are_answered(server: Server) -> None:
    async def evening() -> None:
        names, picture = await guests(server), await photo(server)
        async with phones(server, 5) as found:
            before, after = await figures(server), list[float]()
            for _ in range(2):
                beside = Beside(server, found)
                most = await a_round(server, Mischief(server, names, picture, 12), beside.each(ANSWERS))
                assert len(beside.waits) == ANSWERS * len(found)
                assert most - before["memory"] < MOST_IN_ALL + BESIDE
                after.append((await figures(server))["memory"])
            assert after[1] <= after[0] * MORE

    asyncio.run(evening())


@pytest.fixture
def bare(tmp_path: Path, fresh: Path) -> Iterator[Server]:
    """A café at whose stations nothing is written."""
    with serve(tmp_path / "data", fresh) as running:
        yield running
        assert "Traceback" not in running.output.read_text(), running.tail()


async def begun(server: Server, requests: list[bytes]) -> None:
    """Begin these requests, and read nothing until the server has ended every connection."""
    before, opened = await figures(server), list[socket.socket]()
    for request in requests:
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        one.connect(("127.0.0.1", int(server.url.rpartition(":")[2])))
        one.sendall(request)
        opened.append(one)
        await asyncio.sleep(0)
    await as_before(server, before)
    for one in opened:
        one.close()


@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=[pytest.mark.long, pytest.mark.timeout(1800)])])
def test_rounds_of_unfinished_requests_leave_memory_level(bare: Server, rounds: int) -> None:
    async def evening() -> None:
        _, headers, _ = await get(bare.links["house"])
        head = f"POST /house/new HTTP/1.1\r\nHost: {bare.url[7:]}\r\nCookie: {headers['set-cookie']}\r\n"
        form = f"{head}Content-Length: 5000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ntitle="
        after = list[float]()
        for _ in range(rounds):
            await begun(bare, [b"GET /help/or", form.encode()] * UNFINISHED)
            after.append((await figures(bare))["memory"])
        assert max(after) <= after[0] * (MORE if rounds == 2 else MORE_OF_MANY), after

    asyncio.run(evening())


@pytest.mark.long
def test_a_minute_of_everything_unfinished_beside_a_hundred_phones(server: Server) -> None:
    async def evening() -> None:
        names, picture = await guests(server), await photo(server)
        async with phones(server, 100) as found:
            before, after, waits = await figures(server), list[float](), list[float]()
            await a_round(
                server, Mischief(server, names, picture, 60), Beside(server, found).each(1)
            )  # fills what is kept
            for _ in range(2):
                beside = Beside(server, found)
                most = await a_round(server, Mischief(server, names, picture, 60), beside.in_turn(A_MINUTE))
                await as_before(server, before, ("cafe_connections",))
                waits += beside.waits
                after.append((await figures(server))["memory"])
                assert most - before["memory"] < MOST_IN_ALL + BESIDE
            assert after[1] <= after[0] * MORE
            assert max(waits) < PROMPT, f"of {len(waits)} waits {sum(wait > PROMPT for wait in waits)} were too long"

    asyncio.run(evening())
