"""The server is killed while a room writes: what was acknowledged is there, once, and the phones go on."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.faults import stored
from tests.faults.cafe import opened
from tests.faults.room import Room, gathered

pytestmark = pytest.mark.timeout(300)

BETWEEN_KILLS = (10, 90)
"""Acknowledgements; how many exactly is left to (repeatable) chance."""


@pytest.mark.parametrize(
    ("authors", "kills"),
    [
        pytest.param(40, 6, id="room"),
        pytest.param(200, 30, id="hall", marks=[pytest.mark.long, pytest.mark.timeout(1800)]),
    ],
)
def test_what_was_acknowledged_survives_the_plug_being_pulled(
    tmp_path: Path, fresh: Path, authors: int, kills: int
) -> None:
    chance = random.Random(9)

    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, authors)) as room:
            async with room.writing():
                for _ in range(kills):
                    await room.until_acknowledged(chance.randint(*BETWEEN_KILLS))
                    await cafe.kill()
                    room.check(stored.read(cafe.copy_of_database()))
                    await cafe.start()
                await room.until_acknowledged(authors)
            found = await room.compare()
            assert sum(author.sent_again for author in room.authors) >= kills
            await cafe.kill()
            assert stored.read(cafe.copy_of_database()) == found

    asyncio.run(evening())
