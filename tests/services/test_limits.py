"""What one participant may send, and when they may send again."""

from collections.abc import Callable
from itertools import count

import pytest

from facilitation import memory
from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import contributions, limits, votes
from tests.conftest import Guests, new_id, refused, wording, write

Wait = Callable[[float], None]
AT_ONCE = limits.LIMITS["add"].at_once


@pytest.fixture(autouse=True)
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Lets time pass; without it, none does."""
    moment = [1000.0]

    def pass_by(seconds: float) -> None:
        moment[0] += seconds

    monkeypatch.setattr(limits, "clock", lambda: moment[0])
    return pass_by


def test_who_comes_back_after_ten_minutes_offline_gets_everything_through(guest: Guests, station: Station) -> None:
    author = guest()
    parent = write(author, station)
    for number in range(20):
        reply = write(author, station, f"Nummer {number}", reply_to=parent.id)
        contributions.edit(author, reply.id, was=wording(reply.id), text=f"Doch {number}")
        contributions.edit(author, reply.id, was=wording(reply.id), text=f"Oder {number}")
        contributions.withdraw(author, reply.id)
    assert station.revision == 1 + 20 * 4


def test_too_much_is_refused_until_the_moment_that_is_told(guest: Guests, station: Station, wait: Wait) -> None:
    author = guest()
    for _ in range(AT_ONCE):
        write(author, station)
    with refused("too_many") as refusal:
        write(author, station)
    assert refusal.value.detail == {"retry_after": 5}
    wait(4.5)
    with refused("too_many") as refusal:
        write(author, station)
    assert refusal.value.detail == {"retry_after": 2}
    wait(0.5)
    assert write(author, station).revision == AT_ONCE + 1
    with refused("too_many"):
        write(author, station)
    assert write(guest(), station).number == AT_ONCE + 2


def test_in_the_long_run_a_minute_has_its_number(guest: Guests, station: Station, wait: Wait) -> None:
    author = guest()
    for _ in range(AT_ONCE):
        write(author, station)
    wait(60)
    for _ in range(12):
        write(author, station)
    with refused("too_many"):
        write(author, station)


def test_what_is_sent_again_does_not_count(guest: Guests, station: Station) -> None:
    author, id = guest(), new_id()
    for _ in range(2 * AT_ONCE):
        write(author, station, id=id)
    for _ in range(AT_ONCE - 1):
        write(author, station)
    with refused("too_many"):
        write(author, station)
    assert write(author, station, id=id).number == 1
    for _ in range(2 * limits.LIMITS["change"].at_once):
        contributions.edit(author, id, was=wording(id), text="Einmal anders")
    for _ in range(2 * limits.LIMITS["vote"].at_once):
        votes.set(author, id, on=True)
    assert contributions.withdraw(author, id).row.state == "withdrawn"


def test_wordings_and_dots_have_limits_of_their_own(guest: Guests, station: Station) -> None:
    author, dots, wordings = guest(), count(), count()
    written = write(author, station)
    with refused("too_many"):
        for _ in range(100):
            votes.set(author, written.id, on=next(dots) % 2 == 0)
    with refused("too_many"):
        for _ in range(100):
            contributions.edit(author, written.id, was=wording(written.id), text=f"Nummer {next(wordings)}")
    assert (next(dots), next(wordings)) == (61, 61)
    with refused("too_many"):
        contributions.withdraw(author, written.id)
    assert write(author, station).number == 2


def test_hosts_at_their_own_station_and_organisers_are_not_limited(
    guest: Guests, station: Station, other_station: Station
) -> None:
    person = guest()
    host = Actor(person.event_id, person.participant_id, hosts=frozenset({station.id}))
    for _ in range(AT_ONCE + 1):
        write(host, station)
    for _ in range(AT_ONCE):
        write(host, other_station)
    with refused("too_many"):
        write(host, other_station)
    assert write(Actor(person.event_id, person.participant_id, organiser=True), other_station).number == AT_ONCE + 1


def test_who_has_been_quiet_is_forgotten(
    guest: Guests, station: Station, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_KNOWN", 2)
    author = guest()
    for _ in range(AT_ONCE):
        write(author, station)
    write(guest(), station)
    wait(6)
    write(guest(), station)
    assert len(limits._used_until) == 2
    write(author, station)
    with refused("too_many"):
        write(author, station)


@pytest.mark.parametrize(("age", "at_once"), [(-5, 24), (0, 24), (150, 72), (300, 120), (9_000, 120)])
def test_what_a_newcomer_may_send_at_once_grows_for_five_minutes(age: float, at_once: float) -> None:
    assert limits.LIMITS["add"].burst(age) == at_once


def test_only_texts_and_dots_grow() -> None:
    growing = {name for name, limit in limits.LIMITS.items() if limit.at_first is not None}
    assert growing == {"add", "vote"}


def test_a_flood_of_new_ids_is_not_looked_through_for_each_of_them(wait: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KNOWN", 2)
    memory.forget_all()
    for sender in range(5):
        limits.count_of(sender, "words")  # made up for within 0.05 s
    wait(0.5)
    limits.count_of(5, "words")
    assert len(limits._used_until) == 6
    wait(0.5)
    limits.count_of(6, "words")
    assert len(limits._used_until) == 1
