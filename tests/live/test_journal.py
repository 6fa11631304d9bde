"""The journal over the wire: every screen follows what is taken back."""

from tests.conftest import Doors, OpenScreen, Settle, new_id

STATION = "foerderung-und-raeume"


def test_what_is_taken_back_is_back_on_every_screen(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    phone.open(STATION)
    id = new_id()
    phone.order("contribution.add", id=id, station=STATION, text="Räume", kind="idea", language="de")
    hidden = host.order("contribution.hide", id=id, reason="doppelt")
    settle()
    assert phone.news("station.changed")[-1]["contributions"] == [{"id": id, "gone": True}]
    (entry,) = host.order("journal.read", station=STATION)["entries"]
    assert (entry["door"], entry["deed"], entry["revision"]) == ("host", "contribution.hide", hidden["revision"])
    undone = host.order("journal.undo", station=STATION, revision=entry["revision"])
    assert (undone["ok"], undone["stays"]) == (True, 0)
    settle()
    (back,) = phone.news("station.changed")[-1]["contributions"]
    assert (back["text"], back["hidden_reason"]) == ("Räume", None)


def test_a_setting_taken_back_reaches_every_screen(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    phone.open(STATION)
    host.order("station.set_approve_first", station=STATION, on=True)
    (entry,) = host.order("journal.read", station=STATION)["entries"]
    undone = host.order("journal.undo", station=STATION, revision=entry["revision"])
    assert undone["event_state"]["stations"][STATION] == {"approve_first": False, "closed": False}
    settle()
    states = [news["stations"][STATION]["approve_first"] for news in phone.news("event.changed")]
    assert states == [True, False]


def test_merged_and_reworded_contributions_travel(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    phone.open(STATION)
    ids = [new_id(), new_id()]
    for id in ids:
        phone.order("contribution.add", id=id, station=STATION, text="Räume", kind="idea", language="de")
    assert host.order("contribution.merge", into=ids[0], ids=[ids[1]]) == {"ok": True, "revision": 3}
    assert host.order("contribution.reword", id=ids[0], text="Viele Räume", was="Räume")["revision"] == 4
    conflict = host.order("contribution.reword", id=ids[0], text="Große Räume", was="Räume")
    assert (conflict["error"], conflict["now"]) == ("reworded", "Viele Räume")
    assert host.order("contribution.word_in_german", id=ids[0], text="Räume!", was=None)["revision"] == 5
    settle()
    shown = {one["id"]: one for change in phone.news("station.changed") for one in change["contributions"]}
    last = shown[ids[0]]
    assert (last["text"], last["german"], last["edited"]) == ("Viele Räume", "Räume!", True)
    assert host.order("contribution.separate", id=ids[1])["revision"] == 6


def test_nobody_else_reads_or_takes_back(screen: OpenScreen, doors: Doors) -> None:
    host = screen(doors.hosts[STATION])
    host.order("station.set_approve_first", station=STATION, on=True)
    others = [screen(door) for door in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"])]
    for somebody in others:
        for order, more in (("journal.read", {}), ("journal.undo", {"revision": 1})):
            answer = somebody.order(order, event="dresden-2023", station=STATION, **more)
            assert answer["error"] == "not_allowed", order


def test_nobody_else_moderates(screen: OpenScreen, doors: Doors) -> None:
    phone, id, other = screen(doors.stations[STATION]), new_id(), new_id()
    for one in (id, other):
        phone.order("contribution.add", id=one, station=STATION, text="Räume", kind="idea", language="de")
    card = {"id": new_id(), "station": STATION, "text": "Karte", "kind": "idea", "language": "de"}
    orders = (
        ("contribution.reword", {"id": id, "text": "Anders", "was": "Räume"}),
        ("contribution.word_in_german", {"id": id, "text": "Anders"}),
        ("contribution.merge", {"into": id, "ids": [other]}),
        ("contribution.separate", {"id": id}),
        ("contribution.pause_author", {"id": id, "on": True}),
        ("contribution.count_hands", {"id": id, "by_hand": 3}),
        ("contribution.type_in", card),
        ("statement.arrange", {"station": STATION, "ids": []}),
    )
    for door in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]):
        somebody = screen(door)
        for order, payload in orders:
            answer = somebody.order(order, event="dresden-2023", **payload)
            assert answer["error"] == "not_allowed", (door, order)
    stranger = screen(None)
    for order, payload in orders:
        assert stranger.order(order, event="dresden-2023", **payload)["error"] == "not_joined", order
