"""The deck of 16:30: for the projector, for whoever speaks, and as a PowerPoint file."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.documents import deck
from facilitation.documents.deck import powerpoint as file
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n.catalogue import LANGUAGES
from facilitation.models import Event
from facilitation.offload import offload
from facilitation.pages.download import POWERPOINT, download
from facilitation.pages.screens import asks_for_json, event_info, station_info
from facilitation.queries import changes, harvest
from facilitation.queries.harvest import EventHarvest
from facilitation.services import events, presentation
from facilitation.storage import photo_files

blueprint = Blueprint("presentation", __name__)


@blueprint.get("/e/<event_slug>/presentation")
def show(event_slug: str) -> str:
    """The slides as they are now. The wall's door and organisers.

    With `?presenter` also those that are left out, notes, a clock, and the list to arrange them: organisers only.
    """
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    presenter = "presenter" in request.args
    require_projection(actor, presenter=presenter)
    language = language_of_page()
    made = slides(event, harvest.of(event, language=language), language=language)
    return render_template(
        "presentation.html",
        event=event,
        slides=made if presenter else [one for one in made if one.shown],
        presenter=presenter,
        first={
            "event": event_info(event),
            "stations": [station_info(station) for station in event.stations],
            "event_state": changes.event_state(event.id),
        },
    )


@blueprint.get("/e/<event_slug>/presentation.pptx")
def powerpoint(event_slug: str) -> Response:
    """The slides that are shown as a PowerPoint file; `language` is de (else) or en. Organisers only."""
    event = events.find(event_slug)
    sessions.current_actor(event).require_organiser()
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    slug, brought = event.slug, harvest.of(event, language=language)
    made = slides(event, brought, language=language)
    db.session.rollback()  # who builds a file holds no connection
    content = offload(file.build, made, brought, language=language, photos=photo_files.reader())
    return download(content, POWERPOINT, f"praesentation-{slug}.pptx")


@blueprint.post("/e/<event_slug>/presentation")
def arrange(event_slug: str) -> Response:
    """Which slides are shown, in which order: `name` of each, `shown` of those that are; `up` or `down` moves one,

    `reset` forgets all of it. Organisers only.
    """
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    actor.require_organiser()
    order, shown = request.form.getlist("name"), set(request.form.getlist("shown"))
    if "reset" in request.form:
        order = []
    for way, steps in (("up", -1), ("down", 1)):
        name = request.form.get(way)
        if name in order:
            _move(order, name, steps)
    presentation.arrange(actor, order=order, hidden=[name for name in order if name not in shown])
    broadcasts.event_changed(event.id)
    if asks_for_json():
        return jsonify(ok=True)
    return redirect(url_for(".show", event_slug=event.slug, presenter="", _anchor="h-list"), code=303)


def require_projection(actor: Actor, *, presenter: bool = False) -> None:
    """Raises CafeError `not_allowed`, `not_joined` to all but the wall's door and organisers."""
    if presenter:
        actor.require_organiser()
    elif not (actor.wall or actor.organiser):
        raise CafeError("not_allowed" if actor.came_in else "not_joined")


def language_of_page() -> str:
    """What files and slides are written in, as near to the page's language as there is."""
    language = sessions.interface_language()
    return language if language in LANGUAGES else LANGUAGES[0]


def slides(event: Event, brought: EventHarvest, *, language: str) -> tuple[deck.Slide, ...]:
    """The event's deck in the organisers' order; those left out have `shown` false."""
    return deck.slides(
        brought,
        language=language,
        order=event.deck_order,
        hidden=event.deck_hidden,
        feedback=event.feedback_shown,
    )


def _move(order: list[str], name: str, steps: int) -> None:
    place = order.index(name)
    order.insert(max(0, place + steps), order.pop(place))
