"""Finds groups of contributions that say the same: near-duplicates in one language, of whatever kind.

In a group every contribution is alike to every other, so that no chain leads from one subject to another; a
contribution is in one group at most.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from facilitation.queries.likeness.cards import Card, written
from facilitation.queries.likeness.measure import DOUBT, Corpus

ALIKE = 0.34
"""The least likeness (0 to 1) of two contributions that are suggested, where SAYS is equal for their kinds.

Chosen with three sets of pairs made up for it (tests/data/likeness.jsonl: duplicates, and look-alikes meant to
deceive); of a fourth set, written afterwards, 13 of 15 duplicates reach it and 2 of 13 look-alikes. Of the 112
contributions of tests/data no other pair than the seven real ones comes above 0.25.
"""
APART = 0.12
"""Added to ALIKE where SAYS differs: a complaint and a proposal about one thing use the same words."""
COARSE, COARSE_OF_MANY, MANY = 0.20, 0.28, 400
"""The least likeness by equal words from which on words that only resemble each other count, too.

In a language with more than MANY contributions it is COARSE_OF_MANY: with COARSE there are too many candidates to stay
within 50 ms at 1,000 contributions. It costs one duplicate in thirty.
"""
LATEST = 32
"""Texts that share a rare word are compared with the latest of them only, or the time would grow as a square."""
MOST_WORDS = 6
SAYS = {"problem": "is", "question": "asks", "idea": "should", "wish": "should", "offer": "given"}

Pair = frozenset[str]
Likenesses = dict[tuple[int, int], tuple[float, list[str]]]


class DuplicateGroup(NamedTuple):
    """Contributions that say the same, oldest first, and their common words as the first of them has them."""

    ids: list[str]
    words: list[str]
    likeness: float


def near_duplicates(cards: Sequence[Card], different: Collection[Pair]) -> Generator[None, None, list[DuplicateGroup]]:
    """Find the groups among a station's contributions (`cards`, oldest first), the most alike first.

    Pairs in `different` were called different by somebody and are never in one group, nor is an answer with what it
    answers. Between two steps other requests may have their turn.
    """
    found: list[DuplicateGroup] = []
    by_language: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_language[card.language].append(card)
    for spoken in by_language.values():
        found += yield from _in_one_language(spoken, different)
    return sorted(found, key=lambda group: -group.likeness)


def _in_one_language(cards: Sequence[Card], different: Collection[Pair]) -> Generator[None, None, list[DuplicateGroup]]:
    bundles = yield from _bundled(cards, different)
    heads = [bundle[0] for bundle in bundles]
    corpus = Corpus([head.words for head in heads])
    yield from corpus.steps()
    likenesses: Likenesses = {}
    enough, coarse = ALIKE + APART, COARSE if len(heads) <= MANY else COARSE_OF_MANY
    for one, others in _candidates(corpus, coarse):
        for other, likeness, stems in corpus.alike(one, others, least=coarse, enough=enough):
            needed = ALIKE if SAYS[heads[one].kind] == SAYS[heads[other].kind] else enough
            if likeness >= needed and _may_be_same(bundles[one], bundles[other], different):
                likenesses[other, one] = likeness, stems
        yield
    groups = []
    for members in (yield from _each_alike_to_each(likenesses)):
        groups.append(_group(members, bundles, corpus, likenesses))
        yield
    grouped = {id for group in groups for id in group.ids}
    alone = [bundle for bundle in bundles if len(bundle) > 1 and bundle[0].id not in grouped]
    return groups + [DuplicateGroup([card.id for card in same], _all_words(same[0]), 1.0) for same in alone]


def _bundled(cards: Sequence[Card], different: Collection[Pair]) -> Generator[None, None, list[list[Card]]]:
    """Put contributions that are equal letter for letter into one list, so that they are compared once."""
    bundles: dict[tuple[str, int], list[Card]] = {}
    for card in cards:
        words, copy = card.key, 0
        while (bundle := bundles.setdefault((words, copy), [])) and not _may_be_same(bundle, [card], different):
            copy += 1
        bundle.append(card)
        card.words  # noqa: B018 - computed here, one in each step, and cached
        yield
    return list(bundles.values())


def _may_be_same(some: Sequence[Card], others: Sequence[Card], different: Collection[Pair]) -> bool:
    for one in some:
        for other in others:
            if one.id == other.parent or other.id == one.parent:
                return False
            if different and frozenset((one.id, other.id)) in different:
                return False
    return True


def _candidates(corpus: Corpus, coarse: float) -> Iterator[tuple[int, list[int]]]:
    """Find for each text the earlier ones that may be alike.

    Two texts whose likeness is `coarse` share at least the weight coarse / (2 - coarse) x (weight + DOUBT) of each. So
    of each text the most widespread words need not be looked at, as long as they weigh less than that together. If they
    weigh less even by a whole word, then any two texts that are alike share two of the others (prefix filtering:
    Bayardo et al., "Scaling up all pairs similarity search", 2007), except two texts so short that one word may do.
    """
    having: dict[str, list[int]] = defaultdict(list)
    spread = corpus.spread
    rank = {stem: place for place, stem in enumerate(sorted(spread, key=lambda stem: (-spread[stem], stem)))}
    for text, weights in enumerate(corpus.weights):
        short = coarse * (corpus.sums[text] + DOUBT) <= 2
        spare = coarse / (2 - coarse) * (corpus.sums[text] + DOUBT) - 1
        met: list[int] = []
        for stem in sorted(weights, key=rank.__getitem__):
            spare -= weights[stem]
            if spare < 0 and spread[stem] > 1:
                met += having[stem][-LATEST:]
                having[stem].append(text)
        yield text, [other for other, times in Counter(met).items() if times > 1 or short]


def _each_alike_to_each(likenesses: Likenesses) -> Generator[None, None, list[list[int]]]:
    """Join pairs to groups in which all are alike to all, the most alike pair first (greedy complete linkage)."""
    group_of: dict[int, list[int]] = {}
    for pair in sorted(likenesses, key=lambda pair: (-likenesses[pair][0], pair)):
        first, second = (group_of.get(one, [one]) for one in pair)
        if first is not second and all((min(a, b), max(a, b)) in likenesses for a in first for b in second):
            joined = first + second
            group_of.update(dict.fromkeys(joined, joined))
        yield
    return list({id(group): sorted(group) for group in group_of.values()}.values())


def _group(members: list[int], bundles: list[list[Card]], corpus: Corpus, likenesses: Likenesses) -> DuplicateGroup:
    pairs = [likenesses[pair] for pair in combinations(members, 2)]
    first = members[0]
    with_first = Counter(stem for other in members[1:] for stem in likenesses[first, other][1])
    most = max(with_first.values())
    common = [stem for stem, often in with_first.items() if often == most]
    weights = corpus.weights[first]
    strongest = sorted(common, key=lambda stem: -weights[stem])[:MOST_WORDS]
    cards = [card for member in members for card in bundles[member]]
    words = written(bundles[first][0].text, [corpus.spans[first][stem] for stem in strongest])
    return DuplicateGroup([card.id for card in cards], words, min(likeness for likeness, _ in pairs))


def _all_words(card: Card) -> list[str]:
    return written(card.text, list(card.words))[:MOST_WORDS] or [card.text]
