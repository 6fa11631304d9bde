"""Numbers that money goes by, in typed text: bank accounts (IBAN) and cards, known by their check digits.

Nothing else is taken for one: a sum of money, a number of a file or of a contract has no such digits.
"""

from collections.abc import Iterator

import regex

from facilitation.plain_signs import Span
from facilitation.spelled_numbers import counts

IBAN_LENGTHS = range(15, 35)
"""Signs of an IBAN: Norway has the shortest, 34 is the most that ISO 13616 allows."""
CARD_LENGTHS = range(15, 20)
"""Digits of a card's number: American Express has 15, China's UnionPay up to 19 (ISO/IEC 7812)."""
USUAL_LENGTHS = {
    **dict.fromkeys(("DE", "GB"), 22),
    **{"AT": 20, "CH": 21, "LU": 20, "NL": 18, "BE": 16, "IT": 27, "FR": 27, "ES": 24, "PL": 28, "CZ": 24},
    **{"UA": 29, "TR": 26, "RO": 24, "RU": 33, "IR": 26},
}
"""Signs of an IBAN in countries from which guests come: with so many it is one also where a digit was mistyped."""
POLISH = 26
"""Digits of an account in Poland, where people leave out the country."""

_BEGINS = regex.compile(r"(?:(?<![^\W_])|(?<=iban))[a-z]{2}\s?\d\s?\d", regex.I)
_NEXT = regex.compile(r"[\s./_*|:-]{0,3}([a-z0-9]+)", regex.I)
_NAMED = regex.compile(r"iban[^\w\n]{0,4}$", regex.I)
_DIGITS = regex.compile(r"(?<![\w+])(?<![\d][.,])\d(?:[ \n.-]?\d){14,25}+(?!\d)")
_PARTS = regex.compile(r"\d+")


def payment_numbers(plain: str) -> Iterator[Span]:
    """Yield where numbers of accounts and cards stand in a plain text."""
    at = 0
    while begin := _BEGINS.search(plain, at):
        end = _end_of_iban(plain, begin.start())
        at = max(end, begin.start() + 1)
        if end:
            yield begin.start(), end
    for found in _DIGITS.finditer(plain):
        parts = _PARTS.findall(found[0])
        digits = "".join(parts)
        if (_is_card(digits) and not _are_others(parts)) or (len(digits) == POLISH and _is_iban(f"PL{digits}")):
            yield found.span()


def _end_of_iban(plain: str, begins: int) -> int:
    """Return where the longest IBAN ends that begins there, or 0.

    One that is called so, or is as long as its country's are, needs no right check digits. After the bank's own letters
    a group without a digit belongs to the sentence again.
    """
    end, named, account, at = 0, _NAMED.search(plain, max(0, begins - 8), begins) is not None, "", begins
    while (group := _NEXT.match(plain, at)) and len(account) + len(group[1]) <= IBAN_LENGTHS[-1]:
        if len(account) > 8 and group[1].isalpha():
            break
        account, at = account + group[1].upper(), group.end()
        usual = USUAL_LENGTHS.get(account[:2]) == len(account)
        if len(account) in IBAN_LENGTHS and (named or usual or _is_iban(account)):
            end = at
    return end


def _is_iban(account: str) -> bool:
    """Tell whether the check digits are right (ISO 7064, MOD 97-10), and none of those that are never given."""
    turned = account[4:] + account[:4]
    return 2 <= int(account[2:4]) <= 98 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_card(digits: str) -> bool:
    """Tell whether digits are a card's number: how it begins (ISO/IEC 7812) and its check digit (Luhn)."""
    lengths = {"2": (16,), "3": (15, 16), "4": (16,), "5": (16,), "6": CARD_LENGTHS}.get(digits[0], ())
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[-2::-2])
    return len(digits) in lengths and (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _are_others(parts: list[str]) -> bool:
    """Tell whether groups of digits are days (24.12.2026), years, or go on by the same step: 3000 4000 5000 6000."""
    if len(parts) == 1:
        return False
    days = any(len(one) < 4 for one in parts[:-1])
    return days or all(one[:2] in ("19", "20") for one in parts) or counts([int(one) for one in parts])
