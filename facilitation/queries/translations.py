"""An event's texts as somebody reads them: in the language of the page where they are translated, else as typed."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import request

from facilitation.contact_data import has_contact_data
from facilitation.i18n.language_codes import without_variant
from facilitation.models import Event
from facilitation.services import translations


class Said(NamedTuple):
    """A text as it is shown, and the language in which it then is."""

    text: str
    language: str


def said(event: Event, text: str, language: str) -> Said:
    """Return a text of an event in a language, or else as it was typed, in the event's."""
    for spoken in _in_turn(language):
        if (translated := _standing(event, spoken).get(text)) is not None:
            return Said(translated, spoken)
    return Said(text, event.language)


def known(event: Event, language: str) -> Mapping[str, str]:
    """Return what there is of an event in a language, by originals; read once for a page.

    What is missing in a variant is there in its language, where it is in that.
    """
    first, *others = (_standing(event, spoken) for spoken in _in_turn(language))
    return {text: said for one in (*others, first) for text, said in one.items()} if others else first


def _in_turn(language: str) -> list[str]:
    """Return in which languages a text is looked for: in a variant, then in its language."""
    return list(dict.fromkeys((language, without_variant(language))))


def _standing(event: Event, language: str) -> Mapping[str, str]:
    if language == event.language:
        return {}
    read: dict[tuple[int, str], dict[str, str]] = request.environ.setdefault("cafe.translations", {})
    if (event.id, language) not in read:
        read[event.id, language] = translations.standing(event.id, language)
    return read[event.id, language]


def for_screen(event: Event, language: str, texts: Iterable[str]) -> dict[str, str]:
    """Return the translations that a screen's script needs, of these texts, by originals."""
    there = known(event, language)
    return {text: there[text] for text in sorted(set(texts)) if text in there}


def of_station(event: Event, language: str, station_id: int) -> list[dict[str, str]]:
    """Return the translations of a station's themes and statements: `id` of the row, `original` and `text`.

    They come as others than hosts may read them: with contact data in it that nobody confirmed, not at all.
    """
    there = known(event, language)
    if not there:
        return []
    return [
        {"id": row.id, "original": row.said, "text": there[row.said]}
        for row in translations.of_station(station_id)
        if row.said in there
        and (row.contact_confirmed or not has_contact_data(f"{row.said}\n{there[row.said]}", event.country))
    ]


def announced(announcement: Mapping[str, object], language: str) -> Said:
    """Return an announcement, as `event_state` tells it, in a language, or else as it was typed."""
    others = announcement["translations"]
    assert isinstance(others, Mapping)
    for spoken in _in_turn(language):
        if spoken in others:
            return Said(others[spoken], spoken)
    return Said(str(announcement["text"]), str(announcement["language"]))
