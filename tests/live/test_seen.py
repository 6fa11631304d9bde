"""An order that says what its sender saw is refused where that is another by now; both can then be read."""

import datetime as dt
from typing import Any

import pytest

from facilitation.extensions import db
from facilitation.models import Event
from facilitation.models.columns import now
from tests.conftest import Doors, OpenScreen, Screen, new_id

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


@pytest.fixture
def other_desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


def done(screen: Screen, message: str, **payload: Any) -> dict[str, Any]:
    """What the event's state is after an order that was carried out."""
    answer = screen.order(message, event=EVENT, **payload)
    assert answer["ok"], answer
    state: dict[str, Any] = answer["event_state"]
    return state


def conflict(screen: Screen, message: str, **payload: Any) -> tuple[str, Any]:
    answer = screen.order(message, event=EVENT, **payload)
    assert not answer["ok"]
    return answer["error"], answer.get("now")


@pytest.mark.parametrize(("message", "fields"), [("round.extend", {"minutes": 5}), ("round.end", {})])
def test_a_clock_that_somebody_moved_is_left_alone(
    desk: Screen, other_desk: Screen, message: str, fields: dict[str, Any]
) -> None:
    seen = done(desk, "round.start", round=1)["ends_at"]
    moved = done(other_desk, "round.extend", minutes=3, ends_at=seen, round=1)
    assert conflict(desk, message, **fields, ends_at=seen, round=1) == ("clock_moved", moved["ends_at"])
    assert conflict(desk, message, **fields, ends_at=None) == ("clock_moved", moved["ends_at"])
    assert conflict(desk, message, **fields, ends_at=moved["ends_at"], round=2) == ("clock_moved", moved["ends_at"])
    assert done(desk, "event.open")["ends_at"] == moved["ends_at"]
    after = done(desk, message, **fields, ends_at=moved["ends_at"], round=1)
    assert (after["phase"], after["ends_at"]) != (moved["phase"], moved["ends_at"])


def test_a_round_that_ended_meanwhile_is_not_another(desk: Screen, other_desk: Screen) -> None:
    """An order that comes ten minutes late ended the wrong round."""
    seen = done(desk, "round.start", round=1)["ends_at"]
    done(other_desk, "round.end", ends_at=seen)
    assert conflict(desk, "round.end", ends_at=seen) == ("no_round_running", None)
    second = done(other_desk, "round.start", round=2)
    assert conflict(desk, "round.end", ends_at=seen, round=1) == ("clock_moved", second["ends_at"])
    assert done(desk, "event.open")["phase"] == "round"


def test_a_round_starts_from_what_was_seen(desk: Screen, other_desk: Screen) -> None:
    first = done(desk, "event.open")
    assert (first["phase"], first["round"]) == ("before", None)
    done(other_desk, "round.start", round=1, phase=first["phase"], after=first["round"])
    assert conflict(desk, "round.start", round=1, phase="before", after=None) == ("round_running", None)
    done(other_desk, "round.end")
    assert conflict(desk, "round.start", round=1, phase="before", after=None) == ("clock_moved", "")
    assert conflict(desk, "round.start", round=3, phase="change", after=2) == ("clock_moved", "")
    assert done(desk, "round.start", round=2, phase="change", after=1)["round"] == 2


def test_an_announcement_is_not_overwritten_unseen(desk: Screen, other_desk: Screen) -> None:
    done(other_desk, "event.announce", text="Kaffee", was=None)
    for none in (None, ""):
        assert conflict(desk, "event.announce", text="Kuchen", was=none) == ("reworded", "Kaffee")
    assert conflict(desk, "event.announce", text="", was="Tee") == ("reworded", "Kaffee")
    assert done(desk, "event.announce", text="Kaffee", was=None)["announcement"]["text"] == "Kaffee"
    assert done(desk, "event.announce", text="Kuchen", was="Kaffee")["announcement"]["text"] == "Kuchen"
    assert done(other_desk, "event.announce", text="", was="Kuchen")["announcement"] is None
    assert conflict(desk, "event.announce", text="Tee", was="Kuchen") == ("reworded", "")


