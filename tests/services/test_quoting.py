"""What repeats a wording, and what is left of a text without it."""

import pytest

from facilitation.services.quoting import LEFT_OUT, Wording

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
    "a short one alone": ("Räume", "Räume", "Räume"),
    "right to left": ("نحتاج إلى مكان دائم", "الأول: نحتاج إلى مكان دائم!", f"الأول: {LEFT_OUT}!"),
    "without blanks": ("我们需要更多房间", "大家说我们需要更多房间和时间", f"大家说{LEFT_OUT}和时间"),
    "Cyrillic, in another case": ("Потрібні нові кімнати", "потрібні нові кімнати!", ""),
    "signs alone": ("!?", "!?", "!?"),
    "nothing": (CARD, "", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_left_without_it(case: str) -> None:
    wording, said, left = CASES[case]
    assert Wording(wording).without(said) == left


def test_a_short_one_that_is_linked_is_recognised_as_a_whole_text_only() -> None:
    short = Wording("Frau Schmidt")
    assert short.without("frau schmidt!", linked=True) == ""
    assert short.without("Frau Schmidt hilft.", linked=True) == "Frau Schmidt hilft."
