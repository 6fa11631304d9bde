"""Typed text: what is kept, what is cleaned, what is refused. The 13 hostile texts carry their own expectations."""

import json
import time
import unicodedata

import pytest

from facilitation.errors import CafeError
from facilitation.text import _MARKS, TEXT_LIMIT, clean, clean_line, comparable, graphemes, soft
from tests.conftest import DATA, read_lines, texts

HOSTILE = {line["name"]: line["text"] for line in read_lines("adversarial.jsonl")}

CLEANED = {
    "html_script_tag": HOSTILE["html_script_tag"],
    "entities_double_encoding": HOSTILE["entities_double_encoding"],
    "xml_c0_control_chars": "Anfang\t\n\nEnde",
    "lone_surrogates": "Hallo  Welt  Ende \U0001f600",
    "bidi_override": "Wir fordern emuäR rhem und test",
    "zero_width_and_bom": "Me\u200bhr R\u200däu\u2060me\u00ad bi\u200cte",
    "sql_injection": HOSTILE["sql_injection"],
    "csv_formula_other_prefixes": HOSTILE["csv_formula_other_prefixes"],
    "very_long_word": HOSTILE["very_long_word"],
    "phone_email_pii": HOSTILE["phone_email_pii"],
    "ai_prompt_injection": HOSTILE["ai_prompt_injection"],
    "newline_flood_u2028": "Punkt 1\n\nPunkt 2\n\nPunkt 3\nPunkt 4\nPunkt 5\nPunkt 6",
}


@pytest.mark.parametrize("name", CLEANED)
def test_hostile_texts_are_kept_or_cleaned_as_expected(name: str) -> None:
    assert clean(HOSTILE[name]) == CLEANED[name]


def test_every_hostile_text_has_its_expectation() -> None:
    assert set(HOSTILE) == {*CLEANED, "whitespace_only"}


@pytest.mark.parametrize(
    "typed",
    [
        *(HOSTILE["whitespace_only"], "", "\n", "\u200b\u200d", "\u202e\u202c", "\u00ad", "\u3164"),
        *("\ufe0f", "\u2800 \u2800", "\U000e0061\U000e007f", "\u206a", "\ufff9\ufffb", "\U0001d173", "\U0001d159"),
        "\u180b",
    ],
    ids=ascii,
)
def test_what_nobody_can_see_is_empty(typed: str) -> None:
    with pytest.raises(CafeError) as refusal:
        clean(typed)
    assert refusal.value.code == "text_empty"


@pytest.mark.parametrize(
    "typed",
    [
        "⠀",
        "\ufe0f",
        "\u206a",
        "\u0301",
        "\u0302\u0302",
        "\u20e3",
        "\ufffc",
        "\ue000",
        "\u0378",
        "\U000f0000",
        "\u1cbb",
        "\u0600",
        "\U00013440",
        "\u3164 \u115f\u2800",
        "\u00ad\u200b",
    ],
    ids=ascii,
)
def test_what_says_nothing_is_empty_whatever_its_class(typed: str) -> None:
    for text in (typed, f" {typed}\n{typed} "):
        with pytest.raises(CafeError) as refusal:
            clean(text)
        assert refusal.value.code == "text_empty"


@pytest.mark.parametrize(
    "typed",
    ["?", "👍🏽", "❤\ufe0f", "🇺🇦", "1\ufe0f\u20e3", "ا", "好", "한", "ที่", "\U0001f9ff", "½", "∞", "—"],
    ids=ascii,
)
def test_one_sign_is_a_contribution(typed: str) -> None:
    assert clean(typed) == typed


def test_real_texts_are_stored_to_the_letter() -> None:
    assert [clean(line["text"]) for line in texts()] == [line["text"] for line in texts()]


def test_persian_half_spaces_and_emoji_families_survive() -> None:
    for text in ("می\u200cخواهیم", "👩\u200d👩\u200d👧\u200d👦 für alle", "🏳️\u200d🌈"):
        assert clean(text) == text


def test_letters_are_composed() -> None:
    assert clean("Ra\u0308ume") == "Räume"


