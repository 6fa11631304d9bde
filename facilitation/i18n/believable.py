"""Whether what a machine translator says can be read by anybody: what can be seen without knowing both languages.

A translator may answer with a page of HTML, nothing, ten thousand characters, in another language, or with what another
text means. None of it is shown: the original is there.
"""

import re
from collections import Counter
from functools import cache

import regex
from stop_words import StopWordError, get_stop_words

from facilitation.contact_data import MASK
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
_NUMBER = regex.compile(r"\d{2,}")
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
    if not _numbers(text) <= _numbers(sent):
        raise NotTranslated("it tells of other numbers")
    plain = _PLACES.sub(" ", text)
    if not _is_in_script_of(plain, target) or _is_in_another(plain, target):
        raise NotTranslated("it is in another language")
    return _PLACES.sub(MASK, text)


def _numbers(text: str) -> set[int]:
    """Return the numbers of a text, in whatever digits; small ones are words in other languages."""
    return {int(found) for found in _NUMBER.findall(_PLACES.sub(" ", text))}


def _is_in_script_of(text: str, language: str) -> bool:
    """Tell whether half of a text's letters are of a language's script; names keep theirs."""
    letters = len(_LETTER.findall(text))
    script = _SCRIPTS.get(language)
    return script is None or letters < FEWEST_LETTERS or 2 * len(_IN_SCRIPT[script].findall(text)) >= letters


def _is_in_another(text: str, language: str) -> bool:
    """Tell whether a text has the usual words of another language of its script, and hardly any of its own."""
    words = set(_WORD.findall(text.casefold()))
    own = len(words & _usual(language))
    others = [len(words & _usual(one)) for one, script in _SCRIPTS.items() if script == _SCRIPTS.get(language)]
    return bool(_usual(language)) and max(others) >= FEWEST_WORDS and max(others) > 2 * own


@cache
def _usual(language: str) -> frozenset[str]:
    try:
        return frozenset(get_stop_words(language))
    except StopWordError:
        return frozenset()
