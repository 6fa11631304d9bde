"""What guests see of an event while it is edited: their own pages, drawn for nobody and without script."""

from flask import Response, make_response, render_template, request

from facilitation.actor import Actor
from facilitation.doors import languages, links
from facilitation.models import Event
from facilitation.pages import asking, feedback, participant, print_kit, projector
from facilitation.pages.edit.frame import blueprint, policy
from facilitation.pages.programme import programme
from facilitation.services import stations


@blueprint.get("/phone")
def phone(event_slug: str) -> Response:
    """Show what a guest's phone does in `language`: the welcome page, a station's (`station`), or the survey's.

    `at` says which: programme or feedback. Organisers only.
    """
    event, _ = asking.organised(event_slug)
    wanted = request.args.get("language", event.language)
    spoken = wanted if wanted in languages.interface_languages() else languages.WHOLE[-1]
    with languages.speaking(spoken):
        page = make_response(_shown(event))
    page.headers["Content-Security-Policy"] = policy(frames=False)
    page.headers["Cache-Control"] = "no-store"
    return page


def _shown(event: Event) -> str:
    if "station" in request.args:
        return _station(event)
    return feedback.preview(event) if request.args.get("at") == "feedback" else _welcome(event)


def _station(event: Event) -> str:
    found = stations.find(event.id, request.args["station"])
    return participant.station_page(event, found, Actor(event.id), table=None)


def _welcome(event: Event) -> str:
    moment = links.local_now(event)
    return render_template(
        "welcome.html",
        event=event,
        stations=event.stations,
        programme=programme(event.programme, event.date, moment),
        now=moment.strftime("%H:%M"),
    )


@blueprint.get("/wall")
def wall(event_slug: str) -> Response:
    """Show the hall's screen as it is at this moment. Organisers only."""
    asking.organised(event_slug)
    page = make_response(projector.wall(event_slug))
    page.headers["Content-Security-Policy"] = policy(frames=False)
    return page


@blueprint.get("/poster")
def poster(event_slug: str) -> Response:
    """Show a poster as it would be printed now, of a station (`station`) or the first one. Organisers only."""
    event, _ = asking.organised(event_slug)
    drawn = print_kit.poster(event, request.args.get("station", ""))
    page = make_response(render_template("poster_preview.html", event=event, poster=drawn))
    page.headers["Content-Security-Policy"] = policy(frames=False)
    page.headers["Cache-Control"] = "no-store"
    return page
