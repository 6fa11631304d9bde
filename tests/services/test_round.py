"""Rounds: started, extended and ended from the desk."""

import datetime as dt
from collections.abc import Callable

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.models.columns import now
from facilitation.queries import changes
from facilitation.services import rounds
from tests.conftest import refused


def test_a_round_runs_as_long_as_planned(event: Event, organiser: Actor) -> None:
    started = rounds.start(organiser, 1).row
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
    before = rounds.start(organiser, 1).row.ends_at
    assert before is not None
    assert rounds.extend(organiser, 5).row.ends_at == before + dt.timedelta(minutes=5)
    for minutes in (0, 61, -61):
        with refused("malformed"):
            rounds.extend(organiser, minutes)


def test_time_is_taken_away_again_but_never_given_by_taking(organiser: Actor) -> None:
    begun = rounds.start(organiser, 1).row.ends_at
    assert begun is not None
    rounds.extend(organiser, 5)
    assert rounds.extend(organiser, -5).row.ends_at == begun
    before = now()
    ends_at = rounds.extend(organiser, -60).row.ends_at  # more than is left: it ends now
    assert ends_at is not None
    assert before <= ends_at <= now()
    assert rounds.extend(organiser, -1).row.ends_at == ends_at  # time that is up stays up


def test_a_round_that_was_ended_runs_on_with_the_clock_that_it_had(event: Event, organiser: Actor) -> None:
    rounds.start(organiser, 1)
    ends_at = rounds.extend(organiser, 5).row.ends_at
    rounds.end(organiser)
    for _ in range(2):  # sent twice it is the same
        resumed = rounds.resume(organiser, 1).row
        assert (resumed.ends_at, resumed.ended_at) == (ends_at, None)
        assert changes.event_state(event.id)["phase"] == "round"
    rounds.end(organiser)
    rounds.start(organiser, 3)
    rounds.end(organiser)
    assert changes.event_state(event.id)["phase"] == "after"
    assert rounds.resume(organiser, 3).row.ended_at is None


def test_only_the_round_that_ended_last_runs_on(event: Event, organiser: Actor) -> None:
    with refused("clock_moved"):
        rounds.resume(organiser, 1)
    rounds.start(organiser, 1)
    rounds.end(organiser)
    with refused("clock_moved"):
        rounds.resume(organiser, 2)
    rounds.start(organiser, 2)
    with refused("round_running"):
        rounds.resume(organiser, 1)
    assert changes.event_state(event.id)["round"] == 2


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
    assert rounds.start(organiser, 2).row.ended_at is None
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
        with refused("not_allowed"):
            rounds.resume(somebody, 1)
