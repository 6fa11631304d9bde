"""Whether what a machine translator says can be read by anybody: what can be seen without knowing both languages.

A translator may answer with a page of HTML, nothing, ten thousand characters, in another language, or with what another
text means. None of it is shown: the original is there.
"""

import re
from collections import Counter
from functools import cache

import regex
from stop_words import StopWordError, get_stop_words

from facilitation.contact_data import MASK, has_contact_data
from facilitation.errors import CafeError
from facilitation.i18n.no_draft import NotTranslated
from facilitation.text import clean

ROOM, TIMES_LONGER = 60, 6
"""Characters that every translation may have, and how many for each of its text: Chinese says in one what takes six."""
WORTH_COMPARING = 40
"""Characters of a text from which on a translation of a tenth of it says too little."""
FEWEST_LETTERS = 4
"""Letters from which on a text is in a script."""
FEWEST_WORDS = 3
"""A language's most usual words, of which so many tell that a text is in it."""

_TAG = re.compile(r"</?[a-zA-Z!]")
_LEFT_OVER = regex.compile(
    r"<unk>|[▁⁇\ufffd]|@@\s|(?<!\w)__\w{2,8}__|>>\w{2,8}<<|\[/?INST\]|```|&\#?\w{2,8};|^\{\s?\"|%[2-9A-F][\dA-F]%?"
)
"""What models and programs leave: signs of their own for words and languages, codes of letters, their own format."""
_WRONG_ENCODING = regex.compile(r"Ã[\u0080-\u00bf]|â€|[ÐÑ][\u0080-\u00bf]|[ØÙ][\u0080-\u00bf]")
"""UTF-8 that was read as another encoding."""
_AGAIN_AND_AGAIN = regex.compile(r"(\p{L}[^\n]{1,30}?)(?:[\s,;.!…-]{0,2}\1){4,}")
"""Five times the same: a model that does not find its end."""
_LINK = regex.compile(r"https?://|(?<!\w)www\.|\w\.\w{2,6}/\w", regex.IGNORECASE)
_ADDRESS = regex.compile(r"\b(?:https?://|www\.)\S+", regex.IGNORECASE)
_NUMBER = regex.compile(r"(?<!\d)(?:\d{1,3}(?:[.,'’٬\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?=(\s?[万萬])?)")
"""A number, also with what stands between thousands, and whether it counts ten thousands."""
LEAST_NUMBER = 10
"""Smaller numbers are words in other languages."""
TEN_THOUSAND = 10_000
AFTER_NOON = range(13, 24)
"""Hours that are others in a language that counts twelve of them."""
_PLACE = "X{}X"
"""Stands for what is masked while a text is with a translator; they leave such words as they are."""
_PLACES = re.compile(r"X(\d+)X")
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"[\p{L}\p{M}’']+")
_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ps", "prs", "ckb", "ur"), "Arabic"),
    **dict.fromkeys(("uk", "ru", "bg", "mk", "be", "sr"), "Cyrillic"),
    **dict.fromkeys(("de", "en", "vi", "pl", "tr", "fr", "es", "kmr", "ro", "sq", "so"), "Latin"),
    "zh": "Han",
}
"""The scripts of languages, where a translation can be in one only."""
_NEIGHBOURS: dict[str | None, tuple[str, ...]] = {"Latin": ("nl", "it", "pt")}
"""Languages in which nobody reads here, and which a translator may take for one of these."""
_FOREIGN = {"uk": "ыэёъ", "ru": "іїєґ", "ar": "ٹڈڑںےہ", "fa": "ٹڈڑںے"}
"""Letters that a language does not have, and another one of its script has."""
_OWN_LETTER = {"uk": regex.compile("[іїєґ]"), "vi": regex.compile(r"[^\x00-\x7f]")}
WORTH_LETTERS = 60
"""Letters from which on a text of such a language has one that its neighbours do not have."""
_IN_SCRIPT = {name: regex.compile(rf"\p{{{name}}}") for name in {*_SCRIPTS.values()}}


