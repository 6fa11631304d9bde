"""Orders about suggestions for a host's board: what seems to say the same, and what could be a cluster."""

from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed
from facilitation.queries import suggestions
from facilitation.services import stations
from facilitation.services import suggestions as answers
from facilitation.storage.statements import AnyRow


@order("suggestion.read", HOSTS, station=Field(str))
def read(actor: Actor, event: AnyRow, *, station: str) -> Ack:
    """Answer with what is suggested at a station now; nothing is done before a host taps it."""
    station_id = stations.find(event.id, station).id
    actor.require_host(station_id)
    return suggestions.read(station_id)


@order("suggestion.dismiss", HOSTS, id=Id(), station=Field(str), ids=Field(list))
def dismiss(actor: Actor, event: AnyRow, *, id: str, station: str, ids: list[str]) -> Ack:
    """Record that these contributions do not say the same."""
    station_id = stations.find(event.id, station).id
    return changed(actor, answers.dismiss(actor, station_id, id=id, ids=ids))
