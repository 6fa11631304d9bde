"""What report, slides and exports say themselves, in their language: fixed texts, counts, numbers and dates.

What people wrote comes from the harvest and is not changed. Fixed texts are German in `documents/report/words.py` and
`documents/exports/words.py` and are looked up in the app's catalogues, without a request, because files are built in
threads.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from facilitation.i18n.language_codes import name_in

LANGUAGES = ("de", "en")
"""What files can be written in."""
_CATALOGUES = Path(__file__).parents[1] / "translations"


@dataclass(frozen=True)
class Fixed:
    """A fixed text in German, with placeholders such as %(n)s; only a Catalogue turns it into a text for a page."""

    german: str


@dataclass(frozen=True)
class Counted:
    """A fixed text in German, for one and for several; %(n)s is the number."""

    one: str
    many: str


def fixed(text: str) -> Fixed:
    """Mark a text for the catalogues."""
    return Fixed(text)


def counted(one: str, many: str) -> Counted:
    """Mark a text with a number for the catalogues."""
    return Counted(one, many)


class Catalogue:
    """Fixed texts in one language: `say(words.THEMES)`, `say.count(words.DOTS, 12)`."""

    def __init__(self, language: str) -> None:
        """Load the catalogue of a language, one of LANGUAGES. Raises ValueError for any other."""
        if language not in LANGUAGES:
            raise ValueError(f"Nothing can be written in {language!r}.")
        self.language = language
        # Times and numbers as in Britain: 18 November 2023, 24 hours.
        self._locale = Locale.parse("en_GB" if language == "en" else language)
        self._catalogue = _catalogue(language)

    def __call__(self, text: Fixed, **values: object) -> str:
        said = self._catalogue.gettext(text.german)
        return said % values if values else said

    def count(self, text: Counted, number: int, **values: str) -> str:
        """Return the text for this number, such as "1 Beitrag" or "2 Beiträge", with the other values it names."""
        return self._catalogue.ngettext(text.one, text.many, number) % {"n": self.number(number), **values}

    def number(self, value: int) -> str:
        """Return a whole number as it is written in this language, such as 12.345."""
        return format_decimal(value, locale=self._locale)

    def decimal(self, value: float) -> str:
        """Return a number with one decimal place, such as 4,3."""
        return format_decimal(value, format="#,##0.0", locale=self._locale)

    def long_date(self, day: dt.date) -> str:
        """Return a date in words, such as 18. November 2023."""
        return format_date(day, "long", locale=self._locale)

    def language_name(self, code: str) -> str:
        """Return a language's name, such as Arabisch; its code where no name is known."""
        return name_in(self._locale, code)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    """Load the translations; German needs none, for the texts are written in it."""
    return Translations.load(str(_CATALOGUES), [language]) if language != "de" else NullTranslations()
