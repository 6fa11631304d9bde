"""Stations: added, moved, closed and removed while the café runs; nothing that was written vanishes with one."""

import itertools
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from facilitation import bounds, broadcasts, colours, seed
from facilitation.actor import Actor
from facilitation.doors import links
from facilitation.extensions import db
from facilitation.models import Door, Event, EventDeed, JoinCode, Station
from facilitation.queries import changes
from facilitation.services import contributions, doors, events, orders, paper_cards, station_plan, stations, wall
from tests.conftest import TODAY, Guests, OpenScreen, Settle, new_id, refused, write
from tests.conftest import Doors as Links

WORDS: dict[str, Any] = {"short_title": "Spielplatz", "title": "Spielen im Viertel", "question": "Wo spielen wir?"}


def positions(event: Event) -> list[tuple[str, int, int]]:
    """The event's stations as guests find them: address, number, sign."""
    db.session.expire_all()
    return [(one.slug, one.position, one.sign) for one in event.stations]


def deeds(event: Event) -> list[tuple[str, dict[str, object]]]:
    wanted = select(EventDeed).where(EventDeed.event_id == event.id).order_by(EventDeed.number)
    return [(one.deed, one.said) for one in db.session.scalars(wanted)]


FIRST = [("foerderung-und-raeume", 1, 1), ("offene-verwaltung", 2, 2), ("teilhabe-und-vernetzung", 3, 3)]


def test_a_new_station_is_the_last_with_the_next_sign_a_hosts_door_and_codes(event: Event, organiser: Actor) -> None:
    added = station_plan.add(organiser, **WORDS, tables=2)
    assert dict(added.answer) == {"station": "station-4"}
    assert added.event
    assert positions(event) == [*FIRST, ("station-4", 4, 4)]
    station = stations.find(event.id, "station-4")
    assert (station.prompts, station.colour, station.closed) == (["", "", ""], "#6b0f3f", False)
    codes = {one.table for one in doors.codes_of(event) if one.station_id == station.id}
    assert codes == {None, 1, 2}
    assert set(links.all_of(event)["hosts"]) == {one.slug for one in event.stations}
    assert deeds(event)[-1] == ("station.add", {"station": "station-4"})


def test_twelve_stations_have_twelve_signs_and_a_thirteenth_is_refused(event: Event, organiser: Actor) -> None:
    for n in range(4, bounds.MOST_STATIONS + 1):
        station_plan.add(organiser, **{**WORDS, "short_title": f"Thema {n}"})
    assert [sign for _, _, sign in positions(event)] == list(range(1, 13))
    assert [one.colour.upper() for one in event.stations] == [f"#{band}" for band in colours.STATION_BANDS]
    with refused("too_many_stations"):
        station_plan.add(organiser, **WORDS)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"short_title": ""}, "text_empty"),
        ({"question": "\u200b"}, "text_empty"),
        ({"short_title": "x" * 10_000}, "text_too_long"),
        ({"short_title": "👨\u200d👩\u200d👧\u200d👦" * 20}, "text_too_long"),
        ({"tables": 0}, "tables_out"),
        ({"tables": bounds.MOST_TABLES + 1}, "tables_out"),
    ],
)
def test_what_no_station_can_be_called_adds_none(
    event: Event, organiser: Actor, words: dict[str, str], code: str
) -> None:
    with refused(code):
        station_plan.add(organiser, **{**WORDS, **words})
    assert positions(event) == FIRST


@pytest.mark.parametrize(("field", "limit"), station_plan.LIMITS.items())
def test_a_stations_texts_are_as_long_as_is_said(organiser: Actor, field: str, limit: int) -> None:
    for length in (limit, limit + 1):
        with nullcontext() if length == limit else refused("text_too_long"):
            added = station_plan.add(organiser, **{**WORDS, field: "ä" * length})
            assert getattr(added.row, field) == "ä" * limit


def test_a_station_has_as_many_tables_as_is_said(organiser: Actor, station: Station) -> None:
    assert station_plan.set_tables(organiser, station.id, bounds.MOST_TABLES).row.tables == 40
    with refused("tables_out"):
        station_plan.set_tables(organiser, station.id, bounds.MOST_TABLES + 1)


def test_an_order_counts_once(event: Event, organiser: Actor) -> None:
    once = replace(organiser, order=new_id())
    first = orders.once(once, lambda: station_plan.add(once, **WORDS))
    again = orders.once(once, lambda: station_plan.add(once, **WORDS))
    assert (first.before, again.before) == (False, True)
    assert again.done.answer == {"station": "station-4"}
    assert len(positions(event)) == 4


