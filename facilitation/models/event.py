"""Events (the whole gathering) and their programme."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitation.extensions import db
from facilitation.models.columns import LOT, Moment, lot

if TYPE_CHECKING:
    from facilitation.models.round import Round
    from facilitation.models.station import Station


ACCESSIBILITY_STATES = ("unchecked", "full", "partly", "not")
"""How far an event's pages can be used by everybody, as its organisers found out; `unchecked` where they did not."""


class Event(db.Model):
    """A gathering, with everything that is set for it.

    `phase` is before, round, change (between two rounds) or after (the last one).
    `feedback_state` is before, open, closed or sealed; `feedback_closed_at` is when the survey was last closed, None
    where it is not, or nobody knows. `feedback_shown` tells whether the wall shows how many chose what.
    `feedback_free_text` asks for a comment, `survey_numbered` is the highest number that a question of the survey ever
    had. `announcement_translations` is the announcement by the codes of other
    languages, as far as it was typed in them.
    `wall_scene` is what the wall shows (`services/wall.py`); empty where its scenes take turns. `wall_language` is the
    second language that it shows; empty for none.
    `deck_order` names the presentation's slides in the organisers' order (empty: the usual order), `deck_hidden` those
    that are left out.
    `country` (ISO 3166) is where phone numbers without a country's code belong to.
    `revision` rises with every change of what `event.changed` tells. `votes_per_person` is a number of dots per
    station. `delete_on` is the day on which everything is deleted, as promised to the participants; it begins at
    midnight in `timezone`. `locked_at` is since when nobody is shown anything, because that day seems to have come
    (`services/deletion.py`); None where it has not, or where all is deleted. `emptied_at` is when all was deleted last;
    None where that never was.
    `generation` is drawn by lot, and anew when what people left is deleted. A guest's cookie names it, so that a cookie
    from before never becomes somebody else.
    `newcomers` is how people come in who did nothing yet: open, word (they type `day_word`) or closed. `rush_left_out`
    tells that the dots of those who came in a rush, and wrote nothing, do not count.
    `machine_drafts` tells whether phones show what a translator of the organisers' own says of a contribution.
    `printed_for` is the address in the codes that were printed last; None where none were. `printed` is what was
    printed, by parts and their marks (`services/printing.py`).
    `tried` is what was tried here for the day (`services/trials.py`); nothing of it says who did.
    `archived_at` is since when the house's list has it in the archive and guests' list does not name it; nothing else
    of it changes. `is_example` tells that it was made to look at, and `in_house` that it was made, copied or imported
    at `/house`.
    `contact`, `imprint` and `enforcement_body` are the organisers' own words, in the event's language: whom to ask and
    whom to tell of a barrier, who answers for the pages, and who enforces that they can be used by everybody (BITV 2.0,
    section 7). `accessibility_state` is one of ACCESSIBILITY_STATES, `accessibility_checked_on` the day on which it was
    found out, `accessibility_method` how, `accessibility_open` what cannot be used yet, and what there is instead.
    Whatever of this nobody entered is empty, and nothing is said in its place but that.
    `texts` rises with every change of the event's own texts, in whichever language: screens then fetch theirs anew.
    `wifi_name` and `wifi_password` are the hall's, for papers; no guest's page and no screen shows them.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    date: Mapped[dt.date]
    timezone: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    place_name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2), default="DE")
    directions: Mapped[str] = mapped_column(Text)
    registration_url: Mapped[str | None] = mapped_column(String(500))
    organiser: Mapped[str] = mapped_column(String(300))
    addressee: Mapped[str] = mapped_column(String(300))
    aims: Mapped[list[str]] = mapped_column(JSON)
    etiquette: Mapped[list[str]] = mapped_column(JSON)
    languages: Mapped[list[str]] = mapped_column(JSON)
    feedback_free_text: Mapped[str] = mapped_column(Text)
    survey_numbered: Mapped[int] = mapped_column(default=0)
    feedback_state: Mapped[str] = mapped_column(String(12), default="before")
    feedback_closed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    feedback_shown: Mapped[bool] = mapped_column(default=False)
    wall_scene: Mapped[str] = mapped_column(String(100), default="")
    wall_language: Mapped[str] = mapped_column(String(12), default="")
    deck_order: Mapped[list[str]] = mapped_column(JSON, default=list)
    deck_hidden: Mapped[list[str]] = mapped_column(JSON, default=list)
    votes_per_person: Mapped[int] = mapped_column(default=3)
    generation: Mapped[int] = mapped_column(LOT, default=lot)
    newcomers: Mapped[str] = mapped_column(String(8), default="open")
    day_word: Mapped[str | None] = mapped_column(String(20))
    rush_left_out: Mapped[bool] = mapped_column(default=False)
    machine_drafts: Mapped[bool] = mapped_column(default=False)
    printed_for: Mapped[str | None] = mapped_column(String(300))
    printed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    tried: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    contact: Mapped[str] = mapped_column(Text, default="")
    imprint: Mapped[str] = mapped_column(Text, default="")
    accessibility_state: Mapped[str] = mapped_column(String(12), default="unchecked")
    accessibility_checked_on: Mapped[dt.date | None]
    accessibility_method: Mapped[str] = mapped_column(Text, default="")
    accessibility_open: Mapped[str] = mapped_column(Text, default="")
    enforcement_body: Mapped[str] = mapped_column(Text, default="")
    wifi_name: Mapped[str] = mapped_column(String(64), default="")
    wifi_password: Mapped[str] = mapped_column(String(64), default="")
    delete_on: Mapped[dt.date]
    locked_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    emptied_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    archived_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    is_example: Mapped[bool] = mapped_column(default=False)
    in_house: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    texts: Mapped[int] = mapped_column(default=0)
    phase: Mapped[str] = mapped_column(String(12), default="before")
    round_position: Mapped[int | None]
    announcement: Mapped[str | None] = mapped_column(Text)
    announcement_translations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    announcement_until: Mapped[dt.datetime | None] = mapped_column(Moment)

    stations: Mapped[list["Station"]] = relationship(back_populates="event", order_by="Station.position")
    rounds: Mapped[list["Round"]] = relationship(back_populates="event", order_by="Round.position")
    programme: Mapped[list["ProgrammeItem"]] = relationship(order_by="ProgrammeItem.position")

    @property
    def current_round(self) -> "Round | None":
        """The round that is running, or between two rounds the one that has just ended; None before the first."""
        return next((one for one in self.rounds if one.position == self.round_position), None)


class ProgrammeItem(db.Model):
    """One line of the programme.

    `part` is day or world_cafe (the inner plan); `starts` and `ends` are local times, HH:MM.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    position: Mapped[int]
    part: Mapped[str] = mapped_column(String(12))
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(400))
