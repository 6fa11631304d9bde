"""Orders that were carried out, and what they were answered with: each counts once, however often it is sent."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment, own_id


class DoneOrder(db.Model):
    """An order that was carried out; `id` is the one that its screen gave it.

    `who` may be answered the same once more: a participant ("p7"), a door ("d3"), or whoever knows the id (""), as for
    answers to the survey. `answer` is what the order was acknowledged with: ids, revisions, states and numbers, never a
    text. With the answer went the event's state where `told_state`, the desk's figures where `told_desk`.
    `done_in` is the hour in which it was done. The row says neither what was ordered nor where, and rows lie by their
    ids, not as they came: beside the times of contributions that would tell a lot.
    """

    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    who: Mapped[str] = mapped_column(String(24))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    told_state: Mapped[bool]
    told_desk: Mapped[bool]
    done_in: Mapped[dt.datetime] = mapped_column(Moment)
