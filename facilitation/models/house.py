"""The house: one installation with its events."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db


class House(db.Model):
    """What is true of the whole installation; it has one row.

    `channel` was drawn by lot when the table was made; where several cafés share a Redis, the processes of one database
    find each other by it (`services/house.py`).
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
