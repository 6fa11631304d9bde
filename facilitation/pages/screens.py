"""What screens are given with their page, so that none waits for another request."""

import re
import secrets
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from facilitation.doors import languages, sessions
from facilitation.i18n import language_codes
from facilitation.models import Event, Station
from facilitation.models.columns import iso
from facilitation.queries import translations
from facilitation.queries.snapshots import Snapshot, in_script
from facilitation.services import deletion
from facilitation.storage.statements import AnyRow


def screen_json(first: Any) -> Markup:
    """Return what a screen begins with as JSON for its script element; snapshots are inserted as they were encoded."""
    mark, snapshots = secrets.token_hex(12), []

    def placed(value: Any) -> Any:
        if not isinstance(value, Snapshot):
            return current_app.json.default(value)  # type: ignore[attr-defined]
        snapshots.append(value)
        return f"{mark}{len(snapshots) - 1}"

    text = in_script(current_app.json.dumps(first, default=placed, separators=(",", ":")))
    between = re.split(f'"{mark}[0-9]+"', text)  # in the order in which they were placed
    pieces = [between[0]]
    for snapshot, after in zip(snapshots, between[1:], strict=True):
        pieces += [snapshot.in_page, after]
    return Markup("".join(pieces))


def asks_for_json() -> bool:
    """Tell whether a script asks: it prefers JSON, where a browser prefers a page."""
    return request.accept_mimetypes["application/json"] > request.accept_mimetypes["text/html"]


def event_over(event: Event) -> dict[str, Any]:
    """Return what a guest's script needs of the event: a hall loads this at once, so it is no more than that.

    `over_at` is the beginning of its day of deletion.
    """
    return {
        **_values(event, "slug", "language", "timezone"),
        "over_at": iso(deletion.begins(event.delete_on, event.timezone)),
    }


def event_info(event: Event) -> dict[str, Any]:
    """Return the event, as a screen's script needs it; with `event_over`."""
    return {
        **_values(event, "title", "votes_per_person"),
        **event_over(event),
        "rounds": [_values(one, "position", "title", "minutes") for one in event.rounds],
    }


def station_info(station: Station) -> dict[str, Any]:
    """Return a station, as a screen's script needs it; `url` is the guests' page."""
    return {**_values(station, "title", "question", "prompts"), **station_place(station)}


def station_place(station: Station) -> dict[str, Any]:
    """Return where a station is found, and how it is called."""
    return {
        **_values(station, "slug", "position", "sign", "short_title", "tables"),
        "url": url_for("participant.station", event_slug=station.event.slug, station_slug=station.slug),
    }


def said_to(event: Event, station: Station | None = None) -> dict[str, str]:
    """Return what a guest's script shows of the event's texts, in the language of the page, by originals.

    That are the titles of rounds and stations, and of a `station` its prompts.
    """
    texts = [*(one.title for one in event.rounds), *(one.short_title for one in event.stations)]
    prompts = station.prompts if station else []
    return translations.for_screen(event, languages.interface_language(), [*texts, *prompts])


def said_here(station: Station) -> list[dict[str, str]]:
    """Return what a guest's script shows of a station's themes and statements, in the language of the page.

    They are a list of their own, with ids: what a host takes away goes from a phone's copy of the page, too.
    """
    return translations.of_station(station.event, languages.interface_language(), station.id)


def _values(row: object, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def offered_languages(event: Event) -> list[tuple[str, str]]:
    """Return the languages of the event, each by its own name."""
    return [(code, _own_name(code)) for code in event.languages]


def guests_languages(event: Event | AnyRow, chosen: str) -> list[tuple[str, str]]:
    """Return the languages in which guests find themselves writing in a list.

    They are the event's, the interface's without variants, and the one they write in (`chosen`).
    """
    spoken = map(language_codes.without_variant, languages.interface_languages())
    known = list(dict.fromkeys([*event.languages, *spoken]))
    if chosen not in known and language_codes.is_known(chosen):
        known.append(chosen)
    return [(code, _own_name(code)) for code in known]


def languages_to_choose(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return these languages, each followed by its variants in which the interface speaks, for one tap on one."""
    variants = [one for one in languages.interface_languages() if one in language_codes.VARIANTS]
    return [
        (one, name if one == code else _own_name(one))
        for code, name in known
        for one in (code, *(variant for variant in variants if language_codes.VARIANTS[variant] == code))
    ]


def language_name(code: str) -> str:
    """Return what a language calls itself, whoever wrote in it: nobody's own name for one without code."""
    if code == language_codes.UNNAMED:
        return gettext("Andere Sprache")
    return languages.LANGUAGES.get(code) or language_codes.own_name(code)


def _own_name(code: str) -> str:
    return (sessions.language_called() if code == language_codes.UNNAMED else "") or language_name(code)
