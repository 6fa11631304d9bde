"""In which language the interface speaks: to a session, to a browser that has none yet, and on paper."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request, session
from flask_babel import force_locale

from facilitation.memory import remembered
from facilitation.models import Event
from facilitation.services import events

LANGUAGES = {
    "de": "Deutsch",
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
"""Every language by its own name."""

REGIONS = {"en": "en_GB"}
"""Regions for dates: day before month, as everywhere in Europe."""


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


def choose_interface(language: str) -> None:
    """Show the interface in this language from now on, where there is a catalogue for it."""
    if language in interface_languages():
        session["interface"] = language


def keep_wished() -> None:
    """Let a session that chose no language go on as its browser asks now: not every browser asks so each time."""
    if chosen() is None:
        choose_interface(request.accept_languages.best_match(interface_languages()) or "")


def chosen() -> str | None:
    """Return the interface's language that this session chose; None where it chose none, or one without a catalogue."""
    wished: str | None = session.get("interface")
    return wished if wished in interface_languages() else None


def interface_language() -> str:
    """Return this session's language: the chosen one, else the browser's best match, else the newest event's.

    It asks nobody, because refusals need it where the database is away: the newest event's is what pages learnt last.
    """
    return _wished_language() or _learnt.language


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
    language = interface_language()
    return REGIONS.get(language, language)


@contextmanager
def on_paper(event: Event) -> Iterator[str]:
    """Speak the event's language, which it yields, where there is a catalogue for it: paper is for whoever comes.

    `?lang=` asks for another one.
    """
    offered = interface_languages()
    wanted = (request.args.get("lang"), event.language)
    language = next((one for one in wanted if one in offered), interface_language())
    with force_locale(REGIONS.get(language, language)):
        yield language


def _wished_language() -> str | None:
    return chosen() or request.accept_languages.best_match(interface_languages())
