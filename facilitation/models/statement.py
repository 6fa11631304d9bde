"""A host's key statement."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db

STATEMENT_KINDS = ("statement", "question")


class Statement(db.Model):
    """A key statement, or a question that stays open, for a round, or (round_id empty) for the whole station."""

    __table_args__ = (Index("ix_statement_station_revision", "station_id", "revision"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(12), default="statement")
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
