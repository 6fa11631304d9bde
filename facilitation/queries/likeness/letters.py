"""What people type differently and mean alike, language by language: folded before words are compared.

Phones write the same Arabic, Persian, Turkish and Vietnamese words in more than one way, and Chinese without spaces.
"""

import unicodedata
from collections.abc import Iterator

import regex

_ARABIC = str.maketrans("أإآٱىؤئ", "اااايوي")
_ARABIC_SIGNS = regex.compile("[\u064b-\u065f\u0670\u0640]")
"""Signs of vowels, and the stroke that only makes a word longer."""
_ARABIC_JOINED = regex.compile("^[وف](?=ال\\p{L}{3}|لل\\p{L}{2}|بال\\p{L}{2})")
"""And, so: written with the word that follows; told from its first letter by the article behind it."""
_PERSIAN = str.maketrans("يكۀة", "یکهه")
"""Letters of an Arabic keyboard."""
_TURKISH = str.maketrans({"\u0307": None})
"""The dot that is left of İ where it becomes small."""
_VIETNAMESE = regex.compile("(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\\p{L})")
"""The sign of the tone stands on either vowel: hoà and hòa."""
_CHINESE_JOINING = regex.compile(
    "我们|你们|他们|她们|大家|希望|应该|應該|没有|沒有|一个|一個|一些|需要|可以|因为|因為|所以|如果|已经|已經|还是|非常|这个|這個|这些|那些"
    "|的|了|吗|嗎|呢|吧|啊|在|是|也|很|太|被|把|让|讓|和(?![平谐諧])|及|或|但|们|們"
)
"""Words that join others: two signs of which one is of such a word say nothing."""


def folded(word: str, language: str) -> str:
    """Return a word in small letters, each as it is written most often."""
    word = unicodedata.normalize("NFKC", word).casefold()
    if language == "ar":
        return _ARABIC_JOINED.sub("", _ARABIC_SIGNS.sub("", word).translate(_ARABIC))
    if language == "fa":
        return _ARABIC_SIGNS.sub("", word).translate(_PERSIAN)
    if language == "tr":
        return word.translate(_TURKISH)
    if language == "vi":
        return _VIETNAMESE.sub(_tone_first, word)
    return word


def _tone_first(found: "regex.Match[str]") -> str:
    """Return a pair of vowels with the tone on the first one."""
    apart = unicodedata.normalize("NFD", found.group(2))
    return unicodedata.normalize("NFC", found.group(1) + apart[1:]) + apart[0]


def unspaced(written: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Return the pairs of signs of a text without spaces, which begins at `start`: each with its start and end.

    A pair never reaches over a word that joins others. A sign that stands alone between two of them is one by itself.
    """
    at = 0
    parts = []
    for joining in _CHINESE_JOINING.finditer(written):
        parts.append((at, joining.start()))
        at = joining.end()
    parts.append((at, len(written)))
    for begin, end in parts:
        for place in range(begin, max(end - 1, begin + (end > begin))):
            pair = written[place : min(place + 2, end)]
            yield unicodedata.normalize("NFKC", pair), start + place, start + place + len(pair)
