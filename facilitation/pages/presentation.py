"""The presentation of the results: for the projector, for the speaker, and as a PowerPoint file."""

from collections.abc import Callable

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from facilitation.documents import deck
from facilitation.documents.deck import powerpoint as file
from facilitation.documents.exports import words
from facilitation.doors import languages, sessions
from facilitation.extensions import db
from facilitation.i18n.catalogue import LANGUAGES
from facilitation.models import Event
from facilitation.offload import offload_long
from facilitation.pages import asking, long_page, report_file
from facilitation.pages.answering import answered
from facilitation.pages.download import POWERPOINT, download
from facilitation.pages.screens import event_info, station_info
from facilitation.queries import changes
from facilitation.queries.harvest import EventHarvest
from facilitation.services import event_journal, events, letterheads, presentation, rehearsals
from facilitation.storage import turns

blueprint = Blueprint("presentation", __name__)


@blueprint.get("/e/<event_slug>/presentation")
def show(event_slug: str) -> str:
    """Show the slides as they are now. The wall's door and organisers only.

    With `?presenter` also the hidden ones, notes, a clock, and the list to arrange them: organisers only.
    """
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    presenter = "presenter" in request.args
    actor.require_projection(presenter=presenter)
    brought = report_file.read(event, language=language_of_page())
    with turns.for_a_long_page():
        return _drawn(events.find(event_slug), brought, presenter=presenter)


def _drawn(event: Event, brought: EventHarvest, *, presenter: bool) -> str:
    turns.give_after_a_slice()
    made = slides(event, brought, language=language_of_page())
    turns.give_after_a_slice()
    return long_page.draw(
        "presentation.html",
        event=event,
        slides=made if presenter else [one for one in made if one.shown],
        presenter=presenter,
        logo_file=letterheads.logo_of(event.id),
        first={
            "event": event_info(event),
            "stations": [station_info(station) for station in event.stations],
            "event_state": changes.event_state(event.id),
        },
    )


@blueprint.get("/e/<event_slug>/presentation.pptx")
def powerpoint(event_slug: str) -> Response:
    """Send the slides that are shown as a PowerPoint file; `language` is de (also where it is missing) or en.

    Organisers only.
    """
    _, actor = asking.organised(event_slug)
    rehearsals.check_none(actor.event_id)
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    event_journal.note_download(actor, "presentation.pptx", language=language)
    event = events.find(event_slug)
    slug, brought = event.slug, report_file.read(event, language=language)
    made = slides(event, brought, language=language)
    look, papers = letterheads.look(event.id), letterheads.reader()
    db.session.rollback()  # who builds a file holds no connection
    content = offload_long(
        _built, made, brought, language=language, photos=report_file.pictures(brought), papers=papers, look=look
    )
    return download(content, POWERPOINT, f"{words.of(language).deck}-{slug}.pptx")


@blueprint.post("/e/<event_slug>/presentation")
def arrange(event_slug: str) -> Response:
    """Set which slides are shown, in which order. Organisers only.

    `name` is given for each slide in their order, `shown` for each that is shown. `up` or `down` moves one, `reset`
    forgets all of it.
    """
    event, actor = asking.organised(event_slug)
    order, shown = request.form.getlist("name"), set(request.form.getlist("shown"))
    if "reset" in request.form:
        order = []
    for way, steps in (("up", -1), ("down", 1)):
        name = request.form.get(way)
        if name in order:
            _move(order, name, steps)
    arranged = presentation.arrange(actor, order=order, hidden=[name for name in order if name not in shown])
    return answered(event.id, arranged, url_for(".show", event_slug=event.slug, presenter="", _anchor="h-list"))


def language_of_page() -> str:
    """Return the language of files and slides: the page's where there is one, else German."""
    return known_language(languages.interface_language())


def known_language(language: str) -> str:
    """Return a language of files and slides: this one where there is one, else German."""
    return language if language in LANGUAGES else LANGUAGES[0]


def slides(event: Event, brought: EventHarvest, *, language: str) -> tuple[deck.Slide, ...]:
    """Return the event's slides in the organisers' order; `shown` is false for hidden ones."""
    return deck.slides(
        brought,
        language=language,
        order=event.deck_order,
        hidden=event.deck_hidden,
        feedback=event.feedback_shown,
        between=turns.give_after_a_slice,
    )


def _built(
    made: tuple[deck.Slide, ...],
    brought: EventHarvest,
    *,
    language: str,
    photos: file.Reader,
    papers: Callable[[letterheads.Stationery], letterheads.Files],
    look: letterheads.Stationery,
) -> bytes:
    """Write the file, in a real thread: the logo's disk may be slow."""
    _, logo = papers(letterheads.Stationery(logo=look.logo))
    return file.build(made, brought, language=language, photos=photos, logo=logo)


def _move(order: list[str], name: str, steps: int) -> None:
    place = order.index(name)
    order.insert(max(0, place + steps), order.pop(place))
