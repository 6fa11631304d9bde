"""The door for newcomers: open, with the day's word, or closed; who did something before is in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from socketio.pubsub_manager import PubSubManager

from facilitation import broadcasts
from facilitation.extensions import socketio
from facilitation.models import Event
from facilitation.services import limits, newcomers
from facilitation.services.newcomers import new_word
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"


def add(phone: Screen) -> Any:
    card = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de", "id": new_id()}
    answer = phone.order("contribution.add", event=EVENT, **card)
    return True if answer["ok"] else answer["error"]


def hello(phone: Screen, **form: str) -> int:
    return phone.web.post(f"/e/{EVENT}/me", data={"language": "de", "name": "Ada", **form}).status_code


def set_door(desk: Screen, door: str, **fields: Any) -> dict[str, Any]:
    answer = desk.order("newcomers.set", event=EVENT, door=door, **fields)
    assert answer["ok"]
    newcomers: dict[str, Any] = answer["desk"]["newcomers"]
    return newcomers


def test_a_closed_door_lets_in_who_did_something_before(screen: OpenScreen, doors: Doors) -> None:
    desk, writer, named, scanned = screen(doors.organiser), *(screen(doors.stations[STATION]) for _ in range(3))
    assert (add(writer), hello(named)) == (True, 303)
    quiet = {"rush": None, "left_out": False}
    assert set_door(desk, "closed") == {"door": "closed", "word": None, "minute": 2, "today": 2, **quiet}
    late = screen(doors.stations[STATION])
    assert [add(phone) for phone in (writer, named, scanned, late)] == [True, True, "door_closed", "door_closed"]
    assert hello(late) == 403
    page = late.web.get(f"/e/{EVENT}/stations/{STATION}").get_data(as_text=True)
    assert "Für neue Gäste ist gerade geschlossen" in page
    assert late.open(STATION)["ok"]
    set_door(desk, "open")
    assert [add(phone) for phone in (scanned, late)] == [True, True]


@pytest.mark.parametrize("message", ["vote.set", "feedback.set"])
def test_a_closed_door_holds_for_every_first_deed(screen: OpenScreen, doors: Doors, message: str) -> None:
    desk, writer, late = screen(doors.organiser), *(screen(doors.stations[STATION]) for _ in range(2))
    assert desk.order("feedback.begin", event=EVENT)["ok"]
    assert add(writer) is True
    card = writer.open(STATION)["mine"][0]["id"]
    payload = {"vote.set": {"contribution": card, "on": True}, "feedback.set": {"scale": {"1": 5}, "text": ""}}
    set_door(desk, "closed")
    sent = {"language": "de", **payload[message]}
    assert late.order(message, event=EVENT, **sent)["error"] == "door_closed"
    assert writer.order(message, event=EVENT, **sent)["ok"]


def test_the_days_word_lets_in_who_knows_it(screen: OpenScreen, doors: Doors) -> None:
    desk, late = screen(doors.organiser), screen(doors.stations[STATION])
    word = set_door(desk, "word")["word"]
    assert re.fullmatch("([bdfgklmnprstvwz][aeiou]){5}", word)
    assert (add(late), hello(late), hello(late, word="falsch")) == ("word_wanted", 403, 403)
    page = late.web.get(f"/e/{EVENT}/stations/{STATION}").get_data(as_text=True)
    assert ('name="word"' in page, word in page) == (True, False)
    assert hello(late, word=f" {word[:4].upper()} {word[4:]} ") == 303
    assert add(late) is True
    assert 'name="word"' not in late.web.get(f"/e/{EVENT}/me").get_data(as_text=True)


def test_another_word_ends_the_one_before(screen: OpenScreen, doors: Doors) -> None:
    desk, late = screen(doors.organiser), screen(doors.stations[STATION])
    word = set_door(desk, "word")["word"]
    assert set_door(desk, "closed")["word"] is None
    assert set_door(desk, "word")["word"] == word
    assert set_door(desk, "word", renew=True)["word"] != word
    assert hello(late, word=word) == 403


def test_the_survey_asks_newcomers_for_the_word_first(screen: OpenScreen, doors: Doors) -> None:
    desk, late = screen(doors.organiser), screen(doors.stations[STATION])
    word = set_door(desk, "word")["word"]
    assert 'name="word"' in late.web.get(f"/e/{EVENT}/feedback").get_data(as_text=True)
    assert hello(late, word=word) == 303
    assert 'name="word"' not in late.web.get(f"/e/{EVENT}/feedback").get_data(as_text=True)


def test_wrong_words_are_limited_for_one_and_for_all_and_the_right_one_is_let_in(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "clock", lambda: 1000.0)
    monkeypatch.setitem(limits.LIMITS, "words", limits.Limit(per_minute=60, at_once=12))
    desk, late, other = screen(doors.organiser), *(screen(doors.stations[STATION]) for _ in range(2))
    word = set_door(desk, "word")["word"]
    assert [hello(late, word="falsch") for _ in range(11)] == [403] * 10 + [429]
    assert [hello(other, word="falsch") for _ in range(3)] == [403, 403, 429]
    assert [hello(one, word=word) for one in (late, other, screen(doors.stations[STATION]))] == [303] * 3


def test_only_organisers_set_the_door(screen: OpenScreen, doors: Doors) -> None:
    for path in (doors.stations[STATION], doors.hosts[STATION], doors.wall):
        assert screen(path).order("newcomers.set", event=EVENT, door="closed")["error"] == "not_allowed"
    desk = screen(doors.organiser)
    assert desk.order("newcomers.set", event=EVENT, door="ajar")["error"] == "malformed"


def test_the_word_goes_to_desk_and_hosts_alone(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    others = [screen(path) for path in (doors.stations[STATION], doors.wall)]
    for one in (host, *others):
        one.open(STATION)
    assert desk.order("desk.open", event=EVENT)["ok"]
    word = set_door(desk, "word")["word"]
    settle()
    assert [word in str(one.live.get_received()) for one in others] == [False, False]
    assert desk.news("desk.changed")[-1]["newcomers"]["word"] == host.news("presence.changed")[-1]["word"] == word


def test_no_two_words_are_alike() -> None:
    assert len({new_word() for _ in range(100)}) == 100


def test_desk_and_hosts_hear_of_a_rush_of_dots(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    desk, host, writer = screen(doors.organiser), screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    assert desk.order("desk.open", event=EVENT)["ok"]
    assert host.open(STATION)["ok"]
    assert add(writer) is True
    settle()
    assert (desk.news("desk.changed")[-1]["newcomers"]["rush"], host.news("presence.changed")[-1]["rush"]) == (
        None,
        None,
    )
    card = writer.open(STATION)["mine"][0]["id"]
    for _ in range(20):
        assert screen(doors.stations[STATION]).order("vote.set", event=EVENT, contribution=card, on=True)["ok"]
    settle()
    told = desk.news("desk.changed")[-1]["newcomers"]["rush"]
    assert (told["people"], host.news("presence.changed")[-1]["rush"]) == (21, told)
    assert [one["votes"] for one in writer.open(STATION)["mine"]] == [20]

    desk.order("newcomers.leave_out", event=EVENT, on=True)
    settle()
    change = writer.news("station.changed")[-1]
    assert [(one["id"], one["votes"]) for one in change["contributions"]] == [(card, 0)]
    assert screen(doors.hosts[STATION]).order("newcomers.leave_out", event=EVENT, on=False)["error"] == "not_allowed"


def test_hosts_hear_of_a_rush_of_answers(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    assert desk.order("feedback.begin", event=EVENT)["ok"]
    assert host.open(STATION)["ok"]
    for _ in range(20):
        sent = {"event": EVENT, "scale": {"1": 1}, "text": "", "language": "de"}
        assert screen(doors.stations[STATION]).order("feedback.set", **sent)["ok"]
    settle()
    assert host.news("presence.changed")[-1]["rush"]["people"] == 20


def test_desk_and_hosts_hear_of_who_only_says_hello(
    screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "ANY", 2)
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    assert (desk.order("desk.open", event=EVENT)["ok"], host.open(STATION)["ok"]) == (True, True)
    settle()
    for name in ("desk.changed", "presence.changed"):
        (desk if name == "desk.changed" else host).news(name)
    assert [hello(screen(doors.stations[STATION])) for _ in range(2)] == [303, 303]
    settle()
    told = desk.news("desk.changed")[-1]["newcomers"]
    assert (told["minute"], told["rush"]["people"]) == (2, 2)
    assert host.news("presence.changed")[-1]["rush"] == told["rush"]


@pytest.mark.parametrize("door", ["closed", "word"])
def test_hosts_and_organisers_are_guests_whatever_the_door(screen: OpenScreen, doors: Doors, door: str) -> None:
    desk = screen(doors.organiser)
    assert desk.order("feedback.begin", event=EVENT)["ok"]
    set_door(desk, door)
    paths = (doors.organiser, doors.hosts[STATION], doors.wall, doors.stations[STATION])
    staff, answers = [screen(path) for path in paths], []
    for one in staff:
        page = one.web.get(doors.stations[STATION], follow_redirects=True).get_data(as_text=True)
        survey = one.web.get(f"/e/{EVENT}/feedback").get_data(as_text=True)
        is_open = ('name="word"' in page or "gerade geschlossen" in page, "data-survey" in survey)
        answers.append((is_open, hello(one)))
    assert answers == [((False, True), 303)] * 2 + [((True, False), 403)] * 2


@pytest.mark.parametrize("path", [f"/e/{EVENT}/stations/{STATION}", f"/e/{EVENT}/feedback"])
def test_a_form_that_wants_the_word_leads_to_where_it_is_given(screen: OpenScreen, doors: Doors, path: str) -> None:
    desk, late = screen(doors.organiser), screen(doors.stations[STATION])
    assert desk.order("feedback.begin", event=EVENT)["ok"]
    word = set_door(desk, "word")["word"]
    form = {"id": new_id(), "text": "Mehr Räume!", "kind": "idea", "language": "de", "q1": "5"}
    refused = late.web.post(path, data=form)
    where = re.search(r'<a href="([^"]+)">Tageswort eingeben</a>', refused.get_data(as_text=True))
    assert (refused.status_code, where and where[1]) == (403, f"/e/{EVENT}/me?next={path}")
    asked = late.web.get(f"/e/{EVENT}/me?next={path}").get_data(as_text=True)
    assert f'name="next" value="{path}"' in asked
    assert late.web.post(f"/e/{EVENT}/me", data={"language": "de", "word": word, "next": path}).location == path
    wrong = late.web.post(path, data={**form, "kind": "nothing", "q1": "9"})
    assert (wrong.status_code, "eingeben</a>" in wrong.get_data(as_text=True)) == (400, False)


class Shared(PubSubManager):
    """News shared with other processes, of which there are none; what they would hear is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[dict[str, Any]] = []
        self.told: list[int] = []

    def tell(self, event_id: int) -> None:
        self.told.append(event_id)

    def _publish(self, data: dict[str, Any]) -> None:
        self.heard.append(data)

    def _listen(self) -> Iterator[Any]:
        return iter(())


