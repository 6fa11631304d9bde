"""Which slides of the presentation are shown, and in which order."""

import re

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.services.committed import Committed, of_event
from facilitation.storage.transactions import lock_event, raise_event_revision, writing

MOST_SLIDES = bounds.MOST_SLIDES
NAME = re.compile(rf"[a-z0-9-]{{1,{bounds.SLIDE_NAME_LIMIT}}}")
"""What the name of a slide looks like."""


def arrange(actor: Actor, *, order: list[str], hidden: list[str]) -> Committed[Event]:
    """Store the order of the slides and which are hidden, by name; names without a slide do no harm.

    Raises CafeError `not_allowed`, `malformed` (name: the order, shown: the hidden ones).
    """
    actor.require_organiser()
    for field, names in (("name", order), ("shown", hidden)):
        if len(names) > MOST_SLIDES or not all(map(NAME.fullmatch, names)):
            raise CafeError("malformed", field=field)
    with writing() as session:
        event = lock_event(session, actor.event_id)
        event.deck_order, event.deck_hidden = list(dict.fromkeys(order)), sorted(set(hidden))
        session.flush()
        raise_event_revision(session, event.id)
        return of_event(event)
