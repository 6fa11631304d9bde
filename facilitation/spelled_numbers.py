"""Phone numbers said in the words of twelve languages: null eins sieben eins, zéro six, douze, trente-quatre."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import regex

from facilitation.plain_signs import Span

SHORTEST_SPELLED = 7
"""Digits of a number that is spelled in words."""
SHORTEST_PARTLY_SPELLED = 9
"""Digits of a number of which some are words and some are none."""

_ZEROS = ("null", "zero", "oh", "zéro", "cero", "ноль", "нуль", "sıfır", "không", "صفر", "〇", "零")
_DIGIT_WORDS = (
    _ZEROS,
    ("eins", "ein", "one", "un", "uno", "один", "jeden", "bir", "một", "mốt", "واحد", "یک", "一", "幺", "壹"),
    ("zwei", "zwo", "two", "deux", "dos", "два", "dwa", "iki", "hai", "اثنان", "اثنين", "دو", "二", "两", "贰"),
    ("drei", "three", "trois", "tres", "три", "trzy", "üç", "ba", "ثلاثة", "سه", "三", "叁"),
    (
        *("vier", "four", "quatre", "cuatro", "четыре", "чотири", "cztery", "dört", "bốn", "tư"),
        *("أربعة", "اربعة", "چهار", "四", "肆"),
    ),
    (
        *("fünf", "fuenf", "five", "cinq", "cinco", "пять", "п'ять", "п’ять", "pięć", "beş", "năm", "lăm"),
        *("خمسة", "پنج", "五", "伍"),
    ),
    ("sechs", "six", "seis", "шесть", "шість", "sześć", "altı", "sáu", "ستة", "شش", "六", "陆"),
    ("sieben", "seven", "sept", "siete", "семь", "сім", "siedem", "yedi", "bảy", "سبعة", "هفت", "七", "柒"),
    ("acht", "eight", "huit", "ocho", "восемь", "вісім", "osiem", "sekiz", "tám", "ثمانية", "هشت", "八", "捌"),
    (
        *("neun", "nine", "neuf", "nueve", "девять", "дев'ять", "дев’ять", "dziewięć", "dokuz", "chín"),
        *("تسعة", "نه", "九", "玖"),
    ),
)
_TENS_WORDS = {
    10: "zehn ten dix diez десять dziesięć on عشرة ده",
    11: "elf eleven onze once одиннадцать одинадцять jedenaście",
    12: "zwölf twelve douze doce двенадцать дванадцять dwanaście",
    13: "dreizehn thirteen treize trece тринадцать тринадцять trzynaście",
    14: "vierzehn fourteen quatorze catorce четырнадцать чотирнадцять czternaście",
    15: "fünfzehn fifteen quinze quince пятнадцать п'ятнадцять п’ятнадцять piętnaście",
    16: "sechzehn sixteen seize dieciséis шестнадцать шістнадцять szesnaście",
    17: "siebzehn seventeen dix-sept diecisiete семнадцать сімнадцять siedemnaście",
    18: "achtzehn eighteen dix-huit dieciocho восемнадцать вісімнадцять osiemnaście",
    19: "neunzehn nineteen dix-neuf diecinueve девятнадцать дев'ятнадцять дев’ятнадцять dziewiętnaście",
    20: "zwanzig twenty vingt veinte двадцать двадцять dwadzieścia yirmi عشرون بیست",
    30: "dreißig thirty trente treinta тридцать тридцять trzydzieści otuz ثلاثون سی",
    40: "vierzig forty quarante cuarenta сорок czterdzieści kırk أربعون چهل",
    50: "fünfzig fifty cinquante cincuenta пятьдесят п'ятдесят п’ятдесят pięćdziesiąt elli خمسون پنجاه",
    60: "sechzig sixty soixante sesenta шестьдесят шістдесят sześćdziesiąt altmış ستون شصت",
    70: "siebzig seventy septante setenta семьдесят сімдесят siedemdziesiąt yetmiş سبعون هفتاد",
    80: "achtzig eighty quatre-vingts quatre-vingt ochenta восемьдесят вісімдесят osiemdziesiąt seksen ثمانون هشتاد",
    90: "neunzig ninety nonante noventa девяносто дев'яносто дев’яносто dziewięćdziesiąt doksan تسعون نود",
}
_DIGIT_OF = {word: digit for digit, words in enumerate(_DIGIT_WORDS) for word in words}
_TENS_OF = {word: number for number, words in _TENS_WORDS.items() for word in words.split()}
_VALUE_OF = {**_DIGIT_OF, **_TENS_OF}


def _one_of(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_CHINESE = r"[〇零一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_ZERO, _DIGIT, _NUMBER = _one_of(_ZEROS), _one_of(_DIGIT_OF), _one_of(_VALUE_OF)
_APART = r"[\s,./-]{1,3}"
_SAID_DIGIT = rf"(?:{_DIGIT}{{1,15}}+(?!\w)|\d{{1,5}}(?!\w)|{_CHINESE}{{2,15}}+)"
_SPELLED = regex.compile(rf"(?<!\w)\+?{_SAID_DIGIT}(?:{_APART}{_SAID_DIGIT})*+(?!\w)", regex.I)
_SPELLED_CHINESE = regex.compile(rf"{_CHINESE}(?:[\s,./-]?{_CHINESE}){{6,14}}+")
_IN_PAIRS = regex.compile(
    rf"(?<!\w){_ZERO}(?!\w)(?:{_APART}(?:(?:y|et|і|و)\s?)?(?:{_DIGIT}und)?(?:{_NUMBER}|\d{{1,5}})(?!\w)){{3,20}}+",
    regex.I,
)
"""zéro six, douze, trente-quatre, cinquante-six: such numbers begin with zero."""
IS_SPELLED = regex.compile(
    rf"(?<!\w){_DIGIT}(?:[\s,./-]{{0,3}}{_DIGIT}){{2}}|(?<!\w){_ZERO}{_APART}(?:{_DIGIT}|{_NUMBER})"
    rf"|{_CHINESE}(?:[\s,./-]?{_CHINESE}){{6}}",
    regex.I,
)
_SAID = regex.compile(rf"{_NUMBER}|\d+", regex.I)


def spelled(plain: str) -> Iterator[Span]:
    """Yield where a plain text says phone numbers in words."""
    for found in _SPELLED_CHINESE.finditer(plain):
        if not counts([_DIGIT_OF[one] for one in found[0] if one in _DIGIT_OF]):
            yield found.span()
    for found in _SPELLED.finditer(plain):
        said = _SAID.findall(found[0].lower())
        words = [one for one in said if not one.isdecimal()]
        least = SHORTEST_SPELLED if all(len(one) == 1 or one in _DIGIT_OF for one in said) else SHORTEST_PARTLY_SPELLED
        if len(words) > 2 and _digits(said) >= least and not counts([_DIGIT_OF.get(one, -1) for one in said]):
            yield found.span()
    for found in _IN_PAIRS.finditer(plain):
        said = _SAID.findall(found[0].lower())
        if _digits(said) >= SHORTEST_SPELLED and not counts([_VALUE_OF.get(one, -1) for one in said]):
            yield found.span()


def counts(numbers: Sequence[int]) -> bool:
    """Tell whether numbers go on by the same step."""
    steps = {after - one for one, after in itertools.pairwise(numbers)}
    return len(steps) == 1 and steps != {0}


def _digits(said: Iterable[str]) -> int:
    return sum(1 if one in _DIGIT_OF else 2 if one in _TENS_OF else len(one) for one in said)
