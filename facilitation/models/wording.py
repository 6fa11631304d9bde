"""Wordings: what guests and hosts say that a contribution means in another language."""

from hashlib import blake2b

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import LOT, index_of_reference, own_id

WORDING_STATES = ("visible", "pending", "hidden", "withdrawn")
"""States of a wording, as a contribution's."""


def mark_of(text: str) -> str:
    """Return a short mark of a text, by which a wording knows the one that it was made of."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


class Wording(db.Model):
    """A guest's or a host's wording of a contribution in another language; the phone or the board makes its id.

    `made_of` is the mark (`mark_of`) of the text that its guest read: once that reads otherwise, the wording is shown
    to hosts alone. A withdrawn one holds neither text nor mark. `revision` is the station's at the last change, also of
    its contribution where that changed who may read the wording. `by_host` tells a host's, which has no participant.
    `checked` tells whether a host has read it as it is now: only such a one comes onto the wall.
    """

    __table_args__ = (
        Index("ix_wording_station_revision", "station_id", "language", "revision"),
        index_of_reference("wording", "participant_id"),
    )

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(LOT, ForeignKey("participant.id"))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    made_of: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12))
    by_host: Mapped[bool] = mapped_column(default=False)
    checked: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