def test_moved_stations_are_numbered_anew_and_keep_sign_address_and_doors(event: Event, organiser: Actor) -> None:
    first, second, third = (one.id for one in event.stations)
    before = links.all_of(event)
    station_plan.move(organiser, third, after=None)
    assert positions(event) == [
        ("teilhabe-und-vernetzung", 1, 3),
        ("foerderung-und-raeume", 2, 1),
        ("offene-verwaltung", 3, 2),
    ]
    assert links.all_of(event) == before
    posters = [(one["station"].position, one["table"]) for one in links.posters_of(event)]
    assert posters == sorted(posters)
    station_plan.move(organiser, third, after=second)
    assert positions(event) == FIRST
    assert station_plan.move(organiser, third, after=second).event is False
    for other in (first + 10**6, third):
        with refused("unknown_station"):
            station_plan.move(organiser, third, after=other)


def test_every_order_of_stations_can_be_reached(event: Event, organiser: Actor) -> None:
    ids = [one.id for one in event.stations]
    for wanted in itertools.permutations(ids):
        for before, id in zip((None, *wanted), wanted, strict=False):
            station_plan.move(organiser, id, after=before)
        db.session.expire_all()
        assert [one.id for one in event.stations] == list(wanted)


def test_a_sign_is_of_one_station(event: Event, organiser: Actor, station: Station) -> None:
    assert station_plan.set_sign(organiser, station.id, 12).row.colour == "#470631"
    with refused("sign_taken") as told:
        station_plan.set_sign(organiser, station.id, 2)
    assert told.value.detail == {"station": 2}
    for sign in (0, 13):
        with refused("malformed"):
            station_plan.set_sign(organiser, station.id, sign)
    assert positions(event)[0] == ("foerderung-und-raeume", 1, 12)


def test_a_table_more_has_a_code_and_that_of_a_table_fewer_leads_to_the_station(
    event: Event, organiser: Actor, station: Station, screen: OpenScreen
) -> None:
    station_plan.set_tables(organiser, station.id, 3)
    codes = {one.table: one.code for one in doors.codes_of(event) if one.station_id == station.id}
    assert set(codes) == {None, 1, 2, 3}
    station_plan.set_tables(organiser, station.id, 1)
    assert {one.table for one in doors.codes_of(event) if one.station_id == station.id} == {None, 1}
    web = screen(f"/q/{codes[3]}").web
    assert web.get(f"/q/{codes[3]}").location == "/e/dresden-2023/stations/foerderung-und-raeume"
    station_plan.set_tables(organiser, station.id, 3)
    assert {one.table: one.code for one in doors.codes_of(event) if one.station_id == station.id} == codes


def test_who_sits_at_a_table_that_is_no_more_still_writes(organiser: Actor, guest: Guests, station: Station) -> None:
    station_plan.set_tables(organiser, station.id, 1)
    said: dict[str, Any] = {"text": "Am alten Tisch", "kind": "idea", "language": "de"}
    written = contributions.add(guest(), station.slug, id=new_id(), **said, table=2)
    assert contributions.find(organiser, written.row.id).table is None
    with refused("unknown_table"):
        contributions.add(guest(), station.slug, id=new_id(), **said, table=3)


def test_guests_write_nothing_at_a_closed_station_and_everything_stays(
    event: Event, organiser: Actor, host: Actor, guest: Guests, station: Station
) -> None:
    writer = guest()
    known = write(writer, station)
    assert station_plan.set_closed(organiser, station.id, on=True).event
    assert changes.event_state(event.id)["stations"][station.slug] == {"approve_first": False, "closed": True}
    said: dict[str, Any] = {"kind": "idea", "language": "de", "text": "Noch etwas"}
    with refused("station_closed"):
        contributions.add(guest(), station.slug, id=new_id(), **said)
    with refused("station_closed"):
        contributions.add(writer, station.slug, id=new_id(), **said, reply_to=known.id)
    assert contributions.edit(writer, known.id, text="Anders gesagt", was="Mehr Räume!").row.text == "Anders gesagt"
    paper_cards.type_in(host, station.id, id=new_id(), text="Von der Tischdecke", kind="idea", language="de")
    assert station_plan.set_closed(organiser, station.id, on=True).event is False
    station_plan.set_closed(organiser, station.id, on=False)
    contributions.add(guest(), station.slug, id=new_id(), **said)
    assert deeds(event)[-2:] == [
        ("station.close", {"station": station.slug}),
        ("station.open_again", {"station": station.slug}),
    ]


def test_one_station_stays_open(event: Event, organiser: Actor) -> None:
    *others, last = (one.id for one in event.stations)
    for id in others:
        station_plan.set_closed(organiser, id, on=True)
    with refused("last_station"):
        station_plan.set_closed(organiser, last, on=True)
    with refused("last_station"):
        station_plan.remove(organiser, last)


