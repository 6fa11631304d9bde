"""Merging: one contribution stands for several, a person's dot counts once, and one tap takes it back."""

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import contributions, journal, merging, moderation, stations, votes
from tests.conftest import Guests, read, refused, wording, write
from tests.services import whole_board


def dots(*written: Contribution) -> list[int]:
    return [db.session.get_one(Contribution, one.id, populate_existing=True).votes for one in written]


def test_dots_add_up_and_a_persons_dot_counts_once(guest: Guests, station: Station, host: Actor) -> None:
    head, one, two = write(guest(), station), write(guest(), station), write(guest(), station)
    both, only = guest(), guest()
    for person, chosen in ((both, head), (both, one), (only, one), (guest(), two)):
        votes.set(person, chosen.id, on=True)
    merged = merging.merge(host, head.id, [one.id, two.id]).answer["revision"]
    assert dots(head, one, two) == [3, 2, 1]
    assert {db.session.get_one(Contribution, each.id).revision for each in (head, one, two)} == {merged}
    assert votes.set(guest(), two.id, on=True).row.votes == 2
    assert votes.set(only, head.id, on=True).row.votes == 4, "that person's dot counts already"
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
    merged = merging.merge(host, first.id, [second.id]).answer["revision"]
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
    moderation.show(host, read(hidden.id))
    assert dots(head) == [2]
    merging.separate(host, hidden.id)
    assert dots(head, hidden) == [1, 1]


def test_nothing_lies_two_deep_or_in_a_circle_whatever_is_taken_back(
    guest: Guests, station: Station, host: Actor
) -> None:
    """What lay beneath something that lies beneath another was on no screen."""
    one, other, third = (write(guest(), station) for _ in range(3))
    for into, beneath in ((one, other), (other, third), (third, one)):
        undone = journal.undo(host, station.id, merging.merge(host, into.id, [beneath.id]).answer["revision"]).answer[
            "revision"
        ]
        merged = merging.merge(host, beneath.id, [into.id]).answer[
            "revision"
        ]  # the other way round, and then once more as it was
        with refused("changed_since"):
            journal.undo(host, station.id, undone)
        journal.undo(host, station.id, merged)
    undone = journal.undo(host, station.id, merging.merge(host, one.id, [other.id]).answer["revision"]).answer[
        "revision"
    ]
    merging.merge(host, third.id, [one.id])
    with refused("changed_since"):
        journal.undo(host, station.id, undone)


def test_what_stands_for_itself_since_its_head_is_gone_can_stand_for_others(
    guest: Guests, station: Station, host: Actor
) -> None:
    """The board shows it as a card of its own, so it can be merged like one, and stays one."""
    author = guest()
    hidden, gone = write(guest(), station), write(author, station)
    for head in (hidden, gone):
        below, other, third = (write(guest(), station) for _ in range(3))
        merging.merge(host, head.id, [below.id, third.id])
        with refused("contribution_gone"):
            merging.merge(host, below.id, [other.id])
        moderation.hide(host, hidden.id) if head is hidden else contributions.withdraw(author, gone.id)
        merged = merging.merge(host, below.id, [other.id, head.id] if head is hidden else [other.id]).answer["revision"]
        if head is hidden:
            moderation.show(host, read(hidden.id))
        expected = [None, below.id, below.id] if head is hidden else [None, below.id, head.id]
        assert [contributions.find(host, one.id).merged_into for one in (below, other, third)] == expected
        journal.undo(host, station.id, merged)
        whole_board.check(station.id)


def test_what_was_withdrawn_beneath_keeps_nothing_from_being_taken_back(
    guest: Guests, station: Station, host: Actor
) -> None:
    author = guest()
    first, second, gone = write(guest(), station), write(guest(), station), write(author, station)
    merging.merge(host, first.id, [second.id])
    separated = merging.separate(host, second.id).row.revision
    merging.merge(host, second.id, [gone.id])
    contributions.withdraw(author, gone.id)
    journal.undo(host, station.id, separated)
    assert contributions.find(host, second.id).merged_into == first.id


def test_a_merger_of_several_is_taken_back_and_done_again(guest: Guests, station: Station, host: Actor) -> None:
    first, second, third = write(guest(), station), write(guest(), station), write(guest(), station)
    merging.merge(host, second.id, [third.id])
    merged = merging.merge(host, first.id, [second.id]).answer["revision"]
    for heads in ([None, second.id], [first.id, first.id], [None, second.id]):
        merged = journal.undo(host, station.id, merged).answer["revision"]
        assert [contributions.find(host, each.id).merged_into for each in (second, third)] == heads


def test_what_waits_again_beneath_no_longer_counts(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    head, beneath = write(guest(), station), write(author, station)
    votes.set(guest(), beneath.id, on=True)
    merging.merge(host, head.id, [beneath.id])
    stations.set_approve_first(host, station.id, on=True)
    contributions.edit(author, beneath.id, was=wording(beneath.id), text="Neu gesagt")
    assert dots(head, beneath) == [0, 1]
    moderation.approve(host, read(beneath.id))
    assert dots(head, beneath) == [1, 1]


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
