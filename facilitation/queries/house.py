"""Reads what the house holds: its events by when they are, and what people left at each."""

import datetime as dt
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from facilitation.extensions import db
from facilitation.models import Contribution, Event, FeedbackAnswer, Photo, Station
from facilitation.services import counting, deletion, events

When = Literal["now", "next", "past", "archived"]
RUNNING = ("round", "change")
LEFT_RUNNING = dt.timedelta(hours=12)
"""How long after the last sign of its clocks an event's rounds still run, where nobody ended them."""


class Held(NamedTuple):
    """An event of the house and what it holds: visible contributions, photos, answers to the survey, people.

    `people` wrote or gave dots, as the report counts them. `tables` are those of all its stations. `is_over` tells that
    its day of deletion has come, `is_running` that a round was started and nobody ended it, `is_left` that this was
    so long ago that people forgot to.
    """

    event: Event
    when: When
    people: int
    contributions: int
    photos: int
    answers: int
    tables: int
    is_over: bool
    is_running: bool
    is_left: bool


def today_at(event: Event, moment: dt.datetime) -> dt.date:
    """Return which day it is at an event's place."""
    return moment.astimezone(ZoneInfo(event.timezone)).date()


def when(event: Event, moment: dt.datetime) -> When:
    """Tell whether an event is to come, now (its day, or while its rounds run), past, or in the archive."""
    today = today_at(event, moment)
    if event.archived_at is not None:
        return "archived"
    if event.date == today or runs(event, moment):
        return "now"
    return "next" if event.date > today else "past"


def runs(event: Event, moment: dt.datetime) -> bool:
    """Tell whether an event's rounds run: its phase says so, and a clock of theirs was near within LEFT_RUNNING."""
    clocks = [one for each in event.rounds for one in (each.started_at, each.ends_at, each.ended_at) if one is not None]
    return event.phase in RUNNING and bool(clocks) and moment - max(clocks) < LEFT_RUNNING


def has_ended(event: Event, moment: dt.datetime) -> bool:
    """Tell guests whether an event is over: it was held and its day has passed, or it is in the archive.

    One of which no round was held only waits, as a seed; one whose last round nobody ended was held.
    """
    if event.archived_at is not None:
        return True
    return event.phase != "before" and event.date < today_at(event, moment) and not runs(event, moment)


def held(moment: dt.datetime) -> dict[When, list[Held]]:
    """Read all events by when they are: those to come the nearest first, others the newest first."""
    found: dict[When, list[Held]] = {"now": [], "next": [], "past": [], "archived": []}
    written = _counts(Contribution, Contribution.state == "visible")
    photos = _counts(Photo, Photo.removed.is_(False))
    answers: dict[int, int] = dict(
        db.session.execute(select(FeedbackAnswer.event_id, func.count()).group_by(FeedbackAnswer.event_id)).all()
    )
    for event in events.every():
        found[when(event, moment)].append(
            Held(
                event=event,
                when=when(event, moment),
                people=counting.people_at([station.id for station in event.stations]),
                contributions=written.get(event.id, 0),
                photos=photos.get(event.id, 0),
                answers=answers.get(event.id, 0),
                tables=sum(station.tables for station in event.stations),
                is_over=deletion.is_over(event),
                is_running=event.phase == "round",
                is_left=event.phase == "round" and not runs(event, moment),
            )
        )
    found["next"].reverse()
    return found


def _counts(model: type[Contribution] | type[Photo], wanted: object) -> dict[int, int]:
    """Count rows by their event."""
    counted = (
        select(Station.event_id, func.count())
        .select_from(model)
        .join(Station, Station.id == model.station_id)
        .where(wanted)  # type: ignore[arg-type]
        .group_by(Station.event_id)
    )
    return dict(db.session.execute(counted).all())


def for_guests(moment: dt.datetime) -> dict[When, list[Event]]:
    """Read which events guests are shown, by when they are; none of the archive, no example, none that is locked."""
    shown: dict[When, list[Event]] = {"now": [], "next": [], "past": [], "archived": []}
    for event in events.every():
        if not event.is_example and event.locked_at is None:
            shown[when(event, moment)].append(event)
    shown["next"].reverse()
    return {**shown, "archived": []}
