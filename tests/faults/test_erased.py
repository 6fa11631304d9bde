"""However the server ends, what was withdrawn is nowhere in its folder afterwards, or after its next start."""

import asyncio
import uuid
from pathlib import Path

import pytest

from facilitation.storage import erasing
from tests.faults.author import Order
from tests.faults.cafe import opened
from tests.faults.room import Room, gathered
from tests.remains import found

PEOPLE = 6


async def take_back(room: Room) -> list[str]:
    """Let everybody write something and withdraw it, and something that stays; return the withdrawn words."""
    words = []
    for author in room.authors:
        word = f"Geheimwort{uuid.uuid4().hex}"
        id = str(uuid.uuid4())
        fields = {"id": id, "station": author.station, "kind": "idea", "language": "de"}
        await room.deliver(author, author.idea())
        await room.deliver(author, Order("contribution.add", {**fields, "text": word}))
        await room.deliver(author, Order("contribution.edit", {"id": id, "text": f"{word}, anders"}))
        await room.deliver(author, Order("contribution.withdraw", {"id": id}))
        words.append(word)
    return words


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_what_was_withdrawn_does_not_outlive_the_server(tmp_path: Path, fresh: Path, end: str) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, PEOPLE)) as room:
            words = await take_back(room)
            if end == "stop":
                await cafe.stop()
            else:
                await cafe.kill()
                await cafe.start()
            assert found(cafe.data, words) == {}

    asyncio.run(evening())


@pytest.mark.long
@pytest.mark.timeout(300)
def test_what_was_withdrawn_is_gone_within_a_minute_while_others_write(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with (
            opened(tmp_path, fresh) as cafe,
            gathered(Room(cafe, PEOPLE)) as people,
            gathered(Room(cafe, 60)) as others,
            others.writing(),
        ):
            words = await take_back(people)
            async with asyncio.timeout(erasing.WITHIN):
                while await asyncio.to_thread(found, cafe.data, words):
                    await asyncio.sleep(1)

    asyncio.run(evening())