def test_length_is_counted_as_people_see_it() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert graphemes(family * 3 + "é") == 4
    assert clean(family * TEXT_LIMIT) == family * TEXT_LIMIT
    with pytest.raises(CafeError) as refusal:
        clean("ä" * (TEXT_LIMIT + 1))
    assert (refusal.value.code, refusal.value.detail) == ("text_too_long", {"length": 501, "limit": 500})


def test_a_flood_of_combining_marks_is_too_long() -> None:
    with pytest.raises(CafeError) as refusal:
        clean("a" + "\u0300" * 100_000)
    assert refusal.value.code == "text_too_long"


FLOODS = {
    "marks that change places": "a" + "\u0301\u0323" * 5_999,
    "marks with something between that is removed": "a" + "\u0301\x00\u0323\ufeff" * 2_999,
    "marks that only become marks": "\u0f73" * 12_000,
    "marks in halves": "a" + "\ud834\udd65\u0323" * 3_999,
}
"""Texts within the length that is read, each of which would take half a second to be put in order."""


@pytest.mark.parametrize("flood", FLOODS)
def test_marks_in_a_row_are_refused_before_anything_is_put_in_order(flood: str) -> None:
    begun = time.process_time()
    for _ in range(10):
        with pytest.raises(CafeError) as refusal:
            clean(FLOODS[flood])
        assert refusal.value.code == "too_many_marks"
    assert time.process_time() - begun < 0.25


def test_as_many_marks_as_a_language_may_need_are_taken() -> None:
    assert clean("a" + "\u0323\u0301" * 15) == unicodedata.normalize("NFC", "a" + "\u0323\u0301" * 15)
    with pytest.raises(CafeError) as refusal:
        clean("a" + "\u0301" * 31)
    assert refusal.value.code == "too_many_marks"


def test_everything_that_becomes_nothing_but_marks_is_known() -> None:
    for place in range(0x300, 0x20000):
        letter = chr(place)
        parts = unicodedata.normalize("NFKD", letter)
        if not 0xD800 <= place < 0xE000 and all(map(unicodedata.combining, parts)):
            assert _MARKS.fullmatch(letter), hex(place)


def test_a_text_of_an_earlier_version_is_compared_in_no_time() -> None:
    begun = time.process_time()
    assert comparable("A" + "\u0301\u0323" * 30_000) == comparable("a" + "\u0301\u0323" * 15)
    assert time.process_time() - begun < 0.5


def test_a_text_that_is_much_too_long_is_not_counted_to_its_end() -> None:
    begun = time.process_time()
    for long, told in (("Wort " * 2_400, 11_999), ("\ud83d\ude00" * 6_000, 6_000), ("ä" * 2_000, 2_000)):
        with pytest.raises(CafeError) as refusal:
            clean(long)
        assert (refusal.value.code, refusal.value.detail["length"]) == ("text_too_long", told)
    assert time.process_time() - begun < 0.25


@pytest.mark.parametrize("flood", ["\u0301\u0323" * 50_000, "\U0001f1e6" * 60_000])
def test_a_flood_is_refused_before_it_takes_the_servers_time(flood: str) -> None:
    begun = time.process_time()
    with pytest.raises(CafeError) as refusal:
        clean("a" + flood)
    assert refusal.value.code == "text_too_long"
    assert time.process_time() - begun < 0.5


def test_flags_are_counted_in_pairs_and_quickly() -> None:
    assert graphemes("🇩🇪🇺🇦 🇩🇪\u0301🇺") == 5
    begun = time.process_time()
    assert graphemes("🇩🇪" * 30_000) == 30_000
    assert time.process_time() - begun < 0.5


def test_a_line_is_one_line() -> None:
    assert clean_line(" Räume \n\n und\tZeit ", limit=20) == "Räume und Zeit"


def test_texts_compare_without_what_is_invisible() -> None:
    assert comparable(HOSTILE["zero_width_and_bom"]) == comparable("mehr  RÄUME bite")  # its letters spell one t


@pytest.mark.parametrize(("typed", "softened"), json.loads((DATA / "soft_hyphens.json").read_text(encoding="utf-8")))
def test_a_long_word_may_break_after_its_star(typed: str, softened: str) -> None:
    assert soft(typed) == softened.replace("|", "\u00ad")
