"""A station's results on one page, to be hung up in the building."""

from flask import Blueprint, render_template

from facilitation.documents import deck
from facilitation.doors import languages, sessions
from facilitation.pages import report_file
from facilitation.pages.presentation import known_language
from facilitation.services import events, stations

blueprint = Blueprint("summary", __name__)


@blueprint.get("/e/<event_slug>/stations/<station_slug>/summary")
def show(event_slug: str, station_slug: str) -> str:
    """Show question, themes, key statements and two voices, to be printed on A4 or A3.

    The wall's door and organisers only.
    """
    event = events.find(event_slug)
    sessions.current_actor(event).require_projection()
    station = stations.find(event.id, station_slug)
    with languages.on_paper(event, languages.WHOLE) as spoken:
        language = known_language(spoken)
        brought = report_file.read(event, language=language)
        held = next(one for one in brought.stations if one.slug == station.slug)
        about = deck.summary(held, language=language)
        return render_template("summary.html", event=event, station=station, about=about, first=None, locale=spoken)
