"""Hosts' key statements and open questions."""

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

STATEMENT_KINDS = ("statement", "question")
"""A key statement, or a question that stays open."""
Behind = dict[str, list[str]]
"""Ids of the `clusters` and `contributions` that a statement rests on."""


def nothing_behind() -> Behind:
    """Return what a new statement rests on: nothing yet."""
    return {"clusters": [], "contributions": []}


class Statement(db.Model):
    """A key statement or open question (`kind`) for a round, or (`round_id` None) for the whole station.

    `behind` holds the ids of the station's clusters and contributions that it rests on. What is dissolved or
    hidden stays in it, for it may come back; whoever shows the statement leaves it out. `translations` holds its
    text by the codes of other languages. `contact_confirmed` is as a cluster's.
    """

    __table_args__ = (Index("ix_statement_station_revision", "station_id", "revision"),)

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(12), default="statement")
    text: Mapped[str] = mapped_column(Text)
    behind: Mapped[Behind] = mapped_column(JSON, default=nothing_behind)
    translations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    position: Mapped[int]
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
