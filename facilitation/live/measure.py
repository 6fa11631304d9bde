"""Orders about measures, from hosts' tablets."""

from facilitation.actor import Actor
from facilitation.live.fields import Id, Name, Text
from facilitation.live.order import HOSTS, order
from facilitation.models import Measure
from facilitation.services import contact_data, context, measures
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow


@order("measure.add", HOSTS)
def add(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    station: Name,
    what: Text,
    who: Text | None = None,
    by_when: Text | None = None,
    state: str = "open",
) -> Committed[Measure]:
    """Write down a next step; the tablet makes its id."""
    return measures.add(actor, context.station_of(place), id=id, what=what, who=who, by_when=by_when, state=state)


@order("measure.edit", HOSTS)
def edit(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    what: Text,
    who: Text | None = None,
    by_when: Text | None = None,
    was: str | None = None,
) -> Committed[Measure]:
    """Reword a measure."""
    return measures.edit(actor, id, what=what, who=who, by_when=by_when, was=was)


@order("measure.arrange", HOSTS)
def arrange(actor: Actor, place: AnyRow, *, station: Name, ids: list[str]) -> Committed[None]:
    """Put measures into another order."""
    return measures.arrange(actor, context.station_of(place), ids)


@order("measure.set_state", HOSTS)
def set_state(actor: Actor, place: AnyRow, *, id: Id, state: str) -> Committed[Measure]:
    """Set a measure's state."""
    return measures.set_state(actor, id, state=state)


@order("measure.confirm_contact", HOSTS)
def confirm_contact(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[Measure]:
    """Let contact data in a next step be shown."""
    return contact_data.confirm(actor, Measure, id, was=was)


@order("measure.remove", HOSTS)
def remove(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Measure]:
    """Remove a measure."""
    return measures.remove(actor, id)
