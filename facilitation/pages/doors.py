"""Secret links: redeemed once for a session, then gone from the address bar; in use as long as a screen is open."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, Station
from facilitation.services import doors, events

blueprint = Blueprint("doors", __name__)


@blueprint.get("/go/<path:secret>")
def go(secret: str) -> Response:
    """Redeem a door's secret, and lead in; an unknown or renewed one is answered with 410 and a sentence."""
    door = doors.redeem(secret)
    sessions.bring_pass()
    sessions.enter(door)
    return _passed_on(url_for(".come_in", door_id=door.id))


@blueprint.get("/in/<int:door_id>")
def come_in(door_id: int) -> Response:
    """Lead to the page of a door that this browser has just come through, or say that it takes no cookies.

    Whoever did not come through it learns nothing of it.
    """
    door = db.session.get(Door, door_id) if sessions.has_entered(door_id) else None
    if door is None:
        raise CafeError("no_cookies")
    return _passed_on(_inside(door))


def _passed_on(path: str) -> Response:
    response = redirect(path)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/e/<event_slug>/here")
def here(event_slug: str) -> tuple[str, int]:
    """Note that a screen by a secret link is still open, so that the link lasts as long as it is.

    Screens ask for it by themselves. Whether there is such a link is not said; their orders tell what they may.
    """
    sessions.current_actor(events.find(event_slug))
    return "", 204


def _inside(door: Door) -> str:
    if door.event_id is None:
        return url_for("house.overview")
    event = db.session.get_one(Event, door.event_id)
    if door.role == "host":
        station = db.session.get_one(Station, door.station_id)
        return url_for("host.board", event_slug=event.slug, station_slug=station.slug)
    page = "organiser.desk" if door.role == "organiser" else "projector.wall"
    return url_for(page, event_slug=event.slug)
