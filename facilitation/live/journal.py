"""Orders about a station's journal: reading it, and undoing what stands in it."""

from facilitation.actor import Actor
from facilitation.live.fields import Name
from facilitation.live.order import HOSTS, Ack, order
from facilitation.models import JournalEntry
from facilitation.models.columns import iso
from facilitation.services import context, journal, journal_chain
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow


@order("journal.read", HOSTS)
def read(actor: Actor, place: AnyRow, *, station: Name) -> Ack:
    """Answer with what hosts and organisers did at a station, newest first."""
    told = journal.entries(actor, context.station_of(place))
    return {"entries": [_told(one) for one in told], "newest": journal_chain.shown(told[0].link) if told else ""}


@order("journal.undo", HOSTS)
def undo(actor: Actor, place: AnyRow, *, station: Name, revision: int) -> Committed[None]:
    """Undo the deed that led to this revision; `stays` counts its items that somebody changed since."""
    return journal.undo(actor, context.station_of(place), revision)


def _told(entry: JournalEntry) -> dict[str, object]:
    return {
        "revision": entry.revision,
        "door": entry.door,
        "deed": entry.deed,
        "items": entry.items,
        "done_at": iso(entry.done_at),
        "undone": entry.undone,
    }
