"""Times, days and numbers as people type them: "14.30", "15 Uhr", "2:30 pm", "12.12.2026", "4 Stationen"."""

import datetime as dt
import re
from functools import cache

from babel.dates import get_month_names

from facilitation.errors import CafeError
from facilitation.text import comparable

_HOURS_WORD = (
    r"(?:uhr|h|heures?|horas?|hrs?|o’clock|o'clock|час(?:ов|а)?|ч|год(?:ин[аи]?)?|godz|saat|giờ|g|[点點时時])\.?"
)
_MINUTES_WORD = r"(?:min(?:uten)?|мин|хв|dk|phút|分)\.?"
_BEFORE_NOON = r"a\.?m\.?|ص(?:باح[اً]{0,2})?|ق\.?ظ|صبح|上午|sáng"
_AFTER_NOON = r"p\.?m\.?|م(?:ساء[اً]{0,2})?|ب\.?ظ|بعد\s?از\s?ظهر|下午|晚上|chiều|tối"
_TIME = re.compile(
    r"(?:ca\.?|gegen|etwa|um|at|ab|kl\.?|à|o|a las|lúc|о|об|в|saat|godz\.?|الساعة|ساعت)?\s*"
    rf"(?:(?P<half_first>{_BEFORE_NOON}|{_AFTER_NOON})\s?)?(?P<hours>\d{{1,2}})"
    rf"(?:(?:\s?[:.,;·'’h٫∶꞉︰]\s?|\s?{_HOURS_WORD}\s?|\s)(?P<minutes>\d{{2}})(?::00)?\s?(?:{_MINUTES_WORD})?)?"
    rf"\s*(?:{_HOURS_WORD})?\s*(?P<half>{_BEFORE_NOON}|{_AFTER_NOON})?\.?"
    r"(?:['’][dt][ae])?"
)
"""A time of day in the twelve languages, with what stands before it and for hours and minutes in a sentence."""
_NOON = {"mittag": "12:00", "mittags": "12:00", "noon": "12:00", "mitternacht": "00:00", "midnight": "00:00"}
_PART_OF_DAY = re.compile(
    r"(?P<time>.*\d.*?)\s(?:(?P<before>früh|morgens|(?:am )?morgen|(?:am )?vormittags?|vorm\.|in the morning)|"
    r"mittags|(?:am )?nachmittags?|nachm\.|abends|am abend|in the (?:afternoon|evening)|at night)"
)
"""A time with the part of the day behind it, in German and English: with it people count to twelve or to 24."""
_ASIDE = re.compile(r"\s*[(（][^()（）\d]*[)）]$")
"""What is said in brackets behind it, without a number: "12.12.2026 (Sa)"."""
_FOUR_DIGITS = re.compile(r"(?P<hours>\d{1,2})(?P<minutes>\d{2})\s*(?:uhr|h)?\s*(?P<half>a\.?m\.?|p\.?m\.?)?")
_YEAR = r"(?P<year>\d{4})"
_YEARS_WORD = r"(?:\s?(?:г|р|року|года|r|roku|yılı)\.?)?"
_ISO = re.compile(rf"{_YEAR}\s?[-/.]\s?(?P<month>\d{{1,2}})\s?[-/.]\s?(?P<day>\d{{1,2}})\.?")
_CHINESE = re.compile(rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?[日号號]")
_ANY_YEAR = r"['’]?(?P<year>\d{4}|\d{2})"
_BETWEEN = r"(?:\s?[./,·_-]\s?|\s)"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}{_ANY_YEAR}{_YEARS_WORD}\.?")
_NAMED = re.compile(
    rf"(?:ngày\s)?(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[\s-]?(?:of\s|de\s)?"
    rf"(?P<name>tháng\s\d{{1,2}}|[^\W\d_][^\d.,-]{{1,20}}?)[.-]?,?\s?(?:de\s|năm\s)?{_ANY_YEAR}{_YEARS_WORD}"
)
_NAME_FIRST = re.compile(rf"(?P<name>[^\W\d_]{{3,}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}")
_WEEKDAY = re.compile(
    r"^(?:thứ\s)?[^\W\d_]{2,}(?:\.?,\s*(?:(?:den|der|dem|the|am)\s+)?|\.?\s+(?:(?:den|der)\s+)?(?=\d))"
)
_WEEKDAY_LAST = re.compile(r"(?<=\d{4})[\s,]+[^\W\d_]{3,}$")
"""18 Kasım 2023 Cumartesi; one in brackets is said aside."""
MONTHS = (
    *("jan|jän", "feb", "mär|mar|maer", "apr", "mai|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dez|dec"),
)
"""How the names of months begin, in German and English."""
_SPEAKING = (*("uk", "ar", "ar_SY", "ru", "fa", "vi", "pl", "tr", "fr", "es"),)
"""The languages, beside these two, in which months are called by their names."""
_NUMBERS = {
    word: n
    for n, words in enumerate(
        (
            *("ein|eine|einen|eins|one", "zwei|two", "drei|three", "vier|four", "fünf|five", "sechs|six"),
            *("sieben|seven", "acht|eight", "neun|nine", "zehn|ten", "elf|eleven", "zwölf|twelve"),
        ),
        start=1,
    )
    for word in words.split("|")
}
"""Numbers that people write in words, in German and English."""
CENTURY = 2000
"""To which a year of two digits is added."""
YEARS = range(2000, 2100)
"""Years of an event."""
_LONGEST = 60
"""Characters of what may be a time or a day."""


