"""Finds what clusters of different stations have in common: nouns that several of them are about.

A cluster is about the words of its title, and about those that at least two of its contributions say. Shared words are
counted, not guessed, so that a suggestion explains itself.
"""

from collections import Counter, defaultdict
from collections.abc import Generator, Sequence
from typing import NamedTuple

import regex

from facilitation.queries.likeness.words import words_of

MOST = 6
"""Suggestions offered at once."""
MOST_WORDS = 4
TWICE = 2
EVERYWHERE = 0.3
SMALL = 4
"""A word of more than this share of all clusters (but at least SMALL clusters) is the event's own subject."""
_NOUN = regex.compile(r"\p{Lu}\p{L}{2}")


class ClusterTexts(NamedTuple):
    """A cluster: its station's position, its title, and what its contributions say in German."""

    id: str
    station: int
    title: str
    texts: tuple[str, ...]


class Common(NamedTuple):
    """Clusters of several stations, in their order, and the words that all of them share, most telling first."""

    ids: tuple[str, ...]
    words: tuple[str, ...]


def in_common(clusters: Sequence[ClusterTexts]) -> Generator[None, None, list[Common]]:
    """Find possible common themes, the most telling first. Between two steps other requests may have their turn."""
    about: defaultdict[str, list[int]] = defaultdict(list)
    titled: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, cluster in enumerate(clusters):
        said: Counter[str] = Counter()
        for place, text in enumerate((cluster.title, *cluster.texts)):
            stems = _nouns(text, forms)
            said.update(list(stems))
            if place == 0:
                titled.update(list(stems))
                said.update(list(stems))  # a title's word needs no second voice
            yield
        for stem, times in said.items():
            if times >= TWICE:
                about[stem].append(number)
    most = max(SMALL, EVERYWHERE * len(clusters))
    words_by_place: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for stem, places in about.items():
        if len(places) <= most and len({clusters[place].station for place in places}) > 1:
            words_by_place[tuple(places)].append(stem)
    yield
    telling = sorted(
        words_by_place.items(), key=lambda found: (-sum(1 + titled[stem] for stem in found[1]), -len(found[0]))
    )
    return [
        Common(
            tuple(clusters[place].id for place in places),
            tuple(
                forms[stem].most_common(1)[0][0] for stem in sorted(stems, key=lambda stem: -titled[stem])[:MOST_WORDS]
            ),
        )
        for places, stems in telling[:MOST]
    ]


def _nouns(text: str, forms: defaultdict[str, Counter[str]]) -> dict[str, None]:
    """The stems of the nouns in a German text, in order; `forms` counts how each is written."""
    found: dict[str, None] = {}
    for word in words_of(text, "de"):
        written = text[word.start : word.end]
        if _NOUN.match(written):
            forms[word.stem][written] += 1
            found[word.stem] = None
    return found