def test_other_processes_are_told_that_something_happened_and_not_who_is_here(
    screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch, event: Event
) -> None:
    desk, host, phone = screen(doors.organiser), screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    assert (desk.order("desk.open", event=EVENT)["ok"], host.open(STATION)["ok"]) == (True, True)
    settle()
    shared = Shared()
    shared.set_server(socketio.server)
    with monkeypatch.context() as with_others:
        with_others.setattr(socketio.server, "manager", shared)
        assert hello(phone) == 303
        settle()
    assert set(shared.told) == {event.id}
    assert {one.get("event") for one in shared.heard} <= {"event.changed", "station.changed"}


def test_a_process_that_is_told_tells_its_desk_and_tablets(
    screen: OpenScreen, doors: Doors, settle: Settle, event: Event
) -> None:
    desk, host, phone = screen(doors.organiser), screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    assert (desk.order("desk.open", event=EVENT)["ok"], host.open(STATION)["ok"]) == (True, True)
    assert phone.open(STATION)["ok"]
    settle()
    for one in (desk, host):
        one.live.get_received()
    broadcasts.told_elsewhere(event.id)
    settle()
    assert [one["people"] for one in (*desk.news("desk.changed"), *host.news("presence.changed"))] == [1, 1]


def test_every_board_hears_of_a_rush_of_texts(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    """Also those of other stations."""
    elsewhere = next(slug for slug in doors.hosts if slug != STATION)
    host = screen(doors.hosts[elsewhere])
    assert host.open(elsewhere)["ok"]
    for _ in range(newcomers.STRAIGHT):
        assert add(screen(doors.stations[STATION])) is True
    settle()
    assert host.news("presence.changed")[-1]["rush"]["people"] == newcomers.STRAIGHT
