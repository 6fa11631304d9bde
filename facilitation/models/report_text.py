"""The organisers' texts around the report's contents."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now

REPORT_TEXTS = ("introduction", "summary", "plain", "funding")
"""Names of the texts."""
REPORT_LANGUAGES = ("de", "en")
"""Languages in which the report is written; the first is the usual one."""


class ReportText(db.Model):
    """A text of the report in one of its languages; `revision` rises by one with every rewording.

    `contact_confirmed`: contact data in it may be shown; a new wording has to be confirmed anew.
    `worded_at` is when somebody last wrote it; None where that was in an earlier version, or in another café.
    `name` is introduction, summary (what matters most), plain (the same in Einfache Sprache, for whoever learns the
    language or reads little) or funding (who paid for it).
    """

    __table_args__ = (UniqueConstraint("event_id", "name", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    worded_at: Mapped[dt.datetime | None] = mapped_column(Moment, default=now)
    revision: Mapped[int]
