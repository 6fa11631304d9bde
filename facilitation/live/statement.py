"""Orders about key statements, from hosts' tablets."""

from facilitation.actor import Actor
from facilitation.live.fields import Id, Name, Text
from facilitation.live.order import HOSTS, order
from facilitation.models import Statement
from facilitation.services import contact_data, context, statements
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow

Behind = dict[str, list[str]]
"""What a statement rests on, by the nouns' names."""


@order("statement.add", HOSTS)
def add(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    station: Name,
    text: Text,
    round: int | None = None,
    kind: str = "statement",
    behind: Behind | None = None,
) -> Committed[Statement]:
    """Write a statement or an open question, for a round or for the whole station."""
    return statements.add(
        actor, context.station_of(place), id=id, text=text, round_position=round, kind=kind, behind=behind
    )


@order("statement.edit", HOSTS)
def edit(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    text: Text,
    was: str | None = None,
    kind: str | None = None,
    behind: Behind | None = None,
) -> Committed[Statement]:
    """Reword a statement, or change its kind or what it rests on."""
    return statements.edit(actor, id, text=text, was=was, kind=kind, behind=behind)


@order("statement.translate", HOSTS)
def translate(
    actor: Actor, place: AnyRow, *, id: Id, language: str, text: Text | None = None, was: str | None = None
) -> Committed[Statement]:
    """Set a statement's translation into another language, for guests of the next round, or remove it."""
    return statements.translate(actor, id, language=language, text=text, was=was)


@order("statement.arrange", HOSTS)
def arrange(actor: Actor, place: AnyRow, *, station: Name, ids: list[str]) -> Committed[None]:
    """Put statements into another order."""
    return statements.arrange(actor, context.station_of(place), ids)


@order("statement.confirm_contact", HOSTS)
def confirm_contact(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[Statement]:
    """Let contact data in a statement be shown."""
    return contact_data.confirm(actor, Statement, id, was=was)


@order("statement.remove", HOSTS)
def remove(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Statement]:
    """Remove a statement."""
    return statements.remove(actor, id)
