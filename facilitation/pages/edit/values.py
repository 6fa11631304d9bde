"""Takes what is set for the event one by one and translated by nobody (`services/settings.py`)."""

from flask import request
from werkzeug.wrappers import Response

from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import blueprint
from facilitation.services import settings


@blueprint.post("/values")
def set_value(event_slug: str) -> Response:
    """Set one thing (`name`, `text` as it was typed, `known`); of boxes that are ticked all count. Organisers only."""
    event, actor = asking.organised(event_slug)
    several = request.form.getlist("text")
    said = {
        "name": request.form.get("name", ""),
        "text": ", ".join(filter(None, several)),
        "more": several[-1] if several else "",  # what was typed beside boxes
    }
    return frame.answer(
        event,
        f"value-{said['name']}",
        said,
        lambda: settings.set(actor, said["name"], value=said["text"], known=asking.counted("known")),
    )
