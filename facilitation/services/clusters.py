"""Grouping a station's contributions under themes (clusters)."""

from collections.abc import Sequence

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import UNNAMED, Cluster
from facilitation.services import contributions, journal, ordering, seen
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.services.seen import UNSAID
from facilitation.storage.transactions import writing
from facilitation.text import TITLE_LIMIT, clean_line


def add(actor: Actor, station_id: int, *, id: str, title: str | None = None) -> Committed[Cluster]:
    """Open a cluster; the tablet makes its id, so sending it twice is harmless.

    Without a title it has no name yet: until a host renames it only hosts know of it.

    Raises CafeError `not_allowed`, `malformed` (id), `id_taken`, `text_empty`, `text_too_long`.
    """
    actor.require_host(station_id)
    check_id(id)
    with writing() as session:
        deed = Deed(session, actor, station_id, "cluster.add")
        known = journal.known(session, Cluster, id, station_id)
        if known is not None:
            return deed.done_before(known)
        title = UNNAMED if title is None else clean_line(title, limit=TITLE_LIMIT)
        position = ordering.last(session, Cluster, station_id) + 1
        cluster = Cluster(id=id, station_id=station_id, title=title, position=position)
        deed.add(cluster)
        return deed.done(cluster)


def rename(
    actor: Actor, cluster_id: str, *, title: str, was: str | None = None, contribution: str | None = None
) -> Committed[Cluster]:
    """Give a cluster another title; `was` is the title that the host saw before (None: whatever it is).

    `contribution` is the one in whose words the title was proposed; once that is withdrawn, nothing is called so.
    Raises CafeError `unknown_cluster`, `not_allowed`, `text_empty`, `text_too_long`, `unknown_contribution`,
    `contribution_gone`, `reworded` (now).
    """
    with writing() as session:
        cluster, deed = journal.begin(session, actor, Cluster, cluster_id, "cluster.rename")
        if contribution is not None and contributions.find_in(session, actor, contribution).state == "withdrawn":
            raise CafeError("contribution_gone")
        title = clean_line(title, limit=TITLE_LIMIT)
        if cluster.title != title:
            seen.check(cluster.title, UNSAID if was is None else was)
            deed.change(cluster, title=title, contact_confirmed=False)
        return deed.done(cluster)


def remove(actor: Actor, cluster_id: str) -> Committed[Cluster]:
    """Dissolve a cluster; its contributions go back to the inbox, and repeating is harmless.

    Raises CafeError `unknown_cluster`, `not_allowed`.
    """
    with writing() as session:
        cluster, deed = journal.begin(session, actor, Cluster, cluster_id, "cluster.remove", removed=True)
        deed.dissolve(cluster)
        return deed.done(cluster)


def put(actor: Actor, contribution_ids: Sequence[str], cluster_id: str | None) -> Committed[None]:
    """Move contributions of one station into a cluster, or (None) to the inbox.

    Raises CafeError `malformed` (ids), `unknown_contribution`, `unknown_cluster`, `wrong_station`, `contribution_gone`,
    `not_allowed`.
    """
    if not contribution_ids:
        raise CafeError("malformed", field="ids")
    with writing() as session:
        station_id = contributions.find_in(session, actor, contribution_ids[0]).station_id
        deed = Deed(session, actor, station_id, "contribution.cluster")
        if cluster_id is not None and journal.find(session, actor, Cluster, cluster_id).station_id != station_id:
            raise CafeError("wrong_station")
        chosen = [contributions.find_in(session, actor, id) for id in contribution_ids]
        if any(contribution.station_id != station_id for contribution in chosen):
            raise CafeError("wrong_station")
        if any(contribution.state == "withdrawn" for contribution in chosen):
            raise CafeError("contribution_gone")
        for contribution in chosen:
            deed.change(contribution, cluster_id=cluster_id)
        return deed.done(None)
