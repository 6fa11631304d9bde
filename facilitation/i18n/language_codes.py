"""The codes of languages that people write in: which there are, what they are called, and which way they run.

They are CLDR's, which Babel brings along: "ro", "ckb", "zh-Hant".
"""

from collections.abc import Collection
from contextlib import suppress
from functools import cache

from babel import Locale, UnknownLocaleError

LANGUAGES = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "uk": "Українська",
    "ar": "العربية",
    "ru": "Русский",
    "fa": "فارسی",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "pl": "Polski",
    "tr": "Türkçe",
    "fr": "Français",
    "es": "Español",
}
"""Every language of the interface by its own name, and the variant of German in plain words.

That is not Leichte Sprache, whose rules ask that people who need it have tested each text."""
UNNAMED = "und"
"""CLDR's code of a language that has a typed name and no code."""
MORE = {
    "kmr": "Kurmancî",
    "ti": "ትግርኛ",
    "ro": "Română",
    "prs": "دری",
    "ps": "پښتو",
    "so": "Soomaali",
    "sq": "Shqip",
}
"""Languages that are offered to whoever finds none of the interface's theirs, each by its own name."""
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "prs", "ps", "sd", "sdh", "ug", "ur", "yi"}
)
"""Languages that are written from right to left."""
VARIANTS = {"de-simple": "de"}
"""Variants in which somebody reads a language, by tags of BCP 47, and the language that they write in meanwhile.

`simple` is a variant registered with IANA. They are no languages of CLDR's, so nobody can be said to write in one.
"""
_READ_IN = {
    **dict.fromkeys(("arb", "arz", "ary", "arq", "aeb", "apc", "ajp", "acm", "afb", "apd", "ayl"), "ar"),
    **dict.fromkeys(("prs", "pes"), "fa"),
    **dict.fromkeys(("cmn", "yue", "wuu", "hak", "nan"), "zh"),
    **dict.fromkeys(("gsw", "nds", "bar"), "de"),
}
"""Languages that phones name by a code of their own (Windows asks for Dari as `prs-AF`), and in which they are read."""
_BESIDES = {
    **{"farsi": "fa", "turkce": "tr", "hocharabisch": "ar", "syrisch": "ar", "mandarin": "zh", "neugriechisch": "el"},
    **dict.fromkeys(("kurmandschi", "kurmanji", "kurmanci", "nordkurdisch"), "kmr"),
    **dict.fromkeys(("sorani", "zentralkurdisch"), "ckb"),
    **{"weissrussisch": "be", "moldauisch": "ro", "flämisch": "nl", "brasilianisch": "pt"},
    **{"romanes": "rom", "plattdeutsch": "nds", "dari": "prs", "paschto": "ps", "pashto": "ps"},
}
"""What people call a language besides, folded."""
_SEVERAL = {**dict.fromkeys(("kurdisch", "kurdish", "kurdî", "kurdi"), ("Kurmandschi", "Sorani"))}
"""What several languages are called, folded, and names that tell them apart."""
_AS = {"kmr": "ku", "prs": "fa_AF"}
"""Codes of ISO 639-3 that CLDR names by another one of its own."""


def is_known(code: str) -> bool:
    """Tell whether this is a language's code, written as CLDR writes it: "ro", and neither "RO" nor "Romanian"."""
    return code in _codes()


def can_be_written(code: str, offered: Collection[str]) -> bool:
    """Tell whether people may say that they write in this: it is offered to them, or a code of CLDR's, as `und` is."""
    return code in offered or is_known(code)


def without_variant(code: str) -> str:
    """Return the language of a variant, such as "de" of "de-simple"; any other code as it is."""
    return VARIANTS.get(code, code)


def read_in(code: str) -> str:
    """Return in which language somebody reads whose phone asks for this one; mostly that itself."""
    return _READ_IN.get(code, code)


def catalogue_of(code: str) -> str:
    """Return what the catalogue of a language of the interface is called, a variant's as gettext does: "de@simple"."""
    return code.replace("-", "@") if code in VARIANTS else code


def is_right_to_left(code: str) -> bool:
    """Tell whether a language is written from right to left, whatever region its code names."""
    return code.partition("-")[0] in RIGHT_TO_LEFT


def own_name(code: str) -> str:
    """Return what a language calls itself, such as "Română"; else its English name, or its code."""
    if code in MORE:
        return MORE[code]
    with suppress(ValueError, UnknownLocaleError):
        locale = Locale.parse(code, sep="-")
        if is_known(code) and locale.language == code.partition("-")[0] and (name := locale.get_language_name()):
            return f"{name[0].upper()}{name[1:]}"
    return name_in("en", code)


def name_in(locale: Locale | str, code: str) -> str:
    """Return a language's name in another one, such as "Rumänisch"; its code where no name is known."""
    names = Locale.parse(locale).languages
    known_as = _AS.get(code, code.replace("-", "_"))
    return str(names.get(known_as) or names.get(code.partition("-")[0]) or code)


def called(name: str) -> str | None:
    """Return the code of the language that somebody calls so, in its own words, in German or in English; else None.

    None also where several are called so. A code is a name, too.
    """
    if is_known(name) and name != UNNAMED:
        return name
    return _names().get(_folded(name))


def several_called(name: str) -> tuple[str, ...]:
    """Return by which names languages are told apart that are all called so; none where that is no such name."""
    return _SEVERAL.get(_folded(name), ())


def _folded(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalpha() or one == "-")


@cache
def _names() -> dict[str, str | None]:
    """Return what languages are called, folded; None for a name that several have."""
    found: dict[str, str | None] = {}
    spoken = [Locale.parse(locale).languages for locale in ("de", "en")]
    for code in sorted(_codes() - {UNNAMED}):
        if "-" in code and code.partition("-")[0] in _codes():
            continue  # a region's variant is chosen by its code
        known_as = _AS.get(code, code.replace("-", "_"))
        for name in {_folded(names[known_as]) for names in spoken if known_as in names}:
            found[name] = code if found.get(name, code) == code else None
    for code, name in {**LANGUAGES, **MORE}.items():
        if code in VARIANTS:
            continue
        found |= {_folded(name): code, _folded(code): code}
    return {**found, **_BESIDES}


@cache
def _codes() -> frozenset[str]:
    return frozenset(str(code).replace("_", "-") for code in Locale("en").languages) | frozenset(_AS)