def test_an_announcement_that_is_over_is_none(desk: Screen) -> None:
    done(desk, "event.announce", text="Kaffee", minutes=1)
    with desk.web.application.app_context():
        event = db.session.query(Event).one()
        event.announcement_until = now() - dt.timedelta(seconds=1)
        db.session.commit()
        db.session.remove()
    assert done(desk, "event.announce", text="Tee", was=None)["announcement"]["text"] == "Tee"


def test_screens_that_say_nothing_of_what_they_saw_order_as_ever(desk: Screen) -> None:
    done(desk, "event.announce", text="Kaffee")
    assert done(desk, "event.announce", text="Tee")["announcement"]["text"] == "Tee"
    done(desk, "round.start", round=1)
    done(desk, "round.extend", minutes=1)
    assert done(desk, "round.end")["phase"] == "change"


@pytest.fixture
def card(screen: OpenScreen, doors: Doors) -> tuple[Screen, Screen, str]:
    """A guest's contribution, "Alt", which became "Neu" since; its author, a host, and its id."""
    guest, host, id = screen(doors.stations[STATION]), screen(doors.hosts[STATION]), new_id()
    guest.order("contribution.add", event=EVENT, station=STATION, id=id, text="Alt", kind="idea", language="de")
    assert guest.order("contribution.edit", event=EVENT, id=id, text="Neu", was="Alt")["ok"]
    return guest, host, id


READ = ("contribution.approve", "contribution.show", "contribution.confirm_contact")
"""What makes a text public, or contact data in it."""


@pytest.mark.parametrize("message", READ)
def test_what_reads_differently_is_not_let_onto_the_screens(card: tuple[Screen, Screen, str], message: str) -> None:
    _, host, id = card
    for read in ({"id": id, "was": "Alt"}, {"items": [{"id": id, "was": "Alt"}]}):
        assert conflict(host, message, **read) == ("reworded", "Neu")
    for read in ({"id": id, "was": "Neu"}, {"items": [{"id": id, "was": "Neu"}]}):
        assert host.order(message, event=EVENT, **read)["ok"]


@pytest.mark.parametrize("message", READ)
def test_who_does_not_say_what_was_read_publishes_nothing(card: tuple[Screen, Screen, str], message: str) -> None:
    _, host, id = card
    assert host.order("contribution.hide", event=EVENT, id=id)["ok"]
    seen = {"id": id, "was": "Neu"}
    incomplete: tuple[dict[str, Any], ...] = (
        *({"id": id}, {"was": "Neu"}, {}, {"items": []}, {"items": [{"id": id}]}, {"items": [{"was": "Neu"}]}),
        *({"items": [seen, seen]}, {"items": [id]}, {"items": [{**seen, "was": None}]}, {**seen, "items": [seen]}),
        *({"id": id, "was": None}, {"id": id, "was": 3}, {"items": seen}),
    )
    for said in incomplete:
        assert conflict(host, message, **said) == ("malformed", None), said
    assert [one["state"] for one in standing(host)] == ["hidden"]


def test_an_author_says_which_wording_was_changed(card: tuple[Screen, Screen, str]) -> None:
    guest, _, id = card
    assert conflict(guest, "contribution.edit", id=id, text="Neuer") == ("malformed", None)


def standing(host: Screen) -> list[dict[str, Any]]:
    contributions: list[dict[str, Any]] = host.open(STATION, audience="hosts")["change"]["contributions"]
    return contributions


@pytest.fixture
def waiting(screen: OpenScreen, doors: Doors) -> tuple[Screen, Screen, dict[str, str]]:
    """Three contributions that wait, by their ids, with their author and a host."""
    guest, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    assert host.order("station.set_approve_first", event=EVENT, station=STATION, on=True)["ok"]
    texts = {new_id(): text for text in ("Eins", "Zwei", "Drei")}
    for id, text in texts.items():
        guest.order("contribution.add", event=EVENT, station=STATION, id=id, text=text, kind="idea", language="de")
    return guest, host, texts


