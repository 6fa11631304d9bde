"""The host's board and checklist."""

from flask import Blueprint, render_template, url_for

from facilitation import changes, sessions, snapshots
from facilitation.models import KINDS
from facilitation.pages.screens import event_info, languages, station_info
from facilitation.phrases import PHRASES
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
    kinds = {kind: PHRASES[f"kind.{kind}"] for kind in KINDS}
    return render_template(
        "host.html", event=event, station=station, first=first, kinds=kinds, languages=first["languages"]
    )


@blueprint.get("/e/<event_slug>/host/<station_slug>/checklist")
def checklist(event_slug: str, station_slug: str) -> str:
    """What a host does before, in each round and at the end. Hosts of this station and organisers only."""
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    sessions.current_actor(event).require_host(station.id)
    return render_template("checklist.html", event=event, station=station)
