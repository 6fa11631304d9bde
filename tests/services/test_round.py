"""Rounds: started, extended and ended from the desk."""

import datetime as dt
from collections.abc import Callable

import pytest

from facilitation import clock
from facilitation.actor import Actor
from facilitation.models import Contribution, Event, Station
from facilitation.models.columns import iso, now
from facilitation.queries import changes
from facilitation.queries.harvest import reading
from facilitation.services import paper_cards, rounds
from facilitation.services.cards import LATE
from tests.conftest import Guests, new_id, refused, write


class Hands:
    """This machine's clock and the steady one beside it, set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.steady = now().timestamp(), 1_000.0
        monkeypatch.setattr(clock, "wall", lambda: self.wall)
        monkeypatch.setattr(clock, "steady", lambda: self.steady)

    def pass_by(self, time: dt.timedelta) -> None:
        self.wall, self.steady = self.wall + time.total_seconds(), self.steady + time.total_seconds()

    def put(self, by: dt.timedelta) -> None:
        self.wall += by.total_seconds()


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


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


SECOND = dt.timedelta(seconds=1)


def round_of(contribution: Contribution) -> int | None:
    """The round's position as every screen is told it."""
    change = changes.read(contribution.station_id, 0, "public")
    return {one["id"]: one["round"] for one in change["contributions"]}[contribution.id]


@pytest.mark.parametrize(("position", "phase"), [(1, "change"), (3, "after")])
def test_for_five_minutes_what_arrives_counts_to_the_round_that_has_ended(
    event: Event, station: Station, guest: Guests, organiser: Actor, hands: Hands, position: int, phase: str
) -> None:
    author = guest()
    assert round_of(write(author, station, "Vor der ersten Runde")) is None
    rounds.start(organiser, position)
    assert changes.event_state(event.id)["late_until"] is None
    ended = rounds.end(organiser).row.ended_at
    assert ended is not None
    state = changes.event_state(event.id)
    assert (state["phase"], state["late_until"]) == (phase, iso(ended + dt.timedelta(minutes=5)))
    assert round_of(write(author, station, "Gerade noch geschrieben")) == position
    hands.pass_by(LATE - SECOND)
    assert round_of(write(author, station, "So lange ohne Verbindung")) == position
    hands.pass_by(SECOND)
    assert round_of(write(author, station, "Zu spät")) is None
    assert changes.event_state(event.id)["late_until"] == state["late_until"]


def test_once_the_next_round_runs_what_arrives_counts_to_that_one(
    station: Station, guest: Guests, organiser: Actor, hands: Hands
) -> None:
    author, id = guest(), new_id()
    rounds.start(organiser, 1)
    rounds.end(organiser)
    assert round_of(write(author, station, id=id)) == 1
    rounds.start(organiser, 2)
    assert round_of(write(author, station, "In der ersten geschrieben, jetzt erst da")) == 2
    assert round_of(write(author, station, id=id)) == 1  # sent again it stays where it was counted
    rounds.end(organiser)
    rounds.resume(organiser, 2)
    hands.pass_by(2 * LATE)
    assert round_of(write(author, station, "In der Runde, die weiterläuft")) == 2


@pytest.mark.parametrize("hours", [3, -3])
def test_a_clock_that_is_put_right_meanwhile_neither_gives_nor_takes_time(
    event: Event, station: Station, guest: Guests, organiser: Actor, hands: Hands, hours: int
) -> None:
    author = guest()
    rounds.start(organiser, 1)
    rounds.end(organiser)
    hands.pass_by(60 * SECOND)
    hands.put(dt.timedelta(hours=hours))
    assert changes.event_state(event.id)["late_until"] == iso(now() + 240 * SECOND)
    hands.pass_by(239 * SECOND)
    assert round_of(write(author, station, "Noch rechtzeitig")) == 1
    hands.pass_by(SECOND)
    assert round_of(write(author, station, "Zu spät")) is None


def test_what_came_late_is_counted_in_its_round_wherever_rounds_are_counted(
    event: Event, station: Station, guest: Guests, host: Actor, organiser: Actor, hands: Hands
) -> None:
    rounds.start(organiser, 1)
    write(guest(), station, "In der Runde")
    rounds.end(organiser)
    write(guest(), station, "Fünf Minuten Zeit")
    typed = paper_cards.type_in(host, station.id, id=new_id(), text="Von Papier", kind="idea", language="de").row
    assert round_of(typed) == 1
    hands.pass_by(LATE)
    write(guest(), station, "Danach")
    harvest = reading.of(event)
    said = {one.text: one.round for part in harvest.stations for one in part.contributions}
    assert said == {"In der Runde": 1, "Fünf Minuten Zeit": 1, "Von Papier": 1, "Danach": None}
