"""The editor's section on the languages of the event, and what is missing in each."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from facilitation.doors.languages import interface_languages
from facilitation.i18n.language_codes import VARIANTS
from facilitation.models import Event
from facilitation.pages.edit.frame import Section
from facilitation.pages.screens import language_name
from facilitation.services import translations


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    own, said = translations.own_texts(event), translations.every(event.id)
    offered = dict.fromkeys([*event.languages, *interface_languages()])
    return {
        "offered": [(code, language_name(code)) for code in offered if code not in VARIANTS],
        "lacking": {
            code: sum(text.original not in said.get(code, {}) for text in own)
            for code in translations.languages_of(event)
        },
    }


SECTION = Section("languages", lazy_gettext("Sprachen"), frozenset(), shown=_shown)
