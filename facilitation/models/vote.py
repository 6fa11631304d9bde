"""Dots (votes): one person, one contribution."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import LOT, Moment, now


class Vote(db.Model):
    """A dot that a person has given; taking it back deletes the row."""

    participant_id: Mapped[int] = mapped_column(LOT, ForeignKey("participant.id"), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)
    created_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
