"""Orders about suggestions for a host's board: what seems to say the same, and what could be a cluster."""

from facilitation.actor import Actor
from facilitation.live.fields import Id, Name
from facilitation.live.order import HOSTS, Ack, order
from facilitation.models import Dismissal
from facilitation.queries import suggestions
from facilitation.services import context
from facilitation.services import suggestions as answers
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow


@order("suggestion.read", HOSTS)
def read(actor: Actor, place: AnyRow, *, station: Name) -> Ack:
    """Answer with what is suggested at a station now; nothing is done before a host taps it."""
    station_id = context.station_of(place)
    actor.require_host(station_id)
    return suggestions.read(station_id)


@order("suggestion.dismiss", HOSTS)
def dismiss(actor: Actor, place: AnyRow, *, id: Id, station: Name, ids: list[str]) -> Committed[Dismissal]:
    """Record that these contributions do not say the same."""
    return answers.dismiss(actor, context.station_of(place), id=id, ids=ids)
