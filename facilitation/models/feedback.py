"""The short survey at the end of the day."""

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

FEEDBACK_STATES = ("before", "open", "closed", "sealed")
"""States of the survey. sealed: closed for good, because nothing tells any more whose answers are whose."""
PLACES = (1, 2, 3, 4, 5)
"""Places on the scale, from 1 (not at all) to 5 (fully).

They are always shown with the names of both ends: in Germany 1 is the best mark.
"""


class FeedbackQuestion(db.Model):
    """A sentence to agree with.

    `position` is its place among the others. `number` is the one under which answers to it are stored: it stays where
    questions are moved, and is never given to another one. A `closed` question is not asked any more; what was answered
    to it stays.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    position: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    closed: Mapped[bool] = mapped_column(default=False)


class FeedbackAnswer(db.Model):
    """One person's answers: `scale` maps a question's number to one of PLACES, `text` is a comment in `language`.

    `id` is the person's pseudonym, made with the survey's own key (`storage/survey_keys.py`): one row a person, and for
    whoever has the database alone no way back to them. Once the survey is sealed, it is any id. For the same reason no
    time is stored. A `hidden` comment is shown to the organisers only; the answers beside it count as all others do.
    `contact_confirmed`: contact data in it may be shown; a new wording has to be confirmed anew.
    `simulated`: a guest of a rehearsal gave them.
    """

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    scale: Mapped[dict[str, int]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    german: Mapped[str | None] = mapped_column(Text)
    hidden: Mapped[bool] = mapped_column(default=False)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    simulated: Mapped[bool] = mapped_column(default=False)
