"""Sorts the inbox: which cards would fit a theme that is there, and which could make a new one.

Both are offered only where they are worth it, for a wrong one costs a host more than none. Words are counted, not
guessed, so that a suggestion explains itself. Of 112 labelled contributions (tests/data/themes.jsonl), sorted in part
by lot, more than four fifths of the fits are right (tests/queries/likeness/test_themes.py).

A card **fits** where several words speak for a theme, each as far as it is this theme's: it stands in the title or in
cards there, in few cards of other themes, and in few of the station. No second theme must come near. A **new theme** is
a noun that at least FEWEST cards share, of which each shares another word with one more of them.
"""

from collections import Counter, defaultdict
from collections.abc import Generator, Mapping, Sequence
from typing import NamedTuple

import regex

from facilitation.queries.likeness.cards import Card, Saying, Worded
from facilitation.queries.likeness.empty_words import empty
from facilitation.queries.likeness.measure import AT_ONCE, COMMON, UNSEEN, Corpus
from facilitation.queries.likeness.words import Word, words_of

ENOUGH = 1.5
"""The least evidence, in words, by which a card fits a theme: one word alone never does, however telling."""
AHEAD = 2.0
"""How many times as much as for any other theme."""
DOUBTED = 0.5
"""Cards of other themes that are counted besides: the fewer cards a theme has, the less its words prove."""
FEWEST = 3
"""Cards that make a theme."""
EVERYWHERE = 0.2
"""The greatest share of a station's contributions that may have a theme's word.

A word in more of them says what the station is about. In a small station SMALL contributions may share a word.
"""
SMALL = 6
MOST = 5
"""New themes offered at once."""
MOST_WORDS = 4
"""Words told of a suggestion."""
TITLED = "de"
"""The language in which new themes are offered: its nouns can be told by their capital letters."""
_NOUN = regex.compile(r"\p{Lu}\p{L}{2}")

Spoken = tuple[Card, Saying]
"""A card with what it says in one language."""
Evidence = dict[str, float]
"""Stems that speak for something, each with how much, at most 1."""


class Theme(NamedTuple):
    """Cards of the inbox that share words, oldest first; `cluster` is the one that they fit, None for a new one.

    `wordings` are those in which the words stand, of these cards and of those that the cluster has.
    """

    ids: list[str]
    words: list[str]
    title: str
    cluster: str | None
    wordings: list[Worded]


def themes(cards: Sequence[Card], titles: Mapping[str, str]) -> Generator[None, None, list[Theme]]:
    """Sort the inbox: first the cards that fit a cluster, then possible new clusters; a card is in one at most.

    `cards` stand oldest first; `titles` are those of the clusters, by id, empty where one has no name yet. Where
    a card says nothing in a language itself, the first of its wordings counts. Between two steps other requests may
    have their turn.
    """
    sayings: dict[str, list[Spoken]] = defaultdict(list)
    for number, card in enumerate(cards):
        for tongue, said in {one.tongue: one for one in reversed(card.sayings)}.items():
            sayings[tongue].append((card, said))
        if number % AT_ONCE == 0:
            yield
    speeches = []
    for language, spoken in sayings.items():
        corpus = Corpus([said.words for _, said in spoken])
        yield from corpus.steps()
        speeches.append(_Speech(language, spoken, corpus))
    fitting = yield from _fitting(cards, speeches, titles)
    left = {card.id for card in cards if card.cluster is None} - {id for theme in fitting for id in theme.ids}
    fresh: list[Theme] = []
    for speech in speeches:
        if speech.language == TITLED:
            fresh = yield from _fresh(speech, left)
    return fitting + fresh


class _Speech(NamedTuple):
    """All texts of a station in one language."""

    language: str
    said: list[Spoken]
    corpus: Corpus

    @property
    def most(self) -> float:
        """How many contributions may have a word that is a theme."""
        return max(SMALL, EVERYWHERE * len(self.said))

    def telling(self, number: int) -> list[str]:
        """Return the stems of a text that say something about its theme."""
        nothing = empty(self.language)
        return [stem for stem in self.corpus.weights[number] if stem not in nothing and not stem.isdigit()]

    def rarity(self, stem: str) -> float:
        """Return how telling a stem is, from 1 for one that few texts of the station have."""
        return 1 / (1 + COMMON * max(self.corpus.spread[stem] - 2, 0) / (len(self.said) + UNSEEN))

    def written(self, number: int, stem: str) -> str:
        """Return the word of a text in which a stem stands, as it is written there."""
        word = self.corpus.spans[number][stem]
        return self.said[number][1].text[word.start : word.end]

    def worded(self, number: int) -> list[Worded]:
        """Return the wording that a text is, in a list; an empty one where it is its author's."""
        card, said = self.said[number]
        return [] if said.by is None else [Worded(card.id, said)]


