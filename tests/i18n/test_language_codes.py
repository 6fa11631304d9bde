"""Languages that people write in: any code of CLDR's list, each by its name and in its direction."""

import pytest

from facilitation.doors.languages import LANGUAGES
from facilitation.i18n import language_codes
from facilitation.i18n.catalogue import Catalogue

SPOKEN = [code for code in LANGUAGES if code not in language_codes.VARIANTS]


@pytest.mark.parametrize(
    "code", [*SPOKEN, *language_codes.MORE, "und", "ckb", "tlh", "zh-Hant", "pt-BR", "fa-AF", "mul"]
)
def test_codes_of_the_list_are_known_and_named(code: str) -> None:
    assert language_codes.is_known(code)
    for language in ("de", "en"):
        assert Catalogue(language).language_name(code) != code


def test_nobody_writes_in_a_variant_but_in_its_language() -> None:
    for code, language in language_codes.VARIANTS.items():
        assert not language_codes.can_be_written(code, SPOKEN)
        assert language_codes.without_variant(code) == language
        assert language_codes.can_be_written(language, [])
    assert [language_codes.without_variant(code) for code in SPOKEN] == SPOKEN


@pytest.mark.parametrize("code", ["", "xx", "DE", "zh_TW", "xx-DE", "Deutsch", "<b>", "de " * 9, "\0"])
def test_what_is_no_code_is_not(code: str) -> None:
    assert not language_codes.is_known(code)
    assert not language_codes.can_be_written(code, ["de"])
    assert language_codes.own_name(code) == code


def test_an_event_may_offer_what_the_list_has_not() -> None:
    assert language_codes.can_be_written("x-dorf", ["de", "x-dorf"])


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [
        ("kmr", "Kurdisch", "Kurdish"),
        ("prs", "Dari", "Dari"),
        ("ti", "Tigrinya", "Tigrinya"),
        ("und", "Unbekannte Sprache", "Unknown language"),
        ("xx", "xx", "xx"),
    ],
)
def test_reports_name_languages(code: str, german: str, english: str) -> None:
    assert (Catalogue("de").language_name(code), Catalogue("en").language_name(code)) == (german, english)


def test_languages_call_themselves_by_their_own_names() -> None:
    assert [language_codes.own_name(code) for code in ("ro", "so", "sq", "hi", "pt-BR")] == [
        *("Română", "Soomaali", "Shqip", "हिन्दी", "Português")
    ]


def test_direction_does_not_depend_on_the_region() -> None:
    assert [language_codes.is_right_to_left(code) for code in ("fa-AF", "prs", "ps", "ckb", "kmr", "de", "und")] == [
        *(True, True, True, True, False, False, False)
    ]
