"""Measures and what statements rest on, over the wire."""

from typing import Any

import pytest

from tests import wire
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"


@pytest.fixture
def host(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.hosts[STATION])


@pytest.fixture
def phone(screen: OpenScreen, doors: Doors) -> Screen:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    return phone


def test_measures_reach_every_screen(host: Screen, phone: Screen, settle: Settle) -> None:
    id, second = new_id(), new_id()
    assert host.order("measure.add", id=id, station=STATION, what="Raumliste") == {"ok": True, "revision": 1}
    settle()
    (change,) = phone.news("station.changed")
    measure = {
        "id": id,
        "station": STATION,
        "what": "Raumliste",
        "who": None,
        "by_when": None,
        "state": "open",
        "masked": None,
        "position": 1,
        "revision": 1,
    }
    assert change["measures"] == [measure]
    edited = host.order("measure.edit", id=id, what="Raumliste", who="Stadt", by_when="Mai", was="Raumliste\n\n")
    assert edited == {"ok": True, "revision": 2}
    assert host.order("measure.set_state", id=id, state="agreed") == {"ok": True, "revision": 3}
    host.order("measure.add", id=second, station=STATION, what="Runder Tisch", who="VHS", state="done")
    assert host.order("measure.arrange", station=STATION, ids=[second, id]) == {"ok": True, "revision": 5}
    whole = sorted(phone.open(STATION)["change"]["measures"], key=lambda one: str(one["what"]))
    assert [(one["what"], one["position"]) for one in whole] == [("Raumliste", 2), ("Runder Tisch", 1)]
    assert whole[0] == measure | {
        "who": "Stadt",
        "by_when": "Mai",
        "state": "agreed",
        "position": 2,
        "revision": 5,
    }
    settle()
    phone.news("station.changed")
    host.order("measure.remove", id=id)
    settle()
    assert phone.news("station.changed")[-1]["measures"] == [{"id": id, "gone": True}]
    again = host.order("measure.edit", id=second, what="Runder Tisch", was="Tisch\n\n")
    assert (again["error"], again["now"]) == ("reworded", "Runder Tisch\nVHS\n")


def test_what_a_statement_rests_on_is_the_hosts_alone_to_know(
    screen: OpenScreen, doors: Doors, host: Screen, phone: Screen, settle: Settle
) -> None:
    host.open(STATION, audience="hosts")
    wall, id, theme = screen(doors.wall), new_id(), new_id()
    wall.open(STATION)
    ids = [new_id(), new_id()]
    for one in ids:
        phone.order("contribution.add", id=one, station=STATION, text="Räume", kind="idea", language="de")
    host.order("contribution.hide", id=ids[0])
    host.order("cluster.add", id=theme, station=STATION, title="Räume")
    settle()
    for reader in (wall, phone, host):
        reader.news("station.changed")
    behind = {"clusters": [theme], "contributions": ids}
    host.order("statement.add", id=id, station=STATION, text="Räume!", kind="question", behind=behind)
    settle()
    (told,) = host.news("station.changed")
    assert told["statements"][0]["behind"] == behind
    for reader in (wall, phone):
        (change,) = reader.news("station.changed")
        whole = reader.open(STATION)["change"]
        page: Any = reader.web.get(f"/e/dresden-2023/stations/{STATION}.json?since=0").get_json()
        assert page["statements"][0].keys() == {"id", "kind", "text", "position", "revision"}
        for answer in (change, whole, wire.whole(page)):
            assert answer["statements"][0]["behind"] == {"clusters": [], "contributions": []}, "it did not travel"
            assert ids[0] not in str(answer["statements"])
    kept: Any = host.web.get(f"/e/dresden-2023/stations/{STATION}.json?audience=hosts").json
    assert kept["statements"][0]["behind"] == behind


@pytest.mark.parametrize(
    "behind", [[], {"clusters": "all"}, {"clusters": [1]}, {"contributions": None}, {"clusters": [{}]}]
)
def test_what_is_behind_is_lists_of_ids(host: Screen, behind: Any) -> None:
    answer = host.order("statement.add", id=new_id(), station=STATION, text="Räume!", behind=behind)
    assert (answer["error"], answer["field"]) == ("malformed", "behind")


def test_nobody_else_agrees(screen: OpenScreen, doors: Doors, host: Screen) -> None:
    id = new_id()
    host.order("measure.add", id=id, station=STATION, what="Raumliste")
    orders: list[tuple[str, dict[str, Any]]] = [
        ("measure.add", {"id": new_id(), "station": STATION, "what": "Fremd"}),
        ("measure.edit", {"id": id, "what": "Fremd"}),
        ("measure.set_state", {"id": id, "state": "done"}),
        ("measure.arrange", {"station": STATION, "ids": [id]}),
        ("measure.remove", {"id": id}),
    ]
    for door in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]):
        somebody = screen(door)
        answers = [somebody.order(order, event="dresden-2023", **payload)["error"] for order, payload in orders]
        assert answers == ["not_allowed"] * 5, door
    stranger = screen(None)
    assert [stranger.order(order, event="dresden-2023", **payload)["error"] for order, payload in orders] == [
        "not_joined"
    ] * 5
