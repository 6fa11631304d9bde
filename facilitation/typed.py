"""Times, days and numbers as people type them: "14.30", "15 Uhr", "2:30 pm", "12.12.2026", "4 Stationen"."""

import datetime as dt
import re

from facilitation.errors import CafeError
from facilitation.text import comparable

_TIME = re.compile(
    r"(?P<hours>\d{1,2})(?:(?:\s?[:.,h]\s?|\s?uhr\s?)(?P<minutes>\d{2}))?\s*(?:uhr|h|o’clock|o'clock)?\s*"
    r"(?P<half>a\.?m\.?|p\.?m\.?)?"
)
_FOUR_DIGITS = re.compile(r"(?P<hours>\d{1,2})(?P<minutes>\d{2})\s*(?:uhr|h)?\s*(?P<half>a\.?m\.?|p\.?m\.?)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>\d{4}|\d{2})")
_NAMED = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s?(?P<name>[^\W\d_]{3,})\.?,?\s?(?P<year>\d{4})")
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,}\.?,?\s+(?=\d)")
MONTHS = (*("jan", "feb", "mär|mar|maer", "apr", "mai|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dez|dec"),)
"""How the names of months begin, in German and English."""
CENTURY = 2000
"""To which a year of two digits is added."""
YEARS = range(2000, 2100)
"""Years of an event."""
_LONGEST = 60
"""Characters of what may be a time or a day."""


def time(said: str) -> str:
    """Return a time of day as HH:MM. Raises CafeError `text_empty`, `not_a_time` (said)."""
    plain = _plain(said)
    found = _TIME.fullmatch(plain) or _FOUR_DIGITS.fullmatch(plain)
    if found is None:
        raise CafeError("not_a_time", said=_shown(said))
    hours, minutes, half = int(found["hours"]), int(found["minutes"] or 0), (found["half"] or "")[:1]
    if half and not 1 <= hours <= 12:
        raise CafeError("not_a_time", said=_shown(said))
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or minutes > 59:
        raise CafeError("not_a_time", said=_shown(said))
    return f"{hours:02}:{minutes:02}"


def day(said: str) -> dt.date:
    """Return a day of the calendar; of two numbers the first is the day, as everywhere in Europe.

    Raises CafeError `text_empty`, `not_a_day` (said).
    """
    plain = _plain(said)
    found = next(
        (
            match
            for pattern in (_ISO, _DAY_FIRST, _NAMED, _NAME_FIRST)
            for text in (plain, _WEEKDAY.sub("", plain))
            if (match := pattern.fullmatch(text))
        ),
        None,
    )
    try:
        if found is None:
            raise ValueError(said)
        named = found.groupdict()
        month = _month(named["name"]) if "name" in named else int(named["month"])
        year = int(named["year"])
        read = dt.date(year + CENTURY if year < 100 else year, month, int(named["day"]))
    except ValueError:
        raise CafeError("not_a_day", said=_shown(said)) from None
    if read.year not in YEARS:
        raise CafeError("not_a_day", said=_shown(said))
    return read


def count(said: str, *, least: int, most: int) -> int:
    """Return a whole number within these; a word after it may say of what.

    Raises CafeError `text_empty`, `not_a_count` (least, most).
    """
    found = re.fullmatch(r"(?P<n>\d{1,6})(?:\s*[^\W\d_]{1,20}\.?)?", _plain(said))
    if found is None or not least <= int(found["n"]) <= most:
        raise CafeError("not_a_count", least=least, most=most)
    return int(found["n"])


def _plain(said: str) -> str:
    """Return what was typed with Western digits, in small letters, without blanks around it.

    Raises CafeError `text_empty`.
    """
    if not said.strip():
        raise CafeError("text_empty")
    if len(said) > _LONGEST:
        return ""
    return "".join(str(digit) if (digit := _digit(one)) is not None else one for one in comparable(said))


def _digit(one: str) -> int | None:
    return int(one) if one.isdecimal() else None


def _month(name: str) -> int:
    """Return which month begins so. Raises ValueError."""
    for n, beginnings in enumerate(MONTHS, start=1):
        if any(name.startswith(beginning) for beginning in beginnings.split("|")):
            return n
    raise ValueError(name)


def _shown(said: str) -> str:
    return " ".join(said.split())[:_LONGEST]
