"""Connections that are left half open, and phones that never read, are nobody else's trouble."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.cafe import opened
from tests.faults.proxy import between
from tests.faults.room import Room, gathered
from tests.load.phone import get

pytestmark = pytest.mark.timeout(300)

FEW, MANY = 5, 20
BEGINNINGS = (
    b"",
    b"GET / HTTP/1.1\r\nHost: cafe",
    b"POST /e/dresden-2023/me HTTP/1.1\r\nHost: cafe\r\nContent-Length: 500\r\n\r\nname=",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
)
"""Nothing, half a request, a form without its end, and the greeting of an encrypted connection."""


def test_half_open_connections_hold_nobody_up(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe:
            left = [await asyncio.open_connection("127.0.0.1", cafe.port) for _ in BEGINNINGS * MANY]
            for number, (_, writer) in enumerate(left):
                writer.write(BEGINNINGS[number % len(BEGINNINGS)])
                await writer.drain()
                if number % 8 < 4:
                    writer.write_eof()  # the half that sends is closed, the other waits
            async with gathered(Room(cafe, MANY)) as room:
                async with room.writing():
                    await room.until_acknowledged(2 * MANY)
                await room.compare()
                assert (await get(f"{cafe.server.url}/healthz"))[0] == 200
            for _, writer in left:
                writer.transport.abort()

    asyncio.run(evening())


def test_phones_that_never_read_hold_nobody_up_and_are_in_step_once_they_do(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, between(cafe.port) as proxy:
            deaf = Room(cafe, FEW, stations=1, through=proxy.address)
            async with gathered(Room(cafe, MANY, stations=1)) as room, gathered(deaf):
                proxy.flowing.clear()
                async with room.writing():
                    await room.until_acknowledged(8 * MANY)
                found = await room.compare()
                proxy.flowing.set()
                here = found.stations[room.stations[0]].revision
                await deaf.until(lambda: all(author.revision == here for author in deaf.authors), "all are in step")

    asyncio.run(evening())


@pytest.mark.long
@pytest.mark.timeout(600)
def test_phones_out_of_reach_are_given_up_and_come_back(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with (
            opened(tmp_path, fresh) as cafe,
            between(cafe.port) as proxy,
            gathered(Room(cafe, MANY, through=proxy.address)) as room,
        ):
            proxy.silent = True
            async with room.writing():
                await room.until(lambda: proxy.ended_by_cafe >= MANY, "the café gives all of them up")
                proxy.silent = False
                await room.until_acknowledged(2 * MANY)
            await room.compare()

    asyncio.run(evening())
