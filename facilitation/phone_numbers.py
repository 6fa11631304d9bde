"""Phone numbers in typed text, in digits; those in words are `spelled_numbers.py`'s.

What is none (dates, times, years, sums of money, postcodes) is taken out before. `phonenumbers` (Google's tables)
judges what has neither 0 nor + in front.
"""

from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
import regex

from facilitation.plain_signs import Span, without
from facilitation.spelled_numbers import IS_SPELLED, counts, spelled

COUNTRY = "DE"
"""The country whose phone numbers are meant where nobody said another (ISO 3166)."""
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Countries whose phone numbers are known (ISO 3166)."""
SHORTEST = 8
"""Digits of a number with its leading 0 or +."""
SHORTEST_CALLED = 5
"""Digits of a number that a text calls one (Tel. 48812)."""
SHORTEST_BARE = 8
"""Digits of a number of a country whose numbers have no 0 in front."""
SHORTEST_WITH_CODE = 10
"""Digits of a number that begins with a country's code, without + or 00."""
ENOUGH = 10
"""Digits after which a new line is no more within a number."""
LOOKED_AT = 50
"""Signs of a run of digits by which it is judged."""
LONGEST = 15
"""Digits of the longest number of the world (E.164)."""

_YEAR = r"(?:19|20)\d\d"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?::[0-5]\d)?"
_MONEY = r"(?:€|\$|£|₴|₽|₺|%|eur(?:o|os)?\b|usd\b|chf\b|dollar|franken|cent\b|грн|руб|تومان|ریال)"
_NO_MORE = r"(?![.:/-]?\d)"
_BUSINESS = r"(?:rechnung|vorgang|antrag|drucksache|konto|bestell|invoice|reference|account)[^\W\d]*"
"""What has a number, and what somebody may be called about: `Konto 4711`, but `Fragen zum Konto: 0351 4881234`."""
_NO_PHONE = regex.compile(
    "|".join(
        (
            rf"(?<![\d+])(?<!\d[./-]){_DAY}\s?[./-]\s?{_MONTH}\s?[./-]\s?(?:{_YEAR}|\d\d){_NO_MORE}",  # 18.11.2023
            rf"(?<![\d+])(?<!\d[./-]){_DAY}\.\s?{_MONTH}\.(?!\d)",  # 18.11.
            rf"(?<![\d+])(?<!\d[./-]){_YEAR}\s?[-./]\s?{_MONTH}\s?[-./]\s?{_DAY}{_NO_MORE}",  # 2023-11-18
            rf"(?<![\d+])(?<!\d[.:/-])\d{{1,2}}:[0-5]\d(?::[0-5]\d)?{_NO_MORE}",  # 14:30
            rf"(?<![\d+])(?<!\d[.:/-]){_TIME}\s{{0,2}}(?:-|/|,|bis|to|und|à|до)\s{{0,2}}{_TIME}{_NO_MORE}",  # 9.30 - 11
            rf"(?<![\d+])(?<!\d[.:/-]){_TIME}\s?(?:uhr|h\b|am\b|pm\b)",  # 14.30 Uhr
            rf"(?<![\d+])(?<![\d)]\s?[./-])(?<![\d)]\s){_YEAR}"
            rf"(?:\s{{0,2}}[/,.-]\s{{0,2}}(?:{_YEAR}|\d\d(?!\d))){{1,20}}+{_NO_MORE}"
            rf"(?!\s?\d)",  # 2022 / 2023 / 2024
            rf"(?<![\d+])(?<!\d[./-]){_MONTH}\s?[/.]\s?{_YEAR}{_NO_MORE}(?!\s?\d\d)",  # 05/2023, 05.2023
            rf"(?<![\d+.])(?:{_TIME}[ ]?\n){{1,20}}+{_TIME}{_NO_MORE}",  # 9.00 above 10.00
            rf"(?<![\d+.,])(?<!\d[ '])(?!0\d)\d[\d .']{{0,20}}(?:,\d{{1,3}}|,-{{1,2}})?\s?"
            rf"(?:tsd\.?|mio\.?|mrd\.?|k)?\s?{_MONEY}",
            r"[€$£]\s?\d[\d .,']{0,20}",
            r"(?<![\d+])(?<!\d[ ./-])\d{5}(?:\s?[/,;-]\s?\d{5}|\s0\d{4}){1,20}+(?!\d)"
            r"(?!\s?[/-]?\s?\d{2,4}(?!\d))",  # postcodes
            r"(?<![\d./-])0[.,]\d{1,2}(?![\d.])",  # 0.12
            r"(?<![\d.])(?!0)(?:1?\d?\d|2[0-5]\d)(?:\.(?:1?\d?\d|2[0-5]\d)){3}(?![.\d])",  # an address of a computer
            r"(?<!\w)[A-Z]{2}\d\d(?:\s?[\dA-Z]{4}){3,7}(?:\s?[\dA-Z]{1,3})?(?!\w)",  # an account
            r"\bISBN(?:-1[03])?:?\s?[\d -]{9,16}\d",
            r"(?<!\w)97[89][ -]\d[\d -]{8,12}\d(?!\d)",
            rf"(?:\baz\.?|aktenzeichen|kundennummer|iban|steuernummer|matrikel\w*|vereinsregister|\bvr|\bhrb"
            rf"|{_BUSINESS}(?:nummer|nr\.?)|{_BUSINESS}\s{{0,2}}(?:nr|no|nummer)\.?)"
            r"\s{0,2}(?:nr\.?|no\.?)?[:#]?\s{0,2}"
            r"(?!\+)[\d/ .-]{0,24}\d",
            rf"{_BUSINESS}(?![:#\s./-]*(?:\+|0[1-9]|00[1-9]))\s{{0,2}}[:#]?\s{{0,2}}[\d/ .-]{{0,24}}\d",
        )
    ),
    regex.IGNORECASE,
)
_APART = r"[ \t\n/().\[\]{}<>_|\\*'’~=-]"
_RUN = regex.compile(rf"(?<![\dA-Z])(?<!_(?!0[1-9]|\+))(?<!\d,)(?:\+[ ]?)?[(\[{{]?\+?\s?\d(?:{_APART}{{0,5}}\+?\d)*+")
_AFTER_COMMA = regex.compile(r"(?<![\d.,])(?:0[1-9]\d{1,3}|\+\d{1,3})\s?[,:;]\s?\d[\d ]{4,}\d")
"""0171, 8362736"""
_ZERO = regex.compile("0{1,2}[1-9]")
_GROUP = regex.compile(r"\+?\d+")
_CALLED = regex.compile(
    r"(?:(?<![^\W\d_])(?:(?:ll[aá]mame|llamar?|appele[rz]|gọi|zadzwoń|dzwoń|arayın|звоните|позвоните|дзвоніть"
    r"|телефонуйте)(?:\s\w{1,5}){0,2}|qq|tfno"
    r"|tel(?:ef(?:on|ono)|éfono|\.)?(?:-?(?:nr|nummer))?|phone|handy(?:-?(?:nr|nummer))?|m[oó]vil|mobil\w{0,7}"
    r"|fax|whats\s?app|viber|telegram|signal|(?:ruf|rufen sie|call)(?:\s\w{1,5}){0,2}|durchwahl"
    r"|(?:ruf|festnetz|privat|büro|dienst|geschäfts|whatsapp-?)?nummer(?:\s(?:ist|lautet|war))?"
    r"|number(?:\s(?:is|was))?|numara\w{0,3}|numer(?:\sto)?|numéro|número|номер|тел(?:ефон\w{0,2})?)"
    r"|هاتف|تلفن|موبایل|جوال|رقم"
    r"|电话|電話|手机|qq号码?|打给我?|اتصلوا? (?:بي|على)|đt|sđt|điện thoại|☎|☏|📞|📱|📲|✆)[\s:.=()-]{0,4}$",
    regex.IGNORECASE,
)
_ZERO_WORD = regex.compile(r"(?<![^\W\d_])[oO](?=[ ]?[\d/()-]*\d{2})|(?<=\d)[oO](?=[\d ])")
_ONE_WORD = regex.compile(r"(?<=\d)[Il](?=\d)")
_TURNED = regex.compile(r"(?<![\d.,])\d(?:[ ./-]?\d){9,14}+\s?\+(?!\s?\d)")
"""8362736 171 49+, and 491718362736+: with the sign at the other end, as text from right to left shows it."""


