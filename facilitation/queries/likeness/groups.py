"""Finds groups of contributions that say the same: near-duplicates in one language, of whatever kind.

A contribution says it in its own language, and in each in which somebody worded it.
In a group every contribution is alike to every other, so that no chain leads from one subject to another; a
contribution is in one group at most, and besides with each that is left over because it is alike to this one alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from facilitation.queries.likeness.cards import Card, Saying, Worded, written
from facilitation.queries.likeness.contrast import is_another
from facilitation.queries.likeness.measure import DOUBT, Corpus

ALIKE = 0.34
"""The least likeness (0 to 1) of two contributions that are suggested, where SAYS is equal for their kinds.

Chosen with three sets of pairs made up for it (tests/data/likeness.jsonl: duplicates, and look-alikes meant to
deceive); of a fourth set, written afterwards, 13 of 15 duplicates reach it and 2 of 13 look-alikes, which `contrast`
parts. Of the 112
contributions of tests/data no other pair than the seven real ones comes above 0.25.
"""
ALIKE_WORDED = 0.28
"""The same where one of the texts is a wording: whoever words a text says the same with other words.

Chosen with German wordings of the 112 (of 17 duplicates across languages 12 reach ALIKE, 14 reach this, and no other
pair does) and the sets above. What comes of wordings written afterwards is in tests/queries/likeness/test_across.py.
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


class DuplicateGroup(NamedTuple):
    """Contributions that say the same, oldest first, and their common words as one of them has them.

    `language` is that of the words; `wordings` are those that made the contributions alike, in the order of `ids`.
    Where it is empty, what they said themselves did.
    """

    ids: list[str]
    words: list[str]
    language: str
    likeness: float
    wordings: list[Worded]


class _Spoken(NamedTuple):
    """What a bundle of contributions says, in one language, and which of them it is a wording of."""

    bundle: int
    id: str
    said: Saying


class _Like(NamedTuple):
    """How alike two bundles are: by these texts, of the earlier and of the later one, with these of its stems."""

    likeness: float
    first: _Spoken
    second: _Spoken
    words: list[str]
    """Stems that both have; those of the first text."""
    corpus: Corpus
    number: int
    """The first text's in the corpus."""

    @property
    def number_of_text(self) -> tuple[str, int]:
        """Tells one first text from another."""
        return self.first.said.tongue, self.number


_Likenesses = dict[tuple[int, int], _Like]


def near_duplicates(cards: Sequence[Card], different: Collection[Pair]) -> Generator[None, None, list[DuplicateGroup]]:
    """Find the groups among a station's contributions (`cards`, oldest first), the most alike first.

    Every text that a contribution has in a language is compared with every text of the others in that language: its
    own, or a wording. The most alike ones decide. Pairs in `different` were called different by somebody and are never
    in one group, nor is an answer with what it answers. Between two steps other requests may have their turn.
    """
    bundles = yield from _bundled(cards, different)
    by_tongue: dict[str, list[_Spoken]] = defaultdict(list)
    for number, bundle in enumerate(bundles):
        said: dict[tuple[str, str], _Spoken] = {}
        for card in bundle:
            for one in card.sayings:
                said.setdefault((one.tongue, one.key), _Spoken(number, card.id, one))
            yield
        for (tongue, _), spoken in said.items():
            by_tongue[tongue].append(spoken)
    likenesses: _Likenesses = {}
    for in_tongue in by_tongue.values():
        yield from _compare(in_tongue, bundles, different, likenesses)
    found = []
    joined = yield from _each_alike_to_each(likenesses)
    for members in [*joined, *_left_over(joined, bundles, different, likenesses)]:
        found.append(_group(members, bundles, likenesses))
        yield
    grouped = {id for group in found for id in group.ids}
    alone = [bundle for bundle in bundles if len(bundle) > 1 and bundle[0].id not in grouped]
    found += [
        DuplicateGroup([card.id for card in same], _all_words(same[0]), same[0].language, 1.0, []) for same in alone
    ]
    return sorted(found, key=lambda group: -group.likeness)


