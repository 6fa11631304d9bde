"""An agreed next step."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db


class Measure(db.Model):
    """Who does what by when. What nobody said stays empty and is shown as open, never guessed."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(String(300))
    by_when: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="open")
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
