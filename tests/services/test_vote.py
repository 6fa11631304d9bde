"""Dots: three a person and station."""

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.services import contributions, moderation, stations, votes
from facilitation.storage.statements import reading
from tests.conftest import Guests, read, refused, wording, write


def test_a_dot_counts_once_however_often_it_is_sent(guest: Guests, station: Station) -> None:
    liked, voter = write(guest(), station), guest()
    assert [votes.set(voter, liked.id, on=True).row.votes for _ in range(3)] == [1, 1, 1]
    assert votes.set(guest(), liked.id, on=True).row.votes == 2
    assert votes.set(voter, liked.id, on=True).row.left == 2


def test_the_fourth_dot_is_refused_and_one_taken_back_is_free_again(guest: Guests, station: Station) -> None:
    voter = guest()
    four = [write(voter, station, f"Nummer {n}") for n in range(4)]
    for one in four[:3]:
        votes.set(voter, one.id, on=True)
    with refused("no_votes_left") as refusal:
        votes.set(voter, four[3].id, on=True)
    assert refusal.value.detail == {"limit": 3}
    assert votes.set(voter, four[0].id, on=False).row.votes == 0
    assert votes.set(voter, four[3].id, on=True).row.votes == 1
    assert given(voter, station) == [four[1].id, four[2].id, four[3].id]


def test_each_station_has_its_own_budget(guest: Guests, station: Station, other_station: Station) -> None:
    voter = guest()
    here = [votes.set(voter, write(voter, station, f"Nummer {n}").id, on=True).row.left for n in range(3)]
    there = votes.set(voter, write(voter, other_station).id, on=True).row.left
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


def test_a_dot_that_is_given_again_leaves_where_it_lay(guest: Guests, station: Station, host: Actor) -> None:
    """Whatever hides a contribution for a while: nobody comes to more dots than three by it."""
    voter = guest()
    cards = [write(voter, station, f"Nummer {n}") for n in range(9)]
    for three in (cards[:3], cards[3:6], cards[6:]):
        for one in three:
            votes.set(voter, one.id, on=True)
        stations.set_approve_first(host, station.id, on=True)
        contributions.edit(voter, three[0].id, was=wording(three[0].id), text=f"{three[0].text}, neu gesagt")
        moderation.hide(host, three[1].id)
        moderation.hide(host, three[2].id)
        stations.set_approve_first(host, station.id, on=False)
    for one in cards:
        moderation.show(host, read(one.id))
    assert given(voter, station) == [one.id for one in cards[6:]]
    assert [contributions.find(host, one.id).votes for one in cards] == [0, 0, 0, 0, 0, 0, 1, 1, 1]


def test_a_dot_stays_where_it_lay_as_long_as_it_is_not_needed(guest: Guests, station: Station, host: Actor) -> None:
    voter = guest()
    hidden, *others = [write(voter, station, f"Nummer {n}") for n in range(3)]
    votes.set(voter, hidden.id, on=True)
    moderation.hide(host, hidden.id)
    for one in others:
        votes.set(voter, one.id, on=True)
    moderation.show(host, read(hidden.id))
    assert given(voter, station) == [hidden.id, *(one.id for one in others)]


def test_a_stranger_gives_no_dot(guest: Guests, station: Station, event: Event) -> None:
    written = write(guest(), station)
    with refused("not_joined"):
        votes.set(Actor(event.id), written.id, on=True)


def given(voter: Actor, station: Station) -> list[str]:
    with reading() as store:
        return votes.of(store, voter, station.id)
