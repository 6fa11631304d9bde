"""The disk takes no more: it is said honestly, reading goes on, and with room again everything does."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.cafe import opened
from tests.faults.room import Room, gathered
from tests.load.phone import get

pytestmark = pytest.mark.timeout(300)

MOST_POSTS = 30
"""Less than what one person may send at once."""


def test_a_full_disk_is_an_honest_refusal_and_ends(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, 6, stations=1)) as room:
            station, (author, *others) = room.stations[0], room.authors
            for other in others:
                await room.deliver(other, other.idea())
            await room.deliver(author, author.idea())
            cafe.fill_disk()
            for _ in range(MOST_POSTS):
                idea = author.idea()
                answer = await author.order(idea.message, **idea.payload)
                if not answer["ok"]:
                    break
                author.kept = author.kept.after(idea)
                room.changes[station] += 1
            assert (answer["ok"], answer["error"]) == (False, "storage_full")
            assert answer["message"].startswith("Der Server kann gerade nicht speichern.")
            for order in (author.rewording(), author.dot(others[0].written)):
                answer = await author.order(order.message, **order.payload)
                assert (answer["ok"], answer["error"]) == (False, "storage_full")

            status, _, _ = await get(cafe.server.links["stations"][station])
            assert status == 302, "who comes in is stored with their first deed"
            for path in (f"stations/{station}", f"stations/{station}.json", ""):
                status, _, body = await get(cafe.server.page(path), author.cookie)
                assert status == 200
                assert body
            assert (await get(f"{cafe.server.url}/healthz"))[0] == 200
            others[0].drop()
            await room.until(lambda: not others[0].online.is_set(), "the phone lost its connection")
            await room.until(others[0].online.is_set, "a phone comes back although nothing can be stored")
            assert all(author.online.is_set() for author in room.authors)

            cafe.clear_disk()
            await room.deliver(author, idea)
            async with room.writing():
                await room.until_acknowledged(60)
            await room.compare()

    asyncio.run(evening())
