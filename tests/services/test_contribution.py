"""Writing, editing, withdrawing and moderating contributions."""

from typing import Any

import pytest
from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Station
from facilitation.services import contributions, moderation, participants, rounds, stations
from tests.conftest import Guests, new_id, read, refused, wording, write


def stored() -> list[str]:
    return list(db.session.scalars(select(Contribution.text).order_by(Contribution.number)))


def test_what_was_written_is_stored_with_its_place(guest: Guests, station: Station, organiser: Actor) -> None:
    rounds.start(organiser, 2)
    added = write(guest(), station, "Mehr Räume!", kind="wish", language="de", table=2)
    assert (added.text, added.kind, added.language, added.table) == ("Mehr Räume!", "wish", "de", 2)
    assert (added.state, added.number, added.revision, added.votes) == ("visible", 1, 1, 0)
    assert db.session.get_one(Contribution, added.id).round_id == station.event.rounds[1].id


def test_before_the_first_round_a_contribution_has_no_round(guest: Guests, station: Station) -> None:
    assert write(guest(), station).round_id is None


def test_numbers_and_revisions_rise_by_one_without_gaps(guest: Guests, station: Station) -> None:
    author = guest()
    added = [write(author, station, f"Nummer {n}") for n in range(1, 6)]
    with refused("text_empty"):
        write(author, station, " ")
    with refused("unknown_language"):
        write(author, station, language="xx")
    added.append(write(author, station, "Nummer 6"))
    assert [(one.number, one.revision) for one in added] == [(n, n) for n in range(1, 7)]


def test_sending_again_is_answered_like_the_first_time(guest: Guests, station: Station) -> None:
    author, id = guest(), new_id()
    first = write(author, station, "Einmal", id=id)
    again = write(author, station, "Einmal", id=id)
    assert (again.id, again.revision, again.state) == (first.id, first.revision, first.state)
    assert stored() == ["Einmal"]


def test_an_id_belongs_to_the_person_who_made_it(guest: Guests, station: Station, other_station: Station) -> None:
    author = guest()
    taken = write(author, station).id
    with refused("id_taken"):
        write(guest(), station, "Fremd", id=taken)
    with refused("id_taken"):
        write(author, other_station, "Anderswo", id=taken)
    assert stored() == ["Mehr Räume!"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "text_empty"),
        ({"text": "ä" * 501}, "text_too_long"),
        ({"kind": "rant"}, "unknown_kind"),
        ({"language": "xx"}, "unknown_language"),
        ({"table": 3}, "unknown_table"),
        ({"table": 0}, "unknown_table"),
        ({"id": "1"}, "malformed"),
        ({"id": "6F9619FF-8B86-D011-B42D-00CF4FC964FF"}, "malformed"),
        ({"id": ""}, "malformed"),
        ({"id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff\n"}, "malformed"),
        ({"reply_to": "nobody"}, "malformed"),
        ({"reply_to": ""}, "malformed"),
        ({"reply_to": new_id()}, "unknown_contribution"),
    ],
)
def test_bad_input_has_its_own_code_and_stores_nothing(
    guest: Guests, station: Station, fields: dict[str, str], code: str
) -> None:
    with refused(code):
        write(guest(), station, **fields)
    assert stored() == []
    assert stations.find(station.event_id, station.slug).revision == 0


def test_a_stranger_writes_nothing(event: Event, station: Station) -> None:
    with refused("not_joined"):
        write(Actor(event.id), station)
    assert stored() == []


def test_a_reply_needs_a_parent_that_is_to_be_seen_at_the_same_station(
    guest: Guests, station: Station, other_station: Station, host: Actor
) -> None:
    author = guest()
    parent, elsewhere, gone, hidden = (
        write(author, station, "Eltern"),
        write(author, other_station, "Anderswo"),
        write(author, station, "Weg"),
        write(author, station, "Verborgen"),
    )
    contributions.withdraw(author, gone.id)
    moderation.hide(host, hidden.id)
    assert write(guest(), station, "Antwort", reply_to=parent.id).reply_to == parent.id
    for id, code in ((elsewhere.id, "wrong_station"), (gone.id, "parent_gone"), (hidden.id, "parent_gone")):
        with refused(code):
            write(guest(), station, "Antwort", reply_to=id)


