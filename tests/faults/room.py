"""A room full of authors at one café, and the comparison of what they were told with what is stored."""

import asyncio
import random
import resource
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from tests.faults import stored
from tests.faults.author import Author, Order
from tests.faults.cafe import Cafe
from tests.faults.stored import Stored
from tests.load.seating import come_in
from tests.load.tally import Tally
from tests.load.targets import as_target

MOST_POSTS = 20_000
"""Contributions; more than a room writes, however quick the café is."""
LONGEST_WAIT = 240.0
"""Seconds; only a halted machine or a café that lost something takes longer."""


class Room:
    """Authors at the stations of one café; `posts` is how many contributions there may be at most.

    `through` is the address of the proxy between the phones' live connections and the café.
    """

    def __init__(
        self,
        cafe: Cafe,
        authors: int,
        *,
        posts: int = MOST_POSTS,
        stations: int = 3,
        deflate: bool = True,
        through: str | None = None,
    ) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each phone is an open file
        self.cafe = cafe
        self.tally = Tally()
        self.acknowledged = 0
        self.changes: Counter[str] = Counter()
        """Acknowledged changes, by station."""
        self._moved = asyncio.Event()
        self._open = True
        self.stations = cafe.server.stations[:stations]
        target = as_target(cafe.server)
        target = replace(target, host=through or target.host)
        self.authors = [
            Author(
                self.tally,
                target,
                self.stations[index % stations],
                posts,
                chance=random.Random(f"author {index}"),
                moved=self._moved.set,
                deflate=deflate,
            )
            for index in range(authors)
        ]

    async def come_in(self) -> None:
        """Let everybody scan the code of their station, load it and open it."""
        await come_in(self.authors)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Let everybody give one order after the other; at the end everybody finishes the one that is begun."""
        self._open = True
        async with asyncio.TaskGroup() as group:
            for author in self.authors:
                group.create_task(self._write(author))
            yield
            self._open = False

    async def deliver(self, author: Author, order: Order) -> None:
        """Send one author's order until it is acknowledged."""
        await author.deliver(order)
        self.acknowledged += 1
        self.changes[author.station] += 1
        self._moved.set()

    async def until(self, met: Callable[[], bool], what: str) -> None:
        """Wait until `met()` is true; it is asked again after everything that reaches a phone.

        Raises AssertionError after LONGEST_WAIT seconds.
        """
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while not met():
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            raise AssertionError(f"It did not happen: {what}") from None

    async def until_acknowledged(self, more: int) -> None:
        """Wait for so many more acknowledgements."""
        wanted = self.acknowledged + more
        await self.until(lambda: self.acknowledged >= wanted, f"{more} more acknowledgements")

    async def compare(self) -> Stored:
        """Compare, while nothing is under way: stored and shown is exactly what was acknowledged.

        Raises AssertionError otherwise.
        """
        assert [author.outstanding for author in self.authors if author.outstanding] == []
        found = stored.read(self.cafe.database)
        self.check(found)
        for station in self.stations:
            assert found.stations[station].revision == self.changes[station], "each change raises it by one"
        await self.until(
            lambda: all(author.revision == found.stations[author.station].revision for author in self.authors),
            "every screen is in step",
        )
        for author in self.authors:
            shown = {id: author.seen[self.tally.numbers[id]] for id, one in self._visible(found, author.station)}
            assert shown == {id: one.revision for id, one in self._visible(found, author.station)}
        return found

    def check(self, found: Stored) -> None:
        """Check that everything acknowledged is stored once, and at most the one order that each has under way besides.

        Raises AssertionError otherwise.
        """
        assert found.sound == "ok"
        for author in self.authors:
            assert found.of(author) in author.possible()
        assert set(found.contributions) <= {id for author in self.authors for id in author.written}
        dots = Counter(id for given in found.dots.values() for id in given)
        assert {id: one.votes for id, one in found.contributions.items() if one.votes} == dict(dots)
        for station in self.stations:
            here, now = found.at(station), found.stations[station]
            assert [one.number for one in here] == list(range(1, now.numbered + 1))
            assert len({one.revision for one in here}) == len(here), "two changes have the same revision"
            assert max((one.revision for one in here), default=0) == now.revision
            under_way = sum(author.outstanding is not None for author in self.authors if author.station == station)
            assert self.changes[station] <= now.revision <= self.changes[station] + under_way

    def leave(self) -> None:
        """Let everybody close the browser."""
        for author in self.authors:
            author.leave()

    async def _write(self, author: Author) -> None:
        while self._open:
            await self.deliver(author, author.anything(self._others(author)))

    def _others(self, author: Author) -> list[str]:
        """The first contribution of every other author at the station; it is never withdrawn."""
        firsts = (next(iter(other.kept.texts), None) for other in self.authors if other.station == author.station)
        return [id for id in firsts if id is not None and id not in author.kept.texts]

    @staticmethod
    def _visible(found: Stored, station: str) -> list[tuple[str, stored.Contribution]]:
        return [
            (id, one) for id, one in found.contributions.items() if one.station == station and one.state == "visible"
        ]


@asynccontextmanager
async def gathered(room: Room) -> AsyncIterator[Room]:
    """Let a room's authors come in, and leave at the end."""
    try:
        await room.come_in()
        yield room
    finally:
        room.leave()
