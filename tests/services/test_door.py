"""Secret links: redeemed, renewed, and nothing behind them for others."""

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.services import doors
from facilitation.storage.statements import reading
from tests.conftest import refused


def test_every_station_has_a_host_and_the_event_an_organiser_and_a_wall(event: Event) -> None:
    assert [(door.role, door.station_id) for door in doors.of_event(event)] == [
        ("organiser", None),
        ("wall", None),
        *(("host", station.id) for station in event.stations),
    ]


def test_every_table_has_its_code(event: Event) -> None:
    places = [(code.station_id, code.table) for code in doors.codes_of(event)]
    assert places == [(None, None), *((one.id, table) for one in event.stations for table in (None, 1, 2))]


def test_a_renewed_link_ends_the_old_one_and_its_sessions(event: Event, organiser: Actor) -> None:
    door = doors.of_event(event)[2]
    old, session = door.secret, {door.id: door.generation}
    assert still_open(session) == [door.id]
    renewed = doors.renew(organiser, door.id)
    assert doors.redeem(renewed.secret).id == door.id
    assert still_open(session) == []
    with refused("link_expired"):
        doors.redeem(old)


def still_open(generations: dict[int, int]) -> list[int]:
    with reading() as store:
        return [one.id for one in doors.still_open(store, generations)]


def test_only_the_organiser_of_this_event_renews(event: Event, host: Actor) -> None:
    door = doors.of_event(event)[0]
    with refused("not_allowed"):
        doors.renew(host, door.id)
    with refused("not_found"):
        doors.renew(Actor(event.id + 1, organiser=True), door.id)


def test_codes_may_be_typed_in_capitals(event: Event) -> None:
    code = doors.codes_of(event)[0].code
    assert doors.join_code(code.upper()).code == code
    with refused("link_expired"):
        doors.join_code("nobody")