def test_the_name_is_the_one_of_the_moment(guest: Guests, station: Station) -> None:
    author = guest()
    unnamed = write(author, station)
    participants.greet(author, name=" Olena ", language="uk")
    assert (unnamed.author, write(author, station).author) == (None, "Olena")


def test_one_edits_ones_own_and_nobody_elses(guest: Guests, station: Station) -> None:
    author = guest()
    written = write(author, station, "Mehr Räme!")
    with refused("not_yours"):
        contributions.edit(guest(), written.id, was=wording(written.id), text="Keine Räume!")
    edited = contributions.edit(author, written.id, was=wording(written.id), text="Mehr Räume!").row
    assert (edited.text, edited.state, edited.revision) == ("Mehr Räume!", "visible", 2)
    assert row(written.id).edited
    assert contributions.edit(author, written.id, was=wording(written.id), text="Mehr Räume!").row.revision == 2


def test_a_new_wording_waits_where_hosts_approve_first(guest: Guests, station: Station, organiser: Actor) -> None:
    author = guest()
    written = write(author, station)
    stations.set_approve_first(organiser, station.id, on=True)
    assert contributions.edit(author, written.id, was=wording(written.id), text="Doch anders").row.state == "pending"


def test_withdrawing_deletes_the_text_and_may_be_repeated(guest: Guests, station: Station) -> None:
    author = guest()
    written = write(author, station)
    with refused("not_yours"):
        contributions.withdraw(guest(), written.id)
    assert contributions.withdraw(author, written.id).row.revision == 2
    gone = contributions.withdraw(author, written.id).row
    assert (gone.state, gone.text, gone.revision) == ("withdrawn", "", 2)
    assert (row(written.id).text, row(written.id).author) == ("", None)
    with refused("contribution_gone"):
        contributions.edit(author, written.id, was=wording(written.id), text="Zurück")


def test_where_hosts_approve_first_a_contribution_waits(
    guest: Guests, station: Station, organiser: Actor, host: Actor
) -> None:
    stations.set_approve_first(organiser, station.id, on=True)
    waiting = write(guest(), station)
    assert waiting.state == "pending"
    assert moderation.approve(host, read(waiting.id)).row.state == "visible"


@pytest.mark.parametrize("verb", ["approve", "hide", "show", "confirm_contact"])
def test_only_this_stations_host_and_the_organiser_moderate(
    verb: str, guest: Guests, station: Station, host: Actor, other_host: Actor, organiser: Actor, event: Event
) -> None:
    author = guest()
    written = write(author, station)
    moderate = getattr(moderation, verb)
    told: Any = written.id if verb == "hide" else read(written.id)
    for somebody in (author, other_host, Actor(event.id, wall=True)):
        with refused("not_allowed"):
            moderate(somebody, told)
    with refused("not_joined"):
        moderate(Actor(event.id), told)
    moderate(host, told)
    moderate(organiser, told)


def test_hidden_and_shown_again(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    written = write(author, station)
    hidden = moderation.hide(host, written.id, reason="enthält Namen").row
    assert (hidden.state, hidden.hidden_reason) == ("hidden", "enthält Namen")
    with refused("contribution_hidden"):
        contributions.edit(author, written.id, was=wording(written.id), text="Anders")
    assert moderation.show(host, read(written.id)).row.state == "visible"


def test_another_events_contribution_is_unknown(guest: Guests, station: Station) -> None:
    written = write(guest(), station)
    with refused("unknown_contribution"):
        moderation.hide(Actor(station.event_id + 1, organiser=True), written.id)


def row(id: str) -> Contribution:
    return db.session.get_one(Contribution, id, populate_existing=True)
