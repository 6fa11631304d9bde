"""The clusters of all stations, as common themes rest on them, and what several of them seem to have in common."""

from collections import defaultdict

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Cluster, CommonTheme, Contribution, Station
from facilitation.offload import offload_in_slices
from facilitation.queries.likeness.common import ClusterTexts, Common, in_common
from facilitation.services import report_writing


def clusters(event_id: int) -> list[ClusterTexts]:
    """The clusters that stand, station by station in their order, each with what is visible in it."""
    of_event = select(Cluster.id, Cluster.title, Station.position).join(Station)
    found = db.session.execute(
        of_event.where(Station.event_id == event_id, Cluster.removed.is_(False)).order_by(
            Station.position, Cluster.position, Cluster.id
        )
    ).all()
    said = select(Contribution.cluster_id, Contribution.language, Contribution.text, Contribution.german)
    rows = db.session.execute(
        said.join(Station, Contribution.station_id == Station.id)
        .where(Station.event_id == event_id, Contribution.state == "visible", Contribution.cluster_id.is_not(None))
        .order_by(Contribution.created_at, Contribution.id)
    )
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        german = row.text if row.language.split("-")[0] == "de" else row.german
        if german:
            texts[row.cluster_id].append(german)
    return [ClusterTexts(row.id, row.position, row.title, tuple(texts[row.id])) for row in found]


def suggested(event_id: int, standing: list[ClusterTexts]) -> list[Common]:
    """What could be a common theme of the clusters that stand; nothing that a common theme holds together already."""
    taken = [set(theme.clusters) for theme in report_writing.standing(event_id, CommonTheme)]
    db.session.rollback()  # looking for it may take a while, and a connection is not kept meanwhile
    found = offload_in_slices(in_common(standing))
    return [common for common in found if not any(set(common.ids) <= held for held in taken)]
