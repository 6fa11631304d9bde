"""What happens while people talk: posts at an even pace, replies and votes, connections that are cut."""

import asyncio
import random
import uuid
from collections.abc import Coroutine, Sequence
from typing import Any

from facilitation.rehearsal.connection import Offline
from tests.load.phone import Phone
from tests.load.plan import Plan, texts
from tests.load.tally import Post, Tally

VOTES = 3
"""Dots of a person at a station of the seeded event."""


class Talk:
    """Lets `phones` talk by a plan; phones that never read, and the hosts' tablets, are not among them."""

    def __init__(self, plan: Plan, phones: Sequence[Phone], tally: Tally, chance: random.Random) -> None:
        self._plan = plan
        self._phones = phones
        self._tally = tally
        self._chance = chance
        self._errands: set[asyncio.Task[None]] = set()
        self._at: dict[str, list[Phone]] = {}
        for phone in phones:
            self._at.setdefault(phone.station, []).append(phone)
        self._acknowledged: dict[str, list[Post]] = {station: [] for station in self._at}

    async def run(self) -> None:
        """Do everything that is planned; returns once everything was answered or given up."""
        loop = asyncio.get_running_loop()
        authors = list(range(len(self._phones)))
        self._chance.shuffle(authors)
        start = loop.time() + 0.5
        said = texts()
        for number in range(self._plan.posts):
            author = authors[number % len(authors)]
            due = start + number / self._plan.rate
            text = f"{said[number % len(said)]['text']} ({number})"
            id = str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
            post = Post(id, self._phones[author].station, author, due, text)
            self._tally.plan(post)
            loop.call_at(due, self._post, post, said[number % len(said)])
        for number in range(round(self._plan.drops * self._plan.seconds)):
            loop.call_at(start + (number + 0.5) / self._plan.drops, self._drop)
        await asyncio.sleep(start + self._plan.seconds - loop.time())
        while self._errands:
            await asyncio.wait(self._errands)

    def _post(self, post: Post, said: dict[str, Any]) -> None:
        self._keep(self._send(post, said))

    def _drop(self) -> None:
        online = [phone for phone in self._phones if phone.online.is_set()]
        if online:
            self._chance.choice(online).drop()

    def _keep(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _send(self, post: Post, said: dict[str, Any]) -> None:
        phone = self._phones[post.author]
        others = self._acknowledged[post.station]
        if others and self._chance.random() < self._plan.replies:
            post.reply_to = self._chance.choice(others).id
        fields = {
            "id": post.id,
            "station": post.station,
            "text": post.text,
            "kind": said["kind"],
            "language": said["lang"],
            "reply_to": post.reply_to,
        }
        if self._chance.random() < self._plan.sent_twice:
            self._tally.sent_again += 1
            answers = await asyncio.gather(*(self._until_answered(phone, "contribution.add", fields) for _ in range(2)))
            answer = answers[0]
            if answers[0] != answers[1]:
                self._tally.refused["answered_differently"] += 1
        else:
            answer = await self._until_answered(phone, "contribution.add", fields)
        if answer is None:
            return
        if not answer["ok"]:
            self._tally.refused[answer["error"]] += 1
            return
        post.acknowledged = True
        post.stands(answer)
        others.append(post)
        self._tally.acknowledgements.append(asyncio.get_running_loop().time() - post.due)
        for number in range(self._plan.votes_per_post):
            pause = number / self._plan.votes_per_post / self._plan.rate
            self._keep(self._vote(self._chance.choice(others), pause))

    async def _until_answered(self, phone: Phone, message: str, fields: dict[str, Any]) -> dict[str, Any] | None:
        """Send an order again, with the same id, whenever the phone is back; None where no answer comes."""
        while True:
            try:
                await phone.online.wait()
                return await phone.order(message, **fields)
            except Offline:
                if phone.online.is_set():
                    self._tally.unanswered += 1
                    return None
                self._tally.sent_again += 1

    async def _vote(self, post: Post, pause: float) -> None:
        """After a pause let somebody at the station give a dot to a post, or take one back.

        It is taken back where the post has that person's dot already; where no dot is left, the oldest one is taken
        back.
        """
        await asyncio.sleep(pause)
        phone = self._chance.choice(self._at[post.station])
        async with phone.voting:
            on = post.id not in phone.given and len(phone.given) < VOTES
            chosen = post.id if on or post.id in phone.given else phone.given[0]
            fields = {"contribution": chosen, "on": on, "station": post.station}
            begun = asyncio.get_running_loop().time()
            answer = await self._until_answered(phone, "vote.set", fields)
            if answer is None:
                return
            if not answer["ok"]:
                self._tally.refused[answer["error"]] += 1
                return
            if on:
                phone.given.append(chosen)
            else:
                phone.given.remove(chosen)
        self._tally.vote_acknowledgements.append(asyncio.get_running_loop().time() - begun)
        self._tally.posts[self._tally.numbers[chosen]].stands(answer)
