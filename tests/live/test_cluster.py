"""Clusters and statements over the wire."""

from typing import Any

from tests.conftest import Doors, OpenScreen, Settle, new_id

STATION = "foerderung-und-raeume"


def test_a_host_sorts_and_every_screen_follows(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone, host, second = (screen(path) for path in (doors.stations[STATION], *[doors.hosts[STATION]] * 2))
    for one in (phone, second):
        one.open(STATION)
    ids, cluster = [new_id(), new_id()], new_id()
    for id in ids:
        phone.order("contribution.add", id=id, station=STATION, text="Räume", kind="idea", language="de")
    assert host.order("cluster.add", id=cluster, station=STATION, title="Räume") == {"ok": True, "revision": 3}
    assert host.order("contribution.cluster", ids=ids, cluster=cluster) == {"ok": True, "revision": 4}
    settle()
    for one in (phone, second):
        changes = one.news("station.changed")
        assert changes[-1]["revision"] == 4
        assert {made["title"] for change in changes for made in change["clusters"]} == {"Räume"}
        assert [moved["cluster"] for moved in changes[-1]["contributions"][-2:]] == [cluster, cluster]
    host.order("cluster.remove", id=cluster)
    settle()
    (change,) = phone.news("station.changed")
    assert change["clusters"] == [{"id": cluster, "gone": True}]
    assert [one["cluster"] for one in change["contributions"]] == [None, None]


def test_statements_travel_with_their_round(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone, host, id = screen(doors.stations[STATION]), screen(doors.hosts[STATION]), new_id()
    phone.open(STATION)
    host.order("statement.add", id=id, station=STATION, round=2, text="Räume zuerst.")
    settle()
    (change,) = phone.news("station.changed")
    assert change["statements"] == [
        {
            "id": id,
            "station": STATION,
            "round": 2,
            "kind": "statement",
            "text": "Räume zuerst.",
            "translations": {},
            "position": 1,
            "revision": 1,
        }
    ]
    host.order("statement.remove", id=id)
    settle()
    assert phone.news("station.changed")[-1]["statements"] == [{"id": id, "gone": True}]


def test_nobody_sorts_or_sums_up_at_another_station(screen: OpenScreen, doors: Doors) -> None:
    host, cluster, statement = screen(doors.hosts[STATION]), new_id(), new_id()
    host.order("cluster.add", id=cluster, station=STATION, title="Räume")
    host.order("statement.add", id=statement, station=STATION, text="Räume zuerst.")
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("cluster.add", {"id": new_id(), "station": STATION, "title": "Fremd"}),
        ("cluster.rename", {"id": cluster, "title": "Fremd"}),
        ("cluster.remove", {"id": cluster}),
        ("statement.add", {"id": new_id(), "station": STATION, "text": "Fremd"}),
        ("statement.edit", {"id": statement, "text": "Fremd"}),
        ("statement.remove", {"id": statement}),
        ("station.set_approve_first", {"station": STATION, "on": True}),
    ]
    for path in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]):
        somebody = screen(path)
        assert [somebody.order(message, **fields)["error"] for message, fields in attempts] == ["not_allowed"] * 7


def test_nothing_chosen_is_refused_in_words(screen: OpenScreen, doors: Doors) -> None:
    host = screen(doors.hosts[STATION])
    for order, more in (("contribution.cluster", {"cluster": None}), ("contribution.merge", {"into": new_id()})):
        assert host.order(order, ids=[], **more)["error"] == "malformed", order