def time(said: str) -> str:
    """Return a time of day as HH:MM. Raises CafeError `text_empty`, `not_a_time` (said)."""
    plain = _plain(said)
    if plain in _NOON:
        return _NOON[plain]
    part = _PART_OF_DAY.fullmatch(plain)
    plain = part["time"] if part else plain
    found = _TIME.fullmatch(plain) or _FOUR_DIGITS.fullmatch(plain)
    if found is None:
        raise CafeError("not_a_time", said=_shown(said))
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    half = found["half"] or found.groupdict().get("half_first")
    if part and (half or (part["before"] and hours > 12)):
        raise CafeError("not_a_time", said=_shown(said))
    if part and not part["before"] and 1 <= hours < 12:
        hours += 12
    if half and not 1 <= hours <= 12:
        raise CafeError("not_a_time", said=_shown(said))
    if half:
        hours = hours % 12 + (12 if re.fullmatch(_AFTER_NOON, half) else 0)
    if hours > 23 or minutes > 59:
        raise CafeError("not_a_time", said=_shown(said))
    return f"{hours:02}:{minutes:02}"


def day(said: str) -> dt.date:
    """Return a day of the calendar; of two numbers the first is the day, as everywhere in Europe.

    Raises CafeError `text_empty`, `not_a_day` (said).
    """
    plain = _WEEKDAY_LAST.sub("", _plain(said))
    found = next(
        (
            match
            for text in (plain, _WEEKDAY.sub("", plain))
            for pattern in (_ISO, _CHINESE, _DAY_FIRST, _NAMED, _NAME_FIRST)
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
    plain = _plain(said)
    word, _, rest = plain.partition(" ")
    plain = f"{_NUMBERS[word]} {rest}".strip() if word in _NUMBERS else plain
    found = re.fullmatch(r"(?:ca\.?\s*|~\s*)?(?P<n>\d{1,3}(?:[. '’]\d{3})+|\d{1,6})(?:\s*[^\W\d_]{1,20})?\.?", plain)
    number = int(re.sub(r"\D", "", found["n"])) if found else -1
    if not least <= number <= most:
        raise CafeError("not_a_count", least=least, most=most)
    return number


def _plain(said: str) -> str:
    """Return what was typed with Western digits, in small letters, without blanks around it.

    Raises CafeError `text_empty`.
    """
    if not said.strip():
        raise CafeError("text_empty")
    if len(said) > _LONGEST:
        return ""
    plain = "".join(str(digit) if (digit := _digit(one)) is not None else one for one in comparable(said))
    return _ASIDE.sub("", plain) or plain


def _digit(one: str) -> int | None:
    return int(one) if one.isdecimal() else None


def _month(name: str) -> int:
    """Return which month is called or begins so. Raises ValueError."""
    name = name.strip()
    if name in _names_of_months():
        return _names_of_months()[name]
    for n, beginnings in enumerate(MONTHS, start=1):
        if any(name.startswith(beginning) for beginning in beginnings.split("|")):
            return n
    raise ValueError(name)


@cache
def _names_of_months() -> dict[str, int]:
    """Return months by what they are called, in small letters, alone and within a date, whole and shortened."""
    return {
        comparable(name).rstrip("."): n
        for language in _SPEAKING
        for width in ("abbreviated", "wide")
        for context in ("stand-alone", "format")
        for n, name in get_month_names(width, context, language).items()
    }


def _shown(said: str) -> str:
    return " ".join(said.split())[:_LONGEST]
