"""The hall's screen (the wall). The wall's door and organisers only."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import ngettext
from markupsafe import Markup

from facilitation.doors import links, sessions
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.offload import offload_in_slices
from facilitation.pages import long_page
from facilitation.pages.programme import programme
from facilitation.pages.screens import event_info, station_info
from facilitation.queries import changes, snapshots, survey, word_cloud
from facilitation.services import events, letterheads
from facilitation.storage import turns

blueprint = Blueprint("projector", __name__)


@blueprint.get("/e/<event_slug>/wall")
def wall(event_slug: str) -> str:
    """Show scenes that take turns or are chosen; there is nothing to click.

    `scene` keeps this screen at one scene, whatever the others show.
    """
    _seen(event_slug)
    join = links.join_url(events.find(event_slug))
    code = links.qr(join)
    with turns.for_a_long_page():
        return _wall(events.find(event_slug), join, code)


def _wall(event: Event, join: str, code: Markup) -> str:
    first = {
        "event": event_info(event),
        "stations": [_station(station) for station in event.stations],
        "event_state": changes.event_state(event.id),
        "programme": programme(event.programme, event.date, links.local_now(event)),
        "date": event.date.isoformat(),
        "words": url_for("projector.words", event_slug=event.slug),
        "plan": url_for("plan.plan_json", event_slug=event.slug),
        "join": join,
        "feedback": survey.told(event.id, "wall"),
        "logo": letterheads.logo_of(event.id),
    }
    turns.give_after_a_slice()
    return long_page.draw("wall.html", event=event, stations=event.stations, first=first, join=join, qr=code)


def _station(station: Station) -> dict[str, Any]:
    """Return a station with all of it, as JSON already, and let others have their turn."""
    turns.give_after_a_slice()
    whole = snapshots.read(station.id, "wall")
    turns.give_after_a_slice()
    whole.in_page  # noqa: B018  (made once for all who ask)
    turns.give_after_a_slice()
    return {**station_info(station), "change": whole}


@blueprint.get("/e/<event_slug>/wall/words.json")
def words(event_slug: str) -> Response:
    """Answer with the most frequent words, and with what they were counted in, in the page's language.

    `{words: [{text, language, count, station}], contributions, languages, said}`: each visible contribution counts
    once, also an answer and what was merged into another. `said` is "Aus 101 Beiträgen in 11 Sprachen", empty where
    there are none. `station` (its slug) asks for the words of one station; without it they are the whole hall's.
    """
    event = _seen(event_slug)
    said = word_cloud.said(event.id, request.args.get("station"))
    db.session.rollback()  # no database connection is held while counting
    counted = offload_in_slices(word_cloud.words(said))
    written, languages = len(said), word_cloud.languages(said)
    response = jsonify(
        words=[asdict(word) for word in counted],
        contributions=written,
        languages=languages,
        said=_counted(written, languages) if written else "",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _counted(written: int, languages: int) -> str:
    contributions = ngettext("Aus %(num)d Beitrag", "Aus %(num)d Beiträgen", written)
    spoken = ngettext("in %(num)d Sprache", "in %(num)d Sprachen", languages)
    return f"{contributions} {spoken}"


def _seen(event_slug: str) -> Event:
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    actor.require_projection()
    return event
