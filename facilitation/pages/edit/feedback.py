"""The editor's section on the survey at the end, and on how many dots a person has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import is_id, new_id
from facilitation.models import Event, FeedbackQuestion
from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import Section, blueprint, fields_of
from facilitation.services import feedback, orders, survey
from facilitation.services.committed import Committed


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    return {
        "questions": feedback.questions(event),
        "answered": feedback.answered(db.session, event.id),
        "most": bounds.MOST_QUESTIONS,
        "order": new_id,
    }


def _look(event: Event, part: str) -> str:
    return url_for("edit.phone", event_slug=event.slug, at="feedback")


SECTION = Section("feedback", lazy_gettext("Feedback und Punkte"), fields_of("survey"), shown=_shown, look=_look)


@blueprint.post("/feedback")
def arrange_questions(event_slug: str) -> Response:
    """Add a question to the survey (`text`), or do something with one (`number`): `do` is what. Organisers only.

    `up` and `down` move it, `move` puts it at a place (`to`, from 1), `close` and `open` say whether it is asked,
    `remove` removes one that nobody answered. `order` is the id by which all of this counts once.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("do", "number", "text", "order")
    number = asking.counted("number")
    ordered = replace(actor, order=said["order"]) if is_id(said["order"]) else actor

    def write() -> Committed[Any]:
        return orders.once(ordered, lambda: _done(ordered, number, said)).done

    def then(question: FeedbackQuestion | None) -> str:
        stays = question is not None and said["do"] not in ("add", "remove")
        return f"keys-{number}" if stays else "add-question"

    form = f"keys-{number}" if number else "add-question"
    return frame.answer(event, form, said, write, then=then)


def _done(actor: Actor, number: int, said: Mapping[str, str]) -> Committed[Any]:
    """Carry out what the form asks for. Raises CafeError `malformed` (do), and as the service does."""
    match said["do"]:
        case "add":
            return survey.add(actor, text=said["text"])
        case "up" | "down":
            return survey.move_by_one(actor, number, up=said["do"] == "up")
        case "move":
            return survey.move(actor, number, to=asking.counted("to"))
        case "close" | "open":
            return survey.set_closed(actor, number, on=said["do"] == "close")
        case "remove":
            return survey.remove(actor, number)
    raise CafeError("malformed", field="do")
