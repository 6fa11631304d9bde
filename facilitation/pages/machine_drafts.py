"""Whether phones show what a translator says of contributions: the switch on the page of an event's translations."""

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.i18n import translator
from facilitation.pages import asking
from facilitation.pages.answering import answered
from facilitation.services import machine_drafts

blueprint = Blueprint("machine_drafts", __name__)


@blueprint.post("/e/<event_slug>/organise/machine-drafts")
def switch(event_slug: str) -> Response:
    """Switch machine drafts on (`on`: 1) or off; organisers only. Raises CafeError `no_translator` where there is none.

    They can be switched off in any case.
    """
    event, actor = asking.organised(event_slug)
    on = request.form.get("on") == "1"
    if on and kind() is None:
        raise CafeError("no_translator")
    done = machine_drafts.switch(actor, on=on)
    return answered(event.id, done, url_for("translations.page", event_slug=event_slug))


def kind() -> str | None:
    """Return which translator the settings name: `server` (TRANSLATE_URL), `models` (TRANSLATE_MODELS), or None."""
    config: Config = current_app.extensions["config"]
    if translator.chosen(config) is None:
        return None
    return "server" if config.translate_url is not None else "models"
