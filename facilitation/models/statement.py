"""A host's key statement."""

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id

STATEMENT_KINDS = ("statement", "question")
Behind = dict[str, list[str]]


def nothing_behind() -> Behind:
    """What a statement rests on, before somebody has said so."""
    return {"clusters": [], "contributions": []}


class Statement(db.Model):
    """A key statement, or a question that stays open, for a round, or (round_id empty) for the whole station.

    `behind` holds the ids of the clusters and contributions of the station that it rests on. What is dissolved,
    hidden or withdrawn stays in it, for it may come back; whoever shows it shows what is there. `translations` holds
    its text in other languages of the event, by their codes.
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
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
