"""Requests wait for one of each person, not for all that somebody sent at once; others have a turn after each."""

import eventlet

from facilitation.transport.in_turn import InTurn
from facilitation.transport.line import Line
from facilitation.transport.loop import Loop

MANY = 50


def test_a_request_waits_for_one_of_each_person() -> None:
    turns, answered = InTurn(Line(Loop(), 2)), list[str]()

    def ask(person: str) -> None:
        turns.wait(lambda: None if person == "door" else person)
        answered.append(person)

    asked = ["", "p1"] * MANY + ["p2", "door", "door"]
    for one in [eventlet.spawn(ask, person) for person in asked]:
        one.wait()
    assert sorted(answered) == sorted(asked)
    assert set(answered[2:8]) >= {"p2", "door"}
    assert answered[2:8].count("door") == 2


def test_others_have_a_turn_after_each_request() -> None:
    turns, happened = InTurn(Line(Loop(), 1)), list[str]()

    def ask(number: int) -> None:
        turns.wait(lambda: None)
        happened.append(f"request {number}")

    def others() -> None:
        while sum(one != "others" for one in happened) < len(requests):
            happened.append("others")
            eventlet.sleep(0)

    requests = [eventlet.spawn(ask, number) for number in range(5)]
    live = eventlet.spawn(others)
    for one in (*requests, live):
        one.wait()
    assert [one for one in happened if one != "others"] == [f"request {number}" for number in range(5)]
    assert "requestrequest" not in "".join(one.split()[0] for one in happened)
