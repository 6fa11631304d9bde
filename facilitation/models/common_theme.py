"""What several stations have in common, in the organisers' words."""

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.models.columns import own_id


class CommonTheme(db.Model):
    """A common theme. `clusters` holds the ids of the clusters it rests on, also of what is dissolved meanwhile and may

    come back; whoever shows it shows what is there. `revision` rises by one with every other wording. A removed one
    keeps its row, so that it can be brought back.
    """

    id: Mapped[str] = own_id()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    clusters: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
