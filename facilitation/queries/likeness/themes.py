"""Finds what several contributions of the inbox speak of: words that could be the title of a cluster.

A theme is a word that some of them share, neither rare nor everywhere. It is counted, not guessed, so that a host sees
at once why these cards lie together, and can give them another title.
"""

from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from facilitation.queries.likeness.cards import Card
from facilitation.queries.likeness.measure import AT_ONCE, Corpus
from facilitation.queries.likeness.words import Word, words_of

FEWEST = 3
"""Cards that make a theme."""
EVERYWHERE = 0.2
"""The greatest share of a station's contributions that may have a theme's word.

A word in more of them says what the station is about. In a small station SMALL contributions may share a word.
"""
SMALL = 6
MOST = 5
"""New themes offered at once."""
_NOUN = regex.compile(r"\p{Lu}\p{L}{2}")
_BEGINS = regex.compile(r"(?:^|[.!?:;–…„“\"(\n\d])[\s\p{P}]*$")

Saying = tuple[Card, str, tuple[Word, ...]]
"""A card with what it says in one language: a text and its words."""


class Theme(NamedTuple):
    """Cards of the inbox that share words, oldest first; `cluster` is the one that they fit, None for a new one."""

    ids: list[str]
    words: list[str]
    title: str
    cluster: str | None


def themes(cards: Sequence[Card], titles: Mapping[str, str]) -> Generator[None, None, list[Theme]]:
    """Sort the inbox: first the cards that fit a cluster, then possible new clusters; a card is in one at most.

    `cards` stand oldest first; `titles` are those of the clusters, by id. A host's German wording counts like the text
    itself. Between two steps other requests may have their turn.
    """
    sayings: dict[str, list[Saying]] = defaultdict(list)
    for number, card in enumerate(cards):
        sayings[card.language.split("-")[0]].append((card, card.text, card.words))
        if card.german:
            sayings["de"].append((card, card.german, words_of(card.german, "de")))
        if number % AT_ONCE == 0:
            yield
    left = {card.id for card in cards if card.cluster is None}
    speeches = []
    for language, said in sayings.items():
        if len(said) >= FEWEST:
            corpus = Corpus([words for _, _, words in said])
            yield from corpus.steps()
            speeches.append(_Speech(language, said, corpus))
    fitting, fresh = [], []
    for speech in speeches:
        fitting += _fitting(speech, titles, left)
        yield
    for speech in speeches:
        fresh += yield from _fresh(speech, left)
    return fitting + sorted(fresh, key=lambda theme: -len(theme.ids))[:MOST]


class _Speech(NamedTuple):
    """All texts of a station in one language."""

    language: str
    said: list[Saying]
    corpus: Corpus

    @property
    def most(self) -> float:
        """How many contributions may have a word that is a theme."""
        return max(SMALL, EVERYWHERE * len(self.said))

    def written(self, stem: str) -> Iterator[tuple[str, str]]:
        """Yield a word as it is written at each place where it stands alone, and the text before it."""
        for number, (_, text, _) in enumerate(self.said):
            word = self.corpus.spans[number].get(stem)
            if word is not None and word.stem == stem:
                yield text[word.start : word.end], text[: word.start]

    def title(self, stem: str) -> str | None:
        """The most common form of a word; None where it is no title, as in German every word but nouns."""
        forms: Counter[str] = Counter()
        noun = self.language != "de"
        for form, before in self.written(stem):
            forms[form] += 1
            if self.language == "de":
                if not _NOUN.match(form):
                    return None
                noun = noun or not _BEGINS.search(before)
        if not noun or not forms or forms.most_common(1)[0][0].isdigit():
            return None
        return min(forms, key=lambda form: (-forms[form], len(form), form))


def _fitting(speech: _Speech, titles: Mapping[str, str], left: set[str]) -> list[Theme]:
    """Find cards of the inbox that have a word of a cluster's title, or one that most of its cards have."""
    spread = speech.corpus.spread
    inside: dict[str, list[int]] = defaultdict(list)
    for number, (card, _, _) in enumerate(speech.said):
        if card.cluster is not None and card.cluster in titles:
            inside[card.cluster].append(number)
    found = []
    for cluster, title in titles.items():
        have = Counter(stem for number in inside[cluster] for stem in speech.corpus.weights[number])
        typical = {stem for stem, often in have.items() if often >= max(2, len(inside[cluster]) / 2)}
        named = {word.stem for word in words_of(title, speech.language)}
        marks = {stem for stem in typical | named if spread[stem] <= speech.most}
        fit = [number for number, weights in enumerate(speech.corpus.weights) if marks & weights.keys()]
        ids = [speech.said[number][0].id for number in fit if speech.said[number][0].id in left]
        if ids:
            left.difference_update(ids)
            common = Counter(stem for number in fit for stem in marks & speech.corpus.weights[number].keys())
            shown = [speech.title(stem) for stem, _ in common.most_common(3)]
            found.append(Theme(ids, [word for word in shown if word] or [title], title, cluster))
    return found


def _fresh(speech: _Speech, left: set[str]) -> Generator[None, None, list[Theme]]:
    """Make a theme of the word that most cards share, and so on with the remaining cards."""
    having: dict[str, list[str]] = defaultdict(list)
    for number, (card, _, _) in enumerate(speech.said):
        if card.id in left:
            for stem in speech.corpus.weights[number]:
                having[stem].append(card.id)
    yield
    spread, found = speech.corpus.spread, []
    likely = [stem for stem in having if len(having[stem]) >= FEWEST and spread[stem] <= speech.most]
    likely.sort(key=lambda stem: (-len(having[stem]), spread[stem], stem))
    for stem in likely:
        ids = [id for id in having[stem] if id in left]
        if len(ids) >= FEWEST and (title := speech.title(stem)):
            left.difference_update(ids)
            found.append(Theme(ids, [title], title, None))
            if len(found) == MOST:
                break
        yield
    return found
