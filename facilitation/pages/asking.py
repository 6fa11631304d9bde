"""Who asks for a page of the organisers', and what the fields of their form say."""

from flask import request

from facilitation.actor import Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.services import events
from facilitation.text import number


def organised(event_slug: str, *, locked: bool = False) -> tuple[Event, Actor]:
    """Return the event and the organiser who asks; with `locked` also an event of which nobody is shown anything.

    Raises CafeError `unknown_event`, `event_locked`, `not_joined`, `not_allowed`.
    """
    event = events.find(event_slug, locked=locked)
    actor = sessions.current_actor(event)
    actor.require_organiser()
    return event, actor


def typed(*names: str) -> dict[str, str]:
    """Return what a form brought along, by these names."""
    return {name: request.form.get(name, "") for name in names}


def counted(name: str) -> int:
    """Return a number of the form, 0 where it says none. Raises CafeError `malformed` (name)."""
    found = number(request.form.get(name) or "0")
    if found is None:
        raise CafeError("malformed", field=name)
    return found
