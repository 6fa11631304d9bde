"""A hall full of phones: lets them join and post at an even pace, waits until it is quiet, and compares."""

import asyncio
import gc
import json
import random
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tests import wire
from tests.load import machine, told
from tests.load.phone import get
from tests.load.plan import Plan
from tests.load.seating import come_in, seated
from tests.load.talk import Talk
from tests.load.tally import Tally, percentiles
from tests.load.targets import Target

QUIET = 3.0
"""Seconds without news after which what is missing will not come any more."""
LONGEST_WAIT = 180.0


class Hall:
    """One run against one server, which must not hold anything yet.

    `screens` are the phones and tablets that must show everything: all but those that never read.
    """

    def __init__(self, plan: Plan, target: Target) -> None:
        self.plan = plan
        self.target = target
        self.tally = Tally()
        self.stations = target.stations[: plan.stations]
        chance = random.Random(2023)
        self.phones = seated(plan, target, self.stations, self.tally, chance)
        self.screens = [phone for phone in self.phones if phone.line != "silent"]
        writing = [phone for phone in self.screens if phone.audience == "public"]
        self.talk = Talk(plan, writing, self.tally, chance)

    async def run(self, beside: AbstractContextManager[object] | None = None) -> dict[str, Any]:
        """Run everything and return the figures; `beside` is entered while posts are on their way."""
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
        with beside or nullcontext(), machine.watched() as lag:
            begun = loop.time()
            await self.talk.run()
            await self._quiet()
            wall = loop.time() - begun
        cpu, waited = machine.cpu_seconds(pid) - cpu, machine.waited_seconds(pid) - waited
        tells = await asyncio.to_thread(told.figures, self.target.metrics, wall)
        found = await self._compare()
        end, peak = machine.memory(pid)
        await self.leave()
        sizes = sum(phone.bytes_received for phone in self.phones)
        return (
            self._messages(found, sizes)
            | self._cost(cpu, waited, wall, lag)
            | {
                "server_tells": tells,
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
        """Let every phone scan its code, load its station and open it."""
        await come_in(self.phones)

    async def _quiet(self) -> None:
        """Wait until every screen shows everything, or nothing has come for QUIET seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_WAIT
        heard, heard_at = self.tally.frames, loop.time()
        while loop.time() < min(end, heard_at + QUIET) and self.missing():
            await asyncio.sleep(0.05)
            if self.tally.frames != heard:
                heard, heard_at = self.tally.frames, loop.time()

    def missing(self) -> int:
        """Count acknowledged posts that a screen of their station does not show as they stand, for each screen."""
        wanted: dict[str, list[tuple[int, int]]] = {station: [] for station in self.stations}
        for number, post in enumerate(self.tally.posts):
            if post.acknowledged:
                wanted[post.station].append((number, post.revision))
        return sum(
            phone.seen[number] < revision for phone in self.screens for number, revision in wanted[phone.station]
        )

    async def _compare(self) -> Counter[str]:
        """Compare what the phones were told with what the server has stored, where it stores anything."""
        found: Counter[str] = Counter()
        if not self.target.contents:
            return found
        contributions = [one for station in self.stations for one in await self._stored(station)]
        texts = Counter((one["station"], one["text"]) for one in contributions)
        stored = {one["id"]: one for one in contributions}
        dots = Counter(id for phone in self.phones for id in phone.given)
        for post in self.tally.posts:
            found["doubled"] += max(0, texts[post.station, post.text] - 1)
            one = stored.get(post.id)
            if not post.acknowledged:
                continue
            if one is None or one["text"] != post.text or one["reply_to"] != post.reply_to:
                found["lost"] += 1
                continue
            found["votes_lost"] += max(0, dots[post.id] - one["votes"])
            found["votes_doubled"] += max(0, one["votes"] - dots[post.id])
        found["stored"] = len(contributions)
        return found

    async def _stored(self, station: str) -> list[dict[str, Any]]:
        asking = next(phone for phone in self.phones if phone.station == station)
        status, _, body = await get(self.target.contents[station], asking.cookie)
        assert status == 200, f"{station}.json answered {status}"
        contributions: list[dict[str, Any]] = wire.whole(json.loads(body))["contributions"]
        return contributions

    async def leave(self) -> None:
        """Let every phone close its browser."""
        for phone in self.phones:
            phone.leave()
        await asyncio.sleep(0)

    def _messages(self, found: Counter[str], sizes: int) -> dict[str, Any]:
        tally = self.tally
        told = [post for post in tally.posts if post.acknowledged]
        at = Counter(phone.station for phone in self.screens)
        return {
            "screens": {
                "phones": self.plan.phones,
                "polling": sum(phone.line == "polling" for phone in self.phones),
                "never_reading": len(self.phones) - len(self.screens),
                "hosts": sum(phone.audience == "hosts" for phone in self.phones),
            },
            "posts": {
                "due": len(tally.posts),
                "acknowledged": len(told),
                "replies": sum(post.reply_to is not None for post in told),
                "stored": found["stored"],
                "lost": found["lost"],
                "doubled": found["doubled"],
                "refused": dict(tally.refused),
                "unanswered": tally.unanswered,
                "sent_again": tally.sent_again,
            },
            "votes": {
                "acknowledged": len(tally.vote_acknowledgements),
                "lost": found["votes_lost"],
                "doubled": found["votes_doubled"],
            },
            "deliveries": {
                "due": sum(at[post.station] for post in told),
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