def test_the_way_from_a_closed_station_leads_to_the_next_open_one(event: Event, organiser: Actor) -> None:
    first, second, third = event.stations
    assert stations.away_from(event, first) == second
    station_plan.set_closed(organiser, second.id, on=True)
    assert [stations.away_from(event, one) for one in (first, second, third)] == [third, third, first]


def test_a_station_where_anything_was_written_cannot_vanish(
    organiser: Actor, guest: Guests, station: Station, other_station: Station
) -> None:
    writer = guest()
    known = write(writer, station)
    with refused("station_used"):
        station_plan.remove(organiser, station.id)
    contributions.withdraw(writer, known.id)
    with refused("station_used"):
        station_plan.remove(organiser, station.id)
    stations.set_approve_first(organiser, other_station.id, on=True)
    station_plan.remove(organiser, other_station.id)


def test_a_removed_station_leaves_no_door_and_its_codes_lead_to_the_event(
    event: Event, organiser: Actor, other_station: Station, screen: OpenScreen
) -> None:
    own, id = links.join_url(event), other_station.id
    gone = {one.code for one in doors.codes_of(event) if one.station_id == id}
    removed = station_plan.remove(organiser, id)
    assert removed.doors
    assert positions(event) == [("foerderung-und-raeume", 1, 1), ("teilhabe-und-vernetzung", 2, 3)]
    assert db.session.scalar(select(func.count()).select_from(Door).where(Door.station_id == id)) == 0
    assert db.session.scalar(select(func.count()).select_from(JoinCode).where(JoinCode.code.in_(gone))) == len(gone)
    assert gone.isdisjoint(one.code for one in doors.codes_of(event))
    assert links.join_url(event) == own
    assert len(links.doors_of(event)) == 1 + 2 * 3 + 2 + 2
    web = screen(own).web
    assert {web.get(f"/q/{code}").location for code in gone} == {"/e/dresden-2023/"}


def test_a_station_after_a_removed_one_is_another(event: Event, organiser: Actor) -> None:
    added = station_plan.add(organiser, **WORDS).row
    id, slug = added.id, added.slug
    station_plan.remove(organiser, id)
    again = station_plan.add(organiser, **WORDS).row
    assert (again.slug, again.sign) == (slug, 4)
    assert again.id != id


def test_nobody_but_organisers_sets_stations(event: Event, host: Actor, guest: Guests, station: Station) -> None:
    for actor in (host, guest(), Actor(event.id, wall=True)):
        for deed in (
            lambda actor: station_plan.add(actor, **WORDS),
            lambda actor: station_plan.move(actor, station.id, after=None),
            lambda actor: station_plan.set_sign(actor, station.id, 9),
            lambda actor: station_plan.set_tables(actor, station.id, 1),
            lambda actor: station_plan.set_closed(actor, station.id, on=True),
            lambda actor: station_plan.remove(actor, station.id),
        ):
            with refused("not_allowed"):
                deed(actor)


def test_nobody_sets_stations_of_another_event(event: Event, organiser: Actor, station: Station) -> None:
    other = events.create({**seed.plan(), "slug": "elsewhere"}, today=TODAY)
    with refused("unknown_station"):
        station_plan.set_closed(Actor(other.id, organiser=True), station.id, on=True)
    assert station.closed is False


def test_every_phone_hears_within_one_message_that_its_station_is_closed(
    event: Event, organiser: Actor, station: Station, screen: OpenScreen, doors: Links, settle: Settle
) -> None:
    phone = screen(doors.stations[station.slug])
    phone.open(station.slug)
    phone.live.get_received()
    broadcasts.tell(event.id, station_plan.set_closed(organiser, station.id, on=True))
    settle()
    (news,) = phone.news("event.changed")
    assert news["stations"][station.slug]["closed"] is True
    answer = phone.order(
        "contribution.add", id=new_id(), station=station.slug, text="Zu spät", kind="idea", language="de"
    )
    assert (answer["ok"], answer["error"]) == (False, "station_closed")


def test_the_wall_shows_no_station_that_is_no_more(event: Event, organiser: Actor) -> None:
    added = station_plan.add(organiser, short_title="Neu", title="Neues", question="Was fehlt?").row
    wall.show(organiser, f"cloud:{added.slug}")
    station_plan.remove(organiser, added.id)
    assert changes.event_state(event.id)["wall"]["scene"] == wall.TURNS


def test_a_station_is_put_at_a_place(event: Event, organiser: Actor) -> None:
    def order() -> list[str]:
        db.session.expire_all()
        return [one.slug for one in event.stations]

    one, two, three = event.stations
    before = order()
    station_plan.move_to(organiser, three.id, to=1)
    assert order() == [before[2], before[0], before[1]]
    station_plan.move_to(organiser, three.id, to=99)
    assert order() == before
    assert station_plan.move_to(organiser, two.id, to=2).event is False
    assert (one.position, two.position, three.position) == (1, 2, 3)
