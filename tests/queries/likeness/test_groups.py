"""Near-duplicates: on given pairs, on pairs made up to deceive, and how much work a thousand contributions are."""

from collections import defaultdict
from collections.abc import Generator
from itertools import combinations
from typing import Any, TypeVar

import pytest

from facilitation.queries.likeness import groups
from facilitation.queries.likeness.cards import Card, Saying
from facilitation.queries.likeness.groups import DuplicateGroup, near_duplicates
from facilitation.queries.likeness.measure import Corpus
from tests.conftest import read_lines, texts

T = TypeVar("T")


def finish(steps: Generator[None, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def card(
    id: str, text: str, language: str = "de", kind: str = "idea", *, german: str | None = None, **fields: Any
) -> Card:
    """A card; `german` is its hosts' wording."""
    wordings = (Saying(german, "de", "host"),) if german else ()
    return Card(id, text, language, kind, **{"parent": None, "cluster": None, "wordings": wordings, **fields})


def found(cards: list[Card], different: set[frozenset[str]] | None = None) -> list[DuplicateGroup]:
    return finish(near_duplicates(cards, different or set()))


def pairs(cards: list[Card]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in found(cards) for pair in combinations(group.ids, 2)}


def test_the_given_duplicates_are_suggested_and_nothing_else() -> None:
    suggested = set()
    for station in (1, 2, 3):
        cards = [
            card(str(one["index"]), one["text"], one["lang"], one["kind"])
            for one in texts()
            if one["station"] == station
        ]
        suggested |= pairs(cards)
    given = [one for one in read_lines("near_duplicates.jsonl") if one["duplicate"] and not one["cross_lingual"]]
    assert suggested == {frozenset((str(one["a"]), str(one["b"]))) for one in given}


def made_up(place: str) -> tuple[list[bool], list[bool]]:
    """Which of the duplicates, and of the look-alikes, are suggested: all pairs of a language at one station."""
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in read_lines("likeness.jsonl"):
        if one["set"] == place:
            by_language[one["language"]].append(one)
    results: dict[bool, list[bool]] = {True: [], False: []}
    for language, rows in by_language.items():
        cards = [
            card(f"t{one['index']}", one["text"], language, one["kind"]) for one in texts() if one["lang"] == language
        ]
        for number, row in enumerate(rows):
            for side, kind in zip("ab", row["kinds"], strict=True):
                cards.append(card(f"{number}{side}", row[side], language, kind))
        suggested = pairs(cards)
        for number, row in enumerate(rows):
            results[row["duplicate"]].append(frozenset((f"{number}a", f"{number}b")) in suggested)
    return results[True], results[False]


@pytest.mark.parametrize(
    ("place", "most"),
    [("first", 0.95), ("second", 0.95), ("third", 0.7), ("fourth", 0.85), ("fifth", 0.8), ("sixth", 1.0)],
)
def test_pairs_made_up_to_deceive(place: str, most: float) -> None:
    """Most duplicates, few look-alikes. The third set, of short texts and other words, is the hardest.

    The fifth is in Chinese, Arabic, Persian and Vietnamese. The sixth's look-alikes differ in one word, a "not" or a
    number: all twelve were suggested before `contrast`, and none is.
    """
    duplicates, look_alikes = made_up(place)
    assert sum(duplicates) >= most * len(duplicates)
    assert sum(look_alikes) <= 0.2 * len(look_alikes)


def test_the_words_in_common_are_told_as_they_were_written() -> None:
    (group,) = found(
        [
            card("1", "Leere Schulräume abends kostenlos für Vereine öffnen!"),
            card("2", "Räume in Schulen abends für Vereine kostenlos öffnen"),
        ]
    )
    assert group.ids == ["1", "2"]
    assert group.words == ["Schulräume", "abends", "kostenlos", "Vereine", "öffnen"]


def test_a_slip_of_the_finger_changes_nothing() -> None:
    cards = [card("1", "Bezahlbare Proberäume fehlen in Prohlis"), card("2", "Bezahlbahre Proberäume fehlen in Prolis")]
    assert [group.ids for group in found(cards)] == [["1", "2"]]


def test_what_is_written_twice_is_suggested_however_short_and_alike_in_a_station_of_two() -> None:
    assert [group.ids for group in found([card("1", "Respekt."), card("2", "respekt!", kind="wish")])] == [["1", "2"]]
    assert found([card("1", "Respekt."), card("2", "Respekt für das Ehrenamt")]) == []
    assert found([card("1", "Mehr Räume"), card("2", "Räume", language="en")]) == []
    assert found([]) == []


def test_an_answer_is_not_the_same_as_what_it_answers_but_may_be_as_another() -> None:
    text = "Bezahlbare Räume für Proben fehlen abends"
    cards = [card("1", text), card("2", text + "!", parent="1"), card("3", "Abends fehlen bezahlbare Proberäume")]
    assert [sorted(group.ids) for group in found(cards)] in ([["1", "3"]], [["2", "3"]])
    assert found(cards[:2]) == []


def test_what_was_called_different_is_not_suggested_again() -> None:
    text = "Bezahlbare Räume für Proben fehlen abends"
    cards = [card(id, text) for id in ("1", "2", "3")]
    assert [group.ids for group in found(cards)] == [["1", "2", "3"]]
    assert [group.ids for group in found(cards, {frozenset("12")})] == [["1", "3"]]
    assert found(cards, {frozenset("12"), frozenset("13"), frozenset("23")}) == []


def test_in_a_group_each_is_alike_to_each() -> None:
    """A chain would lead from bread to the moon."""
    chain = ["Brot backen Käse reifen", "Käse reifen Wein keltern", "Wein keltern Mond fliegen"]
    cards = [card(str(number), f"{text} Vereine") for number, text in enumerate(chain)]
    for group in found(cards):
        assert len(group.ids) == 2


def thousand() -> list[Card]:
    """Texts of a thousand people: sentences of the 112 put together anew, some words exchanged; the same each time."""
    words = [word for one in texts() if one["lang"] == "de" for word in one["text"].split()]
    state, cards = 7, []
    for number in range(1000):
        said = []
        for _ in range(12):
            state = state * 1_103_515_245 + 12_345 & 0x7FFFFFFF
            start = state >> 8
            said += words[start % (len(words) - 3) :][:2]
        cards.append(card(str(number), " ".join(said)))
    return cards


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With how many others texts were compared, one entry a step."""
    told: list[int] = []
    alike = Corpus.alike

    def counted(self: Corpus, one: int, others: Any, **limits: float) -> Any:
        others = list(others)
        told.append(len(others))
        return alike(self, one, others, **limits)

    monkeypatch.setattr(Corpus, "alike", counted)
    return told


def test_a_thousand_contributions_are_few_comparisons_and_short_steps(compared: list[int]) -> None:
    found(thousand())
    assert len(compared) > 900, "one step a text"
    assert sum(compared) < 0.12 * 1000 * 999 / 2
    assert max(compared) < 400


def test_what_a_whole_hall_repeats_costs_no_square_of_it(compared: list[int]) -> None:
    cards = [
        card(str(number), f"Bezahlbare Proberäume fehlen abends in Prohlis, sagt Nummer {number}")
        for number in range(400)
    ]
    found(cards)
    assert max(compared) <= 10 * groups.LATEST
