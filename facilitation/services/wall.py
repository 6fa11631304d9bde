"""What the hall's screen (the wall) shows: the organisers choose a scene, or let the scenes take turns."""

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Station
from facilitation.storage.transactions import raise_event_revision, writing

SCENES = ("stations", "strongest", "cloud", "countdown", "code", "programme")
"""Scenes of the whole event."""
OF_STATION = ("station", "cloud")
"""Scenes of one station, chosen as "station:slug" or "cloud:slug"."""
TURNS = ""
"""Stands for no chosen scene: the scenes take turns."""


def show(actor: Actor, scene: str) -> None:
    """Show a scene until another is chosen; TURNS lets the scenes take turns.

    Raises CafeError `not_allowed`, `unknown_scene`.
    """
    actor.require_organiser()
    with writing() as session:
        locked = select(Event).where(Event.id == actor.event_id).with_for_update()
        event = session.execute(locked.execution_options(populate_existing=True)).scalar_one()
        name, _, slug = scene.partition(":")
        if slug:
            of_event = select(Station.id).where(Station.event_id == event.id, Station.slug == slug)
            known = name in OF_STATION and session.execute(of_event).first() is not None
        else:
            known = scene == TURNS or scene in SCENES
        if not known:
            raise CafeError("unknown_scene")
        event.wall_scene = scene
        session.flush()
        raise_event_revision(session, event.id)
