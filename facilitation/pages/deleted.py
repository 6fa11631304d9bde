"""What this process keeps of what people said, to answer a hall quickly, goes once that is deleted, here or elsewhere.

Every process looks by itself, in the database, as for renewed doors: no news about it can get lost, whether or not
there is a Redis. A deleted rehearsal begins another age of its stations' revisions, a day of deletion another
generation of its event, and an event that is no more has no stations.
"""

from typing import NamedTuple

from facilitation.memory import remembered
from facilitation.pages import first_page
from facilitation.queries import changes, snapshots, suggestions, wordings
from facilitation.services import deletion, presence

_known: dict[int, tuple[int, int, int]] = remembered({})
"""By station: its event, its age, and its event's generation, when this process last looked."""


class Gone(NamedTuple):
    """The stations (ids) that are no more since the last look, and the events that screens show and that went."""

    stations: set[int]
    events: set[int]


def forget_said() -> None:
    """Let this process keep nothing of what people said; what still stands is read anew."""
    snapshots.kept.clear()
    suggestions.memory.clear()
    wordings.kept.clear()
    changes.last.clear()
    first_page.forget()


def look() -> Gone:
    """Forget what was said where an event, or everything at one, was deleted since the last look, by whatever process.

    Returns what is no more.
    """
    shown = presence.events()  # before: what is made between the two is there
    now = deletion.ages()
    if any(now.get(id) != before for id, before in _known.items()):
        forget_said()
    gone = Gone(_known.keys() - now.keys(), shown - {event_id for event_id, *_ in now.values()})
    _known.clear()
    _known.update(now)
    return gone
