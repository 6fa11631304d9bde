"""Next year again: an event made of another one, with what was prepared and nothing of what happened."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, FeedbackQuestion, Letterhead, ProgrammeItem, Round, Station, Translation
from facilitation.services import events, letterheads, translations
from facilitation.services.committed import Committed
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean_line

EMPTIED: dict[Any, frozenset[str]] = {
    Event: frozenset(
        {
            *("slug", "title", "date", "delete_on", "generation", "locked_at", "revision", "texts", "archived_at"),
            *(
                "is_example",
                "in_house",
                "emptied_at",
                "phase",
                "round_position",
                "wall_scene",
                "deck_order",
                "deck_hidden",
            ),
            *("feedback_state", "feedback_closed_at", "feedback_shown", "newcomers", "day_word", "rush_left_out"),
            *("printed_for", "printed", "tried", "announcement", "announcement_translations", "announcement_until"),
            *("accessibility_state", "accessibility_checked_on"),
        }
    ),
    Round: frozenset({"started_at", "ends_at", "ended_at"}),
    Station: frozenset({"revision", "numbered", "approve_first", "closed"}),
    ProgrammeItem: frozenset(),
    FeedbackQuestion: frozenset({"closed"}),
    Translation: frozenset(),
}
"""What of each noun a day makes, or what is another event's: a copy begins with the usual values. All else is kept."""
LONGEST_KEPT = dt.timedelta(days=366)
"""A promised time of keeping that a copy promises, too; what seems longer is of a day that was planned anew."""


def copy(actor: Actor, source_id: int, *, title: str, date: dt.date, today: dt.date) -> Committed[Event]:
    """Make an event of another one's stations, texts, languages, programme, survey, translations and letterhead.

    It has new links and codes, begins before its first round, and is deleted as long after its `date` as the other was
    to be. What people left at the other is not read. Raises CafeError `not_allowed`, `unknown_event`, `text_empty`,
    `text_too_long` (title), `date_past` and `storage_full`.
    """
    actor.require_administrator()
    called = clean_line(title, limit=bounds.TITLE_LIMIT)
    most = int(Event.__table__.c["title"].type.length)
    if len(called) > most:  # a sign may be made of several, and the database counts those
        raise CafeError("text_too_long", length=len(called), limit=most)
    if date < today:
        raise CafeError("date_past")
    with letterheads.again(source_id) as letterhead, writing() as session:
        source = events.require(session, source_id)
        kept_for = min(source.delete_on - source.date, LONGEST_KEPT)
        event = Event(
            **_of(source),
            slug=events.free_slug(session, called),
            title=called,
            date=date,
            delete_on=date + kept_for if kept_for.days > 0 else events.kept_until(date, today),
            in_house=True,
        )
        session.add(event)
        session.flush()
        _copy_all(session, source_id, event.id)
        session.add_all(Letterhead(event_id=event.id, **one) for one in letterhead)
        session.flush()
        session.expire(event)
        translations.keep_own(session, event)
        events.open_doors(session, event, event.stations)
        return Committed(event)


def _of(row: Any) -> dict[str, Any]:
    """Return what a row says that a copy says, too, by its columns."""
    left = EMPTIED[type(row)] | {"id", "event_id"}
    return {name: getattr(row, name) for name in row.__table__.columns.keys() if name not in left}  # noqa: SIM118


def _copy_all(session: CafeSession, source_id: int, event_id: int) -> None:
    for model in EMPTIED:
        if model is not Event:
            wanted = select(model).where(model.event_id == source_id).order_by(*model.__table__.primary_key)
            rows = session.scalars(wanted).all()
            session.add_all(model(**_of(row), event_id=event_id) for row in rows)


def title_again(event: Event, year: int) -> str:
    """Return a title for a copy: the other's, with this year where it names its own."""
    return event.title.replace(str(event.date.year), str(year))
