"""Merging: one contribution stands for several, a person's dot counts once, and one tap takes it back."""

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import contributions, journal, merging, moderation, votes
from tests.conftest import Guests, refused, write


def dots(*written: Contribution) -> list[int]:
    return [db.session.get_one(Contribution, one.id, populate_existing=True).votes for one in written]


def test_dots_add_up_and_a_persons_dot_counts_once(guest: Guests, station: Station, host: Actor) -> None:
    head, one, two = write(guest(), station), write(guest(), station), write(guest(), station)
    both, only = guest(), guest()
    for person, chosen in ((both, head), (both, one), (only, one), (guest(), two)):
        votes.set(person, chosen.id, on=True)
    merged = merging.merge(host, head.id, [one.id, two.id])
    assert dots(head, one, two) == [3, 2, 1]
    assert {db.session.get_one(Contribution, each.id).revision for each in (head, one, two)} == {merged}
    assert votes.set(guest(), two.id, on=True).votes == 2
    assert votes.set(only, head.id, on=True).votes == 4, "that person's dot counts already"
    assert dots(head, one, two) == [4, 2, 2]
    votes.set(only, one.id, on=False)
    assert dots(head, one, two) == [4, 1, 2]
    journal.undo(host, station.id, merged)
    assert dots(head, one, two) == [2, 1, 2]


def test_whatever_lay_beneath_comes_along(guest: Guests, station: Station, host: Actor) -> None:
    first, second, third = write(guest(), station), write(guest(), station), write(guest(), station)
    for one in (first, second, third):
        votes.set(guest(), one.id, on=True)
    merging.merge(host, second.id, [third.id])
    merged = merging.merge(host, first.id, [second.id])
    assert [second.merged_into, third.merged_into, *dots(first, second, third)] == [first.id, first.id, 3, 1, 1]
    journal.undo(host, station.id, merged)
    assert [second.merged_into, third.merged_into, *dots(first, second, third)] == [None, second.id, 1, 2, 1]


def test_what_is_hidden_or_taken_back_beneath_no_longer_counts(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    head, hidden, gone = write(guest(), station), write(guest(), station), write(author, station)
    for one in (head, hidden, gone):
        votes.set(guest(), one.id, on=True)
    merging.merge(host, head.id, [hidden.id, gone.id])
    moderation.hide(host, hidden.id)
    assert dots(head) == [2]
    contributions.withdraw(author, gone.id)
    assert dots(head) == [1]
    moderation.show(host, hidden.id)
    assert dots(head) == [2]
    merging.separate(host, hidden.id)
    assert dots(head, hidden) == [1, 1]


def test_what_cannot_be_merged_says_why(
    guest: Guests, station: Station, other_station: Station, host: Actor, organiser: Actor
) -> None:
    author = guest()
    one, two, beneath, gone = (write(author, station) for _ in range(4))
    there = write(author, other_station)
    contributions.withdraw(author, gone.id)
    merging.merge(host, two.id, [beneath.id])
    with refused("malformed"):
        merging.merge(host, one.id, [])
    with refused("malformed"):
        merging.merge(host, one.id, [one.id, two.id])
    with refused("contribution_gone"):
        merging.merge(host, one.id, [gone.id])
    with refused("contribution_gone"):
        merging.merge(host, beneath.id, [one.id])
    with refused("wrong_station"):
        merging.merge(organiser, one.id, [there.id])
    for deed in (lambda: merging.merge(author, one.id, [two.id]), lambda: merging.separate(author, beneath.id)):
        with refused("not_allowed"):
            deed()
