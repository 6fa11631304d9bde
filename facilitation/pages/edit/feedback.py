"""The editor's section on the survey at the end, and on how many dots a person has."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from facilitation.models import Event
from facilitation.pages.edit.frame import Section, fields_of
from facilitation.services import feedback


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    return {"questions": feedback.questions(event)}


SECTION = Section("feedback", lazy_gettext("Feedback und Punkte"), fields_of("survey"), shown=_shown)
