"""One phone acts, another receives: changes, gaps, audiences."""

import pytest
from flask import request

from facilitation.actor import Actor
from facilitation.doors.sessions import BROWSER
from facilitation.errors import CafeError
from facilitation.live import order
from facilitation.models import Event
from facilitation.queries.fields import CONTRIBUTION
from facilitation.services import presence
from tests import wire
from tests.conftest import Doors, OpenScreen, Settle, new_id

STATION = "foerderung-und-raeume"


def contribution(**fields: object) -> dict[str, object]:
    return {"id": new_id(), "station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de", **fields}


def test_a_contribution_reaches_the_other_phone(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    writer.open(STATION)
    reader.open(STATION)
    sent = contribution(table=1)
    assert writer.order("contribution.add", **sent) == {"ok": True, "revision": 1, "state": "visible"}
    settle()
    (news,) = [one["args"][0] for one in reader.live.get_received() if one["name"] == "station.changed"]
    (told,) = news.pop("contributions")
    assert news == {"station": STATION, "revision": 1}
    at = told.pop("created_at")
    assert told == {"id": sent["id"], "number": 1, "table": 1, "text": "Mehr Räume!", "revision": 1}
    assert isinstance(at, int)
    change = wire.whole({**news, "contributions": [{**told, "created_at": at}]})
    (arrived,) = change["contributions"]
    assert (change["station"], change["since"], change["revision"]) == (STATION, 0, 1)
    assert {name: arrived[name] for name in sent} == sent
    assert set(arrived) == {*CONTRIBUTION.for_everybody, *CONTRIBUTION.for_hosts_only}
    assert [change[noun] for noun in ("clusters", "statements", "measures", "photos")] == [[], [], [], []]


def test_first_load_live_message_and_catch_up_are_the_same(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    reader.open(STATION)
    writer.order("contribution.add", **contribution())
    settle()
    (live,) = reader.news("station.changed")
    assert reader.open(STATION, since=0)["change"] == live
    page = reader.web.get(f"/e/dresden-2023/stations/{STATION}.json?since=0").get_json()
    assert wire.whole(page) == live
    assert reader.open(STATION, since=1)["change"]["contributions"] == []


def test_many_changes_travel_as_one_list(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    reader.open(STATION)
    for n in range(20):
        writer.order("contribution.add", **contribution(text=f"Nummer {n}"))
    settle()
    changes = reader.news("station.changed")
    assert [change["since"] for change in changes[1:]] == [change["revision"] for change in changes[:-1]]
    assert [one["text"] for change in changes for one in change["contributions"]] == [f"Nummer {n}" for n in range(20)]


def test_what_waits_or_is_hidden_never_reaches_the_public(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader, wall = (screen(path) for path in (doors.stations[STATION], doors.stations[STATION], doors.wall))
    host = screen(doors.hosts[STATION])
    for one in (reader, wall, host):
        one.open(STATION)
    host.order("station.set_approve_first", station=STATION, on=True)
    settle()
    assert [one.news("station.changed")[0]["contributions"] for one in (reader, wall, host)] == [[], [], []]
    sent = contribution(text="Geheim bis zur Freigabe")
    assert writer.order("contribution.add", **sent)["state"] == "pending"
    settle()
    gone = [{"id": sent["id"], "gone": True}]
    assert [change["contributions"] for change in reader.news("station.changed")] == [[]]  # not even its id
    assert [change["contributions"] for change in wall.news("station.changed")] == [[]]
    (seen,) = host.news("station.changed")
    assert seen["contributions"][0]["text"] == "Geheim bis zur Freigabe"
    host.order("contribution.approve", id=sent["id"], was=sent["text"])
    settle()
    assert reader.news("station.changed")[-1]["contributions"][0]["text"] == "Geheim bis zur Freigabe"
    host.order("contribution.hide", id=sent["id"])
    settle()
    assert reader.news("station.changed")[-1]["contributions"] == gone
    assert reader.open(STATION)["change"]["contributions"] == []
    caught_up = wall.web.get(f"/e/dresden-2023/stations/{STATION}.json").get_json()
    assert caught_up["contributions"] == []


def test_what_is_personal_is_told_to_its_person_only(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    sent = contribution()
    writer.order("contribution.add", **sent)
    assert reader.order("vote.set", contribution=sent["id"], on=True) == {"ok": True, "revision": 2, "votes_left": 2}
    opened, other = reader.open(STATION), writer.open(STATION)
    assert (opened["my_votes"], opened["votes_left"], opened["mine"]) == ([sent["id"]], 2, [])
    assert (other["my_votes"], other["votes_left"]) == ([], 3)
    assert [one["id"] for one in other["mine"]] == [sent["id"]]


def test_the_author_sees_what_waits_and_what_was_hidden(screen: OpenScreen, doors: Doors) -> None:
    writer, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    sent = contribution()
    writer.order("contribution.add", **sent)
    host.order("contribution.hide", id=sent["id"])
    opened = writer.open(STATION)
    assert [(one["id"], one["state"]) for one in opened["mine"]] == [(sent["id"], "hidden")]
    assert opened["change"]["contributions"] == []


def test_who_is_paused_is_told_at_once_and_nobody_else_is(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    writer, reader = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    host = screen(doors.hosts[STATION])
    sent = contribution()
    writer.order("contribution.add", **sent)
    assert [one.open(STATION)["paused"] for one in (writer, reader)] == [None, None]
    settle()
    host.order("contribution.pause_author", id=sent["id"], on=True)
    settle()
    assert [one.news("own.changed") for one in (writer, reader)] == [[{"station": STATION}], []]
    assert [one.open(STATION)["paused"] for one in (writer, reader)] == [0, None]


def test_a_revision_never_reached_is_answered_from_the_start(screen: OpenScreen, doors: Doors) -> None:
    phone = screen(doors.stations[STATION])
    phone.order("contribution.add", **contribution())
    change = phone.open(STATION, since=999)["change"]
    assert (change["since"], change["revision"], len(change["contributions"])) == (0, 1, 1)


def test_nobody_asks_for_the_hosts_audience_without_the_hosts_door(screen: OpenScreen, doors: Doors) -> None:
    guest, wall, other = (
        screen(path) for path in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"])
    )
    for somebody in (guest, wall, other):
        assert somebody.open(STATION, audience="hosts")["error"] == "not_allowed"
        assert somebody.web.get(f"/e/dresden-2023/stations/{STATION}.json?audience=hosts").status_code == 403
        assert somebody.open(STATION)["audience"] == "public"
    assert screen(doors.hosts[STATION]).open(STATION)["audience"] == "hosts"


def test_a_guest_view_on_a_hosts_tablet_is_public(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    tablet, guest = screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    tablet.open(STATION, audience="public")
    tablet.order("station.set_approve_first", station=STATION, on=True)
    settle()
    assert [change["contributions"] for change in tablet.news("station.changed")] == [[]]
    guest.order("contribution.add", **contribution(text="Wartet"))
    settle()
    assert [change["contributions"] for change in tablet.news("station.changed")] == [[]]


def test_strangers_read_nothing(screen: OpenScreen) -> None:
    stranger = screen(None)
    assert stranger.open(STATION)["error"] == "not_joined"
    assert stranger.order("event.open", event="dresden-2023")["error"] == "not_joined"
    assert stranger.order("contribution.add", **contribution())["error"] == "not_joined"
    assert stranger.web.get(f"/e/dresden-2023/stations/{STATION}.json").status_code == 403


def test_a_browser_that_brings_no_cookie_along_is_told_so(screen: OpenScreen, doors: Doors) -> None:
    guest, blocked = screen(doors.stations[STATION]), screen(None)
    for one in (guest, blocked):
        one.web.environ_base["HTTP_USER_AGENT"] = f"{BROWSER}5.0 (Android 9; Mobile)"
        one.reconnect()
    assert guest.open(STATION)["ok"]
    for message, payload in (("station.open", {"station": STATION, "since": 0}), ("contribution.add", contribution())):
        answer = blocked.order(message, event="dresden-2023", **payload)
        assert {name: answer[name] for name in ("ok", "error")} == {"ok": False, "error": "no_cookies"}
        assert answer["hint"].startswith("Erlauben Sie Cookies für diese Seite"), answer


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"event": "nowhere", "station": STATION}, "unknown_event"),
        ({"event": "dresden-2023", "station": "nowhere"}, "unknown_station"),
        ({"event": "dresden-2023"}, "malformed"),
        ({"event": "dresden-2023", "station": STATION, "since": "0"}, "malformed"),
        ({"event": "dresden-2023", "station": STATION, "since": True}, "malformed"),
        ({"event": "dresden-2023", "station": STATION, "audience": "everybody"}, "malformed"),
        ({"event": 7, "station": STATION}, "malformed"),
        ({"event": "\ud800", "station": STATION}, "malformed"),
        ({"event": "dresden-2023\0", "station": STATION}, "malformed"),
        ({"event": "dresden-2023", "station": f"{STATION}\0"}, "malformed"),
        ({"event": "dresden-2023", "station": "\ud800"}, "malformed"),
        ({"event": "dresden-2023", "station": STATION, "since": 2**63}, "malformed"),
    ],
)
def test_malformed_openings_have_a_code(
    screen: OpenScreen, doors: Doors, payload: dict[str, object], code: str
) -> None:
    answer = screen(doors.stations[STATION]).order("station.open", **payload)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert answer["message"]


def test_a_screen_that_has_gone_while_its_order_waited_opens_nothing(context: None, event: Event) -> None:
    request.sid = "gone"  # type: ignore[attr-defined]
    with pytest.raises(CafeError, match="not_joined"):
        order.visit(Actor(event.id))
    assert presence.of("gone") is None


def test_a_page_learns_anew_who_its_person_is(screen: OpenScreen, doors: Doors) -> None:
    """It may be brought back by the browser, with the language that they had before."""
    phone = screen(doors.stations[STATION])
    nobody = {"name": None, "language": None, "ui_language": None, "person": ""}
    assert phone.open(STATION)["me"] == nobody
    phone.web.post("/e/dresden-2023/me", data={"name": "Amina", "language": "en"})
    phone.reconnect()
    amina = {"name": "Amina", "language": "en", "ui_language": "en", "person": ""}
    assert phone.open(STATION)["me"] == phone.order("feedback.read")["me"] == amina
    phone.web.post("/e/dresden-2023/me/anew", data={"next": "/e/dresden-2023/"})
    phone.reconnect()
    other = phone.open(STATION)
    assert {**other["me"], "person": ""} == {**nobody, "ui_language": "en"}
    assert len(other["me"]["person"]) == 8
