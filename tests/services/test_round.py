"""Rounds: started, extended and ended from the desk."""

import datetime as dt
from collections.abc import Callable

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.queries import changes
from facilitation.services import rounds
from tests.conftest import refused


def test_a_round_runs_as_long_as_planned(event: Event, organiser: Actor) -> None:
    started = rounds.start(organiser, 1)
    assert started.started_at is not None
    assert started.ends_at == started.started_at + dt.timedelta(minutes=25)
    state = changes.event_state(event.id)
    assert (state["phase"], state["round"], state["rounds"], state["title"]) == ("round", 1, 3, "Sammeln")


def test_one_round_at_a_time(organiser: Actor) -> None:
    rounds.start(organiser, 1)
    with refused("round_running"):
        rounds.start(organiser, 2)
    with refused("round_running"):
        rounds.start(organiser, 1)


def test_more_time_counts_from_the_end(organiser: Actor) -> None:
    before = rounds.start(organiser, 1).ends_at
    assert before is not None
    assert rounds.extend(organiser, 5).ends_at == before + dt.timedelta(minutes=5)
    for minutes in (0, -1, 61):
        with refused("malformed"):
            rounds.extend(organiser, minutes)


def test_between_rounds_is_the_change_and_after_the_last_the_end(event: Event, organiser: Actor) -> None:
    phases = [changes.event_state(event.id)["phase"]]
    for position in (1, 2, 3):
        rounds.start(organiser, position)
        rounds.end(organiser)
        phases.append(changes.event_state(event.id)["phase"])
    assert phases == ["before", "change", "change", "after"]


def test_a_round_ended_by_mistake_starts_again(event: Event, organiser: Actor) -> None:
    rounds.start(organiser, 2)
    rounds.end(organiser)
    assert rounds.start(organiser, 2).ended_at is None
    assert changes.event_state(event.id)["phase"] == "round"


def test_nothing_runs_nothing_ends(organiser: Actor) -> None:
    for act in (lambda: rounds.end(organiser), lambda: rounds.extend(organiser, 1)):
        with refused("no_round_running"):
            act()
    with refused("unknown_round"):
        rounds.start(organiser, 4)


def test_only_the_organiser_runs_rounds(guest: Callable[[], Actor], host: Actor, organiser: Actor) -> None:
    for somebody in (guest(), host):
        with refused("not_allowed"):
            rounds.start(somebody, 1)
    rounds.start(organiser, 1)
    for somebody in (guest(), host):
        with refused("not_allowed"):
            rounds.extend(somebody, 1)
        with refused("not_allowed"):
            rounds.end(somebody)
