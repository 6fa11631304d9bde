"""The ways in: secret links for hosts, organisers, the wall and the house; short codes behind the tables' QR codes."""

import secrets

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db


def new_generation() -> int:
    """Return a random number that no session carries yet.

    A counted number could be one that a session got from an earlier database.
    """
    return secrets.randbelow(2**31)


class Door(db.Model):
    """A secret link for a `role`: host (of one station), organiser, wall, or administrator.

    The administrator's is the house's: there is one, and it belongs to no event.

    Renewing it gives a new `secret` and a new `generation`, which ends every session that came in before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    role: Mapped[str] = mapped_column(String(20))
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    generation: Mapped[int] = mapped_column(default=new_generation)


class JoinCode(db.Model):
    """What a QR code for guests leads to: the event, a station, or one of its tables; it is no secret.

    That of a table which is no more leads to its station; that of a station which is no more has a table (0 for none)
    but no station, and leads to the event.
    """

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    table: Mapped[int | None]
