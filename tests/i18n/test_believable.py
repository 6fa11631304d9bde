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


@pytest.mark.parametrize(
    ("said", "target"),
    [
        (f"{FRENCH} ada@example.org", "fr"),
        ("Nous avons besoin de salles, https://example.org/x", "fr"),
        ("Nous avons besoin de salles: t.me/ada_lovelace", "fr"),
        ("Appelez le zéro six un deux trois quatre cinq", "fr"),
        ("salles " * 25, "fr"),
        ("plus de salles pour " * 8, "fr"),
        ("قاعات " * 25, "ar"),
        ("房间" * 40, "zh"),
        ('{"translatedText": "Nous avons besoin de salles"}', "fr"),
        ("Nous ⁇ avons besoin ⁇", "fr"),
        ("▁Nous ▁avons ▁besoin ▁de ▁salles", "fr"),
        ("Nous av@@ ons bes@@ oin de sal@@ les", "fr"),
        ("__fr__ Nous avons besoin de salles", "fr"),
        (">>fra<< Nous avons besoin de salles", "fr"),
        ("L&apos;espace est trop petit pour nos rencontres", "fr"),
        ("Nous avons besoin de salles prÃ¨s de la mairie", "fr"),
        ("Nous avons besoin d\ufffd salles", "fr"),
        ("Нам нужно больше помещений для наших вечерних встреч, потому что нигде нет места.", "uk"),
        ("Нам потрібно більше приміщень для наших зустрічей.", "ru"),
        ("ہمیں شام کی ملاقاتوں کے لیے مزید کمروں کی ضرورت ہے", "ar"),
        ("Chung toi can them phong cho cac cuoc hop buoi toi, va phong phai mo cua den khuya", "vi"),
        ("We need more rooms until 11:30 pm.", "en"),
    ],
    ids=range(22),
)
def test_what_a_broken_or_a_careless_translator_says_is_refused(said: str, target: str) -> None:
    with pytest.raises(NotTranslated, match="."):
        believed(said, GERMAN, "de", target)


def test_a_neighbours_language_is_another() -> None:
    with pytest.raises(NotTranslated):
        believed("Wij hebben meer ruimte nodig voor onze bijeenkomsten in de avond.", FRENCH, "fr", "de")


@pytest.mark.parametrize(
    ("sent", "said", "source", "target"),
    [
        (GERMAN, "We need more rooms for our meetings in the evening, until 10:30 pm.", "de", "en"),
        ("We meet until 10:30 pm.", "Wir treffen uns bis 22:30 Uhr.", "en", "de"),
        ("5000 Euro für 12.000 Menschen", "5 000 euros pour 12 000 personnes", "de", "fr"),
        ("5.000 Euro für alle", "Для всіх 5000 євро", "de", "uk"),
        ("150.000 Menschen wohnen hier.", "这里住着15万人。", "de", "zh"),
        ("这里住着2万人。", "Hier wohnen 20.000 Menschen.", "zh", "de"),
        ("Haha, haha, haha, haha, haha!", "Ha ha ha ha ha ha ha ha !", "de", "fr"),
        ("Mehr auf https://example.org/x", "Plus d’informations : https://example.org/x", "de", "fr"),
    ],
    ids=range(8),
)
def test_numbers_hours_and_addresses_may_be_written_as_a_language_does(
    sent: str, said: str, source: str, target: str
) -> None:
    assert believed(said, sent, source, target) == said


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
