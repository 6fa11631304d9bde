"""Contact data in typed text, however written: phone numbers, addresses, names in messengers, accounts, cards."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from facilitation.payment_numbers import payment_numbers
from facilitation.phone_numbers import COUNTRY, SHORTEST_CALLED, phones
from facilitation.plain_signs import BETWEEN, CODE, Span, plainly, without
from facilitation.spelled_numbers import IS_SPELLED

MASK = "•••"
"""What screens show in place of contact data."""

# A match begins only where a run of letters begins: the time for trying each letter grows with its length squared
_LOCAL = r"(?<![\w.+-])[\w.+%'&-]+"
_LABEL = r"[\w-]+"
_SURE_AT = (
    r"(?:ät|klammeraffe|affenschwanz|arroba|arobase|chiocciola|собака|собачка|равлик|małpa|malpa|kuyruklu a|a còng"
    r"|a móc|艾特|小老鼠)"
)
"""What is said for @ and for little else."""
_AT_WORD = rf"(?:at|{_SURE_AT}|кулак|ат|آت|ات)"
_DOT_WORD = r"(?:dot|punkt|point|punto|ponto|nokta|kropka|точка|крапка|تчк|نقطة|نقطه|دات|点|點|chấm|دوت)"
_OPENS, _SHUTS = r"[(\[{<|*_~«/-]{1,3}", r"[)\]}>|*_~»/-]{1,3}"
_OPEN, _SHUT = rf"{_OPENS}\s{{0,2}}", rf"\s{{0,2}}{_SHUTS}"
_QUOTED_AT = rf"[\"“„]{_AT_WORD}[\"“”]"
_AT = rf"\s{{0,2}}(?:@{{1,3}}|{_OPEN}(?:@|a|{_AT_WORD}){_SHUT}|{_QUOTED_AT})\s{{0,2}}"
_SAID_DOT = rf"(?:\s{{0,2}}{_OPEN}(?:\.|{_DOT_WORD}){_SHUT}\s{{0,2}}|\s{{1,3}}{_DOT_WORD}\s{{1,3}})"
_DOT = rf"(?:\.{{1,2}}|\s{{1,2}}\.\s{{1,2}}|\s{{0,2}}[点點]\s{{0,2}}|{_SAID_DOT})"
_SAID_AT = rf"\s{{1,3}}{_AT_WORD}\s{{1,3}}"
_MORE = rf"(?:{_SAID_DOT}{_LABEL}){{0,3}}"
_PROVIDER = (
    r"(?:g(?:oogle)?mail|gmx|web|outlook|hotmail|yahoo|icloud|proton(?:mail)?|posteo|mailbox|t-online|freenet|aol"
    r"|yandex|mail|ukr|live|msn|me|arcor|tutanota|tuta|bk|list|inbox|free|orange|meta|qq|163|126|sina|wp|onet|o2"
    r"|interia|جيميل|جیمیل|ياهو|یاهو|هوتميل|هاتمیل|اوتلوك)"
)
_SURE_PROVIDER = (
    r"(?:g(?:oogle)?mail|gmx|outlook|hotmail|yahoo|icloud|proton(?:mail)?|posteo|t-online|freenet|yandex|arcor"
    r"|tutanota|laposte|wanadoo|foxmail|naver|rambler|جيميل|جیمیل|هوتميل|هاتمیل)"
)
"""Those whose name is no word of a sentence."""
_ENDING = r"(?:com|org|net|info|eu|de|at|ch|uk|fr|it|es|pl|ru|ua|tr|ir|vn|cn|io|me|edu|gov|كوم|کام|نت)"
_WRITTEN = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}(?:{_DOT}{_LABEL})+",
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}\s?,\s?{_ENDING}\b",
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}(?:\.\s{{0,2}}\n\s?|\s{{0,2}}\n\.)(?-i:{_ENDING})\b",
        rf"{_LOCAL}{_MORE}{_AT}{_LABEL}(?:\s{{1,2}}\.|\.\s{{1,2}})(?-i:{_ENDING})\b",
        rf"{_LOCAL}{_MORE}{_AT}(?:{_PROVIDER}\s{_ENDING}|{_SURE_PROVIDER})\b",
        r"(?<!\w)(?:[\w.]\s){2,30}+@(?:\s[\w.]){5,30}+(?!\w)",
    )
)
"""ada@example.org, ada (at) example (dot) org, ada@example,org, ada@example .org, ada@gmx de, a d a @ g m x . d e"""
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
        r"|tiktok\.com|linkedin\.com/in|discord\.(?:gg|com)|threads\.net|snapchat\.com/add|paypal\.me|u\.wechat\.com"
        r"|(?:x|twitter)\.com|youtube\.com(?=/@)|bsky\.app/profile|threema\.id|linktr\.ee|xing\.com/profile)"
        r"/[^\s<>()\"]{2,300}(?<![.,;:!?])",
        r"(?<!\w)(?:skype:|viber://|tg://|whatsapp://|sgnl://)[^\s<>()\"]{3,300}(?<![.,;:!?])",
        rf"(?<![\w.@/])@{_HANDLE}",
        r"(?<!\w)live:\.cid\.\w{4,40}",
        r"(?<!\w)discord\s?[:：]?\s?([^\W\d_][\w.]{1,31}\#\d{4})(?!\d)",
        rf"(?:(?<![^\W\d_]){_SERVICE}|微信号?)\s([^\W\d_](?=\w*_)\w{{2,30}}+)(?![\w-])",
        r"(?<![\w.@/])@[\w.=-]{1,60}+:[\w-]{1,60}\.[\w.-]{1,60}(?<!\.)",
        rf"(?<![^\W\d_]){_SERVICE}{_AN_ID}?\s{{0,2}}[:=：]?\s{{0,2}}"
        r"(@[^\W\d_]\w{2,30}+(?:\.\w{2,30}+){0,3})(?![\w@])",
        rf"(?<![^\W\d_]){_SERVICE}{_AN_ID}?\s{{0,2}}[:=：]\s{{0,2}}"
        rf"({_HANDLE})",
    )
)
"""Names in messengers: wa.me/491718362736, t.me/ada, @ada_lovelace, Telegram: @ada, Insta: ada.lovelace"""
_IS_NAMED = regex.compile(
    rf"@|://|\.\w{{2,5}}/|skype:|(?<![^\W\d_]){_SERVICE}[^\n]{{0,14}}?[:=：@\#]"
    rf"|(?:(?<![^\W\d_]){_SERVICE}|微信号?)\s[^\W\d_]\w*_|live:\.",
    regex.I,
)
_HINT = regex.compile(
    rf"[@＠﹫ⓐⒶ]|{CODE.pattern}|{_IS_WRITTEN.pattern}|{_IS_SAID.pattern}|{IS_SPELLED.pattern}|{_IS_NAMED.pattern}"
    r"|(?-i:[a-z0-9]AT[a-z0-9])",
    regex.I,
)
"""What stands in a text that may hold an address, or a number in words; most texts have nothing of it."""


@lru_cache(8_000)
def has_contact_data(text: str, country: str = COUNTRY) -> bool:
    """Tell whether the text holds contact data."""
    return bool(_found(text, country))


@lru_cache(8_000)
def masked(text: str, mask: str, country: str = COUNTRY) -> str:
    """Return the text with all contact data replaced by `mask`, however it is written.

    `country` is where a number without a country's code belongs to. Texts are remembered: stations are read often.
    """
    kept, end = [], 0
    for begins, ends in _found(text, country):
        kept += [text[end:begins], mask]
        end = ends
    return "".join(kept) + text[end:]


def _found(text: str, country: str) -> list[Span]:
    """Return where contact data stands, in order; nothing overlaps."""
    if sum(map(str.isdigit, text)) < SHORTEST_CALLED and not _HINT.search(BETWEEN.sub("", text)):
        return []
    plain, places = plainly(text)
    written = [*(found.span() for found in _mails(plain)), *_names(plain)]
    written += payment_numbers(without(plain, written))
    spans = _apart([*written, *phones(without(plain, written), country)])
    return [(places[begins], _with_marks(text, places[ends - 1] + 1)) for begins, ends in spans]


def _with_marks(text: str, end: int) -> int:
    """Return where the marks end that belong to the last sign of a number or an address (the key around a digit)."""
    marks = BETWEEN.match(text, end)
    return marks.end() if marks else end


def _mails(plain: str) -> Iterator["regex.Match[str]"]:
    kinds = [*(_WRITTEN if _IS_WRITTEN.search(plain) else ()), *(_SAID if _IS_SAID.search(plain) else ()), _IN_CAPITALS]
    for kind in kinds:
        yield from kind.finditer(plain)


def _names(plain: str) -> Iterator[Span]:
    if _IS_NAMED.search(plain):
        for kind in _NAMES:
            yield from (found.span(kind.groups) for found in kind.finditer(plain))


def _apart(spans: list[Span]) -> list[Span]:
    """Put places in order, and join those that overlap."""
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        if joined and begins < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined
