"""What a machine translator may say of a text, and what nobody is shown."""

import pytest

from facilitation.i18n.believable import ROOM, TIMES_LONGER, believed, to_send
from facilitation.i18n.no_draft import NotTranslated
from tests.browser.test_conversation import SAID

GERMAN = "Wir brauchen mehr Räume für unsere Treffen am Abend, und zwar bis 22:30 Uhr."
ARABIC = "نحتاج إلى غرف أكثر لاجتماعاتنا في المساء حتى الساعة ٢٢:٣٠."
FRENCH = "Nous avons besoin de plus de salles pour nos rencontres le soir, et ce jusqu’à 22h30."


@pytest.mark.parametrize(
    ("said", "source", "target"),
    [
        (ARABIC, "de", "ar"),
        (FRENCH, "de", "fr"),
        ("晚上的聚会需要更多房间。", "de", "zh"),
        ("Нам потрібно більше приміщень для наших вечірніх зустрічей.", "de", "uk"),
        ("We need more rooms for our meetings in the evening, until half past ten.", "de", "en"),
        ("نحتاج إلى قاعات مثل Volkshochschule حتى ٢٢:٣٠.", "de", "ar"),
    ],
    ids=["digits of their own", "French", "short", "Cyrillic", "no numbers", "a name"],
)
def test_what_is_a_translation_is_believed(said: str, source: str, target: str) -> None:
    assert believed(said, GERMAN, source, target) == said


@pytest.mark.parametrize(("language", "text", "other"), SAID)
def test_people_would_be_believed(language: str, text: str, other: str) -> None:
    target = "ar" if language == "de" else "de"
    assert believed(other, to_send(text), language, target) == other


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("", "fr"),
        (" \u200f\u202e ", "ar"),
        ("x" * 10_000, "fr"),
        ("é" * (ROOM + TIMES_LONGER * len(GERMAN) + 1), "fr"),
        (f"{FRENCH} " * 7, "fr"),
        ("<html><body>Nous avons besoin</body></html>", "fr"),
        ("<!DOCTYPE html> Nous avons besoin de salles", "fr"),
        (GERMAN, "fr"),
        (GERMAN.upper(), "fr"),
        ("Oui", "fr"),
        ("Wir brauchen mehr Zimmer für die Treffen.", "fr"),
        ("We need more rooms for our meetings in the evening.", "fr"),
        ("Nous avons besoin de salles.", "ar"),
        ("Нам нужно больше помещений.", "zh"),
        ("نحتاج إلى غرف أكثر.", "uk"),
        ("Nous avons besoin de 75 salles pour nos rencontres.", "fr"),
        ("Appelez-nous au 0351 4881234 pour nos rencontres.", "fr"),
        ("X0X Nous avons besoin de plus de salles.", "fr"),
        ("e\u0301" + "\u0301" * 50, "fr"),
    ],
    ids=range(19),
)
def test_what_is_none_is_refused(said: str, target: str) -> None:
    with pytest.raises(NotTranslated, match="."):
        believed(said, GERMAN, "de", target)


def test_control_and_override_characters_are_taken_out() -> None:
    assert believed("Nous\u202e avons\0 besoin\u2066 de salles.", GERMAN, "de", "fr") == "Nous avons besoin de salles."


def test_what_is_masked_is_replaced_and_put_back() -> None:
    sent = to_send("Ruft ••• an, oder •••!")
    assert sent == "Ruft X0X an, oder X1X!"
    assert believed("Appelez X1X ou X0X !", sent, "de", "fr") == "Appelez ••• ou ••• !"
    for lost in ("Appelez X0X !", "Appelez-nous !", "X0X X1X X1X Appelez", "X0X X2X Appelez", "x0x x1x Appelez"):
        with pytest.raises(NotTranslated):
            believed(lost, sent, "de", "fr")
    with pytest.raises(NotTranslated):
        to_send("X0X steht schon da, und •••")


def test_a_mark_that_somebody_typed_is_one() -> None:
    assert believed("Des tags <b> s’il vous plaît", "Bitte <b>-Tags", "de", "fr") == "Des tags <b> s’il vous plaît"
