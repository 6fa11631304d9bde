"""PostgreSQL's row locks: who changes a row keeps nobody waiting who only names it, and all lock in one order."""

import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from facilitation import bounds, clock, seed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, FeedbackAnswer
from facilitation.models.columns import lot
from facilitation.services import (
    contributions,
    events,
    feedback,
    newcomers,
    rehearsals,
    rounds,
    votes,
)
from facilitation.storage import erasing, transactions, turns
from facilitation.storage.statements import transaction
from facilitation.storage.transactions import lock_event, lock_station, nobody_writes, writing
from tests.architecture import PACKAGE
from tests.conftest import deleted_on, new_id, refused, write
from tests.scale.services import until

pytestmark = pytest.mark.timeout(300)


@contextmanager
def beside(app: Flask, work: Callable[[], Any]) -> Iterator["Future[Any]"]:
    """Work that another request does meanwhile."""

    def done() -> Any:
        with app.test_request_context():
            try:
                return work()
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(done)


def somebody_waits(database: str) -> None:
    """Wait until somebody waits for a lock."""
    with psycopg.connect(database, autocommit=True) as watcher:
        asked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        until(lambda: watcher.execute(asked).fetchone() != (0,), "somebody waits for a lock")


def test_only_one_place_says_how_rows_are_locked() -> None:
    places = [path.name for path in PACKAGE.rglob("*.py") if "with_for_update" in path.read_text(encoding="utf-8")]
    assert places == ["transactions.py"]
    assert "key_share=True" in inspect.getsource(transactions.for_change)


def test_who_changes_a_row_keeps_nobody_waiting_who_adds_one_that_names_it(
    app: Flask, database: str, event: Event, author: Actor
) -> None:
    """A survey's answer names the event, a dot names its person; that waits where the keys are locked, too."""
    event_id, station_id, person = event.id, event.stations[0].id, author.participant_id
    card = write(author, event.stations[0]).id
    added = {
        "INSERT INTO feedback_answer (id, event_id, scale, language, text, hidden)"
        " VALUES (%s, %s, '{}', 'de', '', false)": (new_id(), event_id),
        "INSERT INTO vote (participant_id, contribution_id, created_at) VALUES (%s, %s, now())": (person, card),
        "INSERT INTO dismissal (id, station_id, ids, removed, revision) VALUES (%s, %s, '[]', false, 1)": (
            new_id(),
            station_id,
        ),
    }
    with writing() as session, transaction() as store, psycopg.connect(database) as other:
        lock_event(session, event_id)
        lock_station(session, station_id)
        store.first(feedback._LOCKED, event=event_id, participant=person)
        other.execute("SET lock_timeout = '1s'")
        for statement, values in added.items():
            other.execute(statement.encode(), values)
        other.rollback()


def test_leaving_out_dots_and_a_survey_do_not_wait_for_each_other(
    app: Flask, database: str, event: Event, organiser: Actor, author: Actor
) -> None:
    """The one holds the event and wants the people, the other holds its person and names the event."""
    feedback.begin(organiser)
    event_id = event.id
    with psycopg.connect(database) as survey:
        survey.execute("UPDATE participant SET rushed = true WHERE id = %s", (author.participant_id,))
        survey.commit()
        survey.execute("SELECT id FROM participant WHERE id = %s FOR NO KEY UPDATE", (author.participant_id,))
        with beside(app, lambda: newcomers.leave_out(organiser, on=True)) as left_out:
            somebody_waits(database)
            survey.execute("SET lock_timeout = '2s'")
            survey.execute(
                "INSERT INTO feedback_answer (id, event_id, scale, language, text, hidden)"
                " VALUES (%s, %s, '{}', 'de', '', false)",
                (new_id(), event_id),
            )
            survey.commit()
            assert len(left_out.result(60).stations) == 3


def test_the_deletion_locks_stations_before_what_is_at_them(
    app: Flask, database: str, event: Event, author: Actor
) -> None:
    card, day, station_id = write(author, event.stations[0]).id, event.delete_on, event.stations[0].id
    with psycopg.connect(database) as dot:
        dot.execute("SELECT id FROM station WHERE id = %s FOR NO KEY UPDATE", (station_id,))
        with beside(app, lambda: deleted_on(day)) as deleted:
            somebody_waits(database)
            dot.execute("SET lock_timeout = '2s'")
            dot.execute("UPDATE contribution SET votes = 1 WHERE id = %s", (card,))
            dot.commit()
            assert deleted.result(60) == ["dresden-2023"]


