"""Contributions: what people wrote at a station."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from facilitation.extensions import db
from facilitation.models.columns import LOT, Moment, now, own_id

KINDS = ("idea", "problem", "question", "wish", "offer")
"""What a contribution may be."""
STATES = ("visible", "pending", "hidden", "withdrawn")
"""States of a contribution; `pending` waits for a host's approval."""


class Contribution(db.Model):
    """A contribution; the phone makes its id, so sending it twice is harmless.

    `number` counts within the station (S1-014). `author` is the name at the time of writing. `original` keeps the
    author's wording once a host rewords it. `revision` is the station's at the last change. The text of a withdrawn one
    is empty.
    What a host typed in from paper has no participant. `by_hand` counts the dots of people without a phone, and `votes`
    includes them. `photo_id` is the photo of the tablecloth from which it was typed. `author_paused` is the round (its
    position; 0 before the first) for which a host paused the author because of this contribution. `was_public` tells
    whether it is or ever was visible: if not, phones are not told that it is gone either, for they know nothing of it.
    """

    __table_args__ = (
        UniqueConstraint("station_id", "number"),
        Index("ix_contribution_station_revision", "station_id", "revision"),
        Index("ix_contribution_participant_station", "participant_id", "station_id", "number"),
    )

    id: Mapped[str] = own_id()
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    participant_id: Mapped[int | None] = mapped_column(LOT, ForeignKey("participant.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    table: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[str | None] = mapped_column(Text)
    german: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    reply_to: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    cluster_id: Mapped[str | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("photo.id"))
    votes: Mapped[int] = mapped_column(default=0)
    by_hand: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12))
    was_public: Mapped[bool] = mapped_column(default=False)
    hidden_reason: Mapped[str | None] = mapped_column(Text)
    highlighted: Mapped[bool] = mapped_column(default=False)
    edited: Mapped[bool] = mapped_column(default=False)
    contact_confirmed: Mapped[bool] = mapped_column(default=False)
    author_paused: Mapped[int | None]
    created_at: Mapped[dt.datetime] = mapped_column(Moment, default=now)
    revision: Mapped[int]

    @validates("state")
    def _note_that_it_is_public(self, _column: str, state: str) -> str:
        self.was_public = self.was_public or state == "visible"
        return state
