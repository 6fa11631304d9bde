"""Orders are acknowledged from what their service committed, and the screens are told from the same."""

from typing import Any

import pytest

from facilitation import broadcasts
from facilitation.errors import CafeError
from facilitation.queries import changes, desk
from facilitation.services import limits
from facilitation.services.committed import Committed
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id
from tests.live.test_ids import USUAL, orders
from tests.test_bounds import TYPED

EVENT, STATION = "dresden-2023", "foerderung-und-raeume"
OF_THE_DESK: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("round.start", {"round": 1}, {"event_state"}),
    ("round.extend", {"minutes": 5}, {"event_state"}),
    ("round.end", {}, {"event_state"}),
    ("event.announce", {"text": "Pause"}, {"event_state"}),
    ("wall.show", {"scene": "cloud"}, {"event_state"}),
    ("wall.speak", {"language": "ar"}, {"event_state"}),
    ("station.set_approve_first", {"station": STATION, "on": True}, {"revision", "event_state"}),
    ("station.set_approve_first", {"station": STATION, "on": True}, {"revision", "event_state"}),
    ("journal.undo", {"station": STATION, "revision": 1}, {"revision", "stays", "event_state"}),
    ("journal.undo", {"station": STATION, "revision": 1}, {"revision", "stays", "event_state"}),
    ("feedback.begin", {}, {"event_state"}),
    ("feedback.show", {"on": True}, {"event_state"}),
    ("feedback.end", {}, {"event_state"}),
)
"""A desk's orders that change the event's state, one after the other, and what they are acknowledged with."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The events whose state was read, each time anew."""
    asked: list[int] = []
    known = changes.event_state_and_revisions

    def counting(event_id: int) -> Any:
        asked.append(event_id)
        return known(event_id)

    monkeypatch.setattr(changes, "event_state_and_revisions", counting)
    return asked


def test_the_events_state_is_read_once_for_all_screens_and_the_acknowledgement(
    screen: OpenScreen, doors: Doors, settle: Settle, read: list[int]
) -> None:
    organiser, phone = screen(doors.organiser), screen(doors.stations[STATION])
    organiser.order("desk.open", event=EVENT)
    phone.order("event.open", event=EVENT)
    for message, payload, acknowledged in OF_THE_DESK:
        read.clear()
        answer = organiser.order(message, event=EVENT, **payload)
        settle()
        assert (message, set(answer) - {"ok"}, len(read)) == (message, acknowledged, 1)
        assert (message, phone.news("event.changed")) == (message, [answer["event_state"]])


def test_an_order_that_leaves_the_events_state_alone_does_not_read_it(
    screen: OpenScreen, doors: Doors, settle: Settle, read: list[int]
) -> None:
    organiser, phone = screen(doors.organiser), screen(doors.stations[STATION])
    phone.order("event.open", event=EVENT)
    id = new_id()
    phone.order("contribution.add", event=EVENT, id=id, station=STATION, text="Räume", kind="idea", language="de")
    orders: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
        ("contribution.hide", {"id": id}, {"revision", "state"}),
        ("journal.undo", {"station": STATION, "revision": 2}, {"revision", "stays"}),
        ("newcomers.set", {"door": "word"}, {"desk"}),
        ("newcomers.leave_out", {"on": True}, {"desk"}),
        ("presence.sign", {}, set()),
    )
    read.clear()
    phone.live.get_received()
    answers = [organiser.order(message, event=EVENT, **payload) for message, payload, _ in orders]
    settle()
    assert [set(answer) - {"ok"} for answer in answers] == [acknowledged for _, _, acknowledged in orders]
    assert (read, phone.news("event.changed")) == ([], [])


def test_a_guests_hello_counts_no_figures_that_nobody_sees(
    screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hall comes in at once: figures are for the desk, within a second, and only where it is open."""
    counted: list[int] = []
    monkeypatch.setattr(desk, "figures", counted.append)
    phone = screen(doors.stations[STATION])
    assert phone.web.post(f"/e/{EVENT}/me", data={"language": "de"}).status_code == 303
    settle()
    assert counted == []


def listening(screen: OpenScreen, doors: Doors) -> tuple[Screen, Screen]:
    """A phone at a station, and a desk that has the survey open."""
    phone, organiser = screen(doors.stations[STATION]), screen(doors.organiser)
    phone.open(STATION)
    organiser.order("desk.open", event=EVENT)
    organiser.order("feedback.open", event=EVENT, audience="desk")
    return phone, organiser


TOLD: dict[str, tuple[Committed[None], set[str], set[str]]] = {
    "nothing": (Committed(None), set(), set()),
    "a station": (Committed(None, stations={1: 9}), {"station.changed"}, {"desk.changed"}),
    "dots": (Committed(None, dots={1: 9}), {"station.changed"}, {"desk.changed"}),
    "the event": (Committed(None, event=True), {"event.changed"}, {"event.changed", "desk.changed"}),
    "answers": (Committed(None, survey="answers"), set(), {"feedback.changed", "desk.changed"}),
    "the survey": (
        Committed(None, survey="state"),
        {"event.changed"},
        {"event.changed", "feedback.changed", "desk.changed"},
    ),
    "who came": (Committed(None, newcomers="came"), set(), {"desk.changed"}),
    "the door": (Committed(None, newcomers="door"), set(), {"desk.changed"}),
}
"""What may have been committed, and of what a phone and a desk hear."""


@pytest.mark.parametrize("what", TOLD)
def test_each_screen_is_told_what_concerns_it(screen: OpenScreen, doors: Doors, settle: Settle, what: str) -> None:
    committed, on_the_phone, on_the_desk = TOLD[what]
    phone, organiser = listening(screen, doors)
    settle()
    for one in (phone, organiser):
        one.live.get_received()
    with phone.web.application.app_context():
        broadcasts.tell(1, committed)
    settle()
    heard = [{news["name"] for news in one.live.get_received()} for one in (phone, organiser)]
    assert heard == [on_the_phone, on_the_desk]


FAILURES: dict[str, Exception] = {
    "a full disk": CafeError("storage_full"),
    "a locked file": CafeError("server_error"),
    "a fault": ZeroDivisionError(),
}


@pytest.mark.parametrize("why", FAILURES)
def test_an_order_is_promised_its_text_only_where_it_brings_one(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """A dot has none, nor has an answer to the survey without a comment."""

    def fail(*_: object, **__: object) -> None:
        raise FAILURES[why]

    monkeypatch.setattr("facilitation.live.order._carry_out", fail)
    organiser, promised = screen(doors.organiser), set()
    for message, fields in orders():
        for typed in ("Mehr Räume!", " ", None):
            texts = dict.fromkeys(TYPED.get(message, {}), typed)
            usual = {name: USUAL[kind] for name, kind in fields.items()}
            answer = organiser.order(message, **{**usual, **texts, "event": EVENT, "station": STATION})
            if "bleibt hier" in answer["message"]:
                promised.add((message, typed))
    assert promised == {(message, "Mehr Räume!") for message in TYPED}


@pytest.mark.parametrize("payload", [None, [], "x", {"text": 5}, {"text": None}])
def test_what_is_no_order_brings_no_text(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch, payload: object
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(limits, "check_refusals", fail)
    answer = screen(doors.stations[STATION]).live.emit("contribution.add", payload, callback=True)
    assert answer["message"] == "Beim Server ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal."
