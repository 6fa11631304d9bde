"""Texts in a plain form that has a sign for each sign of the text, however its writer's keyboard says it.

Digits of all scripts are 0 to 9, signs in full width are the usual ones, what is invisible is left out.
"""

import unicodedata
from functools import lru_cache

import regex

Span = tuple[int, int]

BETWEEN = regex.compile(r"[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]+")
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
    **dict.fromkeys("،、﹐", ","),
    **dict.fromkeys("ⓐⒶ", "@"),
    **dict.fromkeys("→⟶⇒➔➜▶►★☆✦●○■□◆◇♦♥", "-"),
}

CODE = regex.compile(r"&(?:\#0*64|\#x0*40|commat);|%40", regex.I)
"""How programs write @. Its signs are those of names, too: beside them, a name would be tried at each."""


def plainly(text: str) -> tuple[str, list[int] | range]:
    """Return the text in plain signs, and for each of them its place in the text."""
    if text.isascii():
        return _decoded(text, range(len(text)))
    between = {at for found in BETWEEN.finditer(text) for at in range(*found.span())}
    places = [at for at in range(len(text)) if at not in between]
    return _decoded(_OTHER.sub(lambda sign: _plain(sign[0]), "".join(text[at] for at in places)), places)


def _decoded(plain: str, places: list[int] | range) -> tuple[str, list[int] | range]:
    """Return a plain text with @ for each code of it; its place is where the code begins."""
    codes = [found.span() for found in CODE.finditer(plain)]
    if not codes:
        return plain, places
    left = {at for begins, ends in codes for at in range(begins + 1, ends)}
    return CODE.sub("@", plain), [place for at, place in enumerate(places) if at not in left]


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


def without(plain: str, spans: list[Span]) -> str:
    """Return the text with places where nothing is to be found any more."""
    for begins, ends in spans:
        plain = f"{plain[:begins]}{'#' * (ends - begins)}{plain[ends:]}"
    return plain
