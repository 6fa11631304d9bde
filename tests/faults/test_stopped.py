"""The server goes away for a while, properly or standing still: everybody is back by themselves, and in step."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.cafe import opened
from tests.faults.room import Room, gathered

pytestmark = pytest.mark.timeout(300)

HALL = 60


def test_a_hall_is_back_and_in_step_after_the_server_was_stopped(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, HALL)) as room:
            async with room.writing():
                await room.until_acknowledged(HALL)
                await cafe.stop()
                await room.until(lambda: not any(author.online.is_set() for author in room.authors), "nobody is online")
                await cafe.start()
                await room.until(lambda: all(author.online.is_set() for author in room.authors), "all are back")
                await room.until_acknowledged(HALL)
            await room.compare()

    asyncio.run(evening())


def test_a_hall_waits_for_a_server_that_stands_still(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, HALL)) as room:
            cafe.pause()
            returning = room.authors[: HALL // 4]
            for author in returning:
                author.drop()
            await room.until(lambda: not any(author.online.is_set() for author in returning), "a quarter has gone")
            async with room.writing():
                await room.until(
                    lambda: all(author.outstanding for author in room.authors), "everybody has something to send"
                )
                cafe.resume()
                await room.until_acknowledged(HALL)
            await room.compare()

    asyncio.run(evening())
