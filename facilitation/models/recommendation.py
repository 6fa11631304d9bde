"""What the organisers recommend to the people for whom the report is."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id

HORIZONS = ("", "short", "middle", "long")
"""How soon a recommendation should be followed; empty where nobody has said so."""


class Recommendation(db.Model):
    """What should be done, why, who could do it, and how soon; what nobody said stays empty.

    `revision` rises by one with every rewording. A removed one keeps its row, so that it can be brought back.
    `contact_confirmed` and `worded_at` are as a report text's.
    """

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    responsibility: Mapped[str] = mapped_column(Text)
    horizon: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    worded_at: Mapped[dt.datetime | None] = mapped_column(Moment, default=now)
    revision: Mapped[int]
