"""A hall full of phones: joins them, lets them post at an even pace, waits until it is quiet, and compares."""

import asyncio
import gc
import json
import random
import uuid
from collections import Counter
from typing import Any

from tests.load import machine
from tests.load.phone import Offline, Phone, get
from tests.load.plan import Plan, texts
from tests.load.tally import Post, Tally, percentiles
from tests.load.targets import Target

JOINING_AT_ONCE = 50
QUIET = 3.0
"""Seconds without any news after which what is missing will not come any more."""
LONGEST_WAIT = 180.0
VOTES = 3
"""Dots of a person at a station of the seeded event."""


class Hall:
    """One run against one server, which must not hold anything yet."""

    def __init__(self, plan: Plan, target: Target) -> None:
        self.plan = plan
        self.target = target
        self.tally = Tally()
        self.chance = random.Random(2023)
        self.stations = target.stations[: plan.stations]
        self.phones = [
            Phone(
                self.tally,
                target,
                self.stations[index % len(self.stations)],
                plan.posts,
                deflate=plan.deflate,
            )
            for index in range(plan.phones)
        ]
        self._errands: set[asyncio.Task[None]] = set()

    async def run(self) -> dict[str, Any]:
        """Everything, and the figures at the end."""
        pid = self.target.pid
        alone, _ = machine.memory(pid)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await self.come_in()
        came_in = loop.time() - begun
        seated, _ = machine.memory(pid)
        gc.collect()
        gc.freeze()  # a collection over a thousand phones would show as lag
        cpu, waited = machine.cpu_seconds(pid), machine.waited_seconds(pid)
        with machine.watched() as lag:
            begun = loop.time()
            await self._post()
            await self._quiet()
            wall = loop.time() - begun
        cpu, waited = machine.cpu_seconds(pid) - cpu, machine.waited_seconds(pid) - waited
        found = await self._compare()
        end, peak = machine.memory(pid)
        await self.leave()
        sizes = sum(phone.bytes_received for phone in self.phones)
        return (
            self._messages(found, sizes)
            | self._cost(cpu, waited, wall, lag)
            | {
                "seconds_to_come_in": round(came_in, 1),
                "server_memory_mb": {
                    "alone": round(alone, 1),
                    "all_phones_in": round(seated, 1),
                    "end": round(end, 1),
                    "peak": round(peak, 1),
                    "per_phone": round((end - alone) / len(self.phones), 3),
                },
            }
        )

    async def come_in(self) -> None:
        """Every phone scans its code, loads its station and opens it."""
        door = asyncio.Semaphore(JOINING_AT_ONCE)

        async def come_in(phone: Phone) -> None:
            async with door:
                await phone.join()
                await phone.load()
                await phone.connect()

        await asyncio.gather(*map(come_in, self.phones))

    async def _post(self) -> None:
        loop = asyncio.get_running_loop()
        authors = list(range(len(self.phones)))
        self.chance.shuffle(authors)
        start = loop.time() + 0.5
        said = texts()
        for number in range(self.plan.posts):
            author = authors[number % len(authors)]
            due = start + number / self.plan.rate
            text = f"{said[number % len(said)]['text']} ({number})"
            self.tally.plan(
                Post(
                    str(uuid.UUID(int=self.chance.getrandbits(128), version=4)),
                    self.phones[author].station,
                    author,
                    due,
                    text,
                )
            )
            loop.call_at(due, self._errand, number, said[number % len(said)])
        for number in range(round(self.plan.drops * self.plan.seconds)):
            loop.call_at(start + (number + 0.5) / self.plan.drops, self._drop)
        await asyncio.sleep(start + self.plan.seconds - loop.time())
        while self._errands:
            await asyncio.wait(self._errands)

    def _errand(self, number: int, said: dict[str, Any]) -> None:
        self._keep(asyncio.get_running_loop().create_task(self._send(self.tally.posts[number], said)))

    def _drop(self) -> None:
        online = [phone for phone in self.phones if phone.online.is_set()]
        if online:
            self.chance.choice(online).drop()

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _send(self, post: Post, said: dict[str, Any]) -> None:
        phone = self.phones[post.author]
        fields = {
            "id": post.id,
            "station": post.station,
            "text": post.text,
            "kind": said["kind"],
            "language": said["lang"],
        }
        if self.chance.random() < self.plan.sent_twice:
            self.tally.sent_again += 1
            answers = await asyncio.gather(*(self._until_answered(phone, "contribution.add", fields) for _ in range(2)))
            answer = answers[0]
            if answers[0] != answers[1]:
                self.tally.refused["answered_differently"] += 1
        else:
            answer = await self._until_answered(phone, "contribution.add", fields)
        if answer is None:
            return
        if not answer["ok"]:
            self.tally.refused[answer["error"]] += 1
            return
        post.acknowledged = True
        self.tally.acknowledgements.append(asyncio.get_running_loop().time() - post.due)
        for _ in range(self.plan.votes_per_post):
            await self._vote(post)

    async def _until_answered(self, phone: Phone, message: str, fields: dict[str, Any]) -> dict[str, Any] | None:
        """A phone that loses its connection sends again when it is back, with the same id."""
        while True:
            try:
                await phone.online.wait()
                return await phone.order(message, **fields)
            except Offline:
                if phone.online.is_set():
                    self.tally.unanswered += 1
                    return None
                self.tally.sent_again += 1

    async def _vote(self, post: Post) -> None:
        """Somebody at the station gives a dot, or takes their oldest one back where they have none left."""
        phone = self.chance.choice([one for one in self.phones if one.station == post.station])
        async with phone.voting:
            on = len(phone.given) < VOTES
            chosen = post.id if on else phone.given.pop(0)
            if on:
                phone.given.append(chosen)
            begun = asyncio.get_running_loop().time()
            answer = await self._until_answered(phone, "vote.set", {"contribution": chosen, "on": on})
        if answer is None:
            return
        if answer["ok"]:
            self.tally.vote_acknowledgements.append(asyncio.get_running_loop().time() - begun)
        else:
            self.tally.refused[answer["error"]] += 1

    async def _quiet(self) -> None:
        """Wait until every screen shows everything, or nothing has come for a while."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_WAIT
        heard, heard_at = self.tally.frames, loop.time()
        while loop.time() < min(end, heard_at + QUIET) and self.missing():
            await asyncio.sleep(0.05)
            if self.tally.frames != heard:
                heard, heard_at = self.tally.frames, loop.time()

    def missing(self) -> int:
        """Acknowledged posts that are not on a screen of their station, each screen counted."""
        wanted: dict[str, list[int]] = {station: [] for station in self.stations}
        for number, post in enumerate(self.tally.posts):
            if post.acknowledged:
                wanted[post.station].append(number)
        return sum(not phone.seen[number] for phone in self.phones for number in wanted[phone.station])

    async def _compare(self) -> dict[str, int]:
        """What the phones were told against what the server has stored, where it stores anything."""
        if not self.target.contents:
            return {"stored": 0, "lost_posts": 0, "doubled_posts": 0}
        stored: Counter[tuple[str, str]] = Counter()
        ids: Counter[str] = Counter()
        for station in self.stations:
            asking = next(phone for phone in self.phones if phone.station == station)
            status, _, body = await get(self.target.contents[station], asking.cookie)
            assert status == 200, f"{station}.json answered {status}"
            for one in json.loads(body)["contributions"]:
                stored[station, one["text"]] += 1
                ids[one["id"]] += 1
        told = [post for post in self.tally.posts if post.acknowledged]
        return {
            "lost_posts": sum(not (stored[post.station, post.text] and ids[post.id]) for post in told),
            "doubled_posts": sum(max(0, stored[post.station, post.text] - 1) for post in self.tally.posts),
            "stored": sum(stored.values()),
        }

    async def leave(self) -> None:
        """Everybody closes their browser."""
        for phone in self.phones:
            phone.leave()
        await asyncio.sleep(0)

    def _messages(self, found: dict[str, int], sizes: int) -> dict[str, Any]:
        tally = self.tally
        return {
            "posts": {
                "due": len(tally.posts),
                "acknowledged": sum(post.acknowledged for post in tally.posts),
                "stored": found["stored"],
                "lost": found["lost_posts"],
                "doubled": found["doubled_posts"],
                "refused": dict(tally.refused),
                "unanswered": tally.unanswered,
                "sent_again": tally.sent_again,
            },
            "deliveries": {
                "as_news": len(tally.deliveries),
                "by_asking": tally.caught_up,
                "lost": self.missing(),
                "doubled": tally.doubled,
                "gaps": tally.gaps,
                "connections_cut": tally.drops,
                "connections_lost_besides": tally.cut_off - tally.drops,
                "frames": tally.frames,
                "megabytes": round(sizes / 1e6, 1),
            },
            "post_to_screen_ms": percentiles(tally.deliveries),
            "acknowledgement_ms": percentiles(tally.acknowledgements),
            "vote_acknowledgement_ms": percentiles(tally.vote_acknowledgements),
        }

    def _cost(self, cpu: float, waited: float, wall: float, lag: machine.Lag) -> dict[str, Any]:
        delivered = len(self.tally.deliveries)
        return {
            "server_cpu": {
                "seconds": round(cpu, 2),
                "share_of_a_core": round(cpu / wall, 3),
                "seconds_waited_for_its_core": round(waited, 2),
                "ms_per_1000_deliveries": round(cpu * 1e6 / delivered, 1) if delivered else None,
                "ms_per_1000_frames": round(cpu * 1e6 / self.tally.frames, 1) if self.tally.frames else None,
            },
            "client": {"share_of_a_core": round(lag.busy, 3), "lag_ms": percentiles(lag.late)},
        }
