"""The host's board."""

from flask import Blueprint, render_template, url_for

from facilitation import changes, sessions, snapshots
from facilitation.pages.screens import event_info, languages, station_info
from facilitation.services import events, stations

blueprint = Blueprint("host", __name__)


@blueprint.get("/e/<event_slug>/host/<station_slug>")
def board(event_slug: str, station_slug: str) -> str:
    """Inbox, clusters, statements. Hosts of this station and organisers only."""
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    actor = sessions.current_actor(event)
    actor.require_host(station.id)
    first = {
        "event": event_info(event),
        "station": station.slug,
        "station_info": station_info(station),
        "change": snapshots.read(station.id, 0, "hosts"),
        "event_state": changes.event_state(event.id),
        "languages": languages(event),
        "urls": {"station": url_for("participant.station", event_slug=event.slug, station_slug=station.slug)},
    }
    return render_template("host.html", event=event, station=station, first=first)