def phones(plain: str, country: str) -> Iterator[Span]:
    """Yield where phone numbers stand in a plain text; `country` is where one without a country's code belongs to."""
    if IS_SPELLED.search(plain):
        yield from spelled(plain)
    if sum(map(plain.count, "0123456789")) < SHORTEST_CALLED:
        return
    yield from (found.span() for found in _AFTER_COMMA.finditer(plain) if sum(map(str.isdigit, found[0])) >= SHORTEST)
    yield from (found.span() for found in _TURNED.finditer(plain) if "000" not in found[0])
    left = _ONE_WORD.sub("1", _ZERO_WORD.sub("0", plain))
    if not any(sum(map(str.isdigit, run[0])) >= SHORTEST_CALLED for run in _RUN.finditer(left)):
        return
    left = without(left, [found.span() for found in _NO_PHONE.finditer(left)])
    at = 0
    while run := _RUN.search(left, at):
        begins, at = run.start(), _end(left, run)
        yield from _in_run(left, begins, at, country)


def _end(plain: str, run: "regex.Match[str]") -> int:
    """Return where a number ends at the latest: with its line, once it has as many digits as a number needs."""
    digits = 0
    for at in range(*run.span()):
        digits += plain[at].isdigit()
        if plain[at] == "\n" and digits >= ENOUGH:
            return at
    return run.end()


