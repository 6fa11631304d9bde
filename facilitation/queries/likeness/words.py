"""The words of a text for comparison: stems without stop words, each with its place in the text."""

import functools
from typing import NamedTuple

import regex
import Stemmer
from stop_words import StopWordError, get_stop_words

from facilitation.queries.likeness.letters import folded, unspaced

STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Snowball's algorithm by language; words of all other languages are compared by how they begin."""
BEGINNING = 5
"""Letters: as good as a stemmer for Turkish (Can et al., 2008, "Information retrieval on Turkish texts")."""
UNINFLECTED = frozenset({"vi"})
"""Languages whose words never change: each is compared as a whole."""
COMPOUNDING = frozenset({"da", "de", "fi", "hu", "nl", "no", "sv"})
"""Languages that write compounds as one word."""
LINKS = ("", "s", "n", "en", "es", "er", "e")
"""Letters that may stand between two parts of a compound in German."""
SHORTEST_COMPOUND, SHORTEST_FIRST, SHORTEST_LAST = 7, 4, 3
"""Letters of a compound and of its parts; beginnings of three letters are mostly prefixes (ver-, auf-, vor-)."""
ENGLISH = """
a about after again against all also am an and any are aren as at be because been before being below between both
but by can cannot could did didn do does doesn doing don down during each every few for from further get had has
have having he her here hers him his how i if in into is isn it its just let ll lot many may me might more most much
must my no nor not of off on once only or other our ours out over own please re same shall she should so some such
than that the their theirs them then there these they this those through to too under until up us ve very was wasn
we were what when where which while who whom whose why will with won would you your yours
"""
"""Stop words of English; the package's own list has also room, group and work."""
TEXTS_KEPT, WORDS_KEPT = 8_000, 40_000
"""Texts and words that are cached: those of a large event, and some three times the different words in them."""

_WORD = regex.compile(
    r"\p{Nd}{1,3}(?:[.,'’\u00a0\u202f]\p{Nd}{3})+(?!\p{Nd})"  # 10.000
    r"|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+"
    r"|[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}\u00ad\u200b\u2060]*(?:[*:_·\u200c][\p{L}\p{M}\p{Nd}\u00ad\u200b\u2060]+)*"
)
HIDDEN = regex.compile("[\u00ad\u200b\u2060]")
"""Soft hyphens and other places where a word may be divided, or must not be: it is the same word without them."""
_PERSIAN_ENDS = regex.compile("ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?|ی|ای|ام|ات|اش|ایم|اید|اند|مان|تان|شان|تر(?:ین)?")
_PERSIAN_BEGINNINGS = regex.compile("ن?می")
"""What is written with a half space (U+200C) before or behind a word and does not make it another."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_GENDERED = regex.compile(r"(?:[*:_·]\p{L}+|(?<=\p{Ll})Innen)$")
"""The ending by which a word names all genders: Mitarbeiter*innen, Jede*r, MitarbeiterInnen."""
_MISREAD = str.maketrans("ýþð", "ışğ")
"""The package's Turkish list was read in the wrong alphabet."""
_BETWEEN_DIGITS = regex.compile(r"(?<=\p{Nd})\P{Nd}(?=\p{Nd})")

Split = tuple[str, tuple[str, ...]]
"""One way to divide a compound: the stem of its last part, and possible stems of its first part."""


class Word(NamedTuple):
    """A word at its first place in a text: its stem, its start and end there, and how it may be divided."""

    stem: str
    start: int
    end: int
    splits: tuple[Split, ...]


@functools.lru_cache(TEXTS_KEPT)
def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a text, each stem once, without stop words; `language` is a code such as de or pt-BR."""
    language = language.split("-")[0]
    found: dict[str, Word] = {}
    for match in _WORD.finditer(text):
        written, start = match.group(), match.start()
        if _UNSPACED.match(written):
            for pair, begin, end in unspaced(written, start):
                found.setdefault(pair, Word(pair, begin, end, ()))
            continue
        stem, splits = _read(written, language)
        if stem and stem not in found:
            found[stem] = Word(stem, start, start + len(written), splits)
    return tuple(found.values())


def folded_words(text: str, language: str) -> list[tuple[str, str]]:
    """All words of a text in their order, each folded and as its stem, which is empty for a stop word.

    Of a script without spaces, the pairs of its signs are words.
    """
    language = language.split("-")[0]
    found: list[tuple[str, str]] = []
    for match in _WORD.finditer(text):
        written = match.group()
        if _UNSPACED.match(written):
            found += [(pair, pair) for pair, _, _ in unspaced(written, match.start())]
        else:
            found.append((folded(HIDDEN.sub("", written), language), _read(written, language)[0]))
    return found


def is_unspaced(text: str) -> bool:
    """Tell whether a text is in a script that has no spaces between words."""
    return _UNSPACED.search(text) is not None


@functools.lru_cache(WORDS_KEPT)
def _read(written: str, language: str) -> tuple[str, tuple[Split, ...]]:
    """A word's stem, empty for a stop word and for a single letter, and every way to divide it."""
    word = _without_half_spaces(folded(_GENDERED.sub("", HIDDEN.sub("", written)), language))
    if word[:1].isdigit():
        return _BETWEEN_DIGITS.sub("", word), ()
    if len(word) < 2 or word in _stop_words(language):
        return "", ()
    return _stemmed(word, language), _splits(word, language)


def _stemmed(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer:
        return stemmer.stemWord(word)
    return word if language in UNINFLECTED else word[:BEGINNING]


def _splits(word: str, language: str) -> tuple[Split, ...]:
    """Every way to divide a compound, the longest last part first; the other texts tell which one is right."""
    if language not in COMPOUNDING or len(word) < SHORTEST_COMPOUND:
        return ()
    found = []
    for at in range(SHORTEST_FIRST, len(word) - SHORTEST_LAST + 1):
        first = [word[: at - len(link)] for link in LINKS if word[:at].endswith(link)]
        stems = [_stemmed(one, language) for one in first if len(one) >= SHORTEST_FIRST]
        found.append((_stemmed(word[at:], language), tuple(dict.fromkeys(stems))))
    return tuple(found)


def _without_half_spaces(word: str) -> str:
    """Return a Persian word without what inflects it; the parts of a compound stay together."""
    if "\u200c" not in word:
        return word
    parts = [part for part in word.split("\u200c") if part]
    while len(parts) > 1 and _PERSIAN_BEGINNINGS.fullmatch(parts[0]):
        parts.pop(0)
    while len(parts) > 1 and _PERSIAN_ENDS.fullmatch(parts[-1]):
        parts.pop()
    return "".join(parts)


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    # without its own cache: ours is larger, and threads may share it
    return Stemmer.Stemmer(STEMMERS[language], 0) if language in STEMMERS else None


@functools.cache
def _stop_words(language: str) -> frozenset[str]:
    if language == "en":
        return frozenset(ENGLISH.split())
    misread = _MISREAD if language == "tr" else {}
    try:
        return frozenset(folded(word.translate(misread), language) for word in get_stop_words(language))
    except StopWordError:
        return frozenset()
