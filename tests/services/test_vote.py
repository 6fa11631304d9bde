"""Dots: three a person and station."""

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.services import contributions, moderation, votes
from facilitation.storage.statements import reading
from tests.conftest import Guests, refused, write


def test_a_dot_counts_once_however_often_it_is_sent(guest: Guests, station: Station) -> None:
    liked, voter = write(guest(), station), guest()
    assert [votes.set(voter, liked.id, on=True).votes for _ in range(3)] == [1, 1, 1]
    assert votes.set(guest(), liked.id, on=True).votes == 2
    assert votes.set(voter, liked.id, on=True).left == 2


def test_the_fourth_dot_is_refused_and_one_taken_back_is_free_again(guest: Guests, station: Station) -> None:
    voter = guest()
    four = [write(voter, station, f"Nummer {n}") for n in range(4)]
    for one in four[:3]:
        votes.set(voter, one.id, on=True)
    with refused("no_votes_left") as refusal:
        votes.set(voter, four[3].id, on=True)
    assert refusal.value.detail == {"limit": 3}
    assert votes.set(voter, four[0].id, on=False).votes == 0
    assert votes.set(voter, four[3].id, on=True).votes == 1
    assert given(voter, station) == [four[1].id, four[2].id, four[3].id]


def test_each_station_has_its_own_budget(guest: Guests, station: Station, other_station: Station) -> None:
    voter = guest()
    here = [votes.set(voter, write(voter, station, f"Nummer {n}").id, on=True).left for n in range(3)]
    there = votes.set(voter, write(voter, other_station).id, on=True).left
    assert (here, there) == ([2, 1, 0], 2)


def test_dots_on_what_is_gone_are_free_again(guest: Guests, station: Station, host: Actor) -> None:
    author, voter = guest(), guest()
    hidden, withdrawn = write(author, station), write(author, station)
    votes.set(voter, hidden.id, on=True)
    votes.set(voter, withdrawn.id, on=True)
    moderation.hide(host, hidden.id)
    contributions.withdraw(author, withdrawn.id)
    assert given(voter, station) == []
    with refused("contribution_gone"):
        votes.set(guest(), hidden.id, on=True)


def test_a_stranger_gives_no_dot(guest: Guests, station: Station, event: Event) -> None:
    written = write(guest(), station)
    with refused("not_joined"):
        votes.set(Actor(event.id), written.id, on=True)


def given(voter: Actor, station: Station) -> list[str]:
    with reading() as store:
        return votes.of(store, voter, station.id)
