"""Secret links: redeemed, renewed, and nothing behind them for others."""

import pytest
from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, JoinCode
from facilitation.services import doors, event_journal, station_plan
from facilitation.storage.statements import reading
from facilitation.storage.transactions import writing
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
    renewed = doors.renew(organiser, door.id).row
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


def test_renewed_codes_of_a_station_end_its_old_ones_and_no_others(event: Event, organiser: Actor) -> None:
    station = event.stations[1]
    before = {(one.station_id, one.table): one.code for one in doors.codes_of(event)}
    generations = [one.generation for one in doors.of_event(event)]
    doors.renew_codes(organiser, station.id)
    after = {(one.station_id, one.table): one.code for one in doors.codes_of(event)}
    changed = {place for place, code in after.items() if before[place] != code}
    assert (after.keys(), changed) == (before.keys(), {(station.id, table) for table in (None, 1, 2)})
    with refused("unknown_code"):
        doors.join_code(before[station.id, 1])
    found = doors.join_code(after[station.id, 1])
    assert (found.station_id, found.table) == (station.id, 1)
    assert [one.generation for one in doors.of_event(event)] == generations
    assert [(one.deed, one.said) for one in event_journal.of_event(event.id)] == [
        ("codes.renew", {"station": station.slug})
    ]


def test_all_codes_of_an_event_are_renewed_also_of_tables_that_are_no_more(event: Event, organiser: Actor) -> None:
    station = event.stations[0]
    station_plan.set_tables(organiser, station.id, 1)
    before = db.session.scalars(select(JoinCode.code)).all()
    places = {(one.station_id, one.table) for one in db.session.scalars(select(JoinCode))}
    texts = event.texts
    assert doors.renew_codes(organiser, None).event is True
    db.session.refresh(event)
    assert event.texts == texts + 1  # an open wall fetches the new one
    after = db.session.scalars(select(JoinCode.code)).all()
    assert {(one.station_id, one.table) for one in db.session.scalars(select(JoinCode))} == places
    assert (len(after), set(after).isdisjoint(before)) == (len(before), True)


def test_only_the_organiser_of_this_event_renews_its_codes(event: Event, host: Actor, organiser: Actor) -> None:
    before = [one.code for one in doors.codes_of(event)]
    with refused("not_allowed"):
        doors.renew_codes(host, event.stations[0].id)
    with refused("not_found"):
        doors.renew_codes(Actor(event.id + 1, organiser=True), event.stations[0].id)
    with refused("not_found"):
        doors.renew_codes(organiser, 2**31 - 1)
    assert [one.code for one in doors.codes_of(event)] == before


TYPED = [
    *(
        "867GH6",
        "867gh6.",
        "867gh6)",
        "(867gh6)",
        " 867gh6 ",
        "867-gh6",
        "867 gh6",
        "867\u2011gh6",
        "867gh6/",
        "867gh6,",
    ),
    *(
        "\uff18\uff16\uff17gh6",
        "\u0668\u0666\u0667gh6",
        "867gh\u200b6",
        "\u202a867gh6\u202c",
        "867gh6\u00a0",
        "„867gh6“",
    ),
    *("867gһ6", "867GН6"),  # with a Cyrillic letter
    *("B67gh6", "867ghg", "86jgh6", "B6lGHG"),
    *(
        "8\u04317gh6",
        "867\u0261h6",
        "867\u0581\u05706",
        "867\u011fh6",
        "867G\u0397\u0431",
        "\u2467\u2465\u2466\u24d6\u24d7\u2465",
    ),
    *(
        "8\ufe0f\u20e36\ufe0f\u20e37\ufe0f\u20e3gh6",
        "867gh6\n",
        "867gh6\u0964",
        "867gh6\u3002",
        "867gh6\u061f",
        "\u300c867gh6\u300d",
        "_867gh6_",
    ),
    *("http://192.168.1.5:8000/q/867gh6", "https://elsewhere.example/q/867gh6?utm_source=qr", "q/867gh6", "/q 867GH6"),
    *(
        "Code: 867gh6",
        "Код: 867-gh6.",
        "رمز: 867gh6",
        "867gh6 (Station 2)",
        "Tisch 3: 867gh6",
        "q867gh6",
        "code=867gh6",
    ),
    *("Scanned with an app:\nhttp://x/q/867gh6", "http%3A%2F%2Fx%2Fq%2F867gh6", "867gh6%20", "867gh6.html"),
    *("Bitte „http://192.168.1.5:8000/q/867GH6“ öffnen!", "Station: 867ghg"),
]
"""One code, as people type it from a poster."""


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_may_be_typed_as_people_type(event: Event, typed: str) -> None:
    with writing() as session:
        session.add(JoinCode(code="867gh6", event_id=event.id))
        session.add(JoinCode(code="wwwwww", event_id=event.id))
    assert doors.join_code(typed).code == "867gh6"


def test_a_code_that_was_never_there_is_unknown(event: Event) -> None:
    with writing() as session:
        session.add(JoinCode(code="867gh6", event_id=event.id))
        session.add_all(JoinCode(code=code, event_id=event.id) for code in ("5uuuuu", "suuuuu"))
    for typed in ("nobody", "", ".", "867gh6867gh6", "\0", "svuuuu", "%%%%%%", "x" * 10_000, f"{' ' * 1000}867gh6"):
        with refused("unknown_code"):
            doors.join_code(typed)
    with refused("unknown_code"):
        doors.join_code("867ghg 5uuuuv")  # which look like more than one
    assert doors.join_code("Station 5uuuuu, suuuuu").code == "5uuuuu"
    assert doors.join_code("5uuuuu").code == "5uuuuu", "both look like it, and one is it"


@pytest.mark.parametrize("typed", ["тхw3вк", "ТХW3ВК", "τχω3βκ", "txw3bk"], ids=ascii)
def test_a_code_may_be_typed_on_another_alphabets_keys(event: Event, typed: str) -> None:
    with writing() as session:
        session.add(JoinCode(code="txw3bk", event_id=event.id))
    assert doors.join_code(typed).code == "txw3bk"
