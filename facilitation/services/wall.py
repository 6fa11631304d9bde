"""What the hall's screen (the wall) shows: the organisers choose a scene, or let the scenes take turns."""

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Station
from facilitation.services import event_journal, orders
from facilitation.services.committed import Committed, of_event
from facilitation.storage.transactions import lock_event, raise_event_revision, writing

SCENES = ("stations", "strongest", "cloud", "countdown", "code", "programme")
"""Scenes of the whole event."""
OF_STATION = ("station", "cloud")
"""Scenes of one station, chosen as "station:slug" or "cloud:slug"."""
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
        session.flush()
        raise_event_revision(session, event.id)
        return orders.remember(session, actor, of_event(event))
