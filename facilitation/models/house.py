"""The house: one installation with its events."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import Moment


class House(db.Model):
    """What is true of the whole installation; it has one row.

    `channel` was drawn by lot when the table was made; where several cafés share a Redis, the processes of one database
    find each other by it (`services/house.py`).
    `address` is which of this machine's addresses an organiser chose for QR codes and links; None where the machine
    chooses. `phones` says when a phone last came by an address, to try it: {address in links: moment}.
    `serving` is what the server was last started with, for commands in another terminal: {"host", "port", "base_url"}.
    `seen_at` is the newest moment that surely came while this database was in use (`services/witness.py`).
    `tried` is what was tried on this machine before the day (`services/trials.py`).
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(64))
    phones: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    tried: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    serving: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    seen_at: Mapped[dt.datetime | None] = mapped_column(Moment)
