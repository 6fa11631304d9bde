"""The house: the installation's events, for whoever keeps it."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.actor import HOUSE, Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.pages.answering import answered
from facilitation.services import doors, events
from facilitation.text import number

blueprint = Blueprint("house", __name__)


@blueprint.get("/house")
def overview() -> str:
    """Show the house's events, with the way into each. Administrators only."""
    _keeper()
    return render_template("house.html", events=events.every(), door=doors.of_house())


@blueprint.post("/house/door")
def renew() -> Response:
    """Give the administrator's door a new link; everybody else who came by the old one is put out.

    Administrators only.
    """
    actor = _keeper()
    asked = number(request.form.get("door", ""))
    if asked is None:
        raise CafeError("malformed", field="door")
    renewed = doors.renew(actor, asked)
    sessions.enter(renewed.row)
    return answered(HOUSE, renewed, url_for(".overview"))


def _keeper() -> Actor:
    actor = sessions.current_keeper()
    actor.require_administrator()
    return actor