def _in_run(plain: str, begins: int, ends: int, country: str) -> Iterator[Span]:
    """Yield the number in a run of digits, up to the run's end: what stands behind it may be its rest."""
    groups = list(_GROUP.finditer(plain, begins, ends))
    if _is_counting(groups):
        return
    called = _CALLED.search(plain, max(0, begins - 40), begins) is not None
    for place, group in enumerate(groups):
        start = group.start()
        written = plain[start : min(ends, start + LOOKED_AT)]
        digits = "".join(filter(str.isdigit, written))
        coded = "+" in plain[max(begins, start - 3) : start] + group[0]
        bare = place == 0 or (place == 1 and len(groups[0][0]) < 3)
        if (
            (coded and len(digits) >= 7 and _is_international(digits))
            or (_ZERO.match(digits) and len(digits) >= SHORTEST)
            or (place == 0 and called and len(digits) >= SHORTEST_CALLED)
            or (bare and _is_bare(digits, written, country))
        ):
            if place == 1 and len(groups[0][0]) == 1 and not plain[groups[0].end() : start].isspace():
                start = groups[0].start()  # 8(050)1234567
            while start > begins and plain[start - 1] in "+([{ ":
                start -= 1
            yield (start + (plain[start] == " "), ends)
            return


def _is_counting(groups: list["regex.Match[str]"]) -> bool:
    """Tell whether somebody counts: 0 1 2 3 4 5, 01 02 03 04, 10 20 30 40."""
    return len(groups) > 3 and all(len(one[0]) < 4 for one in groups) and counts([int(one[0]) for one in groups])


def _is_international(digits: str) -> bool:
    return len(digits) >= 9 or _is_valid(f"+{digits}", None)


def _is_bare(digits: str, written: str, country: str) -> bool:
    """Tell whether digits with neither 0 nor + in front are a phone's number."""
    if len(digits) > LONGEST + 3 or len(digits) < SHORTEST_BARE or "000" in written.split():
        return False
    if not _has_zero(country) and _is_valid(digits, country):
        return True
    if len(digits) < SHORTEST_WITH_CODE:
        return False
    apart = written != digits
    coded = _is_valid(f"+{digits}", None) and (apart or len(digits) > SHORTEST_WITH_CODE)
    russian = digits[0] == "8" and len(digits) == 11 and _is_valid(digits, "RU")
    chinese = digits[0] == "1" and len(digits) == 11 and _is_mobile(digits, "CN")
    abroad = digits.startswith("810") and len(digits) > 12
    return coded or russian or chinese or abroad or (apart and _is_mobile(digits, country))


@lru_cache(300)
def _has_zero(country: str) -> bool:
    """Tell whether a country's numbers begin with 0 where no country's code stands in front."""
    known = phonenumbers.PhoneMetadata.metadata_for_region(country)
    return known is None or known.national_prefix == "0"


def _is_valid(number: str, country: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, country))
    except phonenumbers.NumberParseException:
        return False


def _is_mobile(number: str, country: str) -> bool:
    try:
        read = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    mobile = phonenumbers.PhoneNumberType.MOBILE
    return phonenumbers.is_valid_number(read) and phonenumbers.number_type(read) == mobile
