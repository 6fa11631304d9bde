"""The organisers' letterhead and logo."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id

LETTERHEAD_KINDS = ("letterhead", "logo")
"""A Word file whose styles the report takes on, and an image."""


class Letterhead(db.Model):
    """An event's letterhead (a Word file whose styles the report takes on) or logo; at most one of each `kind`.

    `file` names its file in `storage/file_store`, `name` is what it was called when it was uploaded, `size` its bytes.
    """

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    file: Mapped[str] = own_id("file", primary_key=False)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    taken_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
