"""The rehearsal's page: beginning, watching, steering and deleting it. Organisers only."""

from typing import Any

from flask import Blueprint, current_app, jsonify, render_template, request, session, url_for
from werkzeug.wrappers import Response

from facilitation import bounds, broadcasts
from facilitation.actor import Actor
from facilitation.doors import addresses, links, passes
from facilitation.errors import CafeError
from facilitation.models import Event, Rehearsal
from facilitation.pages import asking, deleted, rehearsal_process
from facilitation.pages.answering import answered
from facilitation.pages.screens import asks_for_json, event_info, station_info
from facilitation.queries import rehearsal as asked
from facilitation.services import events, feedback, rehearsal_deletion, rehearsals
from facilitation.services.committed import of_event
from facilitation.storage.transactions import let_go
from facilitation.text import number

blueprint = Blueprint("rehearsal", __name__)

MINUTES = (3, 5, 10, 20, 30, 60)
"""How long the whole day may take, to choose from."""
USUAL_PEOPLE, USUAL_MINUTES = 90, 10
DEEDS = {"pause": "pause", "go_on": "run", "stop": "stop"}
"""What a button does, by what the rehearsal is to do then."""


@blueprint.get("/e/<event_slug>/rehearsal")
def page(event_slug: str) -> str:
    """Show the rehearsal: before it how to begin, then how far it is, and its deletion. Organisers only."""
    event, _ = asking.organised(event_slug)
    return _page(event)


@blueprint.post("/e/<event_slug>/rehearsal")
def order(event_slug: str) -> Response | tuple[str, int]:
    """Begin, pause, continue, stop or delete it (`do`), or choose another duration (`minutes`). Organisers only.

    To begin takes `people`, `minutes` (or `seconds`) and `plays` (the rounds are played through, too). With `by` =
    `command` nothing is started here, and what is to be done is answered in JSON.
    """
    event, actor = asking.organised(event_slug)
    do = request.form.get("do", "")
    path = url_for(".page", event_slug=event.slug)
    try:
        if do == "begin":
            return _begun(event, actor, path)
        if do == "delete":
            done = rehearsal_deletion.delete_all(actor)
            rehearsal_process.end(event.id)
            deleted.forget_said()
            return answered(event.id, done, path)
        wanted = DEEDS.get(do)
        if do == "take":
            known = rehearsals.of(event.id)
            wanted = known and known.wanted
        minutes = request.form.get("minutes")
        steered = rehearsals.steer(actor, wanted=wanted or "", seconds=_seconds(minutes) if minutes else None)
        return answered(event.id, steered, path)
    except CafeError as refusal:
        if asks_for_json():
            raise
        return _page(events.find(event_slug), refusal), refusal.status


@blueprint.get("/e/<event_slug>/rehearsal.json")
def state(event_slug: str) -> Response:
    """Tell how far it is, and what is there of it. Organisers only."""
    event, _ = asking.organised(event_slug)
    return jsonify(asked.figures(event))


@blueprint.post("/e/<event_slug>/rehearsal/told")
def told(event_slug: str) -> Response:
    """Hear how far it is (JSON), and answer what it is to do: `{ok, wanted, seconds}`.

    By the rehearsal's own organiser alone. Raises CafeError `not_allowed`, `unknown_rehearsal`, `malformed`,
    `too_large`.
    """
    event, actor = asking.organised(event_slug)
    id = session.get("rehearsals", {}).get(str(event.id))
    if not actor.simulated or id is None:
        raise CafeError("not_allowed")
    if (request.content_length or 0) > bounds.REHEARSAL_TOLD:
        raise CafeError("too_large")
    said = request.get_json(silent=True)
    known = rehearsals.hear(event.id, id, said if isinstance(said, dict) else {})
    if known.ended_at is not None:
        broadcasts.tell(event.id, of_event())
    return jsonify(ok=True, wanted=known.wanted, seconds=known.seconds)


def _begun(event: Event, actor: Actor, path: str) -> Response:
    """Begin a rehearsal, and start it here unless a command does."""
    people = number(request.form.get("people", "")) or 0
    seconds = number(request.form.get("seconds", "")) or _seconds(request.form.get("minutes", ""))
    begun = rehearsals.begin(actor, people=people, seconds=seconds, plays="plays" in request.form)
    plan = plan_of(event, begun.row)
    if request.form.get("by") == "command":
        broadcasts.tell(event.id, begun)
        return jsonify(ok=True, plan=plan)
    let_go()  # the process takes a moment to begin
    try:
        rehearsal_process.start(event.id, plan)
    except OSError as error:
        rehearsals.end(event.id)
        raise CafeError("server_error") from error
    return answered(event.id, begun, path)


def plan_of(event: Event, known: Rehearsal) -> dict[str, Any]:
    """Return what a rehearsal's process is to do (docs/protocol.md, "A rehearsal")."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    ways, codes = links.all_of(event), links.tables_of(event)
    return {
        "event": event.slug,
        "address": addresses.base_url(),
        "straight": addresses.straight(),
        "given": passes.make(app, event.id, known.id),
        "organiser": ways["organiser"],
        "people": known.people,
        "seconds": known.seconds,
        "plays": known.plays,
        "language": event.language,
        "languages": event.languages,
        "called": "Probe" if event.language == "de" else "Rehearsal",
        "dots": event.votes_per_person,
        "questions": [question.number for question in feedback.questions(event) if not question.closed],
        "rounds": [one.position for one in event.rounds],
        "stations": [
            {
                "slug": station.slug,
                "title": station.short_title,
                "codes": codes[station.slug] or [ways["stations"][station.slug]],
                "host": ways["hosts"][station.slug],
            }
            for station in event.stations
            if not station.closed
        ],
    }


def _seconds(minutes: str) -> int:
    """Return the seconds of as many minutes as were typed. Raises CafeError `malformed` (minutes)."""
    whole = number(minutes)
    if whole is None:
        raise CafeError("malformed", field="minutes")
    return whole * 60


def _page(event: Event, refused: CafeError | None = None) -> str:
    if rehearsal_process.has_ended(event.id):
        rehearsals.end(event.id)
    first = {
        "event": event_info(event),
        "stations": [
            {
                **station_info(station),
                "board": url_for("host.board", event_slug=event.slug, station_slug=station.slug),
            }
            for station in event.stations
        ],
        "figures": asked.figures(event),
    }
    return render_template(
        "rehearsal.html",
        event=event,
        stations=event.stations,
        first=first,
        minutes=MINUTES,
        over_tls=addresses.base_url().startswith("https://"),
        usual=(USUAL_PEOPLE, USUAL_MINUTES),
        refused=refused,
    )
