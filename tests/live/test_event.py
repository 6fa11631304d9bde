"""Rounds, announcements and the desk's figures over the wire."""

from typing import Any

import pytest

from facilitation import broadcasts, seed
from facilitation.actor import Actor
from facilitation.doors import links
from facilitation.extensions import db, socketio
from facilitation.models import Door, Event
from facilitation.services import doors as services
from facilitation.services import events
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"
QUIET = {"rush": None, "word": None}
"""What hosts hear of newcomers on a usual day."""


def test_a_round_starts_on_every_screen(screen: OpenScreen, doors: Doors) -> None:
    desk, phone, wall = screen(doors.organiser), screen(doors.stations[STATION]), screen(doors.wall)
    phone.open(STATION)
    wall.order("event.open", event="dresden-2023")
    answer = desk.order("round.start", event="dresden-2023", round=1)
    for one in (phone, wall):
        (state,) = one.news("event.changed")
        assert {**state, "now": None} == {**answer["event_state"], "now": None}
        assert (state["phase"], state["round"], state["title"]) == ("round", 1, "Sammeln")
    later = desk.order("round.extend", event="dresden-2023", minutes=5)["event_state"]
    assert later["ends_at"] > answer["event_state"]["ends_at"]
    assert desk.order("round.end", event="dresden-2023")["event_state"]["phase"] == "change"
    assert [state["phase"] for state in phone.news("event.changed")] == ["round", "change"]


def test_only_the_organiser_runs_the_day(screen: OpenScreen, doors: Doors) -> None:
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("round.start", {"round": 1}),
        ("round.extend", {"minutes": 1}),
        ("round.end", {}),
        ("event.announce", {"text": "Hallo", "minutes": 5}),
        ("desk.open", {}),
    ]
    for path in (doors.stations[STATION], doors.wall, doors.hosts[STATION]):
        somebody = screen(path)
        errors = [somebody.order(message, event="dresden-2023", **fields)["error"] for message, fields in attempts]
        assert errors == ["not_allowed"] * 5


