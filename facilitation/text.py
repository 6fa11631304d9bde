"""Typed text: cleaned once, when it comes in; what comes out of the database is shown and exported unchanged.

The rules follow what XML 1.0 can hold (the Word report), Unicode's NFC, and UAX 9 for direction marks.
"""

import re
import unicodedata
from itertools import islice

import regex

from facilitation import bounds
from facilitation.errors import CafeError

TEXT_LIMIT = bounds.TEXT_LIMIT
CODE_POINTS_PER_GRAPHEME = bounds.CODE_POINTS_PER_GRAPHEME
DECOMPOSED = bounds.DECOMPOSED
MOST_MARKS = bounds.MOST_MARKS
COUNTED = 4
"""Times the limit up to which a text that is too long is counted exactly; of a longer one its code points are told."""
WORDS_KEPT = 0.8
"""The share of a text's beginning that must be left where it is cut between two words, else it is cut within one."""
TITLE_LIMIT = bounds.TITLE_LIMIT
NAME_LIMIT = bounds.NAME_LIMIT
LARGEST_NUMBER = bounds.LARGEST_NUMBER

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069\U000e0000\U000e0001"
    + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
    + "]"
)
NOT_STORED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What not every database and no XML can hold: PostgreSQL refuses NUL, and nothing encodes half a surrogate pair."""
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MARK = r"[\P{ccc=0}\u0f73\u0f75\u0f81\uff9e\uff9f]"
"""What is nothing but combining marks once it is normalised."""
_PILE = regex.compile(f"(?<!{_MARK}){_MARK}{{{MOST_MARKS + 1}}}")
_MARKS = regex.compile(f"{_MARK}+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_INVISIBLE = regex.compile(
    r"(?V1)[[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\U0001d159\U00013441\U00013442]"
    r"--\p{Prepended_Concatenation_Mark}]"
)
"""What shows nothing: what Unicode says may be ignored, and the blanks of Braille, of music and of hieroglyphs."""
_VISIBLE = regex.compile(
    r"(?V1)[[\p{L}\p{N}\p{P}\p{S}\p{Extended_Pictographic}]"
    r"--[\p{Default_Ignorable_Code_Point}\u2800\ufffc\U0001d159\U00013441\U00013442]]"
)
"""What somebody can read: a letter, a digit, a sign. Marks without a letter, and what Unicode knows nothing of, say
nothing, nor do blanks that count as letters and signs (of Hangul, Braille, music and hieroglyphs)."""
_GRAPHEME = regex.compile(r"\X")
_AFTER_STAR = re.compile(r"(?<=[*:_]innen)(?=[^\W\d_])")
"""Where a word goes on after "*innen" (also with a colon or an underscore); browsers hyphenate no such word."""
_LONG_TAIL = re.compile(
    "([*:_]innen\u00ad[^\\W\\d_]{3,}?)(?=organisation|verein|verband|vertretung|beauftragt|beirat|beratung|förder)"
)
"""In such a word, what may be parted from what many of them end with."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


SOFT_HYPHEN = "\u00ad"
"""Where a word may be divided; nothing is seen of it elsewhere."""


def without_soft_hyphens(text: str) -> str:
    """Return the text without places where words may be divided, for programs that draw a hyphen at each of them."""
    return text.replace(SOFT_HYPHEN, "")


def soft(text: str) -> str:
    """Return the text with places where a long word may break: "Migrant*innen-organisationen" on a small phone.

    The star stays with its word. `static/js/lib/base/soft.js` does the same for what scripts draw.
    """
    return _LONG_TAIL.sub("\\1" + SOFT_HYPHEN, _AFTER_STAR.sub(SOFT_HYPHEN, text))


def clean(typed: str, *, limit: int = TEXT_LIMIT) -> str:
    """Return the text to store: NFC, no control or direction-override characters, at most one blank line in a row.

    It takes at most a few milliseconds, whatever was typed; whoever calls it has looked first whether the sender may.
    Raises CafeError `text_empty` where nothing can be seen, `text_too_long` (length, limit: in graphemes),
    `too_many_marks`.
    """
    if len(typed) > limit * CODE_POINTS_PER_GRAPHEME * DECOMPOSED:
        raise CafeError("text_too_long", length=len(typed), limit=limit)
    _check_marks(typed)
    text = _NOT_TEXT.sub("", _BREAKS.sub("\n", _SURROGATE_PAIR.sub(_joined, typed)))
    if len(text) != len(typed):  # what stood between two marks may be gone
        _check_marks(text)
    text = unicodedata.normalize("NFC", text)
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if not _VISIBLE.search(text):
        raise CafeError("text_empty")
    if len(text) > limit:  # else no counting is needed: each grapheme has at least one code point
        length = max(_counted(text, limit), len(text) // CODE_POINTS_PER_GRAPHEME)
        if length > limit:
            raise CafeError("text_too_long", length=length, limit=limit)
    return text


def clean_line(typed: str, *, limit: int) -> str:
    """Return a name or title to store: cleaned as by `clean`, on one line, with single spaces.

    Raises CafeError as `clean` does.
    """
    return " ".join(clean(typed, limit=limit).split())


def graphemes(text: str) -> int:
    """Return how many characters a person sees (Unicode's extended grapheme clusters)."""
    # `regex` goes back to the beginning of a row of flags for each of them, so flags are counted as letters
    return sum(1 for _ in _GRAPHEME.finditer(_FLAG.sub("x", text)))


def cut(text: str, limit: int) -> str:
    """Return the text, or where it has more graphemes than the limit its beginning with an ellipsis.

    It is cut between two words where that loses little: a script without spaces may have one near the beginning.
    """
    ends = [found.end() for found in islice(_GRAPHEME.finditer(text), limit + 1)]
    if len(ends) <= limit:
        return text
    kept = text[: ends[limit - 1]]
    space = len(kept) if text[len(kept)].isspace() else max(kept.rfind(" "), kept.rfind("\n"))
    if space >= len(kept) * WORDS_KEPT:
        kept = kept[:space]
    return f"{kept.rstrip()} …"


def _counted(text: str, limit: int) -> int:
    """Count graphemes; where there are more than the limit in a very long text, its code points."""
    if len(text) <= COUNTED * limit:
        return graphemes(text)
    few = sum(1 for _ in islice(_GRAPHEME.finditer(_FLAG.sub("x", text)), limit + 1))
    return few if few <= limit else len(text)


def number(text: str) -> int | None:
    """Return the number that a text writes in plain digits; None where it is none, or above LARGEST_NUMBER."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))):
        return None
    found = int(text)
    return found if found <= LARGEST_NUMBER else None


def comparable(text: str) -> str:
    """Return a form for comparing texts as people do: without invisible characters, case and spaces folded."""
    bounded = _MARKS.sub(lambda run: run[0][:MOST_MARKS], text)  # texts of earlier versions may hold more
    visible = _INVISIBLE.sub("", _NOT_TEXT.sub("", unicodedata.normalize("NFKC", bounded)))
    return " ".join(visible.casefold().split())


def _check_marks(text: str) -> None:
    if _PILE.search(text):
        raise CafeError("too_many_marks")


def _joined(pair: re.Match[str]) -> str:
    high, low = map(ord, pair[0])
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
