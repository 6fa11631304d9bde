"""The network breaks in the middle of an order: it is sent again and stored once."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.faults import stored
from tests.faults.author import Kept
from tests.faults.cafe import opened
from tests.faults.proxy import ACKNOWLEDGED, between
from tests.faults.room import Room, gathered

pytestmark = pytest.mark.timeout(300)

TIMES = 2


def test_an_acknowledgement_that_never_arrives_was_stored_and_is_stored_once(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, between(cafe.port) as proxy:
            found_at_cuts: list[tuple[Kept, int]] = []
            room = Room(cafe, 2, stations=1, deflate=False, through=proxy.address)
            station, (author, other) = room.stations[0], room.authors

            def cut(data: bytes) -> bool:
                if len(found_at_cuts) == TIMES or not ACKNOWLEDGED.search(data):
                    return False
                found = stored.read(cafe.database)
                found_at_cuts.append((found.of(author), found.stations[station].revision))
                return True

            async with gathered(room):
                await room.deliver(other, other.idea())
                proxy.from_cafe = cut
                for make in (author.idea, author.rewording, lambda: author.dot(other.written), author.idea):
                    await room.deliver(author, make())
                    assert found_at_cuts == [(author.kept, room.changes[station])] * TIMES
                    found_at_cuts.clear()
                await room.deliver(author, author.withdrawal())
                assert found_at_cuts == [(author.kept, room.changes[station])] * TIMES
                await room.compare()
                assert proxy.cuts == 5 * TIMES

    asyncio.run(evening())


def test_connections_that_break_before_and_after_the_server_lose_and_double_nothing(
    tmp_path: Path, fresh: Path
) -> None:
    chance = random.Random(4)

    async def evening() -> None:
        async with (
            opened(tmp_path, fresh) as cafe,
            between(cafe.port) as proxy,
            gathered(Room(cafe, 20, deflate=False, through=proxy.address)) as room,
        ):
            proxy.from_cafe = lambda data: bool(ACKNOWLEDGED.search(data)) and chance.random() < 0.2
            proxy.from_phones = lambda data: chance.random() < 0.05
            async with room.writing():
                await room.until_acknowledged(150)
            await room.compare()
            assert proxy.cuts > 0
            assert sum(author.sent_again for author in room.authors) > 0

    asyncio.run(evening())
