"""The journal: what hosts and organisers did at a station, so that they can read and undo it."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, now


class JournalEntry(db.Model):
    """One deed: an action of a host or organiser at a station.

    `door` tells who did it, as a door (host or organiser) and not as a person. `deed` is the order's name.
    `items` holds what it changed: `{"noun", "id", "name", "before": {field: value}, "after": {field: value}}`; `name`
    is the title or text before the deed.
    `revision` is the station's to which the deed led, and identifies the entry. `undoes` is the entry that this one
    took back; that entry is then `undone`. `seals` and `link` show whether somebody changed it
    (`services/journal_chain.py`).
    """

    __table_args__ = (UniqueConstraint("station_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    revision: Mapped[int]
    door: Mapped[str] = mapped_column(String(12))
    deed: Mapped[str] = mapped_column(String(40))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.id"))
    undone: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    seals: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    link: Mapped[str] = mapped_column(String(64), default="")
