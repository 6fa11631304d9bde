"""Stations: a theme with its guiding question, at one or more tables."""

from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitation.extensions import db

if TYPE_CHECKING:
    from facilitation.models.event import Event


SIGNS = 12
"""Signs that stations may have, each a silhouette with a colour; they are counted from 1."""


def usual_sign(context: DefaultExecutionContext) -> int:
    """Return the sign of a new station of which nobody chose one: it follows from its place."""
    return sign_at(context.get_current_parameters()["position"])


def sign_at(position: int) -> int:
    """Return the sign that a station at this place has where nobody chose one."""
    return (position - 1) % SIGNS + 1


class Station(db.Model):
    """A station; every change at it raises its `revision` by one, in the transaction that changes it.

    Where everything is deleted, it goes on in a new age (`transactions.AGE`).
    `prompts` holds one question for each round. `numbered` counts the contributions that got a number here (S1-014).
    `position` is the number that guests read; `sign` is one of SIGNS, each a silhouette with its `colour`, which stay
    where the station moves. Nobody but hosts writes at one that is `closed`.
    """

    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    colour: Mapped[str] = mapped_column(String(7))
    short_title: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    question: Mapped[str] = mapped_column(Text)
    prompts: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str] = mapped_column(Text)
    tables: Mapped[int] = mapped_column(default=1)
    sign: Mapped[int] = mapped_column(default=usual_sign)
    closed: Mapped[bool] = mapped_column(default=False)
    approve_first: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    numbered: Mapped[int] = mapped_column(default=0)

    event: Mapped["Event"] = relationship(back_populates="stations")
