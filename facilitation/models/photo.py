"""A picture of a tablecloth."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class Photo(db.Model):
    """A photo, stored beside the database under its id; width and height in pixels.

    `number` counts within the station and names it in every file (S1-F02).
    """

    __table_args__ = (UniqueConstraint("station_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    table: Mapped[int | None]
    caption: Mapped[str] = mapped_column(String(300), default="")
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
