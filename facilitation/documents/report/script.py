"""Finds which way a text runs, and which of its parts need another font or language in Word.

Word does not run Unicode's bidirectional algorithm over a paragraph: each run says by itself whether it runs from right
to left. So the characters without a direction of their own (spaces, brackets, digits) are resolved here as in UAX 9
(rules N1 and N2): between two stretches of one direction they follow it, otherwise the paragraph.
"""

import re
import unicodedata
from enum import Enum
from itertools import groupby

from facilitation.i18n.language_codes import UNNAMED, is_right_to_left

TAGS = {
    "am": "am-ET",
    "ar": "ar-SA",
    "bg": "bg-BG",
    "ckb": "ku-Arab-IQ",
    "cs": "cs-CZ",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-GB",
    "es": "es-ES",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "he": "he-IL",
    "hi": "hi-IN",
    "hu": "hu-HU",
    "it": "it-IT",
    "ja": "ja-JP",
    "ka": "ka-GE",
    "ko": "ko-KR",
    "kmr": "ku-Latn-TR",
    "ku": "ku-Latn-TR",
    "pl": "pl-PL",
    "prs": "prs-AF",
    "ps": "ps-AF",
    "pt": "pt-PT",
    "ro": "ro-RO",
    "ru": "ru-RU",
    "sk": "sk-SK",
    "so": "so-SO",
    "sq": "sq-AL",
    "sr": "sr-Cyrl-RS",
    "ti": "ti-ER",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "ur": "ur-PK",
    "vi": "vi-VN",
    "zh": "zh-CN",
}
"""Language tags as Word knows them; without the region it uses no dictionary."""

_EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u31ff\u3200-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00018dff\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_IS_EAST_ASIAN = re.compile(f"[{_EAST_ASIAN}]")
_NOT_PLAIN = re.compile(f"[{_EAST_ASIAN}{_RIGHT}]")


class Script(Enum):
    """The three groups of scripts for which Word has a font and a language each; Cyrillic and Vietnamese are plain."""

    PLAIN = "plain"
    RIGHT_TO_LEFT = "right to left"
    EAST_ASIAN = "east asian"


def runs_right_to_left(text: str, language: str | None) -> bool:
    """Whether a paragraph with this text starts at the right edge.

    Where the writer's language runs from right to left and the text holds any of its script, it does. Otherwise, also
    where the language is not known (None), the first letter with a direction decides.
    """
    if not _NOT_PLAIN.search(text):
        return False
    directions = [unicodedata.bidirectional(sign) for sign in text]
    if language is not None and is_right_to_left(language):
        return "R" in directions or "AL" in directions
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def stretches(text: str, *, right_to_left: bool) -> list[tuple[Script, str]]:
    """Cut a text where the script changes; the pieces joined are the text, and an empty text has none."""
    if not text:
        return []
    if not right_to_left and not _NOT_PLAIN.search(text):
        return [(Script.PLAIN, text)]
    kinds = _resolved(_classes(text), Script.RIGHT_TO_LEFT if right_to_left else Script.PLAIN)
    pairs = groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0])
    return [(kind, "".join(sign for _, sign in signs)) for kind, signs in pairs]


def tag(language: str) -> str:
    """The language's tag for Word; the code itself where there is no other."""
    return "x-none" if language == UNNAMED else TAGS.get(language, language)


def _classes(text: str) -> list[Script | None]:
    """Each character's script; None for a character without a direction of its own."""
    classes: list[Script | None] = []
    for sign in text:
        bidirectional = unicodedata.bidirectional(sign)
        if bidirectional in ("NSM", "BN") and classes:
            classes.append(classes[-1])  # marks and joiners belong to the letter before them
        elif bidirectional in ("R", "AL", "AN"):
            classes.append(Script.RIGHT_TO_LEFT)
        elif _IS_EAST_ASIAN.match(sign):
            classes.append(Script.EAST_ASIAN)
        else:
            classes.append(Script.PLAIN if bidirectional == "L" else None)
    return classes


def _resolved(classes: list[Script | None], base: Script) -> list[Script]:
    resolved: list[Script] = []
    groups = [(kind, len(list(signs))) for kind, signs in groupby(classes)]
    for at, (kind, length) in enumerate(groups):
        if kind is None:
            before = groups[at - 1][0] if at else None
            after = groups[at + 1][0] if at + 1 < len(groups) else None
            kind = _between(before, after, base)
        resolved += [kind] * length
    return resolved


def _between(before: Script | None, after: Script | None, base: Script) -> Script:
    if before is None or after is None:
        return base
    if before is after:
        return before
    one_way = Script.RIGHT_TO_LEFT not in (before, after)
    return Script.PLAIN if one_way else base
