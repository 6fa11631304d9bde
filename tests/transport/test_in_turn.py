"""Requests wait for one of each person, not for all that somebody sent at once; others have a turn after each."""

import eventlet
import pytest

from facilitation.transport.in_turn import InTurn, network
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


@pytest.mark.parametrize(
    ("peer", "forwarded", "told"),
    [
        ("192.168.1.7", "", "192.168.1.7"),
        ("192.168.1.7", "10.0.0.1", "192.168.1.7"),  # not this machine's proxy: anybody may write that
        ("::ffff:192.168.1.7", "", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("fe80::1%wlan0", "", "fe80::/64"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::1", "203.0.113.9, 2001:db8::7", "2001:db8::/64"),
        ("127.0.0.1", "nobody", ""),
        ("", "198.51.100.7", ""),
    ],
)
def test_strangers_are_told_apart_by_where_they_come_from(peer: str, forwarded: str, told: str) -> None:
    assert network(peer, forwarded) == told
