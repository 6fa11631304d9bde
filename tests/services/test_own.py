"""What people do with all that is theirs at once: their name goes off it, or all of it goes."""

import pytest
from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, DoneOrder, Event, FeedbackAnswer, Participant, Station, Vote
from facilitation.services import feedback, moderation, orders, own, participants, votes
from tests.conftest import Guests, new_id, refused, write


def named(actor: Actor, name: str = "Olena") -> Actor:
    """Somebody who gave their name before they wrote."""
    participants.greet(actor, name=name, language="uk")
    return actor


def authors(station: Station) -> list[tuple[str, str | None, str]]:
    """Text, author and state of what stands at a station, in the order of writing."""
    columns = Contribution.text, Contribution.author, Contribution.state
    rows = db.session.execute(
        select(*columns).where(Contribution.station_id == station.id).order_by(Contribution.number)
    )
    return [(row.text, row.author, row.state) for row in rows]


def person(actor: Actor) -> Participant:
    """The person's row as it is now."""
    assert actor.participant_id is not None
    return db.session.get_one(Participant, actor.participant_id, populate_existing=True)


def test_a_name_goes_off_everything_and_screens_of_all_its_stations_are_told(
    guest: Guests, station: Station, other_station: Station, host: Actor
) -> None:
    one, other = named(guest()), named(guest(), "Ada")
    write(one, station, "Erster")
    moderation.hide(host, write(one, station, "Zweiter").id)
    write(one, other_station, "Dritter")
    write(other, station, "Vierter")
    revisions = station.revision, other_station.revision
    done = own.remove_name(one)
    assert authors(station) == [("Erster", None, "visible"), ("Zweiter", None, "hidden"), ("Vierter", "Ada", "visible")]
    assert authors(other_station) == [("Dritter", None, "visible")]
    assert done.stations == {station.id: revisions[0] + 1, other_station.id: revisions[1] + 1}
    assert (person(one).name, person(one).language, person(other).name) == (None, "uk", "Ada")
    write(one, station, "Fünfter")
    assert authors(station)[-1] == ("Fünfter", None, "visible")
    assert own.remove_name(one).stations == {}, "repeating changes nothing"


def test_all_of_a_persons_goes_and_nothing_of_others(
    event: Event, guest: Guests, station: Station, other_station: Station, host: Actor, organiser: Actor
) -> None:
    feedback.begin(organiser)
    one, other = named(guest()), named(guest(), "Ada")
    mine, theirs = write(one, station, "Meins"), write(other, station, "Ihres")
    moderation.hide(host, write(one, station, "Verborgen").id)
    write(one, other_station, "Drüben")
    reply = write(other, station, "Antwort", reply_to=mine.id)
    for voter, chosen in ((one, mine), (one, theirs), (other, mine)):
        votes.set(voter, chosen.id, on=True)
    for answering in (one, other):
        feedback.set(answering, scale={"1": 5}, text="Schön", language="de")
    done = own.delete(one)
    assert (done.row, dict(done.answer)) == (0, {"left": 0})
    assert authors(station) == [
        ("", None, "withdrawn"),
        ("Ihres", "Ada", "visible"),
        ("", None, "withdrawn"),
        ("Antwort", "Ada", "visible"),
    ]
    assert authors(other_station) == [("", None, "withdrawn")]
    assert db.session.scalars(select(Vote.participant_id)).all() == [other.participant_id]
    assert db.session.get_one(Contribution, theirs.id, populate_existing=True).votes == 0
    assert db.session.get_one(Contribution, reply.id, populate_existing=True).reply_to == mine.id
    assert len(db.session.scalars(select(FeedbackAnswer)).all()) == 1
    assert (person(one).name, person(one).language, person(one).greeted) == (None, event.language, False)
    assert set(done.stations) == {station.id, other_station.id}
    assert done.dots[station.id] > done.stations[station.id]
    assert done.survey == "answers"


def test_answers_of_a_closed_survey_stay(guest: Guests, organiser: Actor) -> None:
    feedback.begin(organiser)
    one = guest()
    feedback.set(one, scale={"1": 5}, text="", language="de")
    feedback.end(organiser)
    assert own.delete(one).survey == ""
    assert len(db.session.scalars(select(FeedbackAnswer)).all()) == 1


def test_of_who_did_nothing_nothing_is_stored(event: Event, host: Actor) -> None:
    nobody = Actor(event.id, participant_id=7_000_001, order=new_id())
    assert (own.delete(nobody).row, own.remove_name(nobody).stations) == (0, {})
    assert db.session.scalars(select(DoneOrder)).all() == []
    for deed in (own.delete, own.remove_name):
        with refused("not_joined"):
            deed(host)


def test_an_order_counts_once(guest: Guests, station: Station) -> None:
    one = named(guest())
    write(one, station, "Meins")
    order = Actor(one.event_id, one.participant_id, order=new_id())
    first, before = orders.once(order, lambda: own.delete(order))
    assert (first.answer["left"], before) == (0, False)
    write(one, station, "Danach")
    again, before = orders.once(order, lambda: own.delete(order))
    assert (again.answer["left"], before) == (0, True)
    assert authors(station)[-1] == ("Danach", None, "visible")


@pytest.mark.parametrize("above", [0, 1])
def test_what_is_deleted_at_once(guest: Guests, station: Station, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    monkeypatch.setattr(bounds, "DELETED_AT_ONCE", 3)
    one = named(guest())
    for n in range(3 + above):
        write(one, station, f"Nummer {n}")
    assert own.delete(one).row == above
    assert person(one).name == ("Olena" if above else None), "the rest goes with the last"
    assert own.delete(one).row == 0
    assert {state for _, _, state in authors(station)} == {"withdrawn"}