def _compare(
    spoken: Sequence[_Spoken], bundles: list[list[Card]], different: Collection[Pair], likenesses: _Likenesses
) -> Generator[None, None, None]:
    """Note in `likenesses` which bundles are alike by what they say in one language, and more than by another."""
    corpus = Corpus([one.said.words for one in spoken])
    yield from corpus.steps()
    enough, coarse = ALIKE + APART, COARSE if len(spoken) <= MANY else COARSE_OF_MANY
    written: dict[str, list[int]] = defaultdict(list)

    def note(other: int, one: int, likeness: float, stems: list[str]) -> None:
        pair = spoken[other].bundle, spoken[one].bundle
        if pair[0] == pair[1] or (pair in likenesses and likenesses[pair].likeness >= likeness):
            return
        earlier, later = bundles[pair[0]], bundles[pair[1]]
        by_authors = spoken[other].said.by is None and spoken[one].said.by is None
        apart = 0 if SAYS[earlier[0].kind] == SAYS[later[0].kind] else APART
        if (
            likeness >= (ALIKE if by_authors else ALIKE_WORDED) + apart
            and _may_be_same(earlier, later, different)
            and not is_another(spoken[other].said, spoken[one].said)
        ):
            likenesses[pair] = _Like(likeness, spoken[other], spoken[one], stems, corpus, other)

    for one, others in _candidates(corpus, coarse):
        twins = written[spoken[one].said.key]
        for other in twins[-LATEST:]:  # a wording may be what another says to the letter
            note(other, one, 1.0, list(corpus.weights[other]))
        twins.append(one)
        for other, likeness, stems in corpus.alike(one, others, least=coarse, enough=enough):
            note(other, one, likeness, stems)
        yield


def _bundled(cards: Sequence[Card], different: Collection[Pair]) -> Generator[None, None, list[list[Card]]]:
    """Put contributions that are equal letter for letter into one list, so that they are compared once."""
    bundles: dict[tuple[str, str, int], list[Card]] = {}
    for card in cards:
        own, *_ = card.sayings
        copy = 0
        while (bundle := bundles.setdefault((own.language, own.key, copy), [])) and not _may_be_same(
            bundle, [card], different
        ):
            copy += 1
        bundle.append(card)
        for said in card.sayings:
            said.words  # noqa: B018 - computed here, one card in each step, and cached
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


def _each_alike_to_each(likenesses: _Likenesses) -> Generator[None, None, list[list[int]]]:
    """Join pairs to groups in which all are alike to all, the most alike pair first (greedy complete linkage)."""
    group_of: dict[int, list[int]] = {}
    for pair in sorted(likenesses, key=lambda pair: (-likenesses[pair].likeness, pair)):
        first, second = (group_of.get(one, [one]) for one in pair)
        if first is not second and all((min(a, b), max(a, b)) in likenesses for a in first for b in second):
            joined = first + second
            group_of.update(dict.fromkeys(joined, joined))
        yield
    return list({id(group): sorted(group) for group in group_of.values()}.values())


def _left_over(
    joined: list[list[int]], bundles: list[list[Card]], different: Collection[Pair], likenesses: _Likenesses
) -> list[list[int]]:
    """Return what is in no group, each with the one that is most alike to it.

    One that is known to be another than somebody in that one's group is left out.
    """
    group_of = {one: members for members in joined for one in members}
    found: dict[int, list[int]] = {}
    for pair in sorted(likenesses, key=lambda pair: (-likenesses[pair].likeness, pair)):
        for one, other in (pair, pair[::-1]):
            if one not in group_of and all(
                _may_be_same(bundles[one], bundles[member], different) for member in group_of.get(other, ())
            ):
                found.setdefault(one, sorted(pair))
    return list(found.values())


def _group(members: list[int], bundles: list[list[Card]], likenesses: _Likenesses) -> DuplicateGroup:
    pairs = [likenesses[pair] for pair in combinations(members, 2)]
    with_first = [likenesses[members[0], other] for other in members[1:]]
    most = Counter(like.number_of_text for like in with_first).most_common(1)[0][0]
    telling = [like for like in with_first if like.number_of_text == most]
    told = Counter(stem for like in telling for stem in like.words)
    often = max(told.values(), default=0)
    like = telling[0]
    weights, spans = like.corpus.weights[like.number], like.corpus.spans[like.number]
    strongest = sorted((stem for stem in told if told[stem] == often), key=lambda stem: -weights[stem])[:MOST_WORDS]
    said = like.first.said
    ids = [card.id for member in members for card in bundles[member]]
    made = {(one.id, one.said): Worded(one.id, one.said) for pair in pairs for one in (pair.first, pair.second)}
    wordings = [one for one in made.values() if one.said.by is not None]
    return DuplicateGroup(
        ids,
        written(said.text, [spans[stem] for stem in strongest]) or [said.text],
        said.language,
        min(pair.likeness for pair in pairs),
        sorted(wordings, key=lambda one: ids.index(one.id)),
    )


def _all_words(card: Card) -> list[str]:
    return written(card.text, list(card.sayings[0].words))[:MOST_WORDS] or [card.text]
