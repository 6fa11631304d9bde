"""Whoever was let in before an event was deleted is refused in words, and their order changes nothing."""

from collections.abc import Callable

import pytest

from facilitation.actor import HOUSE, Actor
from facilitation.models import Event, Station
from facilitation.services import (
    events,
    own_texts,
    programme,
    rehearsals,
    removal,
    round_plan,
    rounds,
    settings,
)
from facilitation.storage.transactions import lock_event, lock_station, writing
from tests.conftest import refused

ORDERS: dict[str, Callable[[Actor], object]] = {
    "a value": lambda organiser: settings.set(organiser, "city", value="Dresden", known=0),
    "a line": lambda organiser: own_texts.add_line(organiser, "aims", text="Ziel"),
    "a line of the day": lambda organiser: programme.add(organiser, after=None, title="Pause"),
    "a round": lambda organiser: round_plan.add(organiser, title="Vierte Runde"),
    "an announcement": lambda organiser: events.announce(organiser, text="Suppe!", minutes=5),
    "a round's beginning": lambda organiser: rounds.start(organiser, 1),
    "a rehearsal": lambda organiser: rehearsals.begin(organiser, people=10, seconds=60, plays=False),
    "the event's deletion": lambda organiser: removal.remove(Actor(HOUSE, administrator=True), organiser.event_id),
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_what_is_ordered_of_an_event_that_was_deleted_is_refused(
    event: Event, organiser: Actor, order: Callable[[Actor], object]
) -> None:
    removal.remove(Actor(HOUSE, administrator=True), event.id)
    with refused("unknown_event"):
        order(organiser)


def test_what_is_locked_may_be_gone_meanwhile(event: Event, station: Station) -> None:
    event_id, station_id = event.id, station.id
    removal.remove(Actor(HOUSE, administrator=True), event_id)
    with refused("unknown_event"), writing() as session:
        lock_event(session, event_id)
    with refused("unknown_station"), writing() as session:
        lock_station(session, station_id)
