"""What an event's stations and rounds are and say: screens fetch it anew once that changed (`texts` of its state)."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from facilitation.doors import languages, links, sessions
from facilitation.models import Event, Station
from facilitation.pages.programme import planned_rounds
from facilitation.pages.screens import event_info, said_to, station_info, station_place
from facilitation.queries import translations
from facilitation.services import events, letterheads

blueprint = Blueprint("plan", __name__)


@blueprint.get("/e/<event_slug>/plan.json")
def plan_json(event_slug: str) -> Response:
    """Answer with the plan as it stands; `station` (its slug) is the one that a phone shows.

    `{texts, stations, rounds, timezone, planned, said}`: all stations in their order, with what they ask, which a phone
    is told of its own only; the rounds, and when they are planned; the translations of all this into the page's
    language, by originals. The hall's screens are told of the `logo`, too: its id, or null. Without `station` also
    `join`, the address in the event's code. Raises CafeError `not_joined`.
    """
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    actor.require_reader()
    slug = request.args.get("station")
    here = next((one for one in event.stations if one.slug == slug), None)
    shown = {} if slug is not None else {"join": links.join_url(event)}
    response = jsonify(
        **shown,
        texts=event.texts,
        stations=[station_info(one) if slug is None or one is here else station_place(one) for one in event.stations],
        rounds=event_info(event)["rounds"],
        timezone=event.timezone,
        planned=planned_rounds(event),
        said=_said(event, here),
        **({"logo": letterheads.logo_of(event.id)} if actor.wall or actor.organiser else {}),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _said(event: Event, here: Station | None) -> dict[str, Any]:
    if here is None:
        return said_to(event)
    own = translations.for_screen(event, languages.interface_language(), [here.question, here.title])
    return {**said_to(event, here), **own}