def test_an_answer_to_another_station_waits_for_nobody_there(
    app: Flask, database: str, event: Event, author: Actor
) -> None:
    """Two who answer each other's stations would wait for ever, and everybody at both stations with them."""
    here, there = event.stations[0].slug, event.stations[1]
    other = write(author, there).id
    with psycopg.connect(database) as busy:
        busy.execute("SELECT id FROM station WHERE id = %s FOR UPDATE", (there.id,))

        def answer() -> None:
            with refused("wrong_station"):
                contributions.add(author, here, id=new_id(), text="Ja", kind="idea", language="de", reply_to=other)

        with beside(app, answer) as refusal:
            refusal.result(60)


def test_who_writes_early_while_dots_are_left_out_is_counted_again(
    app: Flask, database: str, event: Event, author: Actor
) -> None:
    """What PostgreSQL told before it waited for the station is older than what it tells after."""
    station = event.stations[0]
    card, early = write(author, station).id, Actor(event.id, lot())
    votes.set(early, card, on=True)
    slug, station_id = station.slug, station.id
    with psycopg.connect(database) as leaving_out:
        leaving_out.execute("SELECT id FROM station WHERE id = %s FOR NO KEY UPDATE", (station_id,))
        left_out = "UPDATE participant SET rushed = true, left_out = true WHERE id = %s"
        leaving_out.execute(left_out, (early.participant_id,))
        leaving_out.execute("UPDATE contribution SET votes = 0 WHERE id = %s", (card,))

        def write_early() -> Any:
            return contributions.add(early, slug, id=new_id(), text="Hier", kind="idea", language="de")

        with beside(app, write_early) as written:
            somebody_waits(database)
            leaving_out.commit()
            assert written.result(60).dots.keys() == {station_id}
        assert leaving_out.execute("SELECT votes FROM contribution WHERE id = %s", (card,)).fetchone() == (1,)


MEANWHILE: dict[str, tuple[Callable[[Actor, str], object], str]] = {
    "another comment, which nobody read, is confirmed": (
        lambda organiser, answer: feedback.confirm_contact(organiser, answer, was="Ruft an: 0351 4881234"),
        "UPDATE feedback_answer SET text = 'Ruft an: 0171 8362736'",
    ),
    "a German wording, which nobody read, is confirmed": (
        lambda organiser, answer: feedback.confirm_contact(organiser, answer, was="Ruft an: 0351 4881234"),
        "UPDATE feedback_answer SET german = 'Ruft an: 0171 8362736'",
    ),
    "another organiser's German wording goes unseen": (
        lambda organiser, answer: feedback.word_in_german(organiser, answer, text="Meine", was=None),
        "UPDATE feedback_answer SET german = 'Deine'",
    ),
}
"""What must not happen to a comment: who orders it, and what somebody else commits before it is their turn."""


@pytest.mark.parametrize("never", MEANWHILE)
def test_a_comment_is_looked_at_once_it_is_ones_turn(
    app: Flask, database: str, event: Event, organiser: Actor, author: Actor, never: str
) -> None:
    """Every newcomer holds the event for a while; whoever answers holds their answer only."""
    order, said = MEANWHILE[never]
    feedback.begin(organiser)
    feedback.set(author, scale={}, text="Ruft an: 0351 4881234", language="de")
    answer, event_id = db.session.scalars(select(FeedbackAnswer.id)).one(), event.id

    def refused_order() -> None:
        with refused("reworded"):
            order(organiser, answer)

    with psycopg.connect(database) as newcomer, psycopg.connect(database, autocommit=True) as other:
        newcomer.execute("SELECT id FROM event WHERE id = %s FOR NO KEY UPDATE", (event_id,))
        with beside(app, refused_order) as ordered:
            somebody_waits(database)
            other.execute(said.encode())
            newcomer.commit()
            ordered.result(60)
    assert db.session.scalars(select(FeedbackAnswer.contact_confirmed)).one() is False


