"""What a rehearsal is to do, as the server tells it (docs/protocol.md, "A rehearsal"), and when: shares of its day."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from facilitation.rehearsal import texts

ARRIVED, DOTTED, STATED = 0.10, 0.78, 0.87
"""Shares of the day at which all who are punctual have come, dots are given, and hosts have said what it comes to."""
CHANGE = 0.15
"""The share of a round's time in which people walk on, after it."""


class Seat(NamedTuple):
    """A table's code: the `station` by its slug, and the address that the code holds."""

    station: str
    url: str


@dataclass(frozen=True)
class Station:
    """A station: its `title`, the addresses of its tables' codes, and its host's secret link."""

    slug: str
    title: str
    codes: list[str]
    host: str


@dataclass(frozen=True)
class Plan:
    """A rehearsal: `address` is where codes lead to, `straight` the server itself, where that leads nowhere from here.

    `given` is the pass that makes its phones simulated ones, `seconds` how long the whole day takes at first.
    """

    event: str
    address: str
    straight: str
    given: str
    organiser: str
    people: int
    seconds: float
    plays: bool
    language: str
    languages: list[str]
    called: str
    dots: int
    questions: list[int]
    rounds: list[int]
    stations: list[Station]

    @classmethod
    def read(cls, told: dict[str, Any]) -> "Plan":
        """Read a plan as the server sends it. Raises KeyError, TypeError where it is another one's."""
        return cls(**{**told, "stations": [Station(**one) for one in told["stations"]]})

    def spoken(self) -> list[str]:
        """Return the languages that guests write in: those of the event of which there are texts, its own most often.

        In a hall a third writes in the event's own language; where there are no texts of any, it is English.
        """
        known = [code for code in self.languages if texts.are_there(code)]
        own = self.language if texts.are_there(self.language) else None
        others = [code for code in known if code != own]
        return [own] * max(1, len(others) // 2) + others if own else others or [self.language]

    def starts(self, place: int) -> float:
        """Return the share of the day at which the round at this place of the list (from 0) starts."""
        return ARRIVED + (DOTTED - ARRIVED) * place / max(1, len(self.rounds))

    def ends(self, place: int) -> float:
        """Return the share of the day at which it ends, and people walk on."""
        return self.starts(place) + (self.starts(place + 1) - self.starts(place)) * (1 - CHANGE)

    def step(self, share: float) -> tuple[str, int]:
        """Return what is done at a share of the day, with the round's position where that is a round, else 0."""
        if share < ARRIVED:
            return "arrive", 0
        for place, position in reversed(list(enumerate(self.rounds))):
            if self.starts(place) <= share < DOTTED:
                return "round", position
        if share < DOTTED + (STATED - DOTTED) / 2:
            return "dots", 0
        return ("statements", 0) if share < STATED else ("feedback", 0)
