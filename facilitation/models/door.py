"""The ways in: secret links for hosts, organisers and the wall; short codes behind the tables' QR codes."""

import secrets

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db


def new_generation() -> int:
    """A number that no session carries yet: drawn by lot, for one of an earlier database may have counted as far."""
    return secrets.randbelow(2**31)


class Door(db.Model):
    """A secret link. `role` is host, organiser or wall; renewing gives a new secret and a new `generation`,

    which ends every session that came in before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    role: Mapped[str] = mapped_column(String(12))
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    generation: Mapped[int] = mapped_column(default=new_generation)


class JoinCode(db.Model):
    """What a QR code for guests carries: the event, or a station, or one of its tables. No secret."""

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    table: Mapped[int | None]
