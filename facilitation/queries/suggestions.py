"""What a host's board is told of likeness: computed off the event loop, and kept until the station says something else.

Most changes of a station are dots. What matters here is what its contributions say and where they lie: as long as that
stays, what was found stays.
"""

import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from cachetools import LRUCache
from sqlalchemy import select

from facilitation.extensions import db
from facilitation.memory import remembered
from facilitation.models import Dismissal
from facilitation.offload import offload_in_slices
from facilitation.queries import snapshots, wordings
from facilitation.queries.changes import Change
from facilitation.queries.fields import Wire
from facilitation.queries.likeness.cards import Card, Saying, Worded
from facilitation.queries.likeness.groups import Pair, near_duplicates
from facilitation.queries.likeness.themes import themes
from facilitation.storage.statements import reading

KEPT = 16
"""Stations whose suggestions are remembered."""
MOST_PAIRS = 50
"""Told at once; what a host has decided makes room for the next."""

Suggestions = dict[str, Any]


class Matter(NamedTuple):
    """All that a station's suggestions depend on.

    Its contributions that can be seen and stand for themselves, oldest first, with the wordings that their readers see;
    what was called different; the clusters' titles.
    """

    cards: list[Card]
    different: frozenset[Pair]
    titles: dict[str, str]


@dataclass
class Kept:
    """What was found for a station, and of what."""

    matter: Matter | None = None
    found: Suggestions = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    computed: int = 0
    """How often; a board that asks again for the same must not raise it."""


@dataclass
class Memory:
    """Suggestions by their station."""

    _kept: LRUCache[int, Kept] = field(default_factory=lambda: LRUCache(KEPT))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, station_id: int) -> Kept:
        """What is kept for a station; the least asked for is given up first."""
        with self._lock:
            return self._kept.setdefault(station_id, Kept())

    def clear(self) -> None:
        """Forget all: where everything was deleted they still hold what was said."""
        with self._lock:
            self._kept.clear()


memory = remembered(Memory())


def read(station_id: int) -> Suggestions:
    """What a board may offer: `pairs`, groups of near-duplicates, and `clusters`, what could be one or would fit one.

    `words` as people wrote them, in `language`; `wordings`: those by which the contributions are alike, each
    `{id, language, text, by}`; `cluster`: the one that the cards would fit, else null. Ids oldest first.
    """
    change = snapshots.read(station_id, "hosts").change
    dismissed = select(Dismissal.ids).where(Dismissal.station_id == station_id, Dismissal.removed.is_(False))
    different = list(db.session.scalars(dismissed))
    with reading() as store:
        matter = _matter(change, different, wordings.shown(store, station_id))
    kept = memory.of(station_id)
    db.session.rollback()  # the search may take a while, and must not hold a connection meanwhile
    with kept.lock:  # a second tablet waits for what the first asked for
        if kept.matter != matter:
            kept.found = offload_in_slices(_find(matter))
            kept.matter = matter
            kept.computed += 1
        found = kept.found
    return {"revision": change["revision"], **found}


def _matter(change: Change, dismissed: list[list[str]], worded: Mapping[str, Sequence[Wire]]) -> Matter:
    titles = {cluster["id"]: cluster["title"] for cluster in change["clusters"]}
    shown = {one["id"] for one in change["contributions"] if one["state"] != "hidden"}
    cards = [
        Card(
            id=one["id"],
            text=one["text"],
            language=one["language"],
            kind=one["kind"],
            parent=one["reply_to"],
            cluster=one["cluster"] if one["cluster"] in titles else None,
            wordings=_wordings(one, worded.get(one["id"], ())),
        )
        for one in change["contributions"]
        if one["state"] == "visible" and one["merged_into"] not in shown
    ]
    different = frozenset(frozenset(pair) for ids in dismissed for pair in combinations(ids, 2))
    return Matter(cards, different, titles)


def _wordings(contribution: Wire, guests: Sequence[Wire]) -> tuple[Saying, ...]:
    """Return what its readers see a contribution mean: a host's wording first, then guests', then a machine's."""
    german = contribution["german"]
    hosts = (Saying(german, "de", "host"),) if german else ()
    return (*hosts, *(Saying(one["text"], one["language"], one["by"]) for one in guests))


def _told(wordings: Iterable[Worded]) -> list[Wire]:
    return [{"id": one.id, "language": one.said.language, "text": one.said.text, "by": one.said.by} for one in wordings]


def _find(matter: Matter) -> Generator[None, None, Suggestions]:
    groups = yield from near_duplicates(matter.cards, matter.different)
    found = yield from themes(matter.cards, matter.titles)
    return {
        "pairs": [
            {
                "ids": group.ids,
                "words": group.words,
                "language": group.language,
                "wordings": _told(group.wordings),
            }
            for group in groups[:MOST_PAIRS]
        ],
        "clusters": [{**theme._asdict(), "wordings": _told(theme.wordings)} for theme in found],
    }