def test_the_desk_counts_people_contributions_and_what_waits(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    host.open(STATION)
    first = desk.order("desk.open", event="dresden-2023")["desk"]["stations"][0]
    assert (first["people"], first["contributions"], first["waiting"], first["tablets"]) == (0, 0, 0, 1)
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    phone.order("contribution.add", id=new_id(), station=STATION, text="Sofort", kind="idea", language="de")
    desk.order("station.set_approve_first", event="dresden-2023", station=STATION, on=True)
    phone.order("contribution.add", id=new_id(), station=STATION, text="Wartet", kind="idea", language="de")
    settle()
    latest = desk.news("desk.changed")[-1]
    counted = latest["stations"][0]
    assert (counted["people"], counted["contributions"], counted["waiting"]) == (1, 1, 1)
    assert (counted["history"], counted["approve_first"]) == ([0] * 11 + [2], True)
    assert (latest["people"], latest["contributions"]) == (1, 1)
    phone.live.disconnect()
    settle()
    assert desk.news("desk.changed")[-1]["people"] == 0


def test_the_host_sees_who_is_there(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    host, phone = screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    host.open(STATION)
    phone.open(STATION)
    settle()
    assert host.news("presence.changed")[-1] == {
        "station": STATION,
        "people": 1,
        "silent": None,
        "tablets": 1,
        **QUIET,
    }


def test_an_announcement_reaches_every_screen(screen: OpenScreen, doors: Doors) -> None:
    desk, phone = screen(doors.organiser), screen(doors.stations[STATION])
    phone.open(STATION)
    desk.order("event.announce", event="dresden-2023", text="Der Kaffee steht bereit.", minutes=10)
    assert phone.news("event.changed")[-1]["announcement"]["text"] == "Der Kaffee steht bereit."


def test_an_announcement_travels_in_all_languages_in_which_it_was_typed(screen: OpenScreen, doors: Doors) -> None:
    desk, phone = screen(doors.organiser), screen(doors.stations[STATION])
    phone.open(STATION)
    said = {"ar": "‮القهوة جاهزة⁦", "en": "  Coffee is ready.", "uk": " "}
    desk.order("event.announce", event="dresden-2023", text="Der Kaffee ist da.", minutes=10, translations=said)
    told = phone.news("event.changed")[-1]["announcement"]
    assert (told["text"], told["language"]) == ("Der Kaffee ist da.", "de")
    assert told["translations"] == {"ar": "القهوة جاهزة", "en": "Coffee is ready."}
    page = f"/e/dresden-2023/stations/{STATION}"
    read = {code: phone.web.get(f"{page}?lang={code}").text for code in ("de", "en")}
    assert [text in read[code] for code, text in (("de", "Der Kaffee ist da."), ("en", "Coffee is ready."))] == [
        True
    ] * 2
    desk.order("event.announce", event="dresden-2023", text="")
    assert phone.news("event.changed")[-1]["announcement"] is None


WRONG: dict[str, list[Any]] = {
    "unknown_language": [{"tlh": "x"}, {"de": "x"}, {"": "x"}, {"../en": "x"}, {"en\0": "x"}],
    "text_too_long": [{"en": "x" * 201}, {"en": "x" * 10_000}],
    "text_empty": [{"en": "\u200b"}],
    "malformed": [{"en": 1}, {"en": None}, ["en"], "en"],
}


@pytest.mark.parametrize("code", WRONG)
def test_an_announcement_in_other_languages_is_taken_whole_or_not_at_all(
    screen: OpenScreen, doors: Doors, code: str
) -> None:
    desk = screen(doors.organiser)
    for said in WRONG[code]:
        answer = desk.order("event.announce", event="dresden-2023", text="Kaffee", translations=said)
        assert (answer["ok"], answer["error"]) == (False, code), said
    assert desk.order("event.open", event="dresden-2023")["event_state"]["announcement"] is None


def renew(desk: Screen, link: str) -> None:
    with desk.web.application.app_context():
        id = db.session.query(Door.id).filter_by(secret=link.removeprefix("/go/")).scalar()
    assert desk.web.post("/e/dresden-2023/organise/doors", data={"door": id}).status_code == 303


def test_a_renewed_link_puts_its_screens_out_at_once(screen: OpenScreen, doors: Doors) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    host.open(STATION)
    page = desk.web.get("/e/dresden-2023/organise/doors").get_data(as_text=True)
    assert doors.hosts[STATION] in page
    renew(desk, doors.hosts[STATION])
    assert not host.live.is_connected()
    assert host.web.get(doors.hosts[STATION]).status_code == 410
    assert host.web.get(f"/e/dresden-2023/host/{STATION}").status_code == 403


def test_a_renewed_organisers_link_puts_out_whatever_it_had_opened(screen: OpenScreen, doors: Doors) -> None:
    desk, open_desk, board = (screen(doors.organiser) for _ in range(3))
    phone, wall = screen(doors.stations[STATION]), screen(doors.wall)
    assert open_desk.order("desk.open", event="dresden-2023")["ok"]
    for one in (board, phone, wall):
        assert one.open(STATION)["audience"] == ("hosts" if one is board else "public")
    renew(desk, doors.organiser)
    assert [one.live.is_connected() for one in (open_desk, board, phone, wall)] == [False, False, True, True]
    assert board.web.get(f"/e/dresden-2023/host/{STATION}").status_code == 403


@pytest.mark.parametrize(
    ("message", "payload"),
    [
        ("station.open", {"station": STATION}),
        ("station.open", {"station": STATION, "audience": "public"}),
        ("event.open", {}),
        ("feedback.open", {"audience": "wall"}),
    ],
)
@pytest.mark.parametrize("role", ["organiser", "wall", "host"])
def test_whatever_a_screen_opened_a_renewed_link_puts_it_out(
    screen: OpenScreen, doors: Doors, role: str, message: str, payload: dict[str, str]
) -> None:
    """It came in by that link, though it may show what others may see, too."""
    link = {"organiser": doors.organiser, "wall": doors.wall, "host": doors.hosts[STATION]}[role]
    desk, here = screen(doors.organiser), screen(link)
    if (role, message) == ("host", "feedback.open"):
        assert here.order(message, event="dresden-2023", **payload)["error"] == "not_allowed"
        return
    assert here.order(message, event="dresden-2023", **payload)["ok"] is True
    renew(desk, link)
    assert not here.live.is_connected()


def test_a_link_renewed_while_a_screen_opens_puts_it_out(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rights were looked up before, and it hears the station after."""
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    told = broadcasts.presence_changed

    def renewed_meanwhile(event_id: int, station_ids: list[int]) -> None:
        monkeypatch.setattr(broadcasts, "presence_changed", told)
        with host.web.application.app_context():
            door = db.session.query(Door).filter_by(secret=doors.hosts[STATION].removeprefix("/go/")).one()
            services.renew(Actor(event_id, organiser=True), door.id)

    monkeypatch.setattr(broadcasts, "presence_changed", renewed_meanwhile)
    assert host.open(STATION)["audience"] == "hosts"
    with desk.web.application.app_context():
        broadcasts.doors_renewed()
    assert not host.live.is_connected()


def test_a_screen_that_only_says_it_left_is_put_out_too(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    host.open(STATION)
    host.live.emit("disconnect", "bye")
    renew(desk, doors.hosts[STATION])
    assert not host.live.is_connected()


def test_a_screen_that_went_on_to_another_event_hears_nothing_of_the_first(
    screen: OpenScreen, doors: Doors, settle: Settle, event: Event
) -> None:
    elsewhere = events.create({**seed.plan(), "slug": "elsewhere"}, today=event.date)
    host, guest = screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    assert host.web.get(links.join_url(elsewhere).removeprefix("http://localhost")).status_code == 302
    host.live = socketio.test_client(host.web.application, flask_test_client=host.web)
    assert host.open(STATION)["audience"] == "hosts"
    assert host.order("event.open", event="elsewhere")["ok"]
    written = {"id": new_id(), "station": STATION, "text": "Nur hier", "kind": "idea", "language": "de"}
    assert guest.order("contribution.add", event="dresden-2023", **written)["ok"]
    settle()
    assert host.news("station.changed") == []


@pytest.mark.parametrize(
    "name", ["*", "connect", "disconnect", "", "message", "json", "connect_error", None, 5, ["a"], {"a": 1}, True]
)
def test_no_name_of_a_message_means_the_library_itself(screen: OpenScreen, doors: Doors, name: Any) -> None:
    host = screen(doors.hosts[STATION])
    host.open(STATION, audience="hosts")
    answer = host.order(name, event="dresden-2023", station=STATION)
    assert (answer["ok"], answer["error"]) == (False, "unknown_message")
    assert host.order("station.set_approve_first", station=STATION, on=True)["ok"] is True


def test_an_unknown_message_is_answered(screen: OpenScreen, doors: Doors) -> None:
    answer = screen(doors.stations[STATION]).order("contribution.delete_all", event="dresden-2023")
    assert (answer["ok"], answer["error"]) == (False, "unknown_message")
