"""Photos of tablecloths."""

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models.columns import Moment, now, own_id


class Photo(db.Model):
    """A photo of a `table` (None: of several), taken in the round `round_id` (None: after all of them).

    Its files are in `storage/photo_files`, under a name of their own, `file_id`: whoever stores a photo, be it the same
    one at the same time, can clear away what they stored and never what somebody else did. `caption` may be empty.
    `width` and `height` are the largest file's, in pixels. `contact_confirmed` is as a
    cluster's.
    """

    id: Mapped[str] = own_id()
    file_id: Mapped[str] = own_id("file_id", primary_key=False, default=new_id)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    table: Mapped[int | None]
    caption: Mapped[str] = mapped_column(Text, default="")
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
