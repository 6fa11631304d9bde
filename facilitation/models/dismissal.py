"""What a host said is not the same, so that no tablet suggests it again."""

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id


class Dismissal(db.Model):
    """Contributions (their `ids`) of which none is the same as another. A removed one was taken back."""

    __table_args__ = (Index("ix_dismissal_station_id", "station_id"),)

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    ids: Mapped[list[str]] = mapped_column(JSON)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
