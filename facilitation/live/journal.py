"""Orders about a station's journal: reading it, and undoing what stands in it."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, order
from facilitation.models import JournalEntry
from facilitation.queries import changes
from facilitation.services import journal, journal_chain, stations
from facilitation.storage.statements import AnyRow


@order("journal.read", HOSTS, station=Field(str))
def read(actor: Actor, event: AnyRow, *, station: str) -> Ack:
    """Answer with what hosts and organisers did at a station, newest first."""
    told = journal.entries(actor, stations.find(event.id, station).id)
    return {"entries": [_told(one) for one in told], "newest": journal_chain.shown(told[0].link) if told else ""}


@order("journal.undo", HOSTS, station=Field(str), revision=Field(int))
def undo(actor: Actor, event: AnyRow, *, station: str, revision: int) -> Ack:
    """Undo the deed that led to this revision; `stays` counts its items that somebody changed since."""
    station_id = stations.find(event.id, station).id
    undone = journal.undo(actor, station_id, revision)
    broadcasts.station_changed(event.id, station_id, undone.revision)
    if undone.setting:
        broadcasts.event_changed(event.id)
    return {"revision": undone.revision, "stays": undone.stays, "event_state": changes.event_state(event.id)}


def _told(entry: JournalEntry) -> dict[str, object]:
    return {
        "revision": entry.revision,
        "door": entry.door,
        "deed": entry.deed,
        "items": entry.items,
        "done_at": changes.iso(entry.done_at),
        "undone": entry.undone,
    }
