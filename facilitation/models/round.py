"""Rounds: the timed turns of a World Café."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitation.extensions import db
from facilitation.models.columns import Moment

if TYPE_CHECKING:
    from facilitation.models.event import Event


class Round(db.Model):
    """A round: planned in `minutes`, run from `started_at` to `ended_at`; screens count down to `ends_at`."""

    __table_args__ = (UniqueConstraint("event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    minutes: Mapped[int]
    started_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ends_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    event: Mapped["Event"] = relationship(back_populates="rounds")
