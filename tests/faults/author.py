"""A phone whose person writes, edits, withdraws and votes; it sends each order until it is acknowledged."""

import asyncio
import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from facilitation.rehearsal.connection import Offline
from tests.conftest import texts
from tests.load.phone import Phone
from tests.load.tally import News, Post, Tally
from tests.load.targets import Target

DOTS = 3
"""Dots of a person at a station of the seeded event."""
LONGEST_TEXT = 200
"""Characters of a text from the tests' data; longer ones would exceed the limit with a number at their end."""
WISHES = ("idea",) * 3 + ("dot",) * 3 + ("rewording",) * 2 + ("withdrawal",)
SAID = [said for said in texts() if len(said["text"]) <= LONGEST_TEXT]


@dataclass(frozen=True)
class Order:
    """A message to the server with its payload, equal each time it is sent."""

    message: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """What a person has at a station: texts by id (empty once withdrawn), and the contributions with their dot."""

    texts: dict[str, str] = field(default_factory=dict)
    dots: frozenset[str] = frozenset()

    def after(self, order: Order) -> "Kept":
        """What the person has after the order is carried out."""
        given = order.payload
        if order.message == "vote.set":
            chosen = {given["contribution"]}
            return Kept(self.texts, self.dots | chosen if given["on"] else self.dots - chosen)
        return Kept(self.texts | {given["id"]: given.get("text", "")}, self.dots)


class Author(Phone):
    """A person with a phone; `kept` is what was acknowledged, `outstanding` the order that was not yet."""

    def __init__(
        self,
        tally: Tally,
        target: Target,
        station: str,
        posts: int,
        *,
        chance: random.Random,
        moved: Callable[[], None],
        deflate: bool,
    ) -> None:
        super().__init__(tally, target, station, posts, deflate=deflate)
        self.kept = Kept()
        self.outstanding: Order | None = None
        self.written: list[str] = []
        self.sent_again = 0
        self._posts = tally
        self._chance = chance
        self._moved = moved
        self._said = 0

    def receive(self, message: bytes) -> None:
        super().receive(message)
        self._moved()

    def _news(self, news: News, arrived: float) -> None:
        super()._news(news, arrived)
        self._moved()

    async def catch_up(self) -> None:
        await super().catch_up()
        self._moved()

    def closed(self) -> None:
        super().closed()
        self._moved()

    async def deliver(self, order: Order) -> None:
        """Send an order, again after every lost connection, until it is acknowledged."""
        self.outstanding = order
        self._moved()
        answer = None
        while answer is None:
            await self.online.wait()
            with suppress(Offline):
                answer = await self.order(order.message, **order.payload)
            self.sent_again += answer is None
            if answer is not None and answer.get("error") == "too_many":
                await asyncio.sleep(answer["retry_after"])  # as phones do; on a quick machine authors reach the limit
                answer = None
        assert answer["ok"], (order, answer)
        self.kept, self.outstanding = self.kept.after(order), None

    def possible(self) -> tuple[Kept, ...]:
        """What may be stored now: everything acknowledged, without or with the order that is under way."""
        return (self.kept,) if self.outstanding is None else (self.kept, self.kept.after(self.outstanding))

    def idea(self) -> Order:
        """An order to write something new."""
        assert len(self._posts.posts) < len(self.seen), "the room has place for no more contributions"
        text, said = self._words()
        id = str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
        self._posts.plan(Post(id, self.station, 0, 0.0, text))
        self.written.append(id)
        fields = {"id": id, "station": self.station, "text": text, "kind": said["kind"], "language": said["lang"]}
        return Order("contribution.add", fields)

    def rewording(self) -> Order:
        """An order to change the text of an own contribution."""
        id = self._chance.choice(self._standing())
        return Order("contribution.edit", {"id": id, "text": self._words()[0], "was": self.kept.texts[id]})

    def withdrawal(self) -> Order:
        """An order to withdraw an own contribution, but never the first: others put their dots there."""
        return Order("contribution.withdraw", {"id": self._chance.choice(self._standing()[1:])})

    def dot(self, others: list[str]) -> Order:
        """An order to give a dot, or to take one back where none is left or nobody else has written."""
        free = [id for id in others if id not in self.kept.dots]
        on = bool(free) and len(self.kept.dots) < DOTS
        chosen = self._chance.choice(free if on else sorted(self.kept.dots))
        return Order("vote.set", {"contribution": chosen, "on": on})

    def anything(self, others: list[str]) -> Order:
        """An order as people give them: mostly to write and vote, sometimes to edit, seldom to withdraw."""
        wish = self._chance.choice(
            ("idea", "idea", "idea", "dot", "dot", "dot", "rewording", "rewording", "withdrawal")
        )
        if wish == "dot" and (others or self.kept.dots):
            return self.dot(others)
        if wish == "rewording" and self._standing():
            return self.rewording()
        if wish == "withdrawal" and len(self._standing()) > 1:
            return self.withdrawal()
        return self.idea()

    def _standing(self) -> list[str]:
        return [id for id, text in self.kept.texts.items() if text]

    def _words(self) -> tuple[str, dict[str, Any]]:
        said = self._chance.choice(SAID)
        self._said += 1
        return f"{said['text']} ({self._said})", said
