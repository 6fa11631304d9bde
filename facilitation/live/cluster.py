"""Orders about clusters, from hosts' tablets."""

from facilitation.actor import Actor
from facilitation.live.fields import Id, Name, Text
from facilitation.live.order import HOSTS, order
from facilitation.models import Cluster
from facilitation.services import clusters, contact_data, context
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow


@order("cluster.add", HOSTS)
def add(actor: Actor, place: AnyRow, *, id: Id, station: Name, title: Text | None = None) -> Committed[Cluster]:
    """Open a cluster, without a title one that has no name yet; the tablet makes its id."""
    return clusters.add(actor, context.station_of(place), id=id, title=title)


@order("cluster.rename", HOSTS)
def rename(
    actor: Actor, place: AnyRow, *, id: Id, title: Text, was: str | None = None, contribution: Id | None = None
) -> Committed[Cluster]:
    """Give a cluster another title, in the words of this contribution, where they were proposed."""
    return clusters.rename(actor, id, title=title, was=was, contribution=contribution)


@order("cluster.confirm_contact", HOSTS)
def confirm_contact(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[Cluster]:
    """Let contact data in a title be shown."""
    return contact_data.confirm(actor, Cluster, id, was=was)


@order("cluster.remove", HOSTS)
def remove(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Cluster]:
    """Dissolve a cluster; its contributions go back to the inbox."""
    return clusters.remove(actor, id)
