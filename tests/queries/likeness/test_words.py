"""What is compared of a text."""

import pytest

from facilitation.queries.likeness.cards import Saying, written
from facilitation.queries.likeness.words import words_of


def stems(text: str, language: str = "de") -> list[str]:
    return [word.stem for word in words_of(text, language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mitarbeiter*innen", "Mitarbeiter"),
        ("Mitarbeiter:innen", "MitarbeiterInnen"),
        ("10.000 €", "10000 Euro"),
        ("5,000", "5.000"),
        ("STRASSE", "Straße"),
        ("Räume!", "Raum"),
    ],
)
def test_what_people_write_differently_is_one_word(one: str, other: str) -> None:
    assert stems(one)[0] == stems(other)[0]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("والمدينة", "المدينة", "ar"),
        ("مـــدينة", "مدينة", "ar"),
        ("مُدِينَة", "مدينة", "ar"),
        ("إستمارة", "استمارة", "ar"),
        ("شهرداري", "شهرداری", "fa"),
        ("كتاب", "کتاب", "fa"),
        ("hoà", "hòa", "vi"),
        ("thuý", "thúy", "vi"),
        ("İSTANBUL", "istanbul", "tr"),
    ],
)
def test_what_keyboards_write_differently_is_one_word(one: str, other: str, language: str) -> None:
    assert stems(one, language) == stems(other, language) != []


@pytest.mark.parametrize(("one", "other", "language"), [("nguyện", "nguyệt", "vi"), ("quý", "quỳ", "vi")])
def test_what_differs_in_one_sign_is_another_word_where_words_never_change(one: str, other: str, language: str) -> None:
    assert stems(one, language) != stems(other, language)


def test_a_stop_word_is_none_the_less_one_however_it_is_typed() -> None:
    assert stems("أن إلى أيضاً", "ar") == stems("altmış beş nasıl", "tr") == []


def test_stop_words_and_repetitions_are_left_out() -> None:
    assert stems("Das ist der Raum und der Raum ist wir") == ["raum"]
    assert stems("The room and the rooms", "en") == ["room"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("租金上涨", "zh", ["租金", "金上", "上涨"]),
        ("学校的网站", "zh", ["学校", "网站"]),
        ("我们没有书", "zh", ["书"]),
        ("的", "zh", []),
        ("безкоштовні курси", "uk", ["безко", "курси"]),
        ("tài trợ", "vi", ["tài", "trợ"]),
        ("ትግርኛ ቋንቋ", "ti", ["ትግርኛ", "ቋንቋ"]),
        ("rooms", "xx", ["rooms"]),
        ("", "de", []),
        ("😓 !!", "de", []),
    ],
)
def test_languages_without_spaces_or_stemmers(text: str, language: str, expected: list[str]) -> None:
    assert stems(text, language) == expected


def test_a_region_changes_nothing() -> None:
    assert stems("Räume", "de-AT") == stems("Räume", "de")


def test_words_are_told_as_they_were_written() -> None:
    text = "各个社团，Mitarbeiter*innen!"
    words = list(words_of(text, "zh"))
    assert written(text, words) == ["各个社团", "Mitarbeiter*innen"]


def test_signs_make_no_difference_between_two_texts() -> None:
    def key(text: str) -> str:
        return Saying(text, "de").key

    assert key("Mehr Geld.") == key("mehr  GELD!!")
    assert key("😓") != key("👍")
