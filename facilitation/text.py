"""Typed text: cleaned once, on its way in; what comes out of the database is shown and exported as it is.

The rules follow what XML 1.0 can carry (the Word report), Unicode's NFC, and UAX 9 for direction marks.
"""

import re
import unicodedata

import regex

from facilitation.errors import CafeError

TEXT_LIMIT = 500
"""Graphemes of a contribution, counted as people see them."""
CODE_POINTS_PER_GRAPHEME = 12
"""The longest emoji families have eleven; more on average is a flood of combining marks."""
DECOMPOSED = 2
"""How many times as long a text may come in as it is stored: letters taken apart, marks to be cleaned away. Beyond
that it is refused unread, for bringing marks into order takes the square of their number."""
TITLE_LIMIT = 120
NAME_LIMIT = 60

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069\U000e0000\U000e0001]"
    "|[" + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)) + "]"
)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\uffa0]")
_GRAPHEME = regex.compile(r"\X")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")

# A match begins where a run of letters does: trying every letter of a long run takes a server's time squared
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,€$])(?!\d{1,2}\.\s?\d{1,2}\.)(?:\+|00?)[1-9](?:[\s/().–-]{0,2}\d){6,14}(?![\w€])")


def clean(typed: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text to store: NFC, without control and direction-override characters, at most one blank line in a row.

    Raises CafeError `text_empty` where nothing can be seen, `text_too_long` (length, limit in graphemes).
    """
    if len(typed) > limit * CODE_POINTS_PER_GRAPHEME * DECOMPOSED:
        raise CafeError("text_too_long", length=len(typed), limit=limit)
    text = _SURROGATE_PAIR.sub(_joined, typed)
    text = _BREAKS.sub("\n", text)
    text = unicodedata.normalize("NFC", _NOT_TEXT.sub("", text))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if not _INVISIBLE.sub("", text).strip():
        raise CafeError("text_empty")
    if len(text) > limit:  # else it needs no counting: no character that people see has less than one code point
        length = max(graphemes(text), len(text) // CODE_POINTS_PER_GRAPHEME)
        if length > limit:
            raise CafeError("text_too_long", length=length, limit=limit)
    return text


def clean_line(typed: str, *, limit: int) -> str:
    """Like `clean`, for names and titles: one line, single spaces."""
    return " ".join(clean(typed, limit=limit).split())


def graphemes(text: str) -> int:
    """How many characters a person sees (Unicode's extended grapheme clusters)."""
    # In a row of flags `regex` counts back to its beginning for each one; taken as a letter, a flag costs no more
    return sum(1 for _ in _GRAPHEME.finditer(_FLAG.sub("x", text)))


def comparable(text: str) -> str:
    """The text as two people would call it the same: no invisible characters, case and spacing folded."""
    visible = _INVISIBLE.sub("", _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text)))
    return " ".join(visible.casefold().split())


def has_contact_data(text: str) -> bool:
    """Whether a phone number or an e-mail address stands in the text."""
    return masked(text, "") != text


def masked(text: str, mask: str) -> str:
    """The text with every phone number and e-mail address replaced by `mask`."""
    return _PHONE.sub(mask, _EMAIL.sub(mask, text))


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
