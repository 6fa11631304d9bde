"""How the organisers' own paper looks."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id

LETTERHEAD_KINDS = ("letterhead", "logo")


class Letterhead(db.Model):
    """A Word file whose look the report takes on, or a logo (`kind`); at most one of each. Its file is the archive's.

    `name` is the file's as it was called where it came from, `size` its bytes.
    """

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    file: Mapped[str] = own_id("file", primary_key=False)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    taken_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
