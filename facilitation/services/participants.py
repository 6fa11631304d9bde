"""Guests: joining an event, their name and their language."""

from sqlalchemy import bindparam, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Participant
from facilitation.storage import erasing
from facilitation.storage.statements import Prepared, Store
from facilitation.storage.transactions import writing
from facilitation.text import NAME_LIMIT, clean_line

_KNOWN = Prepared(
    select(Participant.id).where(Participant.id == bindparam("participant"), Participant.event_id == bindparam("event"))
)


def is_known(store: Store, event_id: int, participant_id: int) -> bool:
    """Tell whether this participant has joined this event."""
    return store.first(_KNOWN, participant=participant_id, event=event_id) is not None


def join(event: Event, *, language: str) -> Participant:
    """Add a new participant; a language that the event does not offer becomes the event's own."""
    with writing() as session:
        participant = Participant(
            event_id=event.id, language=language if language in event.languages else event.language
        )
        session.add(participant)
        return participant


def greet(actor: Actor, *, name: str, language: str) -> Participant:
    """Store the (optional) name and the language that somebody writes in.

    Raises CafeError `not_joined`, `unknown_language`, `text_empty` (only invisible characters), `text_too_long` (names
    have at most 60 graphemes).
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    name = clean_line(name, limit=NAME_LIMIT) if name.strip() else ""
    with writing() as session:
        if language not in session.get_one(Event, actor.event_id).languages:
            raise CafeError("unknown_language")
        participant = session.get_one(Participant, actor.participant_id)
        if participant.name not in (None, name):
            erasing.want()
        participant.name = name or None
        participant.language = language
        participant.greeted = True
        return participant
