"""Orders about measures, from hosts' tablets."""

from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed, changed_to
from facilitation.services import measures, stations
from facilitation.storage.statements import AnyRow

_WORDS = {"what": Field(str), "who": Field(str, None), "by_when": Field(str, None)}


@order("measure.add", HOSTS, id=Id(), station=Field(str), state=Field(str, "open"), **_WORDS)
def add(actor: Actor, event: AnyRow, *, station: str, **fields: str) -> Ack:
    """Write down a next step; the tablet makes its id."""
    return changed(actor, measures.add(actor, stations.find(event.id, station), **fields))


@order("measure.edit", HOSTS, id=Id(), was=Field(str, None), **_WORDS)
def edit(actor: Actor, event: AnyRow, *, id: str, what: str, **fields: str | None) -> Ack:
    """Reword a measure."""
    return changed(
        actor, measures.edit(actor, id, what=what, who=fields["who"], by_when=fields["by_when"], was=fields["was"])
    )


@order("measure.arrange", HOSTS, station=Field(str), ids=Field(list))
def arrange(actor: Actor, event: AnyRow, *, station: str, ids: list[str]) -> Ack:
    """Put measures into another order."""
    found = stations.find(event.id, station)
    return changed_to(actor, found.id, measures.arrange(actor, found, ids))


@order("measure.set_state", HOSTS, id=Id(), state=Field(str))
def set_state(actor: Actor, event: AnyRow, *, id: str, state: str) -> Ack:
    """Set a measure's state."""
    return changed(actor, measures.set_state(actor, id, state=state))


@order("measure.remove", HOSTS, id=Id())
def remove(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Remove a measure."""
    return changed(actor, measures.remove(actor, id))