def test_who_answers_anew_takes_no_german_wording_back(
    app: Flask, database: str, event: Event, organiser: Actor, author: Actor
) -> None:
    feedback.begin(organiser)
    feedback.set(author, scale={}, text="Schön", language="en")
    with psycopg.connect(database) as wording:
        wording.execute("UPDATE feedback_answer SET german = 'Auf Deutsch', contact_confirmed = true")
        with beside(app, lambda: feedback.set(author, scale={"1": 3}, text="Schön", language="en")) as answered:
            somebody_waits(database)
            wording.commit()
            answered.result(60)
    kept = db.session.scalars(select(FeedbackAnswer)).one()
    assert (kept.scale, kept.german, kept.contact_confirmed) == ({"1": 3}, "Auf Deutsch", True)


def test_whose_first_deed_is_an_answer_and_who_moderates_do_not_wait_for_each_other(
    app: Flask, database: str, event: Event, organiser: Actor, author: Actor
) -> None:
    """Both lock the event before the answer."""
    feedback.begin(organiser)
    feedback.set(author, scale={}, text="Schön", language="de")
    answer, event_id = db.session.scalars(select(FeedbackAnswer.id)).one(), event.id
    with psycopg.connect(database) as first:
        first.execute("SELECT id FROM event WHERE id = %s FOR NO KEY UPDATE", (event_id,))
        with beside(app, lambda: feedback.hide(organiser, answer, on=True)) as hidden:
            somebody_waits(database)
            first.execute("SET lock_timeout = '2s'")
            first.execute("SELECT id FROM feedback_answer WHERE id = %s FOR NO KEY UPDATE", (answer,))
            first.commit()
            assert hidden.result(60).row.hidden


def test_nobody_writes_once_the_last_erasing_has_begun(app: Flask, event: Event, organiser: Actor) -> None:
    """On SQLite its one lock sees to that."""
    rounds.start(organiser, 1)
    with ExitStack() as ending:
        ending.enter_context(nobody_writes())
        with beside(app, lambda: rounds.extend(organiser, 1)) as later:
            until(lambda: bool(transactions._gate._changed._waiters), "it waits")  # type: ignore[attr-defined]
            assert erasing.erase()
            assert not later.done()
            ending.close()
            assert later.result(60).row.position == 1


def test_a_file_says_what_was_true_at_one_moment(app: Flask, database: str, event: Event) -> None:
    """A card that is moved into a new theme meanwhile would be in none: PostgreSQL answers each question as of now."""
    count = db.text("SELECT count(*) FROM participant")
    with turns.for_all_of_an_event():
        before = db.session.execute(count).scalar_one()
        with psycopg.connect(database) as other:
            other.execute(
                "INSERT INTO participant (id, event_id, language, greeted, straight, rushed, wrote_early, left_out,"
                " joined_at) VALUES (1, %s, 'de', true, false, false, false, false, now())",
                (event.id,),
            )
        assert db.session.execute(count).scalar_one() == before
    db.session.rollback()
    assert db.session.execute(count).scalar_one() == before + 1


def test_rehearsals_that_begin_at_the_same_moment_count_each_other(app: Flask, database: str, event: Event) -> None:
    """For the house's last place; two processes do as two requests here."""
    today = clock.now().astimezone().date()
    made = [
        events.create({**seed.plan(), "slug": f"probe-{n}"}, today=today).id for n in range(bounds.REHEARSALS_AT_ONCE)
    ]
    *before, one, other = event.id, *made

    def begin(event_id: int) -> str:
        try:
            rehearsals.begin(Actor(event_id, organiser=True), people=1, seconds=60, plays=False)
        except CafeError as refusal:
            return refusal.code
        return "begun"

    assert [begin(id) for id in before] == ["begun"] * (bounds.REHEARSALS_AT_ONCE - 1)
    with psycopg.connect(database) as holding:
        holding.execute("SELECT id FROM house FOR UPDATE")
        with beside(app, lambda: begin(one)) as first, beside(app, lambda: begin(other)) as second:
            with psycopg.connect(database, autocommit=True) as watcher:
                asked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
                until(lambda: watcher.execute(asked).fetchone() == (2,), "both wait for each other")
            holding.rollback()
        assert {first.result(), second.result()} == {"begun", "rehearsals_busy"}
