"""The short survey at the end of the day."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class FeedbackQuestion(db.Model):
    """A sentence to agree with, from 1 (not at all) to 5 (fully)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class FeedbackAnswer(db.Model):
    """One phone's answers: `scale` maps a question's position to 1–5. The key is the phone's own, not a participant."""

    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    scale: Mapped[dict[str, int]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
