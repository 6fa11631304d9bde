"""The editor's section on what papers carry: the logo, and the hall's WiFi."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.pages import asking, forms
from facilitation.pages.answering import answered
from facilitation.pages.edit.frame import Refused, Section, address, blueprint, draw
from facilitation.pages.letterheads import taken
from facilitation.pages.screens import asks_for_json
from facilitation.services import letterheads

FORM = "of-logo"
"""The element of the logo's form."""


@blueprint.post("/logo")
@forms.read_by_the_page
def put_logo(event_slug: str) -> Response:
    """Store the logo from `file` of a form, or remove it (`do`: remove). Organisers only.

    Raises CafeError `letterhead_too_large`, `letterhead_none` and what `letterheads.put` raises.
    """
    asking.organised(event_slug)
    try:
        stored = taken(event_slug, letterheads.LOGO)
    except CafeError as refusal:
        db.session.rollback()
        if asks_for_json():
            raise
        event, _ = asking.organised(event_slug)
        page = draw(event, SECTION.name, "", Refused(FORM, {}, refusal))
        page.status_code = refusal.status
        return page
    event, _ = asking.organised(event_slug)
    return answered(event.id, stored, address(event, SECTION.name, form=FORM))


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    return {"logo": letterheads.standing(event.id).get(letterheads.LOGO)}


SECTION = Section("papers", lazy_gettext("Logo und WLAN"), frozenset(), shown=_shown)
