"""Common themes: what several stations have in common, in the organisers' words."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now, own_id


class CommonTheme(db.Model):
    """A theme that several stations have in common.

    `clusters` holds the ids of the clusters it rests on. Dissolved ones stay in it, for they may come back; whoever
    shows the theme leaves them out. `revision` rises by one with every rewording. A removed theme keeps its row, so
    that it can be brought back. `contact_confirmed` and `worded_at` are as a report text's.
    """

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    clusters: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    worded_at: Mapped[dt.datetime | None] = mapped_column(Moment, default=now)
    revision: Mapped[int]
