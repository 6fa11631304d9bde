"""Cards from paper and hands in the air: one record with what the phones say."""

import pytest

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.queries import changes
from facilitation.services import journal, paper_cards, rounds, votes
from tests.conftest import Guests, new_id, refused, write


def card(actor: Actor, station: Station, **fields: object) -> Contribution:
    filled: dict[str, object] = {"id": new_id(), "text": "Ein Raum am Abend", "kind": "wish", "language": "de"}
    return paper_cards.type_in(actor, station.id, **(filled | fields)).row  # type: ignore[arg-type]


def test_a_card_stands_among_the_others_with_its_number_and_hands(
    guest: Guests, station: Station, host: Actor, organiser: Actor
) -> None:
    write(guest(), station)
    rounds.start(organiser, 2)
    station.approve_first = True
    db.session.commit()
    typed = card(host, station, table=1, by_hand=7)
    assert (typed.number, typed.participant_id, typed.state, typed.votes, typed.table) == (2, None, "visible", 7, 1)
    write(guest(), station)
    numbers = changes.read_with_numbers(station.id, 0, "hosts")[1]
    assert sorted(numbers.values()) == [1, 2, 3]
    (wire,) = [one for one in changes.read(station.id, 0, "public")["contributions"] if one["id"] == typed.id]
    assert (wire["votes"], wire["by_hand"], wire["round"], wire["author"]) == (7, 7, 2, None)


def test_sent_again_it_is_one(station: Station, host: Actor) -> None:
    first = card(host, station)
    assert card(host, station, id=first.id, text="Anders").text == "Ein Raum am Abend"
    assert len(journal.entries(host, station.id)) == 1


def test_hands_and_phones_add_up_and_the_hands_can_be_counted_again(
    guest: Guests, station: Station, host: Actor
) -> None:
    written = write(guest(), station)
    votes.set(guest(), written.id, on=True)
    counted = paper_cards.count_hands(host, written.id, by_hand=5).row
    assert (counted.votes, counted.by_hand) == (6, 5)
    revision = counted.revision
    assert votes.set(guest(), written.id, on=True).row.votes == 7
    journal.undo(host, station.id, revision)
    assert db.session.get_one(Contribution, written.id, populate_existing=True).votes == 2


def test_a_card_typed_by_mistake_is_hidden_by_taking_it_back(station: Station, host: Actor) -> None:
    typed = card(host, station)
    journal.undo(host, station.id, typed.revision)
    assert changes.read(station.id, 0, "public")["contributions"] == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " "}, "text_empty"),
        ({"kind": "rumour"}, "unknown_kind"),
        ({"language": "xx"}, "unknown_language"),
        ({"table": 99}, "unknown_table"),
        ({"by_hand": -1}, "malformed"),
        ({"by_hand": 251}, "malformed"),
        ({"id": "1"}, "malformed"),
    ],
)
def test_what_is_wrong_is_said(station: Station, host: Actor, fields: dict[str, object], code: str) -> None:
    with refused(code):
        card(host, station, **fields)


def test_only_this_stations_host_types_in(guest: Guests, station: Station, other_host: Actor) -> None:
    author = guest()
    written = write(author, station)
    for somebody in (author, other_host):
        with refused("not_allowed"):
            card(somebody, station)
        with refused("not_allowed"):
            paper_cards.count_hands(somebody, written.id, by_hand=1)
    with refused("id_taken"):
        card(Actor(author.event_id, hosts=frozenset({station.id})), station, id=written.id)
