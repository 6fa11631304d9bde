"""What of an event was printed, for which address, and whether it still says what is true."""

import re
from collections.abc import Mapping

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.services.committed import Committed
from facilitation.storage.transactions import lock_event, writing

PARTS = (
    *("posters", "invitation", "wifi", "schedule", "table_signs", "paper_cards", "photo_notice"),
    "host_cards",
)
"""What can be printed, in the order in which it is: hosts' cards, which hold secrets, come last."""
_MARK = re.compile(r"[0-9a-f]{16}(:[a-z]{2,3}(-[a-z]{2,8})?)?")
"""What a part says in 64 bits, and in which language it was printed; earlier versions kept no language."""


def note(actor: Actor, url: str, marks: Mapping[str, str]) -> Committed[None]:
    """Remember that an event's codes were printed for an address, and of which parts (PARTS) by their marks.

    A mark is 16 hexadecimal digits that change with what a part says, a colon, and its language. Raises CafeError
    `not_allowed`, `malformed` (part).
    """
    actor.require_organiser()
    if not all(name in PARTS and _MARK.fullmatch(mark) for name, mark in marks.items()):
        raise CafeError("malformed", field="part")
    with writing() as session:
        event = lock_event(session, actor.event_id)
        event.printed_for = url
        event.printed = {**event.printed, **marks}
    return Committed(None, desk=True)


def printed_for(event: Event, url: str) -> str | None:
    """Return the address for which an event's codes were printed, where they carry another one (`url`) by now."""
    return event.printed_for if event.printed_for != url else None
