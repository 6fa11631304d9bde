"""The survey's page on the phones."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.actor import Actor
from facilitation.doors import languages, sessions
from facilitation.errors import CafeError
from facilitation.models import PLACES, Event
from facilitation.pages.answering import answered
from facilitation.pages.participant import hello
from facilitation.pages.screens import event_info, guests_languages
from facilitation.queries import changes
from facilitation.services import events, feedback, limits
from facilitation.storage.statements import reading
from facilitation.text import number

blueprint = Blueprint("feedback", __name__)


@blueprint.get("/e/<event_slug>/feedback")
def survey(event_slug: str) -> str:
    """Show the survey's questions, with what this person answered before."""
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    if sessions.door_for(event, actor) != "open":
        language = languages.interface_language()
        return hello(event, None, None, chosen=language, name="", next=url_for(".survey", event_slug=event.slug))
    return _page(event, actor, None)


@blueprint.post("/e/<event_slug>/feedback")
def answer(event_slug: str) -> Response | tuple[str, int]:
    """Store answers from a page without script; what is refused stays in the form."""
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    typed = {name: request.form.get(name, "") for name in ("text", "language")}
    chosen = {name.removeprefix("q"): place for name, place in request.form.items() if name.startswith("q") and place}
    try:
        sessions.require_cookies()
        with limits.refusals_of(actor):
            given = feedback.set(actor, scale=_scale(chosen), **typed)
    except CafeError as refusal:
        message = refusal.message if typed["text"].strip() else refusal.message_without_text
        refused = {"message": message, "word": refusal.code == "word_wanted", "scale": chosen, **typed}
        return _page(event, actor, refused), refusal.status
    return answered(event.id, given, url_for(".survey", event_slug=event.slug, saved=1))


def _scale(chosen: dict[str, str]) -> dict[str, int]:
    places = {str(place): place for place in PLACES}
    return {key: places.get(place, 0) for key, place in chosen.items()}


def preview(event: Event) -> str:
    """Return the survey as it will be, open, drawn for nobody: for whoever edits it."""
    return _page(event, Actor(event.id), None, is_open=True)


def _page(event: Event, actor: Actor, refused: dict[str, Any] | None, *, is_open: bool = False) -> str:
    known = sessions.participant(event, actor)
    read_in = known.language if known else event.language
    with reading() as store:
        given = feedback.standing(store, actor)
        me = {**sessions.me(store, event.id, actor), "language": read_in}
    first = {
        "event": event_info(event),
        "event_state": changes.event_state(event.id),
        "given": given._asdict() if given else None,
        "me": me,
        "urls": {
            "me": url_for("participant.me", event_slug=event.slug, next=request.path),
            "menu": url_for("participant.menu_json", event_slug=event.slug),
        },
    }
    shown = refused or (given._asdict() if given else {"scale": {}, "text": "", "language": read_in})
    return render_template(
        "feedback.html",
        event=event,
        questions=[(one.number, one.text) for one in feedback.questions(event) if not one.closed],
        asked=event.feedback_free_text,
        starts=next((item.starts for item in event.programme if item.kind == "feedback"), None),
        places=PLACES,
        first=first,
        shown={
            **shown,
            "scale": {number(str(key)): number(str(place)) for key, place in shown["scale"].items()},
        },
        languages=guests_languages(event, str(shown["language"])),
        refused=refused,
        given=given,
        saved=request.args.get("saved"),
        is_open=is_open,
    )
