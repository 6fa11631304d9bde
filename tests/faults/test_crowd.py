"""More connections than a listener takes by itself (eventlet's stops silently at 1,024): all are served."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.cafe import opened
from tests.faults.room import Room, gathered
from tests.load.phone import get


@pytest.mark.parametrize(
    "phones",
    [
        pytest.param(1100, id="room", marks=pytest.mark.timeout(300)),
        pytest.param(3000, id="hall", marks=[pytest.mark.long, pytest.mark.timeout(900)]),
    ],
)
def test_everybody_of_a_crowd_is_served(tmp_path: Path, fresh: Path, phones: int) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, phones, posts=100)) as room:
            for author in (*room.authors[:10], *room.authors[-10:]):
                await room.deliver(author, author.idea())
            await room.compare()
            assert all(author.online.is_set() for author in room.authors)
            status, _, body = await get(f"{cafe.server.url}/healthz")
            assert status == 200, body
            room.authors[0].drop()
            await room.until(lambda: not room.authors[0].online.is_set(), "one has gone")
            await room.until(room.authors[0].online.is_set, "one more comes in")

    asyncio.run(evening())
