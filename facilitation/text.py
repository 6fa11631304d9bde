"""Typed text: cleaned once, when it comes in; what comes out of the database is shown and exported unchanged.

The rules follow what XML 1.0 can hold (the Word report), Unicode's NFC, and UAX 9 for direction marks.
"""

import re
import unicodedata
from itertools import islice

import regex

from facilitation.errors import CafeError

TEXT_LIMIT = 500
"""Graphemes of a contribution, counted as people see them."""
CODE_POINTS_PER_GRAPHEME = 12
"""Code points per grapheme on average; more is a flood of combining marks, for the longest emoji families have
eleven."""
DECOMPOSED = 2
"""How many times longer than its limit a text may be before it is cleaned.

That allows for letters that are decomposed, and for marks that cleaning removes. A longer text is refused unread.
"""
MOST_MARKS = 30
"""Combining marks in a row; more are written in no language (UAX 15, section 13, Stream-Safe Text Format).

They are refused before anything is normalised, for the time to order them grows with the square of their number.
"""
COUNTED = 4
"""Times the limit up to which a text that is too long is counted exactly; of a longer one its code points are told."""
TITLE_LIMIT = 120
"""Graphemes of a title."""
NAME_LIMIT = 60
"""Graphemes of a guest's name."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069\U000e0000\U000e0001"
    + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MARK = r"[\P{ccc=0}\u0f73\u0f75\u0f81\uff9e\uff9f]"
"""What is nothing but combining marks once it is normalised."""
_PILE = regex.compile(f"(?<!{_MARK}){_MARK}{{{MOST_MARKS + 1}}}")
_MARKS = regex.compile(f"{_MARK}+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\uffa0]")
_GRAPHEME = regex.compile(r"\X")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")

# A match begins only where a run of letters begins: the time for trying each letter grows with its length squared
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w.,€$])(?!\d{1,2}\.\s?\d{1,2}\.)(?:\+|00?)[1-9](?:(?:[\s/().–-]{0,2}| [/–-] )\d){6,14}(?![\w€])"
)


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
    if not _INVISIBLE.sub("", text).strip():
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


def _counted(text: str, limit: int) -> int:
    """Count graphemes; where there are more than the limit in a very long text, its code points."""
    if len(text) <= COUNTED * limit:
        return graphemes(text)
    few = sum(1 for _ in islice(_GRAPHEME.finditer(_FLAG.sub("x", text)), limit + 1))
    return few if few <= limit else len(text)


def comparable(text: str) -> str:
    """Return a form for comparing texts as people do: without invisible characters, case and spaces folded."""
    bounded = _MARKS.sub(lambda run: run[0][:MOST_MARKS], text)  # texts of earlier versions may hold more
    visible = _INVISIBLE.sub("", _NOT_TEXT.sub("", unicodedata.normalize("NFKC", bounded)))
    return " ".join(visible.casefold().split())


def has_contact_data(text: str) -> bool:
    """Tell whether the text holds a phone number or an e-mail address."""
    return masked(text, "") != text


def masked(text: str, mask: str) -> str:
    """Return the text with every phone number and e-mail address replaced by `mask`."""
    return _PHONE.sub(mask, _EMAIL.sub(mask, text))


def _check_marks(text: str) -> None:
    if _PILE.search(text):
        raise CafeError("too_many_marks")


def _joined(pair: re.Match[str]) -> str:
    high, low = map(ord, pair[0])
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
