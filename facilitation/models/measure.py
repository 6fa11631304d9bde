"""Measures: agreed next steps."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

MEASURE_STATES = ("open", "agreed", "done")
"""States of a measure."""


class Measure(db.Model):
    """A next step: who does what by when.

    What nobody said stays empty and is shown as open, never guessed. `contact_confirmed` is as a cluster's.
    """

    __table_args__ = (Index("ix_measure_station_revision", "station_id", "revision"),)

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(Text)
    by_when: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="open")
    position: Mapped[int]
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
