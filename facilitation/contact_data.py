"""Contact data in typed text: where phone numbers, mail addresses and names in messengers stand, however written.

Texts are looked at in a plain form that has a sign for each sign of the text: digits of all scripts are 0 to 9, signs
in full width are the usual ones, what is invisible is left out. What is no number of a phone (dates, times, years, sums
of money, postcodes) is taken out before. `phonenumbers` (Google's tables) judges what has neither 0 nor + in front.
"""

import itertools
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
import regex

COUNTRY = "DE"
"""The country whose phone numbers are meant where nobody said another (ISO 3166)."""
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Countries whose phone numbers are known (ISO 3166)."""
MASK = "•••"
"""What screens show in place of a phone number or a mail address."""
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

Span = tuple[int, int]

_BETWEEN = regex.compile(r"[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]+")
"""What may stand between the signs of an address or number, and changes nothing in how it is read."""
_OTHER = regex.compile(r"[^\x00-\x7f]")
_DASH = regex.compile(r"[\p{Pd}\u2212\u2043\u30fc\uff70]")
_BLANK = regex.compile(r"[^\S\n]")
_LINE = regex.compile(r"[\x85\u2028\u2029]")
_SIGNS = {
    **dict.fromkeys("⁄∕÷⟋╱｜¦│", "/"),
    **dict.fromkeys("٫·•‧∙⋅・･。｡٬…", "."),
    **dict.fromkeys("❨❪⟮【〔「『", "("),
    **dict.fromkeys("❩❫⟯】〕」』", ")"),
    **dict.fromkeys("➕✚", "+"),
}

# A match begins only where a run of letters begins: the time for trying each letter grows with its length squared
_LOCAL = r"(?<![\w.+-])[\w.+%'&-]+"
_LABEL = r"[\w-]+"
_SURE_AT = (
    r"(?:ät|klammeraffe|affenschwanz|arroba|arobase|chiocciola|собака|собачка|равлик|małpa|malpa|kuyruklu a|a còng"
    r"|a móc|艾特|小老鼠)"
)
"""What is said for @ and for little else."""
_AT_WORD = rf"(?:at|{_SURE_AT}|кулак|ат|آت|ات)"
_DOT_WORD = r"(?:dot|punkt|point|punto|ponto|nokta|kropka|точка|крапка|تчк|نقطة|نقطه|دات|点|點|chấm)"
_OPENS, _SHUTS = r"[(\[{<|*_~«-]{1,3}", r"[)\]}>|*_~»-]{1,3}"
_OPEN, _SHUT = rf"{_OPENS}\s{{0,2}}", rf"\s{{0,2}}{_SHUTS}"
_QUOTED_AT = rf"[\"“„]{_AT_WORD}[\"“”]"
_AT = rf"\s{{0,2}}(?:@|{_OPEN}(?:@|a|{_AT_WORD}){_SHUT}|{_QUOTED_AT})\s{{0,2}}"
_DOT = rf"(?:\.|\s{{1,2}}\.\s{{1,2}}|\s{{0,2}}{_OPEN}(?:\.|{_DOT_WORD}){_SHUT}\s{{0,2}}|\s{{1,3}}{_DOT_WORD}\s{{1,3}})"
_SAID_DOT = rf"(?:\s{{0,2}}{_OPEN}(?:\.|{_DOT_WORD}){_SHUT}\s{{0,2}}|\s{{1,3}}{_DOT_WORD}\s{{1,3}})"
_SAID_AT = rf"\s{{1,3}}{_AT_WORD}\s{{1,3}}"
_MORE = rf"(?:{_SAID_DOT}{_LABEL}){{0,3}}"
_PROVIDER = (
    r"(?:g(?:oogle)?mail|gmx|web|outlook|hotmail|yahoo|icloud|proton(?:mail)?|posteo|mailbox|t-online|freenet|aol"
    r"|yandex|mail|ukr|live|msn|me|arcor|tutanota|tuta|bk|list|inbox)"
)
_SURE_PROVIDER = (
    r"(?:g(?:oogle)?mail|gmx|outlook|hotmail|yahoo|icloud|proton(?:mail)?|posteo|t-online|freenet|yandex|arcor"
    r"|tutanota)"
)
"""Those whose name is no word of a sentence."""
_ENDING = r"(?:com|org|net|info|eu|de|at|ch|uk|fr|it|es|pl|ru|ua|tr|ir|vn|cn|io|me|edu|gov)"
_WRITTEN = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}(?:{_DOT}{_LABEL})+",
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}\s?,\s?{_ENDING}\b",
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}(?:\.\s{{0,2}}\n\s?|\s{{0,2}}\n\.)(?-i:{_ENDING})\b",
        rf"{_LOCAL}{_MORE}{_AT}(?:{_PROVIDER}\s{_ENDING}|{_SURE_PROVIDER})\b",
        r"(?<!\w)(?:[\w.]\s){2,30}+@(?:\s[\w.]){5,30}+(?!\w)",
    )
)
"""ada@example.org, ada (at) example (dot) org, ada@example,org, ada@example. / org, ada@gmx de, a d a @ g m x . d e"""
_SAID = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"{_LOCAL}{_MORE}{_SAID_AT}{_LABEL}(?:\.{_LABEL}){{0,3}}(?:{_SAID_DOT}{_LABEL})+",
        rf"{_LOCAL}{_MORE}{_SAID_AT}{_PROVIDER}(?:{_DOT}{_LABEL})+",
        rf"{_LOCAL}{_MORE}{_SAID_AT}{_SURE_PROVIDER}\s{{1,2}}{_ENDING}\b",
        rf"{_LOCAL}{_MORE}\s{{1,3}}{_SURE_AT}\s{{1,3}}{_LABEL}(?:{_DOT}{_LABEL})+",
        rf"{_LOCAL}{_MORE}\s{{0,3}}(?:{_OPENS}bei{_SHUTS}|bei)\s{{0,3}}{_SURE_PROVIDER}{_DOT}{_ENDING}\b",
    )
)
"""ada at example dot org, ada at gmail.com, ada at gmx de, ada ät example.de, ada bei gmx.de"""
_IN_CAPITALS = regex.compile(r"(?<!\w)[a-z0-9._-]+AT[a-z0-9-]+(?:DOT[a-z]{2,})+")
_IS_WRITTEN = regex.compile(rf"@|{_OPEN}(?:a|{_AT_WORD}){_SHUT}|{_QUOTED_AT}", regex.I)
_IS_SAID = regex.compile(rf"(?<!\w)(?:{_AT_WORD}|bei)(?=\s)|{_OPENS}bei{_SHUTS}", regex.I)
_DIGIT_WORDS = (
    ("null", "zero", "zéro", "cero", "ноль", "нуль", "sıfır", "không", "صفر", "〇", "零"),
    ("eins", "ein", "one", "un", "uno", "один", "jeden", "bir", "một", "واحد", "یک", "一", "幺"),
    ("zwei", "zwo", "two", "deux", "dos", "два", "dwa", "iki", "hai", "اثنان", "اثنين", "دو", "二"),
    ("drei", "three", "trois", "tres", "три", "trzy", "üç", "ba", "ثلاثة", "سه", "三"),
    ("vier", "four", "quatre", "cuatro", "четыре", "чотири", "cztery", "dört", "bốn", "أربعة", "اربعة", "چهار", "四"),
    ("fünf", "fuenf", "five", "cinq", "cinco", "пять", "п'ять", "п’ять", "pięć", "beş", "năm", "خمسة", "پنج", "五"),
    ("sechs", "six", "seis", "шесть", "шість", "sześć", "altı", "sáu", "ستة", "شش", "六"),
    ("sieben", "seven", "sept", "siete", "семь", "сім", "siedem", "yedi", "bảy", "سبعة", "هفت", "七"),
    ("acht", "eight", "huit", "ocho", "восемь", "вісім", "osiem", "sekiz", "tám", "ثمانية", "هشت", "八"),
    ("neun", "nine", "neuf", "nueve", "девять", "дев'ять", "дев’ять", "dziewięć", "dokuz", "chín", "تسعة", "نه", "九"),
)
_DIGIT_OF = {word: digit for digit, words in enumerate(_DIGIT_WORDS) for word in words}
_DIGIT_WORD = rf"(?:{'|'.join(sorted(_DIGIT_OF, key=len, reverse=True))})"
_SAID_DIGIT = rf"(?:{_DIGIT_WORD}(?!\w)|\d{{1,5}}(?!\w)|(?:[〇零一二三四五六七八九幺]){{2,15}}+)"
_SPELLED = regex.compile(rf"(?<!\w)\+?{_SAID_DIGIT}(?:[\s,./-]{{1,3}}{_SAID_DIGIT})*+(?!\w)", regex.I)
_SPELLED_CHINESE = regex.compile(r"[〇零一二三四五六七八九幺]{7,15}+")
_IS_SPELLED = regex.compile(
    rf"(?<!\w){_DIGIT_WORD}(?:[\s,./-]{{1,3}}{_DIGIT_WORD}){{2}}(?!\w)|[〇零一二三四五六七八九幺]{{7}}", regex.I
)
SHORTEST_SPELLED = 7
"""Digits of a number that is spelled in words."""
SHORTEST_PARTLY_SPELLED = 9
"""Digits of a number of which some are words and some are none."""
_SERVICE = (
    r"(?:telegram|tg|insta(?:gram)?|ig|whats\s?app|we\s?chat|weixin|line|zalo|signal|threema|viber|skype|discord"
    r"|snap(?:chat)?|facebook|fb|messenger|tiktok|imo|kakao(?:talk)?|matrix|mastodon|телеграмм?|тг"
    r"|инстаграмм?|інстаграм|вайбер|вотсап|скайп|微信号?"
    r"|تليجرام|تيليجرام|تلگرام|انستغرام|انستقرام|اینستاگرام|واتساب|واتس اب)"
)
_AN_ID = r"(?:[- ]?(?:id|name|konto|account|nick(?:name)?|user(?:name)?))"
_HANDLE = r"[^\W\d_](?=\w*(?:[\d_]|\.\w{2}))\w{2,30}+(?:\.\w{2,30}+){0,3}(?![\w-])"
"""A name as nobody writes a word: with a digit, a line or a dot within."""
_NAMES = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        r"(?<![\w.])(?:https?://)?(?:www\.|m\.|web\.)?(?:t\.me|telegram\.me|wa\.me|(?:chat|api)\.whatsapp\.com|signal"
        r"\.(?:me|group)|m\.me|line\.me|zalo\.me|vk\.com|ok\.ru|viber\.com|instagram\.com|facebook\.com|fb\.(?:com|me)"
        r"|tiktok\.com|linkedin\.com/in|discord\.(?:gg|com)|threads\.net|snapchat\.com/add|paypal\.me|u\.wechat\.com)"
        r"/[^\s<>()\"]{2,300}(?<![.,;:!?])",
        r"(?<!\w)(?:skype:|viber://|tg://|whatsapp://|sgnl://)[^\s<>()\"]{3,300}(?<![.,;:!?])",
        rf"(?<![\w.@/])@{_HANDLE}",
        r"(?<![\w.@/])@[\w.=-]{1,60}+:[\w-]{1,60}\.[\w.-]{1,60}(?<!\.)",
        rf"(?<![^\W\d_]){_SERVICE}{_AN_ID}?\s{{0,2}}[:=：]?\s{{0,2}}"
        r"(@[^\W\d_]\w{2,30}+(?:\.\w{2,30}+){0,3})(?![\w@])",
        rf"(?<![^\W\d_]){_SERVICE}{_AN_ID}?\s{{0,2}}[:=：]\s{{0,2}}"
        rf"({_HANDLE})",
    )
)
"""Names in messengers: wa.me/491718362736, t.me/ada, @ada_lovelace, Telegram: @ada, Insta: ada.lovelace"""
_IS_NAMED = regex.compile(rf"@|://|\.\w{{2,5}}/|skype:|(?<![^\W\d_]){_SERVICE}[^\n]{{0,14}}?[:=：@]", regex.I)
_CODE = regex.compile(r"&(?:\#0*64|\#x0*40|commat);|%40", regex.I)
"""How programs write @. Its signs are those of names, too: beside them, a name would be tried at each."""
_HINT = regex.compile(
    rf"[@＠﹫]|{_CODE.pattern}|{_IS_WRITTEN.pattern}|{_IS_SAID.pattern}|{_IS_SPELLED.pattern}|{_IS_NAMED.pattern}"
    r"|(?-i:[a-z0-9]AT[a-z0-9])",
    regex.I,
)
"""What stands in a text that may hold an address, or a number in words; most texts have nothing of it."""

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
_RUN = regex.compile(rf"(?<![\dA-Z_])(?<!\d,)(?:\+[ ]?)?[(\[{{]?\+?\s?\d(?:{_APART}{{0,5}}\+?\d)*+")
_AFTER_COMMA = regex.compile(r"(?<![\d.,])(?:0[1-9]\d{1,3}|\+\d{1,3})\s?[,:;]\s?\d[\d ]{4,}\d")
"""0171, 8362736"""
_ZERO = regex.compile("0{1,2}[1-9]")
_GROUP = regex.compile(r"\+?\d+")
_CALLED = regex.compile(
    r"(?:(?<![^\W\d_])(?:tel(?:ef(?:on|ono)|éfono|\.)?(?:-?(?:nr|nummer))?|phone|handy(?:-?(?:nr|nummer))?|mobil\w{0,7}"
    r"|fax|whats\s?app|viber|telegram|signal|(?:ruf|rufen sie|call)(?:\s\w{1,5}){0,2}|durchwahl"
    r"|(?:ruf|festnetz|privat|büro|dienst|geschäfts|whatsapp-?)?nummer(?:\s(?:ist|lautet|war))?"
    r"|number(?:\s(?:is|was))?|numara\w{0,3}|numer(?:\sto)?|numéro|número|номер|тел(?:ефон\w{0,2})?)"
    r"|هاتف|تلفن|موبایل|جوال|رقم"
    r"|电话|電話|手机|đt|sđt|điện thoại|☎|☏|📞|📱|📲|✆)[\s:.=()-]{0,4}$",
    regex.IGNORECASE,
)
_ZERO_WORD = regex.compile(r"(?<![^\W\d_])[oO](?=[ ]?[\d/()-]*\d{2})|(?<=\d)[oO](?=[\d ])")


@lru_cache(8_000)
def has_contact_data(text: str, country: str = COUNTRY) -> bool:
    """Tell whether the text holds a phone number or a mail address."""
    return bool(_found(text, country))


@lru_cache(8_000)
def masked(text: str, mask: str, country: str = COUNTRY) -> str:
    """Return the text with every phone number and mail address replaced by `mask`, however it is written.

    `country` is where a number without a country's code belongs to. Texts are remembered: stations are read often.
    """
    kept, end = [], 0
    for begins, ends in _found(text, country):
        kept += [text[end:begins], mask]
        end = ends
    return "".join(kept) + text[end:]


def _found(text: str, country: str) -> list[Span]:
    """Return where contact data stands, in order; nothing overlaps."""
    if sum(map(str.isdigit, text)) < SHORTEST_CALLED and not _HINT.search(_BETWEEN.sub("", text)):
        return []
    plain, places = _plainly(text)
    written = [*(found.span() for found in _mails(plain)), *_names(plain)]
    spans = _apart([*written, *_phones(_without(plain, written), country)])
    return [(places[begins], _with_marks(text, places[ends - 1] + 1)) for begins, ends in spans]


def _with_marks(text: str, end: int) -> int:
    """Return where the marks end that belong to the last sign of a number or an address (the key around a digit)."""
    marks = _BETWEEN.match(text, end)
    return marks.end() if marks else end


def _plainly(text: str) -> tuple[str, list[int] | range]:
    """Return the text in plain signs, and for each of them its place in the text."""
    if text.isascii():
        return _decoded(text, range(len(text)))
    between = {at for found in _BETWEEN.finditer(text) for at in range(*found.span())}
    places = [at for at in range(len(text)) if at not in between]
    return _decoded(_OTHER.sub(lambda sign: _plain(sign[0]), "".join(text[at] for at in places)), places)


def _decoded(plain: str, places: list[int] | range) -> tuple[str, list[int] | range]:
    """Return a plain text with @ for each code of it; its place is where the code begins."""
    codes = [found.span() for found in _CODE.finditer(plain)]
    if not codes:
        return plain, places
    left = {at for begins, ends in codes for at in range(begins + 1, ends)}
    return _CODE.sub("@", plain), [place for at, place in enumerate(places) if at not in left]


@lru_cache(4_000)
def _plain(sign: str) -> str:
    """Return the plain sign that stands for one of another script or width."""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign in _SIGNS:
        return _SIGNS[sign]
    if _DASH.match(sign):
        return "-"
    if _LINE.match(sign):
        return "\n"
    if _BLANK.match(sign):
        return " "
    usual = unicodedata.normalize("NFKC", sign)
    return usual if len(usual) == 1 else sign


def _mails(plain: str) -> Iterator["regex.Match[str]"]:
    kinds = [*(_WRITTEN if _IS_WRITTEN.search(plain) else ()), *(_SAID if _IS_SAID.search(plain) else ()), _IN_CAPITALS]
    for kind in kinds:
        yield from kind.finditer(plain)


def _names(plain: str) -> Iterator[Span]:
    if _IS_NAMED.search(plain):
        for kind in _NAMES:
            yield from (found.span(kind.groups) for found in kind.finditer(plain))


def _spelled(plain: str) -> Iterator[Span]:
    for found in _SPELLED_CHINESE.finditer(plain):
        if not _counts([_DIGIT_OF[one] for one in found[0]]):
            yield found.span()
    for found in _SPELLED.finditer(plain):
        said = regex.findall(rf"{_DIGIT_WORD}|\d+", found[0].lower())
        words = [one for one in said if not one.isdecimal()]
        digits = sum(1 if one in _DIGIT_OF else len(one) for one in said)
        least = SHORTEST_SPELLED if all(len(one) == 1 or one in _DIGIT_OF for one in said) else SHORTEST_PARTLY_SPELLED
        if len(words) > 2 and digits >= least and not _counts([_DIGIT_OF.get(one, -1) for one in said]):
            yield found.span()


def _phones(plain: str, country: str) -> Iterator[Span]:
    if _IS_SPELLED.search(plain):
        yield from _spelled(plain)
    if sum(map(plain.count, "0123456789")) < SHORTEST_CALLED:
        return
    yield from (found.span() for found in _AFTER_COMMA.finditer(plain) if sum(map(str.isdigit, found[0])) >= SHORTEST)
    left = _ZERO_WORD.sub("0", plain)
    if not any(sum(map(str.isdigit, run[0])) >= SHORTEST_CALLED for run in _RUN.finditer(left)):
        return
    left = _without(left, [found.span() for found in _NO_PHONE.finditer(left)])
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
    return len(groups) > 3 and all(len(one[0]) < 4 for one in groups) and _counts([int(one[0]) for one in groups])


def _counts(numbers: list[int]) -> bool:
    """Tell whether numbers go on by the same step."""
    steps = {after - one for one, after in itertools.pairwise(numbers)}
    return len(steps) == 1 and steps != {0}


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


def _without(plain: str, spans: list[Span]) -> str:
    """Return the text with places where nothing is to be found any more."""
    for begins, ends in spans:
        plain = f"{plain[:begins]}{'#' * (ends - begins)}{plain[ends:]}"
    return plain


def _apart(spans: list[Span]) -> list[Span]:
    """Put places in order, and join those that overlap."""
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        if joined and begins < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined
