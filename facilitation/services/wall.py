"""What the hall's screen (the wall) shows: organisers choose a scene, or let them take turns, and a second language."""

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Station
from facilitation.services import event_journal, orders
from facilitation.services.committed import Committed, of_event
from facilitation.storage.transactions import CafeSession, lock_event, raise_event_revision, writing

SCENES = ("stations", "strongest", "cloud", "countdown", "code", "programme")
"""Scenes of the whole event."""
OF_STATION = ("station", "cloud")
"""Scenes of one station, chosen as "station:slug" or "cloud:slug"."""
NO_LANGUAGE = ""
TURNS = ""
"""Stands for no chosen scene: the scenes take turns."""


def show(actor: Actor, scene: str) -> Committed[Event]:
    """Show a scene until another is chosen; TURNS lets the scenes take turns.

    Raises CafeError `not_allowed`, `unknown_scene`.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        name, _, slug = scene.partition(":")
        if slug:
            wanted = select(Station.id).where(Station.event_id == event.id, Station.slug == slug)
            known = name in OF_STATION and session.execute(wanted).first() is not None
        else:
            known = scene == TURNS or scene in SCENES
        if not known:
            raise CafeError("unknown_scene")
        if event.wall_scene != scene:
            event_journal.note(session, actor, "wall.show", scene=scene)
        event.wall_scene = scene
        return _changed(session, actor, event)


def speak(actor: Actor, language: str) -> Committed[Event]:
    """Show what contributions mean in a second language, too, as far as a host has read it; NO_LANGUAGE: in none.

    Raises CafeError `not_allowed`, `unknown_language`: none of the event's, or that in which it speaks anyway.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        if language != NO_LANGUAGE and (language not in event.languages or language == event.language):
            raise CafeError("unknown_language")
        if event.wall_language != language:
            event_journal.note(session, actor, "wall.speak", language=language)
        event.wall_language = language
        return _changed(session, actor, event)


def _changed(session: CafeSession, actor: Actor, event: Event) -> Committed[Event]:
    session.flush()
    raise_event_revision(session, event.id)
    return orders.remember(session, actor, of_event(event))
