"""The sheet for translators: an event's own texts with what they are, as tables for Excel and as PO files, both ways.

A file is made for somebody who sits at home and never saw the app: each text says where it stands.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from facilitation.documents.sheet import words
from facilitation.i18n.catalogue import LANGUAGES, Catalogue
from facilitation.services.translations import OwnText
from facilitation.text import without_soft_hyphens


class SheetText(NamedTuple):
    """A text with where it stands, in words, and what it is in other languages, by their codes."""

    original: str
    place: str
    said: Mapping[str, str]


class Sheet(NamedTuple):
    """An event's texts for translators.

    `languages` are pairs of a code and the language's own name; the event's own is the first, and no column to be
    filled.
    """

    slug: str
    title: str
    languages: Sequence[tuple[str, str]]
    texts: Sequence[SheetText]
    say: Catalogue


class Written(NamedTuple):
    """A translation as it stands in a file that came back: in which line, of which text, in which language."""

    line: int
    language: str
    original: str
    text: str


def catalogue(language: str) -> Catalogue:
    """Return what sheets say themselves in a language, or in English where there is no catalogue for files in it."""
    return Catalogue(language if language in LANGUAGES else "en")


def texts(found: Sequence[OwnText], said: Mapping[str, Mapping[str, str]], say: Catalogue) -> list[SheetText]:
    """Return texts for the sheet; `said` are translations by language and original."""
    return [
        SheetText(
            one.original,
            " · ".join(dict.fromkeys(words.place(say, place) for place in one.places)),
            {code: there[one.original] for code, there in said.items() if one.original in there},
        )
        for one in found
    ]


def alike(text: str) -> str:
    """Return a form in which a text that went through other programs is found again: they change blanks and lines."""
    return " ".join(unicodedata.normalize("NFC", without_soft_hyphens(text)).split())
