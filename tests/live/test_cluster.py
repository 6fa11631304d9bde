"""Clusters and statements over the wire."""

from typing import Any

from tests import wire
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


def test_only_hosts_know_of_a_theme_that_has_no_name_yet(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    """Made by a drag, it must not be called after a card: that may be in any language, and hold a number."""
    others = {"phone": screen(doors.stations[STATION]), "wall": screen(doors.wall)}
    host = screen(doors.hosts[STATION])
    card, theme, address = new_id(), new_id(), f"/e/dresden-2023/stations/{STATION}.json"
    text = "Дзвоніть мені: 0351 4567890"
    others["phone"].order("contribution.add", id=card, station=STATION, text=text, kind="idea", language="uk")
    for one in (*others.values(), host):
        one.open(STATION)
    assert host.order("cluster.add", id=theme, station=STATION)["ok"] is True
    host.order("contribution.cluster", ids=[card], cluster=theme)
    settle()
    whole = host.open(STATION)["change"]
    assert [(one["id"], one["title"]) for one in whole["clusters"]] == [(theme, "")]
    assert [one["cluster"] for one in whole["contributions"]] == [theme]

    def known(name: str) -> list[tuple[list[str], list[str | None]]]:
        """What somebody is told of themes' titles and where the card lies: as news, as a whole, and as a page."""
        news = others[name].news("station.changed")
        whole = others[name].open(STATION)["change"]
        asked = wire.whole(others[name].web.get(address).get_json())
        return [
            (
                [one["title"] for one in change["clusters"] if not one.get("gone")],
                [one["cluster"] for one in change["contributions"] if one["id"] == card][-1:],
            )
            for change in (news[-1], whole, asked)
        ]

    for name in others:
        assert known(name) == [([], [None])] * 3, name
    named = host.order("cluster.rename", id=theme, title="Erreichbar sein", was="")["revision"]
    settle()
    for name in others:
        assert known(name) == [(["Erreichbar sein"], [theme])] * 3, name
    host.order("journal.undo", station=STATION, revision=named)
    settle()
    for name in others:
        assert known(name) == [([], [None])] * 3, name
        assert others[name].web.get(f"{address}?since={named}").get_json()["clusters"] == [{"id": theme, "gone": True}]


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
            "behind": {"clusters": [], "contributions": []},
            "masked": None,
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
