"""Key statements, per round or for the whole station."""

from collections.abc import Callable

from facilitation.access import Actor
from facilitation.models import Station
from facilitation.services import statements
from tests.conftest import new_id, refused


def test_a_statement_belongs_to_its_round(station: Station, host: Actor) -> None:
    first = statements.add(host, station, id=new_id(), text="Jedes Amt nennt eine Person.", round_position=1)
    whole = statements.add(host, station, id=new_id(), text="Räume zuerst.", round_position=None)
    assert (first.round_id, first.position) == (station.event.rounds[0].id, 1)
    assert (whole.round_id, whole.position) == (None, 2)
    assert statements.add(host, station, id=first.id, text="Doppelt", round_position=1).text == first.text
    with refused("unknown_round"):
        statements.add(host, station, id=new_id(), text="Runde 9", round_position=9)


def test_edited_and_removed(station: Station, host: Actor) -> None:
    made = statements.add(host, station, id=new_id(), text="Räume zuerst.", round_position=None)
    assert statements.edit(host, made.id, text="Räume zuerst!").revision == 2
    assert statements.remove(host, made.id).revision == 3
    with refused("unknown_statement"):
        statements.edit(host, made.id, text="Zu spät")


def test_only_this_stations_host_sums_up(
    guest: Callable[[], Actor], station: Station, host: Actor, other_host: Actor
) -> None:
    made = statements.add(host, station, id=new_id(), text="Räume zuerst.", round_position=None)
    for somebody in (guest(), other_host):
        with refused("not_allowed"):
            statements.add(somebody, station, id=new_id(), text="Fremd", round_position=None)
        with refused("not_allowed"):
            statements.edit(somebody, made.id, text="Fremd")
        with refused("not_allowed"):
            statements.remove(somebody, made.id)
