"""Machine drafts: what a translator of the organisers' own says that a contribution means, unread by anybody."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models.columns import own_id


class MachineDraft(db.Model):
    """A machine's draft of a contribution in another language, at most one each; no file and no host's screen has it.

    `made_of` is the mark (`wording.mark_of`) of the text that was translated: the draft is shown while the contribution
    reads so. One that is gone holds neither text nor mark, and tells phones so by its `revision`, the station's at the
    last change.
    """

    __table_args__ = (
        Index("ix_machine_draft_station_revision", "station_id", "revision"),
        Index("ix_machine_draft_contribution_language", "contribution_id", "language", unique=True),
    )

    id: Mapped[str] = own_id(default=new_id)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    made_of: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
