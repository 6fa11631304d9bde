"""Who may not give an order is refused before anything is done for it, and refusals count, too."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from facilitation.extensions import db, socketio
from facilitation.models import Door
from facilitation.services import limits
from tests.conftest import Doors, OpenScreen, Screen, new_id
from tests.live.test_ids import USUAL, orders

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"
FLOOD = "a" + "\u0301\u0323" * 5_999
"""Half a second's work for whoever puts it in order."""
GUESTS = {
    *("contribution.add", "contribution.edit", "contribution.withdraw", "vote.set", "feedback.set", "feedback.read"),
    *("wording.open", "wording.add", "wording.edit", "wording.withdraw"),
    *("event.open", "station.open", "presence.sign"),
}
"""What guests may send."""
MOST = limits.LIMITS["refused"].at_once


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No time passes unless a test lets it."""
    moment = [1000.0]
    monkeypatch.setattr(limits, "clock", lambda: moment[0])
    return moment


def floods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every order, with a flood in each field that takes a text."""
    for message, fields in orders():
        usual = {name: FLOOD if kind == "str" else USUAL[kind] for name, kind in fields.items()}
        yield message, {**usual, "event": EVENT, **({"station": STATION} if "station" in fields else {})}


def test_strangers_are_refused_whatever_they_send(screen: OpenScreen) -> None:
    stranger, begun = screen(None), time.process_time()
    answers = {message: stranger.order(message, **payload)["error"] for message, payload in floods()}
    assert len(answers) > 45
    assert {message: code for message, code in answers.items() if code != "not_joined"} == {}
    assert time.process_time() - begun < 2


def test_guests_are_refused_what_hosts_may_before_it_is_read(screen: OpenScreen, doors: Doors) -> None:
    guest, begun = screen(doors.stations[STATION]), time.process_time()
    answers = {
        message: guest.order(message, **payload)["error"] for message, payload in floods() if message not in GUESTS
    }
    assert len(answers) > 40
    assert {message: code for message, code in answers.items() if code != "not_allowed"} == {
        "feedback.open": "malformed"  # its audience is looked at first
    }
    assert time.process_time() - begun < 2


def test_hosts_are_refused_at_another_station_before_it_is_read(screen: OpenScreen, doors: Doors) -> None:
    host = screen(doors.hosts["offene-verwaltung"])
    answers = {
        message: host.order(message, **payload)["error"] for message, payload in floods() if "station" in payload
    }
    taken = {"contribution.add": "not_joined", "station.open": "malformed", "wording.open": "malformed"}
    assert {message: code for message, code in answers.items() if code != "not_allowed"} == taken


def test_a_flood_of_marks_is_refused_without_work_where_it_may_be_sent(screen: OpenScreen, doors: Doors) -> None:
    phone, id = screen(doors.stations[STATION]), new_id()
    assert add(phone, id=id)["ok"]
    begun = time.process_time()
    assert add(phone, text=FLOOD)["error"] == "too_many_marks"
    assert (
        phone.order("contribution.edit", event=EVENT, id=id, text=FLOOD, was="Mehr Räume!")["error"] == "too_many_marks"
    )
    assert time.process_time() - begun < 0.1


def test_somebody_elses_text_is_not_read(screen: OpenScreen, doors: Doors) -> None:
    id = new_id()
    assert add(screen(doors.stations[STATION]), id=id)["ok"]
    other = screen(doors.stations[STATION])
    assert other.order("contribution.edit", event=EVENT, id=id, text=FLOOD, was="Mehr Räume!")["error"] == "not_yours"


def test_a_text_that_is_refused_counts(screen: OpenScreen, doors: Doors) -> None:
    phone, id = screen(doors.stations[STATION]), new_id()
    assert add(phone, id=id)["ok"]
    blank = {"event": EVENT, "id": id, "text": " ", "was": "Mehr Räume!"}
    answers = [phone.order("contribution.edit", **blank)["error"] for _ in range(61)]
    assert answers == ["text_empty"] * 60 + ["too_many"]


@pytest.mark.parametrize("joined", [False, True])
def test_who_is_refused_too_often_is_refused_before_anything_is_looked_up(
    screen: OpenScreen, doors: Doors, stopped: list[float], joined: bool
) -> None:
    one, other = (screen(doors.stations[STATION] if joined else None) for _ in range(2))
    usual = "unknown_contribution" if joined else "not_joined"
    sent = {"event": EVENT, "id": new_id()}
    answers = [one.order("contribution.withdraw", **sent) for _ in range(MOST + 5)]
    assert [answer["error"] for answer in answers] == [usual] * MOST + ["too_many"] * 5
    assert answers[-1]["retry_after"] == 2
    assert one.order("presence.sign", event="nowhere")["error"] == "too_many"
    assert other.order("contribution.withdraw", **sent)["error"] == usual
    stopped[0] += 1
    assert one.order("contribution.withdraw", **sent)["error"] == usual


def test_hosts_are_not_counted(screen: OpenScreen, doors: Doors) -> None:
    host = screen(doors.hosts[STATION])
    answers = {host.order("cluster.add", station="nowhere")["error"] for _ in range(MOST + 5)}
    assert answers == {"malformed"}


def add(phone: Screen, **fields: Any) -> dict[str, Any]:
    usual = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de", "id": new_id()}
    return phone.order("contribution.add", **{"event": EVENT, **usual, **fields})


@pytest.mark.parametrize("sent", [{"event": EVENT, "id": new_id()}, {}, {"event": "nowhere", "id": new_id()}])
@pytest.mark.parametrize("joined", [False, True])
def test_a_link_that_was_renewed_ends_no_limit(
    screen: OpenScreen, doors: Doors, joined: bool, sent: dict[str, str]
) -> None:
    desk, host, other = screen(doors.organiser), screen(doors.hosts[STATION]), screen(doors.hosts["offene-verwaltung"])
    if joined:
        host.web.get(doors.stations[STATION])
    renew(desk, doors.hosts[STATION])
    host.live = socketio.test_client(host._app, flask_test_client=host.web)
    flood = [[one.order("contribution.approve", **sent)["error"] for _ in range(MOST + 1)] for one in (host, other)]
    assert [answers.count("too_many") for answers in flood] == [1, 0]
    assert flood[0][-1] == "too_many"


def renew(desk: Screen, link: str) -> None:
    with desk._app.app_context():
        id = db.session.query(Door.id).filter_by(secret=link.removeprefix("/go/")).scalar()
    assert desk.web.post(f"/e/{EVENT}/organise/doors", data={"door": id}).status_code == 303
