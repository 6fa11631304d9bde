"""A report that was declared final."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id


class Edition(db.Model):
    """An edition (Fassung), numbered from 1 in each event. Its files are the archive's, found by `id`; none changes.

    `sha256` is the Word file's, `size` its bytes; `matter` is the digest of everything it says and looks like without
    the hour, so that an edition that would say the same is not stored twice.
    """

    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    sha256: Mapped[str] = mapped_column(String(64))
    matter: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    fixed_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
