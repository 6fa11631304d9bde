"""An author whom a host asked to pause."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class Pause(db.Model):
    """A participant who cannot write at a station in one round (round_id empty: before the first)."""

    __table_args__ = (UniqueConstraint("participant_id", "station_id", "round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    begun_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
