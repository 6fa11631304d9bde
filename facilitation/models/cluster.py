"""Contributions a host grouped under one theme."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db


class Cluster(db.Model):
    """A cluster. A removed one keeps its row, so that screens learn it is gone."""

    __table_args__ = (Index("ix_cluster_station_revision", "station_id", "revision"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    title: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
