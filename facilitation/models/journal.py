"""The journals: what hosts and organisers did at a station, which they can undo, and at the whole event."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, index_of_reference, now


class JournalEntry(db.Model):
    """One deed: an action of a host or organiser at a station.

    `door` tells who did it, as a door (host, organiser) or as the rehearsal, and not as a person. `deed` is the order's
    name.
    `items` holds what it changed: `{"noun", "id", "name", "before": {field: value}, "after": {field: value}}`; `name`
    is the title or text before the deed. `after` holds texts that it left alone, too, where contact data in them was
    confirmed by it, or no more.
    `revision` is the station's to which the deed led, and identifies the entry. `undoes` is the entry that this one
    took back; that entry is then `undone`. `seals` and `link` show whether somebody changed it
    (`services/journal_chain.py`).
    """

    __table_args__ = (UniqueConstraint("station_id", "revision"), index_of_reference("journal_entry", "undoes"))

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


class EventDeed(db.Model):
    """An action of an organiser that concerns the whole event.

    `number` counts within the event, from 1. `deed` is the order's name, `said` what was ordered, without any text that
    somebody typed. `link` shows whether somebody changed it (`services/event_journal.py`).
    """

    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    deed: Mapped[str] = mapped_column(String(40))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    done_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    link: Mapped[str] = mapped_column(String(64))
