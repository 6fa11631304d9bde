"""A rush of newcomers is noticed, and the dots of those who wrote nothing can be left out, and back."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Participant, Station
from facilitation.models.columns import lot, now
from facilitation.queries import changes, desk
from facilitation.queries import newcomers as read
from facilitation.queries.harvest import reading
from facilitation.services import merging, newcomers, participants, votes
from facilitation.transfer import records
from tests.conftest import Guests, add, answered, refused, write


def dots(event: Event, card: str, count: int = newcomers.STRAIGHT) -> list[Actor]:
    """People who come in the same moment, each with a dot for this card."""
    many = [Actor(event.id, lot()) for _ in range(count)]
    for one in many:
        votes.set(one, card, on=True)
    return many


def counted(*cards: str) -> list[int]:
    db.session.rollback()
    db.session.expire_all()
    return [db.session.get_one(Contribution, card).votes for card in cards]


def rushed() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Participant.id).where(Participant.rushed)).all())


def test_twenty_who_only_give_dots_within_ten_seconds_are_a_rush(
    event: Event, station: Station, guest: Guests, host: Actor
) -> None:
    card = write(guest(), station).id
    dots(event, card, newcomers.STRAIGHT - 1)
    assert (rushed(), desk.figures(event.id)["newcomers"]["rush"], read.for_hosts(event.id)["rush"]) == (0, None, None)
    dots(event, card, 2)
    told = desk.figures(event.id)["newcomers"]["rush"]
    assert (rushed(), told["people"], told["since"] <= told["until"]) == (21, 21, True)
    assert read.for_hosts(event.id) == {"rush": told, "word": None}


def test_who_says_hello_in_that_moment_is_not_marked(event: Event, station: Station, guest: Guests) -> None:
    card, polite = write(guest(), station).id, Actor(event.id, lot())
    dots(event, card, newcomers.STRAIGHT - 1)
    participants.greet(polite, name="", language="de")
    dots(event, card, 1)
    participants.greet(Actor(event.id, lot()), name="", language="de")
    assert rushed() == newcomers.STRAIGHT
    assert db.session.get_one(Participant, polite.participant_id).rushed is False


def test_a_hall_that_says_hello_is_none(event: Event) -> None:
    for _ in range(newcomers.STRAIGHT + 5):
        participants.greet(Actor(event.id, lot()), name="", language="de")
    assert rushed() == 0


def test_very_many_are_one_even_where_they_say_hello(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "ANY", 30)
    for _ in range(30):
        participants.greet(Actor(event.id, lot()), name="", language="de")
    assert rushed() == 30


def test_the_same_number_over_a_longer_time_is_none(event: Event, station: Station, guest: Guests) -> None:
    card = write(guest(), station).id
    for _ in range(3):
        dots(event, card, newcomers.STRAIGHT - 1)
        db.session.execute(update(Participant).values(joined_at=now() - dt.timedelta(seconds=11)))
        db.session.commit()
    assert rushed() == 0


def test_a_rush_is_left_out_everywhere_and_comes_back(
    event: Event, station: Station, other_station: Station, guest: Guests, organiser: Actor, host: Actor
) -> None:
    author, reader = guest(), guest()
    card, beneath, elsewhere = (write(author, where).id for where in (station, station, other_station))
    votes.set(reader, card, on=True)
    many = dots(event, card)
    votes.set(many[0], beneath, on=True)
    votes.set(many[0], elsewhere, on=True)
    writer = many[1]
    add(writer, station.slug)
    merging.merge(host, card, [beneath])
    everything, people = [21, 1, 1], reading.of(event).people
    assert counted(card, beneath, elsewhere) == everything

    before = changes.read(station.id, 0, "public")["revision"]
    assert set(newcomers.leave_out(organiser, on=True).stations) == {one.id for one in event.stations}
    assert counted(card, beneath, elsewhere) == [2, 0, 0]  # the reader's, and of one who wrote at once
    change = changes.read(station.id, before, "public")
    assert {one["id"]: one["votes"] for one in change["contributions"]} == {card: 2, beneath: 0}
    assert sum(one["votes"] for one in desk.figures(event.id)["stations"]) == reading.of(event).votes == 2
    assert reading.of(event).people == people - len(many) + 1
    assert len(records.read(event)["votes"]) == 2
    assert desk.figures(event.id)["newcomers"]["left_out"] is True
    votes.set(many[2], elsewhere, on=True)  # their own phone shows it, nobody counts it
    dots(event, elsewhere, 3)
    assert counted(card, elsewhere) == [2, 0]

    newcomers.leave_out(organiser, on=False)
    assert counted(card, beneath, elsewhere) == [21, 1, 5]
    assert reading.of(event).people == people + 3


def test_only_organisers_leave_dots_out(event: Event, host: Actor, guest: Guests) -> None:
    for actor in (host, guest()):
        with refused("not_allowed"):
            newcomers.leave_out(actor, on=True)


def test_who_was_here_before_is_never_left_out(event: Event, station: Station, guest: Guests, organiser: Actor) -> None:
    card = write(guest(), station).id
    for _ in range(25):
        votes.set(guest(), card, on=True)
    dots(event, card)
    newcomers.leave_out(organiser, on=True)
    assert counted(card) == [25]


def test_who_writes_within_their_first_minute_counts_again(
    event: Event, station: Station, other_station: Station, guest: Guests, organiser: Actor
) -> None:
    card, elsewhere = write(guest(), station).id, write(guest(), other_station).id
    newcomers.leave_out(organiser, on=True)
    many = dots(event, card)
    votes.set(many[-1], elsewhere, on=True)
    votes.set(many[-2], elsewhere, on=True)
    assert counted(card, elsewhere) == [0, 0]
    db.session.execute(
        update(Participant)
        .where(Participant.id == many[-2].participant_id)
        .values(joined_at=now() - dt.timedelta(seconds=newcomers.EARLY + 1))
    )
    db.session.commit()
    revision = changes.read(other_station.id, 0, "public")["revision"]
    for late_or_not, recounted in ((many[-1], {station.id, other_station.id}), (many[-2], set())):
        assert set(answered(late_or_not, station.slug).dots) == recounted
    assert counted(card, elsewhere) == [1, 1]
    change = changes.read(other_station.id, revision, "public")
    assert [(one["id"], one["votes"]) for one in change["contributions"]] == [(elsewhere, 1)]


def test_the_first_of_a_second_rush_are_left_out_with_it(
    event: Event, station: Station, other_station: Station, guest: Guests, organiser: Actor
) -> None:
    card, elsewhere = write(guest(), station).id, write(guest(), other_station).id
    dots(event, card)
    newcomers.leave_out(organiser, on=True)
    db.session.execute(update(Participant).values(joined_at=now() - dt.timedelta(minutes=5)))
    db.session.commit()
    writer = dots(event, elsewhere, 1)[0]
    add(writer, station.slug)
    dots(event, elsewhere, newcomers.STRAIGHT - 2)
    assert counted(elsewhere) == [newcomers.STRAIGHT - 1]
    last = Actor(event.id, lot())
    assert set(votes.set(last, card, on=True).dots) == {station.id, other_station.id}
    assert counted(card, elsewhere) == [0, 1]


def test_who_came_before_the_clock_was_put_back_makes_no_rush_and_shuts_nobody_out(
    event: Event, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(participants, "NEWCOMERS_A_MINUTE", newcomers.STRAIGHT)
    card = write(guest(), station).id
    early = dots(event, card, newcomers.STRAIGHT - 1)
    db.session.execute(update(Participant).values(joined_at=now() + dt.timedelta(hours=1)))
    db.session.commit()
    dots(event, card, newcomers.STRAIGHT - 1)
    assert rushed() == 0
    dots(event, card, 1)
    assert rushed() == newcomers.STRAIGHT
    assert not any(db.session.get_one(Participant, one.participant_id).rushed for one in early)
