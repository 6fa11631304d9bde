"""The hall's screen."""

from flask import Blueprint, render_template

from facilitation import changes, feedback, links, sessions, snapshots
from facilitation.errors import CafeError
from facilitation.pages.screens import event_info, station_info
from facilitation.services import events

blueprint = Blueprint("projector", __name__)


@blueprint.get("/e/<event_slug>/wall")
def wall(event_slug: str) -> str:
    """Three columns, newest and strongest, countdown, QR code; nothing to click. The wall's door and organisers."""
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    if not (actor.wall or actor.organiser):
        raise CafeError("not_allowed" if actor.came_in else "not_joined")
    first = {
        "event": event_info(event),
        "stations": [
            {**station_info(station), "change": snapshots.read(station.id, 0, "public")} for station in event.stations
        ],
        "event_state": changes.event_state(event.id),
        "feedback": feedback.told(event.id, "wall"),
    }
    join = links.join_url(event)
    return render_template("wall.html", event=event, stations=event.stations, first=first, join=join, qr=links.qr(join))
