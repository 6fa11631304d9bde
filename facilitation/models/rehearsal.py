"""The rehearsal (Probelauf): simulated guests at an event, of whom nothing is left once it is deleted."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models.columns import Moment, now, own_id

WANTED = ("run", "pause", "stop")
"""What a rehearsal is to do next."""


class Rehearsal(db.Model):
    """An event's rehearsal, one at a time: from its beginning until everything of it is deleted.

    `people` are the simulated guests, `seconds` how long the whole day takes them, `plays` whether the rounds are
    played through by it, too. `wanted` is one of WANTED, as the organisers chose. `heard_at` is when its process last
    told how far it is, `told` what it said then (`docs/protocol.md`); `ended_at` is when it ended, None while it runs.
    `begun_deed` is the number of the last entry of the event's journal before it.
    """

    id: Mapped[str] = own_id(default=new_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    people: Mapped[int]
    seconds: Mapped[int]
    plays: Mapped[bool]
    wanted: Mapped[str] = mapped_column(String(8), default="run")
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    begun_deed: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    heard_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)
