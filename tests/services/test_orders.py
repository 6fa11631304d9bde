"""What is remembered of orders, and for how long."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from facilitation import bounds, chores
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, DoneOrder, Event, EventDeed, Station
from facilitation.models.columns import now
from facilitation.services import contributions, events, orders, rounds, votes
from facilitation.services.committed import Committed
from facilitation.storage.statements import reading
from facilitation.storage.transactions import write_together, writing
from tests.conftest import Guests, deleted_on, new_id, refused, write


def kept() -> set[str]:
    """The ids of all orders that are remembered."""
    db.session.rollback()
    return set(db.session.scalars(select(DoneOrder.id)))


@pytest.fixture
def giver(guest: Guests) -> Actor:
    """A guest who gives an order."""
    return replace(guest(), order=new_id())


def test_an_order_is_remembered_for_two_days(
    event: Event, giver: Actor, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_at = now().replace(minute=59, second=0, microsecond=0)
    monkeypatch.setattr(orders, "now", lambda: given_at)
    assert giver.order
    write(giver, station)
    hour = dt.timedelta(hours=1)
    for moment, remembered in (
        (given_at + bounds.ORDER_HOURS * hour, {giver.order}),
        (given_at - dt.timedelta(days=1), {giver.order}),  # the clock was put back
        (given_at + (bounds.ORDER_HOURS + 1) * hour, set()),
    ):
        orders.forget_old(moment)
        assert kept() == remembered


def test_the_server_forgets_by_itself(event: Event, giver: Actor, station: Station) -> None:
    write(giver, station)
    assert chores.forget_orders in [chore.work for chore in chores.CHORES]
    chores.forget_orders()
    assert len(kept()) == 1
    with writing() as session:
        for one in session.scalars(select(DoneOrder)):
            one.done_in = now() - dt.timedelta(days=3)
    chores.forget_orders()
    assert kept() == set()


def test_on_the_day_of_deletion_they_go_as_well_and_are_nobodys_traces(
    event: Event, station: Station, giver: Actor, organiser: Actor
) -> None:
    write(giver, station)
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    assert kept() == set()
    rounds.start(replace(organiser, order=new_id()), 1)
    generation = db.session.get_one(Event, event.id, populate_existing=True).generation
    assert deleted_on(event.delete_on) == []
    assert (kept(), db.session.scalars(select(EventDeed)).all()) == (set(), [])
    assert db.session.get_one(Event, event.id, populate_existing=True).generation == generation


def test_deed_and_answer_are_stored_both_or_not_at_all(
    event: Event, station: Station, giver: Actor, organiser: Actor
) -> None:
    """The second finds the id taken at its very end: then nothing of what it did before is stored either."""
    card = write(giver, station)
    other = new_id()
    with pytest.raises(Exception, match="done_order"):
        rounds.start(replace(organiser, order=giver.order), 1)
    db.session.rollback()
    assert events.find("dresden-2023").phase == "before"
    with pytest.raises(Exception, match="done_order"):
        votes.set(giver, card.id, on=True)
    with reading() as store:
        assert votes.of(store, giver, station.id) == []
    with refused("id_taken"):
        contributions.add(giver, station.slug, id=other, text="Neu", kind="idea", language="de")
    assert db.session.get(Contribution, other) is None


def test_whoever_works_for_others_takes_nothing_of_theirs(event: Event, giver: Actor) -> None:
    """What is written together runs in another request: the order's id comes with its actor."""
    other = replace(giver, order=new_id())
    for actor in (giver, other):
        answer = {"revision": len(str(actor.order))}
        write_together(
            lambda store, actor=actor, answer=answer: orders.remember(  # type: ignore[misc]
                store, actor, Committed(None, answer), who=orders.guest(actor)
            )
        )
    assert kept() == {giver.order, other.order}


def test_orders_lie_by_their_ids_and_not_as_they_came(event: Event) -> None:
    """SQLite numbers the rows of other tables, and so tells in which order they came."""
    with db.engine.connect() as connection, pytest.raises(OperationalError, match="no such column: rowid"):
        connection.exec_driver_sql("SELECT rowid FROM done_order")
