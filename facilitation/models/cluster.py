"""Clusters: contributions that a host grouped under one theme."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

UNNAMED = ""
"""The title of a cluster that no host has named yet. Whoever is no host sees its contributions as in no cluster."""


class Cluster(db.Model):
    """A cluster of a station's contributions; a removed one keeps its row, so that screens learn that it is gone.

    `contact_confirmed`: contact data in it may be shown; a new wording has to be confirmed anew.
    """

    __table_args__ = (Index("ix_cluster_station_revision", "station_id", "revision"),)

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    title: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
