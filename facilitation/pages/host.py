"""The host's board and checklist, and German drafts for it."""

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from facilitation.config import Config
from facilitation.contact_data import MASK, masked
from facilitation.doors import origin, sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n import translator
from facilitation.i18n.browser_texts import PHRASES
from facilitation.models import KINDS
from facilitation.pages.screens import event_info, offered_languages, station_info
from facilitation.queries import changes, snapshots
from facilitation.services import contributions, events, stations, trials

blueprint = Blueprint("host", __name__)


@blueprint.get("/e/<event_slug>/host/<station_slug>")
def board(event_slug: str, station_slug: str) -> str:
    """Show a station's board: inbox, clusters, statements. Hosts of this station and organisers only."""
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    actor = sessions.current_actor(event)
    actor.require_host(station.id)
    if not origin.is_same_device(request.environ):  # the laptop's own browser proves no tablet's way
        trials.note_tablet(actor, station.id)
    event, station = events.find(event_slug), stations.find(event.id, station_slug)
    first = {
        "event": event_info(event),
        "station": station.slug,
        "station_info": station_info(station),
        "change": snapshots.read(station.id, "hosts"),
        "event_state": changes.event_state(event.id),
        "languages": offered_languages(event),
        "urls": {
            "station": url_for("participant.station", event_slug=event.slug, station_slug=station.slug),
            "plan": url_for("plan.plan_json", event_slug=event.slug),
            # null where there is no translator: then nothing is ever sent, and there is no button
            "drafts": f"/e/{event.slug}/host/{station.slug}/drafts/" if machine() else None,
        },
    }
    kinds = {kind: PHRASES[f"kind.{kind}"] for kind in KINDS}
    return render_template(
        "host.html", event=event, station=station, first=first, kinds=kinds, languages=first["languages"]
    )


@blueprint.get("/e/<event_slug>/host/<station_slug>/checklist")
def checklist(event_slug: str, station_slug: str) -> str:
    """Show what a host does before, in each round and at the end. Hosts of this station and organisers only."""
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    sessions.current_actor(event).require_host(station.id)
    return render_template("checklist.html", event=event, station=station)


@blueprint.post("/e/<event_slug>/host/<station_slug>/drafts/<contribution_id>")
def draft(event_slug: str, station_slug: str, contribution_id: str) -> Response:
    """Answer with a German draft of a contribution by the organisers' own translator (`{"ok": true, "draft"}`).

    Hosts of this station and organisers only. It is a page and not a live message: a tablet's orders are answered one
    after the other, and this takes seconds. What is hidden or withdrawn is never sent, nor is contact data.
    Raises CafeError `unknown_event`, `unknown_station`, `unknown_contribution`, `wrong_station`, `not_allowed`,
    `no_draft`.
    """
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    actor = sessions.current_actor(event)
    actor.require_host(station.id)
    contribution = contributions.find(actor, contribution_id)
    if contribution.station_id != station.id:
        raise CafeError("wrong_station")
    is_there = contribution.state in ("visible", "pending")
    text = masked(contribution.text, MASK, event.country) if is_there else ""
    language, chosen = contribution.language, machine()
    db.session.rollback()  # a slow translator must not keep a connection
    if chosen is None or not text:
        raise CafeError("no_draft")
    return jsonify(ok=True, draft=translator.draft(chosen, text, language))


def machine() -> translator.Translator | None:
    """Return the organisers' own translator; None where they run none."""
    config: Config = current_app.extensions["config"]
    return translator.chosen(config)