def _fitting(
    cards: Sequence[Card], speeches: list[_Speech], titles: Mapping[str, str]
) -> Generator[None, None, list[Theme]]:
    """Find cards of the inbox for which the words of one cluster speak, and those of no other nearly as much."""
    best: defaultdict[str, dict[str, _Fit]] = defaultdict(dict)
    worded: defaultdict[str, list[tuple[_Speech, int]]] = defaultdict(list)
    for speech in speeches:
        inside, sorted_in = _inside(speech, titles)
        yield
        for number, (card, said) in enumerate(speech.said):
            if card.cluster is not None and said.by is not None:
                worded[card.cluster].append((speech, number))
            elif card.cluster is None:
                for cluster, evidence in _evidence(speech, number, inside, sorted_in).items():
                    fit = _Fit(
                        sum(evidence.values()), speech, number, sorted(evidence, key=lambda stem: -evidence[stem])
                    )
                    if cluster not in best[card.id] or fit.score > best[card.id][cluster].score:
                        best[card.id][cluster] = fit
                yield
    found: dict[str, dict[str, _Fit]] = defaultdict(dict)
    for card in cards:
        fits = sorted(best[card.id].items(), key=lambda one: -one[1].score)
        if not fits:
            continue
        (cluster, fit), *others = fits
        if fit.score < ENOUGH or not titles[cluster]:
            continue
        if all(fit.score >= AHEAD * other.score for _, other in others):
            found[cluster][card.id] = fit
    yield
    told = []
    for cluster, title in titles.items():
        if cluster in found:
            told.append(_told(title, cluster, found[cluster], worded[cluster]))
            yield
    return told


class _Fit(NamedTuple):
    """How much speaks for a cluster, in one of a card's texts, and by which stems, the most telling first."""

    score: float
    speech: _Speech
    number: int
    stems: list[str]


def _told(title: str, cluster: str, fits: Mapping[str, _Fit], worded: Sequence[tuple[_Speech, int]]) -> Theme:
    """Return a cluster with the cards that fit it; `worded` are the wordings of those that it has."""
    words: Counter[str] = Counter()
    stems: defaultdict[str, set[str]] = defaultdict(set)
    wordings: list[Worded] = []
    for fit in fits.values():
        words.update([fit.speech.written(fit.number, stem) for stem in fit.stems])
        stems[fit.speech.language].update(fit.stems)
        wordings += fit.speech.worded(fit.number)
    for speech, number in worded:
        if not stems[speech.language].isdisjoint(speech.corpus.weights[number]):
            wordings += speech.worded(number)
    return Theme(list(fits), [word for word, _ in words.most_common(MOST_WORDS)], title, cluster, wordings)


def _inside(speech: _Speech, titles: Mapping[str, str]) -> tuple[dict[str, dict[str, float]], Counter[str]]:
    """Return in how many cards of each cluster a stem is, by stem; a title counts as one; and in how many of all."""
    inside: defaultdict[str, dict[str, float]] = defaultdict(dict)
    sorted_in: Counter[str] = Counter()
    for number, (card, _) in enumerate(speech.said):
        if card.cluster is not None and card.cluster in titles:
            for stem in speech.telling(number):
                inside[stem][card.cluster] = inside[stem].get(card.cluster, 0) + 1
                sorted_in[stem] += 1
    for cluster, title in titles.items():
        for word in words_of(title, speech.language):
            if word.stem in speech.corpus.spread:
                inside[word.stem][cluster] = inside[word.stem].get(cluster, 0) + 1
                sorted_in[word.stem] += 1
    return inside, sorted_in


def _evidence(
    speech: _Speech, number: int, inside: Mapping[str, Mapping[str, float]], sorted_in: Mapping[str, int]
) -> dict[str, Evidence]:
    """Return what speaks for each cluster: a card's stems, each as far as it is this cluster's and rare."""
    found: defaultdict[str, Evidence] = defaultdict(dict)
    for stem in speech.telling(number):
        for cluster, have in inside.get(stem, {}).items():
            found[cluster][stem] = speech.rarity(stem) * have / (sorted_in[stem] + DOUBTED)
    return found


def _fresh(speech: _Speech, left: set[str]) -> Generator[None, None, list[Theme]]:
    """Make a theme of the noun that most cards share, and so on with the remaining cards."""
    having: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for number, (card, _) in enumerate(speech.said):
        for stem in speech.telling(number):
            form = speech.written(number, stem)
            if _NOUN.match(form) and _is_about(speech.corpus.spans[number][stem], stem):
                forms[stem][form] += 1
                if card.id in left:
                    having[stem].append(number)
        if number % AT_ONCE == 0:
            yield
    spread, found = speech.corpus.spread, []
    likely = [stem for stem in having if len(having[stem]) >= FEWEST and spread[stem] <= speech.most]
    likely.sort(key=lambda stem: (-len(having[stem]), spread[stem], stem))
    for stem in likely:
        linked = _linked(speech, stem, [number for number in having[stem] if speech.said[number][0].id in left])
        if len(linked) >= FEWEST:
            ids = [speech.said[number][0].id for number in linked]
            left.difference_update(ids)
            title = min(forms[stem], key=lambda form: (-forms[stem][form], len(form), form))
            wordings = [worded for number in linked for worded in speech.worded(number)]
            found.append(Theme(ids, [title], title, None, wordings))
            if len(found) == MOST:
                break
        yield
    return found


def _is_about(word: Word, stem: str) -> bool:
    """Tell whether a word is about what its part names: a Schulraum is a Raum, the Muttersprache no mother."""
    return word.stem == stem or any(last == stem for last, _ in word.splits)


def _linked(speech: _Speech, stem: str, numbers: list[int]) -> list[int]:
    """Return the texts that share a further word with another of them: with one alone they may be about anything."""
    further = {number: [one for one in speech.telling(number) if one != stem] for number in numbers}
    shared = Counter(one for stems in further.values() for one in stems if speech.corpus.spread[one] <= speech.most)
    return [number for number in numbers if any(shared[one] > 1 for one in further[number])]
