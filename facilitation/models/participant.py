"""Participants: guests with a phone, without account, e-mail or address."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import LOT, Moment, lot, now


class Participant(db.Model):
    """Somebody who scanned a QR code and did something: gave a name, wrote, gave a dot or answered the survey.

    The id is drawn by lot when the code is scanned, and until the first deed only the phone's cookie knows it.
    `language` is what they write in; `greeted` tells whether they sent it themselves, with a name or a text.
    `joined_at` is the moment of the first deed; `straight` tells that it came sooner after the scan than people read,
    and `rushed` that many came in the same moment.
    `wrote_early` tells that they wrote something within their first minute, `left_out` that their dots do not count.
    `simulated` tells that it is nobody: a guest of a rehearsal, with whom everything of theirs goes.
    """

    __table_args__ = (Index("ix_participant_event_joined", "event_id", "joined_at"),)

    id: Mapped[int] = mapped_column(LOT, primary_key=True, autoincrement=False, default=lot)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    greeted: Mapped[bool] = mapped_column(default=False)
    straight: Mapped[bool] = mapped_column(default=False)
    rushed: Mapped[bool] = mapped_column(default=False)
    wrote_early: Mapped[bool] = mapped_column(default=False)
    left_out: Mapped[bool] = mapped_column(default=False)
    simulated: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
