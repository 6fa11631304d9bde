"""What repeats a wording, and what is left of a text without it."""

import pytest

from facilitation.services.quoting import LEFT_OUT, Beginnings, Wording, letters
from tests.conftest import NOON

CARD = "Wir brauchen mehr Räume für Jugendliche."
LONG = "Im Stadtteil fehlt seit Jahren ein Treffpunkt, an dem wir proben können."
CASES: dict[str, tuple[str, str, str]] = {
    "the same": (CARD, CARD, ""),
    "without its full stop, in capitals": (CARD, "WIR BRAUCHEN MEHR RÄUME FÜR JUGENDLICHE", ""),
    "on two lines": (CARD, "Wir brauchen mehr Räume\nfür Jugendliche", ""),
    "in a sentence": (CARD, f"Tisch 3 sagt: „{CARD}“ Das eilt.", f"Tisch 3 sagt: „{LEFT_OUT}.“ Das eilt."),
    "twice": (CARD, f"{CARD} – {CARD} Ja!", f"{LEFT_OUT}. – {LEFT_OUT}. Ja!"),
    "twice and nothing else": (CARD, f"{CARD} – {CARD}", ""),
    "its beginning, as a title is proposed": (LONG, "Im Stadtteil fehlt seit Jahren ein Treffp …", ""),
    "its first words": (LONG, "Im Stadtteil fehlt", ""),
    "other words for it": (CARD, "Jugendliche brauchen Räume", "Jugendliche brauchen Räume"),
    "a longer word at its end": ("Wir brauchen mehr Raum", "Wir brauchen mehr Raumluft", "Wir brauchen mehr Raumluft"),
    "a word of it": (CARD, "Räume", "Räume"),
    "words from within": (LONG, "seit Jahren ein Treffpunkt", "seit Jahren ein Treffpunkt"),
    "a short one within a sentence": ("Mehr Räume", "Alle wollen mehr Räume.", "Alle wollen mehr Räume."),
    "a short one alone": ("Räume", "Räume", ""),
    "cut off in a sentence": (CARD, "Tisch 2: Wir brauchen mehr... Ja", f"Tisch 2: {LEFT_OUT} Ja"),
    "cut off within a sentence that ends so": ("Mehr Räume", "Alle wollen mehr Zeit …", "Alle wollen mehr Zeit …"),
    "right to left": ("نحتاج إلى مكان دائم", "الأول: نحتاج إلى مكان دائم!", f"الأول: {LEFT_OUT}!"),
    "without blanks": ("我们需要更多房间", "大家说我们需要更多房间和时间", f"大家说{LEFT_OUT}和时间"),
    "Cyrillic, in another case": ("Потрібні нові кімнати", "потрібні нові кімнати!", ""),
    "nothing": (CARD, "", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_left_without_it_of_what_a_host_put_beside_it(case: str) -> None:
    wording, said, left = CASES[case]
    assert Wording(wording, NOON).without(said, linked=True) == left


UNLINKED: dict[str, tuple[str, str, str]] = {
    "the same": (CARD, CARD.upper(), ""),
    "in a sentence": (CARD, f"Tisch 3 sagt: „{CARD}“", f"Tisch 3 sagt: „{LEFT_OUT}.“"),
    "its beginning, as a title is proposed": (LONG, "Im Stadtteil fehlt seit Jahren ein Treffp …", ""),
    "its first five words": (LONG, "Im Stadtteil fehlt seit Jahren ein", ""),
    "its first three words": (LONG, "Im Stadtteil fehlt", "Im Stadtteil fehlt"),
    "cut off in a sentence": (
        CARD,
        "Tisch 2: Wir brauchen mehr Räume für Jug… Und Zeit.",
        f"Tisch 2: {LEFT_OUT} Und Zeit.",
    ),
    "cut off after little in a sentence": (CARD, "Tisch 2: Wir brauchen mehr R… ", "Tisch 2: Wir brauchen mehr R… "),
    "whole and cut off": (
        CARD,
        f"{CARD} Ja: Wir brauchen mehr Räume für Jug … Nein",
        f"{LEFT_OUT}. Ja: {LEFT_OUT} Nein",
    ),
    "four words": ("Mehr Räume für Jugendliche", "Mehr Räume für Jugendliche", "Mehr Räume für Jugendliche"),
    "five short words": ("Es ist mir zu laut", "Es ist mir zu laut", "Es ist mir zu laut"),
    "right to left": ("نحتاج إلى مكان دائم للشباب في الحي", "نحتاج إلى مكان دائم للشباب في الحي!", ""),
    "without blanks": ("我们需要更多的房间给年轻人", "大家说我们需要更多的房间给年轻人", f"大家说{LEFT_OUT}"),
    "signs alone": ("!?", "!?", "!?"),
    "a few signs without blanks": ("我们需要更多房间", "我们需要更多房间", "我们需要更多房间"),
    "with a letter that is two in lower case": (
        "Die große Straße braucht überall Bäume",
        "Und: die GROSSE STRASSE braucht überall Bäume!",
        f"Und: {LEFT_OUT}!",
    ),
}


@pytest.mark.parametrize("case", UNLINKED)
def test_of_what_stands_for_itself_less_is_taken_for_a_copy(case: str) -> None:
    wording, said, left = UNLINKED[case]
    assert Wording(wording, NOON).without(said) == left


def test_a_short_one_that_is_linked_is_recognised_as_a_whole_text_only() -> None:
    short = Wording("Frau Schmidt", NOON)
    assert short.without("frau schmidt!", linked=True) == ""
    assert short.without("frau schmidt!") == "frau schmidt!"
    assert short.without("Frau Schmidt hilft.", linked=True) == "Frau Schmidt hilft."


def test_how_a_text_begins_is_told_by_its_letters() -> None:
    some = Beginnings([f"  {LONG}", CARD, "Im", "!?"])
    assert [some.has(letters(said)) for said in ("im Stadtteil", LONG, CARD, f"{CARD} Ja", "Zeit")] == [
        *(True, True, True, False, False)
    ]
    assert [some.has(letters(said), whole=True) for said in ("im Stadtteil", LONG, "Im")] == [False, True, True]
