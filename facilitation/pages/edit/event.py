"""The editor's first section: title, day, place, country and time zone, aims and etiquette."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale, lazy_gettext

from facilitation.models import Event
from facilitation.pages.edit.frame import Section, fields_of
from facilitation.phone_numbers import COUNTRIES
from facilitation.services import settings


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    names = {code: get_locale().territories[code] for code in COUNTRIES}
    return {
        "countries": sorted(names.items(), key=lambda one: _as_in_a_list(one[1])),
        "zones": [(zone, zone.replace("_", " ")) for zone in _zones(event)],
    }


def _as_in_a_list(name: str) -> str:
    """Return a name without the marks of its letters: Ägypten is looked for beside Albanien, not behind Australien."""
    apart = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _zones(event: Event) -> list[str]:
    """Return all zones, the country's first; an import may have brought along one by another of its names."""
    offered = settings.zones(event.country)
    return offered if event.timezone in offered else [event.timezone, *offered]


SECTION = Section(
    "event",
    lazy_gettext("Veranstaltung"),
    fields_of("event", "title", "place_name", "directions", "aims", "etiquette"),
    ("place_name",),
    shown=_shown,
)
