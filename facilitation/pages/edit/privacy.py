"""The editor's section on the promise to guests, the imprint, and the statement on accessibility."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from facilitation.models import Event
from facilitation.pages.edit.frame import Section, fields_of
from facilitation.services import settings


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    return {
        "states": [
            ("unchecked", gettext("noch nicht geprüft")),
            ("full", gettext("alles ist barrierefrei")),
            ("partly", gettext("teilweise barrierefrei")),
            ("not", gettext("nicht barrierefrei")),
        ],
        "last": settings.last_day(event),
        "promised": settings.has_guests(event),
    }


SECTION = Section(
    "privacy",
    lazy_gettext("Datenschutz und Impressum"),
    fields_of("event", "imprint", "accessibility_method", "accessibility_open", "enforcement_body"),
    ("imprint",),
    shown=_shown,
)
