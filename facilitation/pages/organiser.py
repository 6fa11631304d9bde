"""The organiser's desk, every link and QR code, and the tables' posters."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.config import Config
from facilitation.doors import links, origin, sessions
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.pages.participant import programme
from facilitation.pages.screens import event_info, station_info
from facilitation.queries import changes, desk, survey
from facilitation.services import doors, events

blueprint = Blueprint("organiser", __name__)


@blueprint.get("/e/<event_slug>/organise", endpoint="desk")
def desk_page(event_slug: str) -> str:
    """Show the day, the round, the stations. Organisers only."""
    event = _organised(event_slug)
    first = {
        "event": event_info(event),
        "stations": [
            {
                **station_info(station),
                "board": url_for("host.board", event_slug=event.slug, station_slug=station.slug),
            }
            for station in event.stations
        ],
        "programme": programme(event.programme, event.date, links.local_now(event)),
        "desk": desk.figures(event.id),
        "feedback": survey.told(event.id, "desk"),
        "event_state": changes.event_state(event.id),
    }
    config: Config = current_app.extensions["config"]
    read_along = origin.can_be_read_along(config) and not origin.is_secure(request.environ, config)
    return render_template("desk.html", event=event, stations=event.stations, first=first, read_along=read_along)


@blueprint.get("/e/<event_slug>/organise/doors")
def all_doors(event_slug: str) -> str:
    """Show every link and QR code. Organisers only."""
    event = _organised(event_slug)
    return render_template("doors.html", event=event, stations=event.stations, doors=links.doors_of(event))


@blueprint.post("/e/<event_slug>/organise/doors")
def renew(event_slug: str) -> Response:
    """Give one secret door a new link; the old link and everybody who came through it are shut out. Organisers only."""
    event = _organised(event_slug)
    asked = request.form.get("door", "")
    if not (asked.isdecimal() and len(asked) < 10):
        raise CafeError("malformed", field="door")
    actor = sessions.current_actor(event)
    door = doors.renew(actor, int(asked))
    broadcasts.doors_renewed()
    if door.role == "organiser":
        sessions.enter(door)
    return redirect(url_for(".all_doors", event_slug=event.slug), code=303)


@blueprint.get("/e/<event_slug>/organise/posters")
def posters(event_slug: str) -> str:
    """Show a page to print for every table. Organisers only."""
    event = _organised(event_slug)
    return render_template("poster.html", event=event, posters=links.posters_of(event))


def _organised(event_slug: str) -> Event:
    event = events.find(event_slug)
    sessions.current_actor(event).require_organiser()
    return event
