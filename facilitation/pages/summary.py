"""A station's results on one page, to be hung up in the building."""

from flask import Blueprint, render_template

from facilitation.documents import deck
from facilitation.doors import sessions
from facilitation.pages.presentation import language_of_page, require_projection
from facilitation.queries import harvest
from facilitation.services import events, stations

blueprint = Blueprint("summary", __name__)


@blueprint.get("/e/<event_slug>/stations/<station_slug>/summary")
def show(event_slug: str, station_slug: str) -> str:
    """Show question, themes, key statements and two voices, to be printed on A4 or A3.

    The wall's door and organisers only.
    """
    event = events.find(event_slug)
    require_projection(sessions.current_actor(event))
    station = stations.find(event.id, station_slug)
    language = language_of_page()
    brought = harvest.covered(harvest.of(event, language=language))
    held = next(one for one in brought.stations if one.slug == station.slug)
    return render_template(
        "summary.html", event=event, station=station, about=deck.summary(held, language=language), first=None
    )
