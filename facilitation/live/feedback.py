"""Orders about the survey: phones answer it, organisers open, close and show it."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.live.order import Ack, Field, Id, order, sid, visit
from facilitation.queries import changes
from facilitation.queries import survey as figures
from facilitation.services import feedback, presence
from facilitation.storage.statements import AnyRow, reading


@order("feedback.set", scale=Field(dict, of=int), text=Field(str), language=Field(str))
def set(actor: Actor, event: AnyRow, *, scale: dict[str, int], text: str, language: str) -> Ack:
    """Store a phone's answers in place of its earlier ones."""
    recounted = feedback.set(actor, scale=scale, text=text, language=language)
    broadcasts.feedback_changed(event.id)
    broadcasts.recounted(event.id, recounted)
    return {}


@order("feedback.read")
def read(actor: Actor, event: AnyRow) -> Ack:
    """Join the event's news, and answer with what this person answered: the page may be older than that."""
    if actor.participant_id is None:
        raise CafeError("not_joined")
    visit(actor)
    with reading() as store:
        given = feedback.own(store, actor)
    return {"given": given._asdict() if given else None, "event_state": changes.event_state(event.id)}


@order("feedback.open", audience=Field(str))
def open_feedback(actor: Actor, event: AnyRow, *, audience: str) -> Ack:
    """Join the news about the answers: all of it for the desk, or what the wall may show."""
    if audience not in figures.AUDIENCES:
        raise CafeError("malformed", field="audience")
    if audience == "desk" or not actor.wall:
        actor.require_organiser()
    here = visit(actor, broadcasts.feedback_room(event.id, audience))
    if audience == "desk":
        presence.open_desk(sid(), event.id)
    else:
        here.wall = here.wall or not actor.organiser
    return {"feedback": figures.told(event.id, audience), "event_state": changes.event_state(event.id)}


@order("feedback.begin")
def begin(actor: Actor, event: AnyRow) -> Ack:
    """Open the survey on every phone."""
    feedback.begin(actor)
    return _changed(event)


@order("feedback.end")
def end(actor: Actor, event: AnyRow) -> Ack:
    """Close the survey."""
    feedback.end(actor)
    return _changed(event)


@order("feedback.show", on=Field(bool))
def show(actor: Actor, event: AnyRow, *, on: bool) -> Ack:
    """Show on the wall how many chose what, or stop it."""
    feedback.show(actor, on=on)
    return _changed(event)


@order("feedback.hide", id=Id(), on=Field(bool))
def hide(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """Keep a comment out of the report, or let it in again."""
    feedback.hide(actor, id, on=on)
    broadcasts.feedback_changed(event.id)
    return {}


@order("feedback.word_in_german", id=Id(), text=Field(str, None), was=Field(str, None))
def word_in_german(actor: Actor, event: AnyRow, *, id: str, text: str | None, was: str | None) -> Ack:
    """Give a comment in another language a German wording, or remove it."""
    feedback.word_in_german(actor, id, text=text, was=was)
    broadcasts.feedback_changed(event.id)
    return {}


def _changed(event: AnyRow) -> Ack:
    broadcasts.feedback_turned(event.id)
    return {"event_state": changes.event_state(event.id)}
