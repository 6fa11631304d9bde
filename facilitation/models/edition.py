"""Editions: reports that were declared final."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id


class Edition(db.Model):
    """An edition (Fassung) of the report, numbered from 1 in each event; it never changes.

    Its files are in `storage/file_store`, named by `id`. `sha256` is the Word file's, `size` its bytes. `matter` is the
    digest of what it says and how it looks, without the time, so that no edition is stored twice.
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
