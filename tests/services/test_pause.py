"""An author may be paused for the round: at this station, until the next one, and nobody learns who it is."""

import pytest

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import contributions, journal, moderation, paper_cards, rounds, votes
from facilitation.storage.statements import reading
from tests.conftest import Guests, add, new_id, refused, wording, write


@pytest.mark.parametrize("phase", ["before", "round", "change"])
def test_a_paused_author_writes_nothing_more_at_this_station(
    guest: Guests, station: Station, other_station: Station, host: Actor, organiser: Actor, phase: str
) -> None:
    if phase != "before":
        rounds.start(organiser, 1)
    author, other = guest(), guest()
    written = write(author, station)
    foreign = write(other, station, "Von jemand anderem")
    if phase == "change":
        rounds.end(organiser)
    moderation.pause_author(host, written.id, on=True)
    with refused("paused"):
        add(author, station.slug, "Noch etwas")
    with refused("paused"):
        contributions.edit(author, written.id, was=wording(written.id), text="Anders gesagt")
    votes.set(author, foreign.id, on=True)
    add(author, other_station.slug, "Anderswo")
    add(other, station.slug, "Von jemand anderem")
    assert contributions.withdraw(author, written.id).row.state == "withdrawn"
    with refused("paused"):
        add(author, station.slug, "Noch etwas")


def test_what_was_stored_before_is_answered_like_before(guest: Guests, station: Station, host: Actor) -> None:
    author, id = guest(), new_id()
    first = add(author, station.slug, "Schon da", id=id)
    moderation.pause_author(host, id, on=True)
    assert add(author, station.slug, "Schon da", id=id).number == first.number


def test_who_is_paused_is_told_before_they_write(
    guest: Guests, station: Station, other_station: Station, host: Actor, organiser: Actor
) -> None:
    author = guest()

    def told(actor: Actor, at: Station) -> int | None:
        with reading() as store:
            return contributions.paused_for(store, actor, at.id)

    assert told(author, station) is None
    first = write(author, station).id
    moderation.pause_author(host, first, on=True)
    assert told(author, station) == 0
    rounds.start(organiser, 1)
    second = write(author, station, "Noch etwas").id
    moderation.pause_author(host, second, on=True)
    contributions.withdraw(author, second)
    assert [told(author, station), told(author, other_station), told(guest(), station), told(host, station)] == [
        *(1, None, None, None),
    ]
    moderation.pause_author(host, first, on=False)
    assert told(author, station) == 1


def test_the_next_round_ends_it(guest: Guests, station: Station, host: Actor, organiser: Actor) -> None:
    author = guest()
    rounds.start(organiser, 1)
    moderation.pause_author(host, write(author, station).id, on=True)
    rounds.end(organiser)
    rounds.start(organiser, 2)
    assert write(author, station, "Wieder da").state == "visible"


def test_it_is_ended_and_taken_back(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    written = write(author, station)
    moderation.pause_author(host, written.id, on=True)
    moderation.pause_author(host, written.id, on=False)
    add(author, station.slug, "Eins")
    again = moderation.pause_author(host, written.id, on=True).row
    journal.undo(host, station.id, again.revision)
    add(author, station.slug, "Zwei")


def test_nobody_is_paused_for_paper(station: Station, host: Actor) -> None:
    card = paper_cards.type_in(
        host, station.id, id=new_id(), text="Von Papier", kind="idea", language="de", table=None, by_hand=0
    ).row
    with refused("from_paper"):
        moderation.pause_author(host, card.id, on=True)


def test_only_this_stations_hosts_pause(guest: Guests, station: Station, other_host: Actor) -> None:
    author = guest()
    written = write(author, station)
    for actor in (author, other_host):
        with refused("not_allowed"):
            moderation.pause_author(actor, written.id, on=True)
    add(author, station.slug, "Geht noch")
