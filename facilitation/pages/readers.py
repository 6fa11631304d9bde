"""Whom a station's page has before it: what they read and write in, and which languages it offers them."""

from collections import Counter
from typing import Any, NamedTuple

from flask import request

from facilitation.actor import Actor
from facilitation.doors import languages, sessions
from facilitation.i18n.language_codes import VARIANTS
from facilitation.models import Event
from facilitation.pages.screens import guests_languages, languages_to_choose
from facilitation.storage.statements import AnyRow

SHORT_LIST = 3
"""Languages that a first visit is offered at once; the others are behind one more tap."""


class Reader(NamedTuple):
    """What a station's page asks its reader, and knows of them, besides what they left there.

    They write in `language` and are known to read by `spoken`; they may write in those `offered`, are offered `choice`
    to read in, and of that `chips` first. Who `arrives` is told what is stored, and asked for a name.
    """

    language: str
    offered: list[tuple[str, str]]
    choice: list[tuple[str, str]]
    spoken: str
    chips: list[tuple[str, str]]
    arrives: bool


def reader_of(
    event: Event | AnyRow,
    station_id: int,
    actor: Actor,
    known: sessions.Person | None,
    contributions: list[dict[str, Any]],
    written_in: str | None = None,
) -> Reader:
    """Return the reader of a station's page that shows these `contributions`; `written_in` is what their form says."""
    language = known.language if known else event.language
    offered = guests_languages(event, written_in or language)
    choice, spoken = languages_to_choose(offered), languages.known_to_read(language)
    asked = actor.came_in and (known is None or not known.greeted)  # nobody looks on in the editor
    return Reader(
        language,
        offered,
        choice,
        spoken,
        chips=_first_languages(event, choice, spoken, contributions),
        arrives=asked and sessions.arrives_at(event, station_id),
    )


def _first_languages(
    event: Event | AnyRow, known: list[tuple[str, str]], chosen: str, contributions: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    """Return the three languages that somebody probably looks for, the chosen one first, by their own names.

    Then come those of the phone's own list, the event's own, English where the event has it, and what others here
    write in.
    """
    offered = dict(known)
    phones = [tag.partition("-")[0].lower() for tag, _ in request.accept_languages]
    here = [code for code, _ in Counter(one["language"] for one in contributions).most_common()]
    others = [code for code in offered if code not in VARIANTS]
    spoken = [one for one in languages.WHOLE if one in event.languages]
    likely = dict.fromkeys([chosen, *phones, event.language, *spoken, *here, *event.languages, *others])
    return [(code, offered[code]) for code in likely if code in offered][:SHORT_LIST]
