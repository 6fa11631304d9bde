"""The rehearsal's hosts, who form themes and write key statements, and its organiser, who runs the rounds."""

import json
import random
import uuid
from contextlib import suppress
from typing import Any

from facilitation.rehearsal import texts, web
from facilitation.rehearsal.connection import FORM, Connection, Offline
from facilitation.rehearsal.day import Day
from facilitation.rehearsal.plan import DOTTED, STATED, Station
from facilitation.rehearsal.websocket import Refused

SORTED = 6
"""Contributions that a host sorts into a theme at once."""
TROUBLE = (Offline, Refused, OSError, TimeoutError)


class Host(Connection):
    """A station's host: two themes in the first rounds, a key statement for each at the end."""

    def __init__(self, day: Day, station: Station, chance: random.Random) -> None:
        super().__init__()
        self.day, self.station, self.chance = day, station, chance
        self._themes: list[str] = []

    async def live(self) -> None:
        """Come by the secret link, and do what hosts do while the rounds run."""
        plan = self.day.plan
        await self.day.pace.until(plan.starts(0))
        with suppress(*TROUBLE):
            cookie = await self.day.come_in(self.station.host)
            await self.open(self.day.host, cookie)
            where = {"event": plan.event, "station": self.station.slug}
            await self.day.timed(self.order("station.open", **where, audience="hosts", form=FORM))
        for number, title in enumerate(texts.themes(plan.language)):
            await self.day.pace.until(plan.ends(min(number, len(plan.rounds) - 1)) - 0.01)
            with suppress(*TROUBLE):
                await self._form(title)
        for number, said in enumerate(texts.statements(plan.language)):
            await self.day.pace.until(DOTTED + (STATED - DOTTED) * (0.6 + 0.1 * number))
            with suppress(*TROUBLE):
                await self._state(said, self._themes[number : number + 1])

    async def _form(self, title: str) -> None:
        id = str(uuid.uuid4())
        added = await self.day.timed(self.order("cluster.add", id=id, station=self.station.slug, title=title))
        if added["ok"]:
            self._themes.append(id)
            ids = self.day.some_cards(self.station.slug, self.chance, SORTED)
            if ids:
                await self.day.timed(self.order("contribution.cluster", ids=ids, cluster=id))

    async def _state(self, said: str, themes: list[str]) -> None:
        behind = {"clusters": themes, "contributions": []}
        order = {"id": str(uuid.uuid4()), "station": self.station.slug, "text": said, "behind": behind}
        await self.day.timed(self.order("statement.add", **order))


class Organiser(Connection):
    """Whoever runs the rounds and the survey, and tells the server how far the rehearsal is."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self._cookie = ""

    async def come(self) -> None:
        """Come by the secret link. Raises Offline, Refused, OSError."""
        self._cookie = await self.day.come_in(self.day.plan.organiser)

    async def live(self) -> None:
        """Start and end every round, then open the survey."""
        plan, pace = self.day.plan, self.day.pace
        for place, position in enumerate(plan.rounds):
            await pace.until(plan.starts(place))
            await self._do("round.start", round=position)
            await pace.until(plan.ends(place))
            await self._do("round.end")
        await pace.until(STATED)
        if plan.questions:
            await self._do("feedback.begin")

    async def close(self) -> None:
        """Close the survey, once all have answered."""
        if self.day.plan.questions:
            await self._do("feedback.end")

    async def _do(self, message: str, **payload: Any) -> None:
        with suppress(*TROUBLE):
            if self._socket is None:
                await self.open(self.day.host, self._cookie)
            await self.day.timed(self.order(message, event=self.day.plan.event, **payload))

    async def tell(self, told: dict[str, Any]) -> dict[str, Any] | None:
        """Tell how far the rehearsal is, and return what it is to do; None where it is to end.

        Raises Offline, OSError where the server does not answer.
        """
        answer = await web.ask(
            f"{self.day.address}/e/{self.day.plan.event}/rehearsal/told",
            self._cookie,
            body=json.dumps(told),
            kind="application/json",
            besides={"Accept": "application/json"},
        )
        if answer.status != 200:
            return None
        wanted: dict[str, Any] = json.loads(answer.body)
        return wanted
