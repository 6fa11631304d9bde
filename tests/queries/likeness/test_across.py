"""Likeness across languages: by what hosts and guests say that a contribution means in another one.

The wordings of `worded.jsonl` were written after everything that is measured here was chosen, and nothing was chosen
by them. The data's duplicates are 24 pairs, and three more that follow from them or belong to them.
"""

from collections import defaultdict
from itertools import combinations

from facilitation.queries.likeness.cards import Card, Saying, Worded
from tests.conftest import read_lines, texts
from tests.queries.likeness.test_groups import card, found, pairs

Pairs = set[frozenset[str]]
GIVEN = {frozenset((str(one["a"]), str(one["b"]))) for one in read_lines("near_duplicates.jsonl") if one["duplicate"]}
SAME = GIVEN | {frozenset(pair) for pair in (("2", "3"), ("34", "35"), ("50", "51"))}
ROOMS = "Bezahlbare Räume für Proben fehlen am Abend"
ROOMS_AR = "لا توجد قاعات للتدريب بأسعار معقولة في المساء"


def suggested(*sets: str) -> Pairs:
    """What is suggested of the data, station by station, with these sets of wordings."""
    wordings: dict[int, list[Saying]] = defaultdict(list)
    for one in read_lines("worded.jsonl"):
        if one["set"] in sets:
            wordings[one["index"]].append(Saying(one["text"], one["language"], "guest"))
    return {
        pair
        for station in (1, 2, 3)
        for pair in pairs(
            [
                card(str(one["index"]), one["text"], one["lang"], one["kind"], wordings=tuple(wordings[one["index"]]))
                for one in texts()
                if one["station"] == station
            ]
        )
    }


def test_without_wordings_nothing_is_suggested_across_languages() -> None:
    spoken = {str(one["index"]): one["lang"] for one in texts()}
    assert len(suggested()) == 7
    assert all(len({spoken[id] for id in pair}) == 1 for pair in suggested())


def test_given_wordings_find_most_of_the_given_pairs_and_nothing_else() -> None:
    """Measured: with German wordings 21 of 24, with wordings of some German texts 24, with both 24; no other pair."""
    german, other, both = suggested("german"), suggested("other"), suggested("german", "other")
    assert (len(german & GIVEN), len(other & GIVEN), len(both & GIVEN)) == (21, 24, 24)
    assert (german | other | both) - SAME == set()


def new() -> tuple[list[Card], Pairs, Pairs]:
    """Contributions that are none of the data, each in another language: pairs that say the same, and that do not."""
    cards: list[Card] = []
    same: Pairs = set()
    deceiving: Pairs = set()
    for number, one in enumerate(one for one in read_lines("worded.jsonl") if one["set"] == "new"):
        for side in "ab":
            said = one[side]
            cards.append(card(f"{number}{side}", said["text"], said["language"], said["kind"], german=said["german"]))
        (same if one["duplicate"] else deceiving).add(frozenset((f"{number}a", f"{number}b")))
    return cards, same, deceiving


def test_new_pairs_and_pairs_that_differ_in_a_word_or_two() -> None:
    """Measured: 8 of 11 that say the same, and 2 of 11 that were made to deceive; no other of 946 pairs.

    It was 7 of 11 before the one place in which two texts differ was looked at (`contrast`).
    """
    cards, same, deceiving = new()
    told = pairs(cards)
    assert (len(told & same), len(told & deceiving)) == (8, 2)
    assert told - same - deceiving == set()


def test_a_wording_is_compared_with_originals_and_with_wordings_and_is_told() -> None:
    german = card("1", ROOMS)
    arabic = card("2", ROOMS_AR, "ar")
    assert found([german, arabic]) == []
    said = Saying(ROOMS_AR, "ar", "guest")
    (group,) = found([german._replace(wordings=(said,)), arabic])
    assert (group.ids, group.language, group.wordings) == (["1", "2"], "ar", [Worded("1", said)])
    third = Saying("Affordable rooms for rehearsals are missing in the evening", "en", "host")
    (group,) = found([german._replace(wordings=(third,)), arabic._replace(wordings=(third._replace(by="guest"),))])
    assert (group.language, [(one.id, one.said.by) for one in group.wordings]) == (
        "en",
        [("1", "host"), ("2", "guest")],
    )
    assert group.words == ["Affordable", "rooms", "rehearsals", "missing", "evening"]


def test_the_strongest_decides_and_a_region_parts_nothing() -> None:
    weak = Saying("Räume fehlen uns abends, bezahlbare Proben und Musik und Tanz und Theater", "de-AT", "guest")
    strong = Saying("Rehearsal rooms that one can afford in the evening are missing", "en", "host")
    one = card("1", ROOMS, wordings=(strong,))
    two = card("2", ROOMS_AR, "ar", wordings=(weak, strong._replace(by="guest")))
    (group,) = found([one, two])
    assert group.language == "en"
    (group,) = found([one._replace(wordings=()), two])
    assert (group.language, group.wordings) == ("de", [Worded("2", weak)])


def test_two_of_one_language_need_no_wording_and_none_is_told() -> None:
    wording = Saying(ROOMS_AR, "ar", "guest")
    (group,) = found([card("1", ROOMS, wordings=(wording,)), card("2", ROOMS + ", leider", wordings=(wording,))])
    assert group.likeness == 1.0, "the wordings are equal to the letter"
    (group,) = found([card("1", ROOMS, wordings=(wording,)), card("2", ROOMS + ", leider")])
    assert group.wordings == []


def test_short_texts_are_alike_where_a_wording_is_what_the_other_says() -> None:
    assert found([card("1", "Respekt."), card("2", "احترام", "ar")]) == []
    (group,) = found([card("1", "Respekt."), card("2", "احترام", "ar", german="Respekt!")])
    assert (group.ids, group.words, group.language) == (["1", "2"], ["Respekt"], "de")


def test_a_contribution_is_not_alike_to_itself() -> None:
    twice = (Saying(ROOMS, "de", "host"), Saying(ROOMS + ".", "de", "guest"))
    assert found([card("1", ROOMS_AR, "ar", wordings=twice)]) == []


def test_what_was_called_different_and_what_answers_stays_apart_by_wordings_too() -> None:
    one, two = card("1", ROOMS), card("2", ROOMS_AR, "ar", german=ROOMS)
    assert found([one, two], {frozenset("12")}) == []
    assert found([one, two._replace(parent="1")]) == []


def test_what_is_left_over_is_suggested_with_the_one_it_is_alike_to() -> None:
    """As by languages: of three that say the same, one has no wording in the language of the others."""
    one = card("1", "Wir werden von Amt zu Amt geschickt. Niemand fühlt sich zuständig.")
    two = card("2", "Von einem Amt zum nächsten geschickt – keiner ist zuständig!")
    three = card(
        "3",
        "Нас отправляют из одного ведомства в другое, и никто не чувствует себя ответственным.",
        "ru",
        german="Wir werden von einer Behörde zur anderen geschickt, und niemand fühlt sich verantwortlich.",
    )
    assert sorted(group.ids for group in found([one, two, three])) == [["1", "2"], ["1", "3"]]


def test_wordings_of_a_thousand_are_no_more_than_as_many_texts() -> None:
    """400 Arabic texts that are one in German: no square of them is compared."""
    cards = [card(str(number), f"نص رقم {number}", "ar", german=ROOMS) for number in range(400)]
    told = found(cards)
    assert len({id for group in told for id in group.ids}) == 400
    assert max(len(list(combinations(group.ids, 2))) for group in told) < 400 * 399 / 2