def test_several_that_were_read_are_approved_in_one_deed(waiting: tuple[Screen, Screen, dict[str, str]]) -> None:
    _, host, texts = waiting
    items = [{"id": id, "was": text} for id, text in texts.items()]
    done = host.order("contribution.approve", event=EVENT, items=items)
    assert done == {"ok": True, "revision": 5}  # one for the switch, three that came in, and this
    assert [one["state"] for one in standing(host)] == ["visible"] * 3
    back = host.order("journal.undo", event=EVENT, station=STATION, revision=done["revision"])
    assert back["stays"] == 0
    assert [one["state"] for one in standing(host)] == ["pending"] * 3


@pytest.mark.parametrize("change", ["reworded", "hidden_meanwhile", "contribution_gone"])
def test_of_several_nothing_is_approved_where_one_is_not_as_it_was_read(
    waiting: tuple[Screen, Screen, dict[str, str]], change: str
) -> None:
    guest, host, texts = waiting
    first, second, third = texts
    happened = {
        "reworded": lambda: guest.order("contribution.edit", event=EVENT, id=second, text="Frau Muster", was="Zwei"),
        "hidden_meanwhile": lambda: host.order("contribution.hide", event=EVENT, id=second, reason="enthält Namen"),
        "contribution_gone": lambda: guest.order("contribution.withdraw", event=EVENT, id=second),
    }
    assert happened[change]()["ok"]
    before = standing(host)
    items = [{"id": id, "was": text} for id, text in texts.items()]
    refused = host.order("contribution.approve", event=EVENT, items=items)
    assert (refused["error"], refused["ids"]) == (change, [second])
    assert standing(host) == before
    rest = [one for one in items if one["id"] in (first, third)]
    assert host.order("contribution.approve", event=EVENT, items=rest)["ok"]


def test_several_of_two_stations_are_not_approved_at_once(
    waiting: tuple[Screen, Screen, dict[str, str]], screen: OpenScreen, doors: Doors
) -> None:
    guest, _, texts = waiting
    other = new_id()
    sent = {"station": "offene-verwaltung", "id": other, "text": "Vier", "kind": "idea", "language": "de"}
    assert guest.order("contribution.add", event=EVENT, **sent)["ok"]
    items = [{"id": id, "was": text} for id, text in {**texts, other: "Vier"}.items()]
    assert conflict(screen(doors.organiser), "contribution.approve", items=items) == ("wrong_station", None)
    assert conflict(screen(doors.organiser), "contribution.approve", id=new_id(), was="") == (
        "unknown_contribution",
        None,
    )


def test_an_author_does_not_overwrite_what_a_host_made_of_it(card: tuple[Screen, Screen, str]) -> None:
    guest, host, id = card
    assert host.order("contribution.reword", event=EVENT, id=id, text="Besser", was="Neu")["ok"]
    assert conflict(guest, "contribution.edit", id=id, text="Neuer", was="Neu") == ("reworded", "Besser")
    assert guest.order("contribution.edit", event=EVENT, id=id, text="Besser", was="Neu")["ok"]
    assert guest.order("contribution.edit", event=EVENT, id=id, text="Neuer", was="Besser")["ok"]


def test_hiding_never_conflicts(card: tuple[Screen, Screen, str], screen: OpenScreen, doors: Doors) -> None:
    _, host, id = card
    other = screen(doors.organiser)
    assert host.order("contribution.hide", event=EVENT, id=id, was="Alt", reason="Ton")["state"] == "hidden"
    assert other.order("contribution.hide", event=EVENT, id=id, was="ganz anders", reason="Name")["state"] == "hidden"
    opened = host.open(STATION, audience="hosts")["change"]["contributions"]
    assert [(one["state"], one["hidden_reason"]) for one in opened] == [("hidden", "Name")]
