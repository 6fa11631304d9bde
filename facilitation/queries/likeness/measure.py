"""Measures how alike two texts of one language are: what they share, as a part of all that both say.

    likeness = weight of what they share, in both texts / (weight of both texts + DOUBT)

A word weighs 1, and half of that where a tenth of the station's texts have it, so that ten texts and a thousand behave
alike. The parts of a compound share its weight. DOUBT keeps two short texts from being alike by one shared word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from facilitation.queries.likeness.words import Word

DOUBT = 4.0
"""Weight, in words, added to that of both texts: short texts must share more. Chosen together with ALIKE."""
COMMON = 10.0
"""A word weighs half where one in COMMON of the other texts has it."""
UNSEEN = 10
"""Texts without any of the words that are counted besides, so that few texts do not make a word common."""
RESEMBLING = 0.75
"""The least similarity (Indel, 0 to 1) of two stems that count as one: förder, gefördert; also typing errors."""
SHORTEST_RESEMBLING = 5
"""Letters of a stem; shorter ones resemble each other by chance."""
AT_ONCE = 16
"""Texts in one step, which takes a tenth of a millisecond."""

Weights = dict[str, float]
Alike = tuple[int, float, list[str]]


class Corpus:
    """The texts of one language at one station, as the weights of their words. `steps` must run first."""

    def __init__(self, texts: Sequence[Sequence[Word]]) -> None:
        self.texts = texts
        self.weights: list[Weights] = []
        self.spans: list[dict[str, Word]] = []
        """For each text, the word in which a stem stands."""
        self.sums: list[float] = []
        self.spread: Counter[str] = Counter()
        """How many texts have a stem."""
        self._stems: list[set[str]] = []

    def steps(self) -> Iterator[None]:
        """Compute all weights; between two steps other requests may have their turn."""
        vocabulary: set[str] = set()
        for words in self.texts:
            vocabulary.update(word.stem for word in words)
        yield
        taken_apart: dict[str, tuple[tuple[str, float], ...]] = {}
        for number, words in enumerate(self.texts):
            shares: Weights = {}
            spans: dict[str, Word] = {}
            for word in words:
                known = taken_apart.get(word.stem)
                if known is None:
                    known = taken_apart[word.stem] = _parts(word, vocabulary)
                for stem, share in known:
                    if share > shares.get(stem, 0.0):
                        shares[stem] = share
                        spans[stem] = word
            self.weights.append(shares)
            self.spans.append(spans)
            self.spread.update(shares)
            self._stems.append(set(shares))
            if number % AT_ONCE == 0:
                yield
        others = len(self.texts) + UNSEEN
        rarity = {stem: 1 / (1 + COMMON * max(have - 2, 0) / others) for stem, have in self.spread.items()}
        yield
        for number, shares in enumerate(self.weights):
            for stem in shares:
                shares[stem] *= rarity[stem]
            self.sums.append(sum(shares.values()))
            if number % AT_ONCE == 0:
                yield

    def alike(self, one: int, others: Iterable[int], *, least: float, enough: float) -> Iterator[Alike]:
        """Yield those of the `others` that are alike to the text `one`: index, likeness (0 to 1), shared stems.

        Stems are those of the other text. Stems that only resemble each other are compared where equal stems give at
        least `least`, but not `enough`.
        """
        second, has, mine = self.weights[one], self._stems[one], self.sums[one] + DOUBT
        for other in others:
            same = self._stems[other] & has
            whole = self.sums[other] + mine
            if 2 * len(same) < least * whole:  # no word weighs more than 1
                continue
            first = self.weights[other]
            both = sum([first[stem] + second[stem] for stem in same])
            if both < least * whole:
                continue
            stems = [stem for stem in first if stem in same]
            if both < enough * whole:
                for stem, like, similarity in _resembling(first, second):
                    both += 2 * similarity * min(first[stem], second[like])
                    stems.append(stem)
            yield other, both / whole, stems


def _parts(word: Word, vocabulary: set[str]) -> tuple[tuple[str, float], ...]:
    """A word's stem, or two halves where its last part is a word of this station: Schulräume has Räume in it."""
    for last, firsts in word.splits:
        if last in vocabulary and last != word.stem:
            first = next((stem for stem in firsts if stem in vocabulary), None)
            if first is not None or len(last) > 3:
                return (last, 0.5), (first or word.stem, 0.5)
    return ((word.stem, 1.0),)


def _resembling(first: Iterable[str], second: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    left = [stem for stem in second if stem not in first and len(stem) >= SHORTEST_RESEMBLING]
    for stem in first:
        if stem in second or len(stem) < SHORTEST_RESEMBLING or not left:
            continue
        found = [(Indel.normalized_similarity(stem, one, score_cutoff=RESEMBLING), one) for one in left]
        similarity, like = max(found)
        if similarity:
            left.remove(like)
            yield stem, like, similarity
