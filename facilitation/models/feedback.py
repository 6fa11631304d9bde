"""The short survey at the end of the day."""

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

FEEDBACK_STATES = ("before", "open", "closed")
PLACES = (1, 2, 3, 4, 5)
"""From 1 (not at all) to 5 (fully), and never without both ends' names: in Germany 1 is the best mark."""


class FeedbackQuestion(db.Model):
    """A sentence to agree with. `translations` is its text by language, where the event's plan has any."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    translations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class FeedbackAnswer(db.Model):
    """One person's answers: `scale` maps a question's position to one of PLACES.

    `id` is the person's pseudonym, so that there is one row a person and no way back to them; for the same reason no
    moment is kept. A `hidden` text is the desk's alone; its answers count all the same.
    """

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    scale: Mapped[dict[str, int]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    german: Mapped[str | None] = mapped_column(Text)
    hidden: Mapped[bool] = mapped_column(default=False)
