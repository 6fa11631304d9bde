"""What of the inbox fits a theme, and what could be a new one: only where it is worth it."""

import random
from collections import Counter
from typing import Any

import pytest

from facilitation.queries.likeness.cards import Card
from facilitation.queries.likeness.themes import Theme, themes
from tests.conftest import read_lines, texts
from tests.queries.likeness.test_groups import card, finish

SORTED = 4
"""How many times each station is sorted in part by lot."""


def found(cards: list[Card], **titles: str) -> list[Theme]:
    return finish(themes(cards, titles))


def said(*these: str, **fields: Any) -> list[Card]:
    return [card(str(number), text, **fields) for number, text in enumerate(these)]


def test_three_cards_that_share_a_noun_and_each_a_further_word_are_a_theme() -> None:
    cards = said(
        "Uns fehlen bezahlbare Räume",
        "Die Räume sind teuer, kaum bezahlbare",
        "Schulräume stehen leer, die Miete ist teuer",
        "Die Räume im Keller",
        "wir wollen feiern",
    )
    assert found(cards) == [Theme(["0", "1", "2"], ["Räume"], "Räume", None, [])]
    assert found(cards[:2]) == []


def test_what_says_nothing_is_no_title() -> None:
    for empty in ("Wochen", "Jahr", "Stelle", "Stadt", "Menschen", "Problem"):
        assert found(said(f"{empty} ohne Miete", f"Die {empty} zahlt Miete", f"Eine {empty} mit Miete")) == [], empty


def test_what_everybody_says_parts_nothing_nor_do_verbs() -> None:
    verbs = "lesen malen tanzen singen kochen nähen bauen reden laufen"
    assert found(said(*(f"Chöre {verb} teuer" for verb in verbs.split()))) == []
    assert found(said("Wir öffnen das teure Haus", "Bitte öffnen und lüften, teuer", "Alles öffnen, wie teuer")) == []


def test_one_shared_word_is_never_a_fit_several_are() -> None:
    inside = said("Termin bei der Behörde erst nach langem Warten", "Warten auf einen Termin", cluster="k")
    one = card("one", "Ein Termin für alle Chöre")
    several = card("several", "Behörde: kein Termin, nur Warten")
    elsewhere = card("else", "Chöre singen", cluster="other")
    (theme,) = found([*inside, one, several, elsewhere], k="Termine", other="Musik")
    assert (theme.ids, theme.title, theme.cluster) == (["several"], "Termine", "k")
    assert sorted(theme.words) == ["Behörde", "Termin", "Warten"]


def test_where_two_themes_come_near_none_is_offered() -> None:
    one = said("Behörde: kein Termin, nur Warten", cluster="one")
    other = [card("9", "Kein Termin, die Behörde lässt mich warten", cluster="other")]
    assert found([*one, *other, card("x", "Behörde: kein Termin, nur Warten")], one="Termine", other="Ämter") == []


def test_nothing_is_offered_for_a_theme_without_a_name() -> None:
    inside = said("Termin bei der Behörde erst nach langem Warten", cluster="k")
    assert found([*inside, card("x", "Behörde: kein Termin, nur Warten")], k="") == []


def test_a_german_wording_counts() -> None:
    cards = [
        *said("Uns fehlen bezahlbare Räume", "Die Räume sind nicht bezahlbar"),
        card("x", "We need rooms", language="en", german="Wir brauchen bezahlbare Räume"),
    ]
    (theme,) = found(cards)
    assert (theme.ids, theme.title) == (["0", "1", "x"], "Räume")


def labelled(station: int, *, german: bool) -> list[Card]:
    """The cards of a station as hosts would have them, with or without German wordings."""
    return [
        card(
            str(one["index"]),
            one["text"],
            one["lang"],
            one["kind"],
            german=one.get("german_translation") if german else None,
        )
        for one in texts()
        if one["station"] == station
    ]


@pytest.mark.parametrize("german", [True, False], ids=["with German wordings", "without"])
@pytest.mark.parametrize("size", ["broad", "narrow"])
def test_fits_are_right_or_are_not_offered(size: str, german: bool) -> None:
    """Stations are sorted in part by lot; goal: at least 0.7 of what is offered lies where people put it."""
    right, offered = 0, 0
    for station in (1, 2, 3):
        place: dict[str, str] = {}
        titles: dict[str, str] = {}
        for row in read_lines("themes.jsonl"):
            if (row["station"], row["size"]) == (station, size):
                titles[row["title"]] = row["title"]
                place |= {str(index): row["title"] for index in row["contributions"]}
        cards = labelled(station, german=german)
        for seed in range(SORTED):
            chance = random.Random(seed)
            part = chance.uniform(0.3, 0.7)
            here = [one._replace(cluster=place[one.id] if chance.random() < part else None) for one in cards]
            standing = {one.cluster for one in here}
            for theme in found(here, **{title: title for title in titles if title in standing}):
                if theme.cluster is not None:
                    offered += len(theme.ids)
                    right += sum(place[id] == theme.cluster for id in theme.ids)
    assert offered >= (30 if german else 12)
    assert right >= 0.85 * offered, (right, offered)


@pytest.mark.parametrize("german", [True, False], ids=["with German wordings", "without"])
def test_new_titles_are_such_as_a_host_would_leave(german: bool) -> None:
    """Goal: at least 0.8 of the titles are useful, and the cards beneath belong together."""
    label: dict[tuple[int, str], bool] = {}
    for row in read_lines("theme_titles.jsonl"):
        label |= {(row["station"], title): row["useful"] for title in row["titles"]}
    titles: Counter[bool] = Counter()
    together, in_all = 0, 0
    for station in (1, 2, 3):
        place = {
            str(index): row["title"]
            for row in read_lines("themes.jsonl")
            if (row["station"], row["size"]) == (station, "broad")
            for index in row["contributions"]
        }
        for seed in range(SORTED):
            chance = random.Random(seed)
            here = [
                one._replace(cluster="sorted" if seed and chance.random() < 0.3 else None)
                for one in labelled(station, german=german)
            ]
            for theme in found(here, sorted=""):
                titles[label[station, theme.title]] += 1
                together += Counter(place[id] for id in theme.ids).most_common(1)[0][1]
                in_all += len(theme.ids)
    assert titles.total() >= (12 if german else 1)
    assert titles[True] >= 0.9 * titles.total(), titles
    assert together >= 0.7 * in_all, (together, in_all)