def to_send(text: str) -> str:
    """Return a text, with contact data masked, as a translator gets it: with a word in place of each mask.

    Raises NotTranslated where the text has such words of its own.
    """
    if _PLACES.search(text):
        raise NotTranslated("it could not be told apart from a mask")
    parts = text.split(MASK)
    return "".join(part + _PLACE.format(number) for number, part in enumerate(parts[:-1])) + parts[-1]


def believed(said: str, sent: str, source: str, target: str) -> str:
    """Return what a translator says of a text (`to_send`), as it can be stored, with masks where they were.

    It takes some milliseconds at the first time. Raises NotTranslated.
    """
    if len(said) > ROOM + TIMES_LONGER * len(sent):
        raise NotTranslated("it is too long")
    try:
        text = clean(said)
    except CafeError as error:
        raise NotTranslated(error.code) from error
    if len(sent) >= WORTH_COMPARING and len(text) * 10 < len(sent):
        raise NotTranslated("it is too short")
    if text.casefold() == sent.casefold():
        raise NotTranslated("it is the text itself")
    if _TAG.search(text) and not _TAG.search(sent):
        raise NotTranslated("it is HTML")
    if Counter(_PLACES.findall(text)) != Counter(_PLACES.findall(sent)):
        raise NotTranslated("what is masked got lost")
    for added in (_LEFT_OVER, _WRONG_ENCODING, _AGAIN_AND_AGAIN):
        if added.search(text) and not added.search(sent):
            raise NotTranslated("it is no sentence")
    plain = _ADDRESS.sub(" ", _PLACES.sub(" ", text))
    if (_LINK.search(text) and not _LINK.search(sent)) or (has_contact_data(text) and not has_contact_data(sent)):
        raise NotTranslated("it tells of an address")
    if not _numbers(text) <= _allowed(_numbers(sent)):
        raise NotTranslated("it tells of other numbers")
    if not _is_in_script_of(plain, target) or _is_in_another(plain, sent, target):
        raise NotTranslated("it is in another language")
    return _PLACES.sub(MASK, text)


def _numbers(text: str) -> set[int]:
    """Return the numbers of a text, in whatever digits, but small ones."""
    told = set()
    for found in _NUMBER.finditer(_PLACES.sub(" ", text)):
        number = int("".join(filter(str.isdecimal, found[0]))) * (TEN_THOUSAND if found[1] else 1)
        told |= {number} if number >= LEAST_NUMBER else set()
    return told


def _allowed(numbers: set[int]) -> set[int]:
    """Return what a translation may tell of these numbers: 22:30 is 10:30 pm, and the other way round."""
    hours = {number - 12 for number in numbers if number in AFTER_NOON}
    return numbers | hours | {number + 12 for number in numbers if number + 12 in AFTER_NOON}


def _is_in_script_of(text: str, language: str) -> bool:
    """Tell whether half of a text's letters are of a language's script; names keep theirs."""
    letters = len(_LETTER.findall(text))
    script = _SCRIPTS.get(language)
    return script is None or letters < FEWEST_LETTERS or 2 * len(_IN_SCRIPT[script].findall(text)) >= letters


def _is_in_another(text: str, sent: str, language: str) -> bool:
    """Tell whether a text has the usual words or letters of another language of its script, and hardly its own."""
    folded = text.casefold()
    if any(letter in folded and letter not in sent.casefold() for letter in _FOREIGN.get(language, "")):
        return True  # what a name brings stands in the text, too
    letters = len(_LETTER.findall(text))
    own_letter = _OWN_LETTER.get(language)
    if own_letter is not None and letters >= WORTH_LETTERS and not own_letter.search(folded):
        return True
    words = set(_WORD.findall(folded))
    own = len(words & _usual(language))
    script = _SCRIPTS.get(language)
    near = _NEIGHBOURS.get(script, ())
    beside = (*(one for one, its in _SCRIPTS.items() if its == script), *near)
    others = [len(words & _usual(one)) for one in beside]
    return bool(_usual(language)) and max(others) >= FEWEST_WORDS and max(others) > 2 * own


@cache
def _usual(language: str) -> frozenset[str]:
    try:
        return frozenset(get_stop_words(language))
    except StopWordError:
        return frozenset()
