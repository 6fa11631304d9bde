"""Orders about key statements, from hosts' tablets."""

from typing import Any

from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed, changed_to
from facilitation.services import statements, stations
from facilitation.storage.statements import AnyRow


@order(
    "statement.add",
    HOSTS,
    id=Id(),
    station=Field(str),
    round=Field(int, None),
    text=Field(str),
    kind=Field(str, "statement"),
    behind=Field(dict, None),
)
def add(actor: Actor, event: AnyRow, *, station: str, **fields: Any) -> Ack:
    """Write a statement or an open question, for a round or for the whole station."""
    found = stations.find(event.id, station)
    return changed(actor, statements.add(actor, found, round_position=fields.pop("round"), **fields))


@order(
    "statement.edit",
    HOSTS,
    id=Id(),
    text=Field(str),
    was=Field(str, None),
    kind=Field(str, None),
    behind=Field(dict, None),
)
def edit(actor: Actor, event: AnyRow, *, id: str, **fields: Any) -> Ack:
    """Reword a statement, or change its kind or what it rests on."""
    return changed(actor, statements.edit(actor, id, **fields))


@order("statement.translate", HOSTS, id=Id(), language=Field(str), text=Field(str, None), was=Field(str, None))
def translate(actor: Actor, event: AnyRow, *, id: str, **wording: Any) -> Ack:
    """Set a statement's translation into another language, for guests of the next round, or remove it."""
    return changed(actor, statements.translate(actor, id, **wording))


@order("statement.arrange", HOSTS, station=Field(str), ids=Field(list))
def arrange(actor: Actor, event: AnyRow, *, station: str, ids: list[str]) -> Ack:
    """Put statements into another order."""
    found = stations.find(event.id, station)
    return changed_to(actor, found.id, statements.arrange(actor, found, ids))


@order("statement.remove", HOSTS, id=Id())
def remove(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Remove a statement."""
    return changed(actor, statements.remove(actor, id))
