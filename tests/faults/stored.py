"""Reads what a database file holds, without the server."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.faults.author import Author, Kept


class Contribution(NamedTuple):
    """A row of the contributions, with its station's slug."""

    station: str
    participant: int
    number: int
    text: str
    state: str
    votes: int
    revision: int


class Station(NamedTuple):
    """A station's revision, and the highest number that it has given to a contribution."""

    revision: int
    numbered: int


@dataclass(frozen=True)
class Stored:
    """What a database held at one moment."""

    sound: str
    """The result of SQLite's own check: `ok`, or what it found."""
    stations: dict[str, Station]
    contributions: dict[str, Contribution]
    dots: dict[int, frozenset[str]]

    def of(self, author: Author) -> Kept:
        """What this author has stored."""
        own = {id: self.contributions[id] for id in author.written if id in self.contributions}
        people = {one.participant for one in own.values()}
        assert len(people) <= 1, "two people have what one has written"
        dots = frozenset[str]().union(*(self.dots.get(person, frozenset()) for person in people))
        return Kept({id: one.text for id, one in own.items()}, dots)

    def at(self, station: str) -> list[Contribution]:
        """A station's contributions by their numbers."""
        return sorted(
            (one for one in self.contributions.values() if one.station == station), key=lambda one: one.number
        )


def read(database: Path) -> Stored:
    """Read everything in one transaction."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("BEGIN")
        sound = "\n".join(line for (line,) in connection.execute("PRAGMA integrity_check"))
        stations = connection.execute("SELECT slug, revision, numbered FROM station").fetchall()
        contributions = connection.execute(
            "SELECT contribution.id, slug, participant_id, number, text, state, votes, contribution.revision"
            " FROM contribution JOIN station ON station.id = station_id"
        ).fetchall()
        dots = defaultdict(set)
        for person, contribution in connection.execute("SELECT participant_id, contribution_id FROM vote"):
            dots[person].add(contribution)
    return Stored(
        sound,
        {slug: Station(*rest) for slug, *rest in stations},
        {id: Contribution(*rest) for id, *rest in contributions},
        {person: frozenset(given) for person, given in dots.items()},
    )
