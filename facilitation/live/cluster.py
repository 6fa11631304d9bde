"""Orders about clusters, from hosts' tablets."""

from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed
from facilitation.services import clusters, stations
from facilitation.storage.statements import AnyRow


@order("cluster.add", HOSTS, id=Id(), station=Field(str), title=Field(str))
def add(actor: Actor, event: AnyRow, *, id: str, station: str, title: str) -> Ack:
    """Open a cluster; the tablet makes its id."""
    return changed(actor, clusters.add(actor, stations.find(event.id, station), id=id, title=title))


@order("cluster.rename", HOSTS, id=Id(), title=Field(str), was=Field(str, None))
def rename(actor: Actor, event: AnyRow, *, id: str, title: str, was: str | None) -> Ack:
    """Give a cluster another title."""
    return changed(actor, clusters.rename(actor, id, title=title, was=was))


@order("cluster.remove", HOSTS, id=Id())
def remove(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Dissolve a cluster; its contributions go back to the inbox."""
    return changed(actor, clusters.remove(actor, id))
