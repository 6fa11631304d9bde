"""Dismissed suggestions: contributions of which a host said that they do not say the same."""

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id


class Dismissal(db.Model):
    """Contributions (their `ids`) of which no two say the same, so that it is not suggested again.

    A removed dismissal was undone.
    """

    __table_args__ = (Index("ix_dismissal_station_id", "station_id"),)

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    ids: Mapped[list[str]] = mapped_column(JSON)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
