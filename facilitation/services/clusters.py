"""Grouping contributions under a theme."""

from collections.abc import Sequence

from sqlalchemy import func, select

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Station
from facilitation.services import contributions
from facilitation.services.writing import CafeSession, lock_station, raise_revision, writing
from facilitation.text import TITLE_LIMIT, clean_line


def add(actor: Actor, station: Station, *, id: str, title: str) -> Cluster:
    """Open a cluster; the tablet makes its id. Raises CafeError `not_allowed`, `malformed`, `id_taken`, `text_…`."""
    actor.require_host(station.id)
    contributions.check_id(id)
    title = clean_line(title, limit=TITLE_LIMIT)
    station_id = station.id
    with writing() as session:
        station = lock_station(session, station_id)
        known = session.get(Cluster, id)
        if known is not None:
            if known.station_id != station.id:
                raise CafeError("id_taken")
            return known
        last = select(func.coalesce(func.max(Cluster.position), 0)).where(Cluster.station_id == station.id)
        cluster = Cluster(
            id=id,
            station_id=station.id,
            title=title,
            position=session.execute(last).scalar_one() + 1,
            revision=raise_revision(session, station.id),
        )
        session.add(cluster)
        return cluster


def rename(actor: Actor, cluster_id: str, *, title: str) -> Cluster:
    """Raises CafeError `unknown_cluster`, `not_allowed`, `text_empty`, `text_too_long`."""
    title = clean_line(title, limit=TITLE_LIMIT)
    with writing() as session:
        cluster = _locked(session, actor, cluster_id)
        if cluster.title != title:
            cluster.title = title
            cluster.revision = raise_revision(session, cluster.station_id)
        return cluster


def remove(actor: Actor, cluster_id: str) -> Cluster:
    """Dissolve a cluster; its contributions go back to the inbox. Raises CafeError `unknown_cluster`, `not_allowed`."""
    with writing() as session:
        cluster = _locked(session, actor, cluster_id)
        cluster.removed = True
        cluster.revision = raise_revision(session, cluster.station_id)
        held = select(Contribution).where(Contribution.cluster_id == cluster_id)
        for contribution in session.scalars(held):
            contribution.cluster_id = None
            contribution.revision = cluster.revision
        return cluster


def put(actor: Actor, contribution_ids: Sequence[str], cluster_id: str | None) -> int:
    """Move contributions of one station into a cluster, or (None) back to the inbox. The station's revision.

    Raises CafeError `malformed` (ids), `unknown_contribution`, `unknown_cluster`, `wrong_station`, `not_allowed`.
    """
    if not contribution_ids:
        raise CafeError("malformed", field="ids")
    with writing() as session:
        station_id = contributions.find(actor, contribution_ids[0]).station_id
        actor.require_host(station_id)
        station = lock_station(session, station_id)
        if cluster_id is not None and _find(actor, cluster_id).station_id != station_id:
            raise CafeError("wrong_station")
        chosen = [contributions.find(actor, id) for id in contribution_ids]
        if any(contribution.station_id != station_id for contribution in chosen):
            raise CafeError("wrong_station")
        if any(contribution.state == "withdrawn" for contribution in chosen):
            raise CafeError("contribution_gone")
        moved = [contribution for contribution in chosen if contribution.cluster_id != cluster_id]
        if not moved:
            return station.revision
        revision = raise_revision(session, station_id)
        for contribution in moved:
            contribution.cluster_id = cluster_id
            contribution.revision = revision
        return revision


def _find(actor: Actor, cluster_id: str) -> Cluster:
    found = db.session.execute(
        select(Cluster)
        .join(Station)
        .where(Cluster.id == cluster_id, Station.event_id == actor.event_id, Cluster.removed.is_(False))
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_cluster")
    return found


def _locked(session: CafeSession, actor: Actor, cluster_id: str) -> Cluster:
    station_id = _find(actor, cluster_id).station_id
    actor.require_host(station_id)
    lock_station(session, station_id)
    return _find(actor, cluster_id)
