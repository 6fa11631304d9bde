"""A simulated guest: scans a table's code, writes, answers, gives dots, walks on with the rounds, and leaves."""

import asyncio
import json
import random
import uuid
from contextlib import suppress
from typing import Any

from facilitation.rehearsal import texts
from facilitation.rehearsal.connection import FORM, Connection, Offline
from facilitation.rehearsal.day import Day
from facilitation.rehearsal.plan import ARRIVED, DOTTED, STATED
from facilitation.rehearsal.websocket import Refused

CHANGED = b'42["event.changed",'
WALK = 0.02
"""The share of the day within which everybody has walked on to the next table."""
WRITES, REPLIES, DOTS = 0.75, 0.4, 0.8
"""How likely somebody writes, answers and gives a dot in a round."""
LATE, LEAVES = 0.05, 0.05
"""How many come late, and leave early."""


class Guest(Connection):
    """One of the rehearsal's people; `number` counts from 0."""

    def __init__(self, day: Day, number: int, chance: random.Random) -> None:
        super().__init__()
        plan = day.plan
        spoken = plan.spoken()
        self.day, self.number, self.chance = day, number, chance
        self.language = spoken[number % len(spoken)]
        self.name = f"{plan.called} {number + 1}"
        self.is_late = chance.random() < LATE
        self.comes = chance.uniform(ARRIVED, plan.ends(0)) if self.is_late else chance.uniform(0, ARRIVED * 0.9)
        self.goes = chance.uniform(plan.ends(0), STATED) if chance.random() < LEAVES else None
        self.place = number % len(plan.stations)
        self.is_here = self.has_left = False
        self._round: int | None = None
        self._cookie = ""
        self._dots: dict[str, int] = {}
        self._busy = asyncio.Lock()
        self._walking: asyncio.Task[None] | None = None

    @property
    def station(self) -> Any:
        """The station at which this guest sits."""
        return self.day.plan.stations[self.place]

    async def live(self) -> None:
        """Come, do what people do, and go; what the network or the server refuses is noted, and left at that."""
        await self.day.pace.until(self.comes)
        await self._try(self._sit)
        for share, deed in self._deeds():
            if self.goes is not None and share > self.goes:
                break
            await self.day.pace.until(share)
            await self._try(deed)
        if self.goes is not None:
            await self.day.pace.until(self.goes)
            self.has_left = True
            self.leave()

    def leave(self) -> None:
        """Put the phone away."""
        self.is_here = False
        if self._walking is not None:
            self._walking.cancel()
        self.hang_up()

    def _deeds(self) -> list[tuple[float, Any]]:
        """Draw when this guest does what."""
        plan, chance, deeds = self.day.plan, self.chance, []
        for place in range(len(plan.rounds)):
            begin, end = plan.starts(place), plan.ends(place)
            begin = max(begin, self.comes)
            for likely, deed in ((WRITES, self._write), (REPLIES, self._reply), (DOTS, self._dot)):
                if begin < end and chance.random() < likely:
                    deeds.append((chance.uniform(begin, end), deed))
        deeds += [(chance.uniform(DOTTED, STATED), self._dot) for _ in range(plan.dots - 1)]
        if plan.questions:
            deeds.append((chance.uniform(STATED, 1), self._answer))
        return sorted(deeds, key=lambda one: one[0])

    async def _try(self, deed: Any) -> None:
        async with self._busy:
            try:
                if not self._socket and deed != self._sit and self.is_here:
                    await self._connect()
                await deed()
            except (Offline, Refused, OSError, TimeoutError):
                self.day.latency.refused += 1

    async def _sit(self) -> None:
        """Scan the code of a table of one's station, load its page, and connect."""
        codes = self.station.codes
        code = codes[(self.number // len(self.day.plan.stations)) % len(codes)]
        self._cookie = await self.day.come_in(code, self._cookie, language=self.language)
        await self._connect()

    async def _connect(self) -> None:
        self.hang_up()
        await self.open(self.day.host, self._cookie, language=self.language)
        opened = await self._send_order("station.open", event=self.day.plan.event, station=self.station.slug, form=FORM)
        if opened.get("ok"):
            self.is_here = True
            self.day.know(self.station.slug, [one["id"] for one in opened["change"]["contributions"]])
            self._dots[self.station.slug] = int(opened["votes_left"])
            self._look(opened["event_state"])

    async def _write(self, reply_to: str | None = None) -> None:
        station, id = self.station, str(uuid.uuid4())
        said = texts.contribution(self.language, station.title, self.chance)
        if reply_to is not None:
            said = texts.Said("idea", texts.reply(self.language, self.chance))
        order: dict[str, Any] = {"id": id, "station": station.slug, "text": said.text, "kind": said.kind}
        if reply_to is not None:
            order["reply_to"] = reply_to
        answer = await self._send_order("contribution.add", language=self.language, name=self.name, **order)
        if answer.get("ok") and answer.get("state") == "visible":
            self.day.know(station.slug, [id])

    async def _reply(self) -> None:
        chosen = self.day.any_card(self.station.slug, self.chance)
        await self._write(chosen)

    async def _dot(self) -> None:
        slug = self.station.slug
        chosen = self.day.any_card(slug, self.chance)
        if chosen is None or self._dots.get(slug, 0) < 1:
            return
        answer = await self._send_order("vote.set", contribution=chosen, on=True)
        if answer.get("ok"):
            self._dots[slug] = int(answer["votes_left"])

    async def _answer(self) -> None:
        if self.day.plan.plays:  # on a slow machine it opens late
            await self.day.survey.wait()
        elif not self.day.survey.is_set():
            return
        scale = {str(asked): self.chance.choice((3, 4, 4, 5, 5)) for asked in self.day.plan.questions}
        said = texts.comment(self.language, self.chance)
        await self._send_order("feedback.set", scale=scale, text=said, language=self.language)

    async def _send_order(self, message: str, **payload: Any) -> dict[str, Any]:
        return await self.day.timed(self.order(message, **payload))

    def heard(self, message: bytes) -> None:
        """Walk on where another round has started."""
        if message.startswith(CHANGED):
            with suppress(ValueError, IndexError):
                self._look(json.loads(message[2:])[1])

    def _look(self, state: dict[str, Any]) -> None:
        if state["feedback"]["state"] == "open":
            self.day.survey.set()
        else:
            self.day.survey.clear()
        running = state["round"] if state["phase"] == "round" else None
        before, self._round = self._round, running or self._round
        if running is not None and before not in (None, running) and self.is_here:
            self._walking = asyncio.get_running_loop().create_task(self._walk())

    async def _walk(self) -> None:
        await self.day.pace.until(self.day.pace.at + self.chance.random() * WALK)
        self.place = (self.place + 1) % len(self.day.plan.stations)
        await self._try(self._sit)
