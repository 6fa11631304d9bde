"""Orders about the survey: phones answer it, organisers open, close and show it."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.live.fields import Id, Text
from facilitation.live.order import Ack, order, sid, visit
from facilitation.models import Event, FeedbackAnswer
from facilitation.queries import changes, survey
from facilitation.services import feedback, presence
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow, reading


@order("feedback.set")
def set(actor: Actor, place: AnyRow, *, scale: dict[str, int], text: Text, language: str) -> Committed[None]:
    """Store a phone's answers in place of its earlier ones."""
    return feedback.set(actor, scale=scale, text=text, language=language)


@order("feedback.read")
def read(actor: Actor, place: AnyRow) -> Ack:
    """Join the event's news, and answer with what this person answered: the page may be older than that."""
    if actor.participant_id is None:
        raise CafeError("not_joined")
    visit(actor)
    with reading() as store:
        given, me = feedback.standing(store, actor), sessions.me(store, place.id, actor)
    return {"given": given._asdict() if given else None, "me": me, "event_state": changes.event_state(place.id)}


@order("feedback.open")
def open_feedback(actor: Actor, place: AnyRow, *, audience: str) -> Ack:
    """Join the news about the answers: all of it for the desk, or what the wall may show."""
    actor.require_survey(audience)
    here = visit(actor, broadcasts.feedback_room(place.id, audience))
    if audience == "desk":
        presence.open_desk(sid(), place.id)
    else:
        here.wall = here.wall or actor.is_projector
    return {"feedback": survey.told(place.id, audience), "event_state": changes.event_state(place.id)}


@order("feedback.begin")
def begin(actor: Actor, place: AnyRow) -> Committed[Event]:
    """Open the survey on every phone."""
    return feedback.begin(actor)


@order("feedback.end")
def end(actor: Actor, place: AnyRow) -> Committed[Event]:
    """Close the survey."""
    return feedback.end(actor)


@order("feedback.show")
def show(actor: Actor, place: AnyRow, *, on: bool) -> Committed[Event]:
    """Show on the wall how many chose what, or stop it."""
    return feedback.show(actor, on=on)


@order("feedback.hide")
def hide(actor: Actor, place: AnyRow, *, id: Id, on: bool) -> Committed[FeedbackAnswer]:
    """Keep a comment out of the report, or let it in again."""
    return feedback.hide(actor, id, on=on)


@order("feedback.confirm_contact")
def confirm_contact(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[FeedbackAnswer]:
    """Let contact data in a comment be shown in the report, as the organiser read it."""
    return feedback.confirm_contact(actor, id, was=was)


@order("feedback.word_in_german")
def word_in_german(
    actor: Actor, place: AnyRow, *, id: Id, text: Text | None = None, was: str | None = None
) -> Committed[FeedbackAnswer]:
    """Give a comment in another language a German wording, or remove it."""
    return feedback.word_in_german(actor, id, text=text, was=was)
