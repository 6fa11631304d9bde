"""The survey over the wire: who hears what, and how little is said when a hall answers at once."""

from typing import Any

import pytest

from facilitation import broadcasts
from facilitation.extensions import db, socketio
from facilitation.models import Door
from facilitation.models.columns import now
from facilitation.services import feedback
from facilitation.services.committed import Committed
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"
EVENT = "dresden-2023"
GIVEN = {"scale": {"1": 4, "3": 2}, "text": "Danke!", "language": "de"}
ORDERS: list[tuple[str, dict[str, Any]]] = [
    ("feedback.begin", {}),
    ("feedback.end", {}),
    ("feedback.show", {"on": True}),
    ("feedback.hide", {"id": new_id(), "on": True}),
    ("feedback.confirm_contact", {"id": new_id(), "was": "Ja"}),
    ("feedback.word_in_german", {"id": new_id(), "text": "Ja"}),
    ("feedback.open", {"audience": "desk"}),
]


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    """An organiser's desk that opened the survey."""
    desk = screen(doors.organiser)
    assert desk.order("feedback.open", event=EVENT, audience="desk")["feedback"]["people"] == 0
    desk.order("feedback.begin", event=EVENT)
    return desk


def counts(told: dict[str, Any]) -> list[list[int]]:
    return [list(one["counts"]) for one in told["questions"]]


def test_phones_learn_that_it_opens_and_closes(screen: OpenScreen, doors: Doors, desk: Screen) -> None:
    phone = screen(doors.stations[STATION])
    assert phone.open(STATION)["event_state"]["feedback"] == {"state": "open", "shown": False}
    before = phone.order("event.open", event=EVENT)["event_state"]["revision"]
    assert desk.order("feedback.end", event=EVENT)["event_state"]["feedback"]["state"] == "closed"
    (state,) = phone.news("event.changed")
    assert (state["feedback"], state["revision"]) == ({"state": "closed", "shown": False}, before + 1)


def test_an_answer_reaches_the_desk_and_no_phone(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle
) -> None:
    phone, other = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    for one in (phone, other):
        one.open(STATION)
    settle()
    for one in (phone, other, desk):
        one.live.get_received()
    assert phone.order("feedback.set", event=EVENT, **GIVEN) == {"ok": True}
    assert phone.order("feedback.set", event=EVENT, **GIVEN) == {"ok": True}
    settle()
    told = desk.news("feedback.changed")[-1]
    assert (told["people"], counts(told)[0], counts(told)[2]) == (1, [0, 0, 0, 1, 0], [0, 1, 0, 0, 0])
    assert [(one["text"], one["language"], one["hidden"]) for one in told["comments"]] == [("Danke!", "de", False)]
    assert (phone.live.get_received(), other.live.get_received()) == ([], [])


