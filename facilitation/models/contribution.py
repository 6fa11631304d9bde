"""Contributions: what people wrote at a station."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from facilitation.extensions import db
from facilitation.models.columns import LOT, Moment, index_of_reference, now, own_id

KINDS = ("idea", "problem", "question", "wish", "offer")
"""What a contribution may be."""
STATES = ("visible", "pending", "hidden", "withdrawn")
"""States of a contribution; `pending` waits for a host's approval."""
WITHDRAWN: Mapping[str, Any] = MappingProxyType(
    {
        "state": "withdrawn",
        "text": "",
        "original": None,
        "german": None,
        "author": None,
        "hidden_reason": None,  # a host's words, which may quote the text or name its author
        "cluster_id": None,
        "photo_id": None,
    }
)
"""What a withdrawn contribution holds in these columns: nothing of what was said or of who said it.

It holds so in the database and in every file that leaves it or comes in. Why the other columns stay is in
KEPT_OF_WITHDRAWN.
"""
KEPT_OF_WITHDRAWN: Mapping[str, str] = MappingProxyType(
    {
        "id": "sent again, it is answered as withdrawn and not stored anew; answers to it name it",
        "station_id": "the station's screens are told that it is gone",
        "participant_id": "only its author may repeat the order; a drawn number, without a name",
        "round_id": "counts of what was written in a round stay as they were told",
        "number": "no number is given twice: S1-014 on a printout never means another text",
        "table": "a number, as the round's",
        "kind": "one of five",
        "language": "one of the event's",
        "reply_to": "the id of what it answered; that one's author said nothing here",
        "merged_into": "the one that it lies beneath is counted without it",
        "votes": "the dots count nowhere; their people have them free again",
        "by_hand": "a number, part of the votes",
        "was_public": "phones that knew it have to be told that it is gone, others not",
        "highlighted": "a host's mark; nothing that is gone is shown",
        "edited": "whether it was reworded, not how",
        "contact_confirmed": "there is no text any more in which contact data could stand",
        "author_paused": "a pause does not end by withdrawing what it was for",
        "created_at": "counts of what was written when stay as they were told",
        "worded_at": "a moment, as the one before",
        "revision": "the station's at the withdrawal",
    }
)
"""Why a withdrawn contribution's other columns keep what they hold."""
REWORDED: Mapping[str, Any] = MappingProxyType({"edited": True, "contact_confirmed": False})
"""What every new wording sets, an author's or a host's: contact data in it was read by nobody."""
REWORDED_BY_AUTHOR: Mapping[str, Any] = MappingProxyType({**REWORDED, "original": None, "german": None})
"""What an author's new wording sets: what was kept or made of the wording before is deleted with it."""
SHOWN: Mapping[str, Any] = MappingProxyType({"state": "visible", "hidden_reason": None})
"""What approving and showing set: the reason why it was hidden goes with the hiding."""


class Contribution(db.Model):
    """A contribution; the phone makes its id, so sending it twice is harmless.

    `number` counts within the station (S1-014). `round_id` is the round that it counts to (`services/cards.py`): for
    five minutes after its end the one that has ended, unless the next one runs; None where it is none's. `author` is
    the name at the time of writing. `original` keeps the author's wording once a host rewords it. `revision` is the
    station's at the last change. Of a withdrawn one nothing is left but what KEPT_OF_WITHDRAWN names.
    What a host typed in from paper has no participant. `by_hand` counts the dots of people without a phone, and `votes`
    includes them. `photo_id` is the photo of the tablecloth from which it was typed. `author_paused` is the round (its
    position; 0 before the first) for which a host paused the author because of this contribution. `was_public` tells
    whether it is or ever was visible: if not, phones are not told that it is gone either, for they know nothing of it.
    `worded_at` is when its author last reworded it; None where that never was.
    """

    __table_args__ = (
        UniqueConstraint("station_id", "number"),
        Index("ix_contribution_station_revision", "station_id", "revision"),
        Index("ix_contribution_participant_station", "participant_id", "station_id", "number"),
        index_of_reference("contribution", "reply_to"),
        index_of_reference("contribution", "photo_id"),
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
    worded_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revision: Mapped[int]

    @validates("state")
    def _note_that_it_is_public(self, _column: str, state: str) -> str:
        self.was_public = self.was_public or state == "visible"
        return state


NEW: Mapping[str, Any] = MappingProxyType(
    {
        column.name: column.default.arg if column.default else None
        for column in Contribution.__table__.columns
        if column.nullable or (column.default is not None and column.default.is_scalar)
    }
)
"""What a contribution holds as it is written in every column that nobody says anything of."""
