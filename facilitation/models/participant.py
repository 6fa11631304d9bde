"""A guest with a phone: no account, no e-mail, no address."""

import datetime as dt
import secrets

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class Participant(db.Model):
    """Somebody who scanned a QR code. `language` is what they write in; `greeted` once they chose it themselves.

    Phones keep the id in their cookie for a month. Counted ids would begin anew with a database that was emptied or
    put back from a copy, and a phone from before would be taken for somebody else; so ids are drawn by lot.
    """

    id: Mapped[int] = mapped_column(primary_key=True, default=lambda: 1 + secrets.randbelow(2**31 - 1))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    greeted: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