def test_a_hall_that_answers_at_once_is_told_in_one_message(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = [screen(doors.stations[STATION]) for _ in range(20)]
    settle()
    desk.live.get_received()
    waiting: list[tuple[Any, ...]] = []
    monkeypatch.setattr(socketio, "start_background_task", lambda *work: waiting.append(work))
    for n, phone in enumerate(phones):
        assert phone.order("feedback.set", event=EVENT, scale={"1": 1 + n % 5}, text="", language="de")["ok"]
    assert (len(waiting), desk.live.get_received()) == (1, [])
    ((work, *arguments),) = waiting
    work(*arguments)
    (told,) = desk.news("feedback.changed")
    assert counts(told)[0] == [4, 4, 4, 4, 4]


def test_the_wall_hears_only_what_is_released(screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle) -> None:
    wall, phone = screen(doors.wall), screen(doors.stations[STATION])
    assert wall.order("feedback.open", event=EVENT, audience="wall")["feedback"] is None
    phone.order("feedback.set", event=EVENT, **GIVEN)
    settle()
    assert wall.news("feedback.changed") == []
    desk.order("feedback.show", event=EVENT, on=True)
    settle()
    (told,) = wall.news("feedback.changed")
    assert set(told) == {"event", "people", "questions"}
    assert counts(told)[0] == [0, 0, 0, 1, 0]
    desk.order("feedback.show", event=EVENT, on=False)
    phone.order("feedback.set", event=EVENT, **{**GIVEN, "scale": {"1": 5}})
    settle()
    news = wall.live.get_received()
    assert [one["name"] for one in news] == ["event.changed"]
    assert news[0]["args"][0]["feedback"] == {"state": "open", "shown": False}


def test_nobody_else_hears_of_answers_or_gives_the_desks_orders(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle
) -> None:
    for path in (doors.stations[STATION], doors.wall, doors.hosts[STATION]):
        somebody = screen(path)
        answers = [somebody.order(message, event=EVENT, **fields) for message, fields in ORDERS]
        assert [answer["error"] for answer in answers] == ["not_allowed"] * len(ORDERS)
    for path in (doors.stations[STATION], doors.hosts[STATION]):
        assert screen(path).order("feedback.open", event=EVENT, audience="wall")["error"] == "not_allowed"
    assert screen(None).order("feedback.set", event=EVENT, **GIVEN)["error"] == "not_joined"
    assert screen(doors.wall).order("feedback.set", event=EVENT, **GIVEN)["error"] == "not_joined"


def test_a_renewed_link_puts_out_a_wall_that_shows_only_this(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle
) -> None:
    wall = screen(doors.wall)
    assert wall.order("feedback.open", event=EVENT, audience="wall")["ok"]
    page = desk.web.get(f"/e/{EVENT}/organise/doors")
    assert page.status_code == 200
    with desk.web.application.app_context():
        id = db.session.query(Door.id).filter_by(secret=doors.wall.removeprefix("/go/")).scalar()
    desk.web.post(f"/e/{EVENT}/organise/doors", data={"door": id})
    assert not wall.live.is_connected()


@pytest.mark.parametrize(
    "fields",
    [
        {"scale": {"1": "4"}},
        {"scale": {"1": [4]}},
        {"scale": {"1": True}},
        {"scale": {"1": 4.0}},
        {"scale": [4]},
        {"scale": {str(n): 1 for n in range(501)}},
        {"scale": {"7": 1}},
        {"text": None},
        {"language": 4},
    ],
)
def test_what_is_malformed_is_refused(screen: OpenScreen, doors: Doors, desk: Screen, fields: dict[str, Any]) -> None:
    answer = screen(doors.stations[STATION]).order("feedback.set", event=EVENT, **{**GIVEN, **fields})
    assert answer["error"] == "malformed"


def test_comments_are_hidden_and_worded_at_the_desk(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle
) -> None:
    phone = screen(doors.stations[STATION])
    phone.order("feedback.set", event=EVENT, scale={}, text="Thank you", language="en")
    settle()
    id = desk.news("feedback.changed")[-1]["comments"][0]["id"]
    assert desk.order("feedback.word_in_german", event=EVENT, id=id, text="Danke")["ok"]
    assert desk.order("feedback.word_in_german", event=EVENT, id=id, text="Merci", was=None)["now"] == "Danke"
    assert desk.order("feedback.hide", event=EVENT, id=id, on=True)["ok"]
    settle()
    (comment,) = desk.news("feedback.changed")[-1]["comments"]
    assert (comment["german"], comment["hidden"]) == ("Danke", True)
    assert desk.order("feedback.hide", event=EVENT, id=new_id(), on=True)["error"] == "unknown_comment"


def test_a_phone_reads_its_own_answers_and_nobody_elses(screen: OpenScreen, doors: Doors, desk: Screen) -> None:
    phone, other = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    phone.order("feedback.set", event=EVENT, **GIVEN)
    answer = phone.order("feedback.read", event=EVENT)
    assert (answer["given"], answer["event_state"]["feedback"]["state"]) == (GIVEN, "open")
    assert other.order("feedback.read", event=EVENT)["given"] is None
    for path in (doors.wall, doors.organiser, doors.hosts[STATION], None):
        assert screen(path).order("feedback.read", event=EVENT)["error"] == "not_joined"
    desk.order("feedback.end", event=EVENT)
    assert phone.news("event.changed")[-1]["feedback"]["state"] == "closed"


def test_what_comes_too_late_is_refused_with_a_sentence(screen: OpenScreen, doors: Doors, desk: Screen) -> None:
    phone = screen(doors.stations[STATION])
    desk.order("feedback.end", event=EVENT)
    answer = phone.order("feedback.set", event=EVENT, **GIVEN)
    assert answer == {
        "ok": False,
        "error": "feedback_closed",
        "message": "Das Feedback ist gerade nicht geöffnet. Was Sie geschrieben haben, wurde nicht gesendet.",
    }


def test_an_hour_after_closing_every_screen_learns_that_it_is_sealed(
    screen: OpenScreen, doors: Doors, desk: Screen, settle: Settle
) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    phone.order("feedback.set", event=EVENT, **GIVEN)
    desk.order("feedback.end", event=EVENT)
    settle()
    before = desk.news("feedback.changed")[-1]
    phone.live.get_received()
    with desk.web.application.app_context():
        for event_id in feedback.seal_due(now() + feedback.CHANGEABLE):
            broadcasts.tell(event_id, Committed(None, survey="state"))
    settle()
    (state,) = phone.news("event.changed")
    assert state["feedback"] == {"state": "sealed", "shown": False}
    (told,) = desk.news("feedback.changed")
    assert (told["people"], told["questions"]) == (before["people"], before["questions"])
    assert told["comments"][0]["id"] != before["comments"][0]["id"]
    assert phone.order("feedback.read", event=EVENT)["given"] is None
    assert phone.order("feedback.set", event=EVENT, **GIVEN)["error"] == "feedback_closed"
    answer = desk.order("feedback.begin", event=EVENT)
    assert (answer["error"], answer["message"]) == (
        "feedback_sealed",
        "Das Feedback ist endgültig geschlossen. Eine Stunde nach dem Schließen wurde gelöscht, welche Antworten zu "
        "welchem Handy gehören.",
    )
