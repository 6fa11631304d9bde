"""Participants: guests with a phone, without account, e-mail or address."""

import datetime as dt
import secrets

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class Participant(db.Model):
    """Somebody who scanned a QR code.

    `language` is what they write in; `greeted` tells whether they chose it themselves. Ids are random: phones keep
    theirs in a cookie for a month, and with counted ids a database that was emptied or restored would take an earlier
    phone for somebody else.
    """

    id: Mapped[int] = mapped_column(primary_key=True, default=lambda: 1 + secrets.randbelow(2**31 - 1))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    greeted: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
