"""Directions and stretches: what Word is told about a text."""

import pytest

from facilitation.documents.report.script import Script, runs_right_to_left, stretches

PLAIN, RIGHT, ASIAN = Script.PLAIN, Script.RIGHT_TO_LEFT, Script.EAST_ASIAN


@pytest.mark.parametrize(
    ("text", "language", "right_to_left"),
    [
        ("Mehr Räume!", "de", False),
        ("Більше кімнат", "uk", False),
        ("نحتاج إلى مكان", "ar", True),
        ("نحتاج إلى مكان", "de", True),  # the phone was set to German
        ("DSM نحتاج إلى", "ar", True),  # the writer's language decides
        ("DSM نحتاج إلى", "de", False),
        ("123 نحتاج", "de", True),
        ("More rooms", "ar", False),
        ("希望市政府", "zh", False),
        ("!? 12", "ar", False),
        ("", "ar", False),
    ],
)
def test_direction(text: str, language: str, right_to_left: bool) -> None:
    assert runs_right_to_left(text, language) is right_to_left


@pytest.mark.parametrize(
    ("text", "right_to_left", "cut"),
    [
        ("", False, []),
        ("Đơn xin, Bürgeramt & Їжа 😀", False, [(PLAIN, "Đơn xin, Bürgeramt & Їжа 😀")]),
        # Brackets around a foreign word belong to the sentence, so that they stand on its two sides.
        ("مجلس (Beirat).", True, [(RIGHT, "مجلس ("), (PLAIN, "Beirat"), (RIGHT, ").")]),
        ("Wort (مجلس).", False, [(PLAIN, "Wort ("), (RIGHT, "مجلس"), (PLAIN, ").")]),
        # Joiners and digits stay within their word and sentence.
        ("می‌کند ۱۲ بار", True, [(RIGHT, "می‌کند ۱۲ بار")]),
        ("我们的“活动室”租金，MO 太贵。", False, [(ASIAN, "我们的“活动室”租金，"), (PLAIN, "MO "), (ASIAN, "太贵。")]),
        ("نعم 中文", True, [(RIGHT, "نعم "), (ASIAN, "中文")]),
    ],
)
def test_stretches(text: str, right_to_left: bool, cut: list[tuple[Script, str]]) -> None:
    assert stretches(text, right_to_left=right_to_left) == cut


def test_a_family_of_emoji_is_not_cut() -> None:
    text = "نعم 👩🏽‍👩🏽‍👧🏽 لا"
    assert stretches(text, right_to_left=True) == [(RIGHT, text)]
