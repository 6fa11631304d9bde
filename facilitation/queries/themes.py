"""Reads the clusters of all stations, and finds what clusters of different stations have in common."""

from collections import defaultdict

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import UNNAMED, Cluster, CommonTheme, Contribution, Station
from facilitation.offload import offload_in_slices
from facilitation.queries.likeness.common import ClusterTexts, Common, in_common
from facilitation.services import report_writing


def clusters(event_id: int) -> list[ClusterTexts]:
    """Read all clusters that stand and have a name, station by station, each with its visible texts in German."""
    of_event = select(Cluster.id, Cluster.title, Station.position).join(Station)
    found = db.session.execute(
        of_event.where(Station.event_id == event_id, Cluster.removed.is_(False), Cluster.title != UNNAMED).order_by(
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
    """Suggest common themes of these clusters; those that a common theme joins already are left out."""
    taken = [set(theme.clusters) for theme in report_writing.standing(event_id, CommonTheme)]
    db.session.rollback()  # the search may take a while, and must not hold a connection meanwhile
    found = offload_in_slices(in_common(standing))
    return [common for common in found if not any(set(common.ids) <= held for held in taken)]
