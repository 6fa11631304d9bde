"""What all of a rehearsal's people share: the plan, the clock, the address, and which contributions there are."""

import asyncio
import random
import time
from collections.abc import Awaitable, Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from facilitation.rehearsal import web
from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.latency import Latency
from facilitation.rehearsal.pace import Pace
from facilitation.rehearsal.plan import Plan
from facilitation.rehearsal.websocket import LANGUAGE, Refused

PASS = "Cafe-Rehearsal"
"""The header that brings the rehearsal's pass along where a code or a link is opened."""
MOST_STEPS = 5
"""Addresses that a code or link may lead on to."""


class Day:
    """`address` is what everybody comes by, `survey` is set while phones know that the survey is open."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pace = Pace(plan.seconds)
        self.latency = Latency()
        self.address = plan.address
        self.survey = asyncio.Event()
        self._cards: dict[str, list[str]] = {station.slug: [] for station in plan.stations}
        self._known: set[str] = set()

    @property
    def host(self) -> str:
        """What a browser sends as `Host`."""
        return urlsplit(self.address).netloc

    @property
    def is_straight(self) -> bool:
        """Whether people come to the server itself, as the address in the codes leads nowhere from this machine."""
        return self.address != self.plan.address

    async def find_way(self) -> None:
        """Choose the address in the codes where it leads here by plain http, else the server's own.

        Raises OSError, Offline where neither answers.
        """
        for address in dict.fromkeys((self.plan.address, self.plan.straight)):
            self.address = address
            if not address.startswith("http://"):  # https ends at a proxy, which is no part of the café
                continue
            try:
                await web.ask(f"{address}/healthz")
                return
            except (OSError, Offline):
                if address == self.plan.straight:
                    raise
        raise Offline(self.plan.straight)

    async def come_in(self, url: str, cookie: str = "", *, language: str = LANGUAGE) -> str:
        """Open a code or a secret link as a browser does, follow it to its page, and return the session's cookie.

        Raises Offline, OSError, Refused where the café lets nobody in.
        """
        url = urljoin(self.address, urlsplit(url).path)
        for _ in range(MOST_STEPS):
            answer = await web.ask(url, cookie, language=language, encoding="gzip", besides={PASS: self.plan.given})
            if "set-cookie" in answer.headers:
                cookie = answer.headers["set-cookie"].partition(";")[0]
            if answer.status not in (302, 303):
                break
            url = urljoin(url, answer.headers["location"])
        if answer.status != 200:
            raise Refused(f"{answer.status}")
        return cookie

    async def timed(self, ordered: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        """Return how an order was acknowledged, and note how long that took, and whether it was refused.

        Raises Offline where it was not.
        """
        begun = time.monotonic()
        self.latency.sent += 1
        answer = await ordered
        self.latency.note(self.pace.at, time.monotonic() - begun)
        self.latency.refused += not answer["ok"]
        return answer

    def know(self, station: str, ids: Iterable[str]) -> None:
        """Remember that these contributions are at a station."""
        fresh = [id for id in ids if id not in self._known]
        self._known.update(fresh)
        self._cards[station].extend(fresh)

    def any_card(self, station: str, chance: random.Random) -> str | None:
        """Draw a contribution of a station; the earlier ones more often, as those get dots that have some."""
        cards = self._cards[station]
        return cards[int(len(cards) * chance.random() ** 2)] if cards else None

    def some_cards(self, station: str, chance: random.Random, most: int) -> list[str]:
        """Draw some contributions of a station."""
        cards = self._cards[station]
        return chance.sample(cards, min(most, len(cards)))
