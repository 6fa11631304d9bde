"""In which language the interface speaks: to a session, to a browser that has none yet, and on paper."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from flask import current_app, g, request, session
from flask_babel import force_locale
from flask_babel.speaklater import LazyString

from facilitation.i18n import language_codes
from facilitation.i18n.language_codes import catalogue_of, without_variant
from facilitation.memory import remembered
from facilitation.models import Event
from facilitation.services import events

LANGUAGES = language_codes.LANGUAGES
"""Every language of the interface, and the variant of German, by its own name."""
WHOLE = ("de", "en")
"""The languages in which everything is said; all others say what guests meet."""

REGIONS = {"ar": "ar_SY", "en": "en_GB"}
"""Regions for dates: day before month, as everywhere in Europe; months as most who read Arabic in Germany call them."""


class _Learnt:
    """The newest event's language, as the database said last."""

    language: str

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing, as a new process."""
        self.language = "de"


_learnt = remembered(_Learnt())


def interface_languages() -> list[str]:
    """Return the languages of the interface: German, and one for every catalogue in translations/."""
    known: list[str] = current_app.extensions["interface_languages"]
    return known


def speak_to_staff() -> None:
    """Speak only the WHOLE languages in this request: it is a host's, an organiser's or the wall's."""
    g.speaks_to_staff = True


def spoken_here() -> list[str]:
    """Return the languages in which this request can be answered."""
    known = interface_languages()
    return [one for one in known if one in WHOLE] if g.get("speaks_to_staff") else known


def known_to_read(language: str) -> str:
    """Return by which of the interface's languages somebody is known who writes in this: by the variant they read."""
    reads = interface_language()
    return reads if without_variant(reads) == language else language


def choose_interface(language: str) -> bool:
    """Show the interface in this language from now on; return whether this request can be answered in it."""
    if language not in spoken_here():
        return False
    session["interface"] = language
    return True


def keep_wished() -> None:
    """Let a session that chose no language go on as its browser asks now: not every browser asks so each time."""
    if chosen() is None:
        choose_interface(wished_of(spoken_here()) or "")


def chosen() -> str | None:
    """Return the interface's language that this session chose; None where it chose none that is spoken here.

    Where a variant is not, its language may be.
    """
    wished: str = session.get("interface", "")
    return next((one for one in (wished, without_variant(wished)) if one in spoken_here()), None)


def wished_of(known: Collection[str]) -> str | None:
    """Return the first language of the browser's own list that is among these, whatever region it names, or None.

    The list is the person's, so the first that fits is right: `uk,ru` asks for Ukrainian, `ar-SY,en` for Arabic.
    """
    by_name = {one.lower(): one for one in known}
    for tag, quality in request.accept_languages:
        name = tag.replace("_", "-").lower()
        spoken = name.partition("-")[0]
        found = by_name.get(name) or by_name.get(spoken) or by_name.get(language_codes.read_in(spoken))
        if found and quality > 0:
            return found
    return None


def interface_language() -> str:
    """Return this session's language: the chosen one, else what the browser asks for, else the newest event's.

    It asks nobody, because refusals need it where the database is away: the newest event's is what pages learnt last.
    Where that is not spoken here, it is English.
    """
    if g.get("speaks"):
        return str(g.speaks)
    newest = _learnt.language
    return _wished_language() or (newest if newest in spoken_here() else "en")


def learn_default_language() -> None:
    """Ask the database for the newest event's language, where this session has not wished for another."""
    if _wished_language() is None:
        known = events.every()
        learn_language(known[0].language if known else "de")


def learn_language(language: str) -> None:
    """Remember the newest event's language, for `interface_language`."""
    _learnt.language = language


def interface_locale() -> str:
    """Return this session's language with its region, which decides how dates are written."""
    return _locale(interface_language())


@contextmanager
def on_paper(event: Event, offered: Collection[str], wished: str | None = None) -> Iterator[str]:
    """Speak the event's language, which it yields, where it is among these: paper is for whoever comes.

    `wished` asks for another one; without it the page's `?lang=` does.
    """
    wanted = (request.args.get("lang", "") if wished is None else wished, event.language)
    language = next((one for one in wanted if one in offered), interface_language())
    with force_locale(_locale(language)):
        yield language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak one of the interface's languages meanwhile, whatever this session or its door wishes."""
    before = g.get("speaks")
    g.speaks = language
    try:
        with force_locale(_locale(language)):
            yield
    finally:
        g.speaks = before


def in_each(text: LazyString) -> list[tuple[str, str, str]]:
    """Return a text in every language of the interface: the language's code, its own name, the text.

    Variants are left out: on paper, one line a language is read.
    """
    said = []
    for code in interface_languages():
        if code != without_variant(code):
            continue
        with force_locale(_locale(code)):
            said.append((code, LANGUAGES[code], str(text)))
    return said


def _locale(language: str) -> str:
    return REGIONS.get(language, catalogue_of(language))


def _wished_language() -> str | None:
    return chosen() or wished_of(spoken_here())
