"""Reads the clusters of all stations, and finds what clusters of different stations have in common."""

from collections import defaultdict

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import UNNAMED, Cluster, CommonTheme, Contribution, Station, Wording
from facilitation.models.wording import mark_of
from facilitation.offload import offload_in_slices
from facilitation.queries.likeness.common import ClusterTexts, Common, in_common
from facilitation.services import report_writing
from facilitation.storage import turns


def clusters(event_id: int) -> list[ClusterTexts]:
    """Read all clusters that stand and have a name, station by station, each with its visible texts in German.

    Where hosts worded none in German, a guest's wording counts, as far as everybody can read it.
    """
    of_event = select(Cluster.id, Cluster.title, Station.position).join(Station)
    found = db.session.execute(
        of_event.where(Station.event_id == event_id, Cluster.removed.is_(False), Cluster.title != UNNAMED).order_by(
            Station.position, Cluster.position, Cluster.id
        )
    ).all()
    turns.give_after_a_slice()
    said = select(
        Contribution.id, Contribution.cluster_id, Contribution.language, Contribution.text, Contribution.german
    )
    rows = db.session.execute(
        said.join(Station, Contribution.station_id == Station.id)
        .where(Station.event_id == event_id, Contribution.state == "visible", Contribution.cluster_id.is_not(None))
        .order_by(Contribution.created_at, Contribution.id)
    )
    turns.give_after_a_slice()
    guests = _guests_german(event_id)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows.all():
        turns.give_after_a_slice()
        german = row.text if row.language.split("-")[0] == "de" else row.german or guests.get(row.id)
        if german:
            texts[row.cluster_id].append(german)
    return [ClusterTexts(row.id, row.position, row.title, tuple(texts[row.id])) for row in found]


def _guests_german(event_id: int) -> dict[str, str]:
    """Return by contribution what guests say that those in clusters mean in German."""
    rows = db.session.execute(
        select(Wording.contribution_id, Wording.text, Wording.made_of, Contribution.text.label("original"))
        .join(Contribution, Contribution.id == Wording.contribution_id)
        .join(Station, Station.id == Wording.station_id)
        .where(
            Station.event_id == event_id,
            Wording.language == "de",
            Wording.state == "visible",
            Contribution.cluster_id.is_not(None),
        )
    )
    found = {}
    for row in rows.all():
        turns.give_after_a_slice()
        if row.made_of == mark_of(row.original):
            found[row.contribution_id] = row.text
    return found


def suggested(event_id: int, standing: list[ClusterTexts]) -> list[Common]:
    """Suggest common themes of these clusters; those that a common theme joins already are left out."""
    taken = [set(theme.clusters) for theme in report_writing.standing(event_id, CommonTheme)]
    db.session.rollback()  # the search may take a while, and must not hold a connection meanwhile
    found = offload_in_slices(in_common(standing))
    return [common for common in found if not any(set(common.ids) <= held for held in taken)]
