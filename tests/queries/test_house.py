"""Which events are to come, today's, past or put away."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from facilitation.models import Event, Round
from facilitation.queries import house

NOON = dt.datetime(2026, 12, 12, 12, tzinfo=ZoneInfo("Europe/Berlin"))
HOUR = dt.timedelta(hours=1)
YESTERDAY, TODAY, TOMORROW = (NOON.date() + dt.timedelta(days=days) for days in (-1, 0, 1))


def held(day: dt.date, phase: str = "before", *, ago: dt.timedelta | None = None, ended: bool = False) -> Event:
    """An event of this day, whose round began as long ago, to last twenty minutes."""
    event = Event(date=day, phase=phase, timezone="Europe/Berlin", archived_at=None)
    clock = Round(position=1, title="Sammeln", minutes=20)
    if ago is not None:
        clock.started_at, clock.ends_at = NOON - ago, NOON - ago + dt.timedelta(minutes=20)
        clock.ended_at = clock.ends_at if ended else None
    event.rounds = [clock]
    return event


@pytest.mark.parametrize(
    ("event", "when", "has_ended"),
    [
        (held(TODAY), "now", False),
        (held(TOMORROW), "next", False),
        (held(YESTERDAY), "past", False),  # it was never held: it waits, as the seed does
        (held(YESTERDAY, "after", ago=20 * HOUR, ended=True), "past", True),
        (held(YESTERDAY, "round", ago=HOUR), "now", False),  # past midnight
        (held(TOMORROW, "round", ago=HOUR), "now", False),  # a day early
        (held(YESTERDAY, "change", ago=HOUR, ended=True), "now", False),
        (held(YESTERDAY, "round", ago=30 * HOUR), "past", True),  # nobody ended it
        (held(YESTERDAY, "change", ago=30 * HOUR, ended=True), "past", True),
        (held(TODAY, "change", ago=30 * HOUR, ended=True), "now", False),
        (held(TOMORROW, "change", ago=30 * HOUR, ended=True), "next", False),
        (held(YESTERDAY, "round"), "past", True),  # an import brought no clocks
    ],
)
def test_when_an_event_is(event: Event, when: str, has_ended: bool) -> None:
    assert house.when(event, NOON) == when
    assert house.has_ended(event, NOON) is has_ended


def test_what_was_put_away_is_over(context: None) -> None:
    event = held(TODAY, "round", ago=HOUR)
    event.archived_at = NOON
    assert (house.when(event, NOON), house.has_ended(event, NOON)) == ("archived", True)
