"""The editor's section on what papers carry: the logo, and the hall's WiFi."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from facilitation.models import Event
from facilitation.pages.edit.frame import Section
from facilitation.services import letterheads


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    return {"logo": letterheads.standing(event.id).get(letterheads.LOGO)}


SECTION = Section("papers", lazy_gettext("Logo und WLAN"), frozenset(), shown=_shown)
