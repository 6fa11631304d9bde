"""What the inbox speaks of."""

from typing import Any

from facilitation.queries.likeness.cards import Card
from facilitation.queries.likeness.themes import Theme, themes
from tests.conftest import texts
from tests.queries.likeness.test_groups import card, finish


def found(cards: list[Card], **titles: str) -> list[Theme]:
    return finish(themes(cards, titles))


def said(*these: str, **fields: Any) -> list[Card]:
    return [card(str(number), text, **fields) for number, text in enumerate(these)]


def test_three_cards_that_share_a_noun_are_a_theme_with_it_as_title() -> None:
    cards = said(
        "Uns fehlen Räume.", "Die Räume sind teuer", "Abends stehen Schulräume leer", "Mehr Geld", "wir wollen feiern"
    )
    assert found(cards) == [Theme(["0", "1", "2"], ["Räume"], "Räume", None)]


def test_two_are_none_nor_are_verbs() -> None:
    assert found(said("Uns fehlen Räume", "Die Räume sind teuer")) == []
    assert found(said("Wir öffnen das Haus", "Bitte öffnen und lüften", "Alles öffnen am Abend")) == []


def test_what_lies_in_a_cluster_is_no_part_of_the_inbox_and_others_may_fit_it() -> None:
    cards = said("Uns fehlen Räume", "Die Räume sind teuer", "Abends stehen Schulräume leer", "Mehr Geld")
    inside = cards[0]._replace(cluster="k")
    assert found([inside, *cards[1:]], k="Räume und Orte") == [Theme(["1", "2"], ["Räume"], "Räume und Orte", "k")]
    assert found([inside, *cards[1:]], k="Orte") == []


def test_a_german_wording_counts_and_each_card_is_offered_once() -> None:
    cards = [
        *said("Uns fehlen Räume für Kinder", "Die Räume sind teuer, sagen Kinder", "Abends schlafen Kinder"),
        card("x", "We need rooms", language="en", german="Wir brauchen Räume"),
    ]
    (theme,) = found(cards)
    assert (theme.ids, theme.title) in ((["0", "1", "2"], "Kinder"), (["0", "1", "x"], "Räume"))


def test_what_everybody_says_parts_nothing() -> None:
    verbs = "lesen malen tanzen singen kochen nähen bauen reden laufen"
    assert found(said(*(f"Vereine {verb}" for verb in verbs.split()))) == []


def test_on_the_texts_of_the_event() -> None:
    cards = [card(str(one["index"]), one["text"], one["lang"]) for one in texts() if one["station"] == 1]
    assert [(theme.title, len(theme.ids)) for theme in found(cards)] == [("Förderung", 6), ("Vereine", 4)]
