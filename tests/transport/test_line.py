"""Persons take turns, whatever they have open: nobody waits for more than one order of each other."""

from collections import deque
from collections.abc import Callable

import pytest

from facilitation.transport.line import AT_ONCE, Line


class Loop:
    """A loop that does what is due, round by round."""

    def __init__(self) -> None:
        self._due: deque[Callable[[], None]] = deque()
        self.begun: list[list[str]] = []

    def spawn(self, call: Callable[[], None]) -> None:
        self._due.append(call)

    def later(self, _seconds: float, call: Callable[[], None]) -> None:
        self._due.append(call)

    def round(self) -> None:
        self.begun.append([])
        for _ in range(len(self._due)):
            self._due.popleft()()

    def rounds(self) -> list[list[str]]:
        """All that is begun, round by round."""
        while self._due:
            self.round()
        return [names for names in self.begun if names]


def ask(line: Line, loop: Loop, person: str, name: str) -> None:
    line.ask(person, lambda: loop.begun[-1].append(name))


def test_few_are_answered_at_once() -> None:
    loop = Loop()
    line = Line(loop)
    for number in range(AT_ONCE):
        ask(line, loop, "p1", str(number))
    loop.round()
    assert loop.begun == [[str(number) for number in range(AT_ONCE)]]
    ask(line, loop, "p1", "later")
    assert loop.rounds()[1:] == [["later"]]


@pytest.mark.parametrize("many", [100, 1_000])
def test_a_phone_waits_for_one_order_of_each_and_not_for_a_thousand_screens(many: int) -> None:
    loop = Loop()
    line = Line(loop)
    for number in range(many):
        ask(line, loop, "p1", f"flood {number}")
        ask(line, loop, "", f"strangers {number}")
    ask(line, loop, "p2", "a guest's")
    ask(line, loop, "a host's screen", "a host's")
    rounds = loop.rounds()
    assert {"a guest's", "a host's"} < set(rounds[1])
    assert max(map(len, rounds)) <= AT_ONCE
    begun = [name for names in rounds for name in names]
    assert len(begun) == 2 * many + 2
    assert [name for name in begun if name.startswith("flood")] == [f"flood {number}" for number in range(many)]


def test_what_is_done_now_takes_a_turn() -> None:
    loop = Loop()
    line = Line(loop)
    assert [line.has_room() for _ in range(AT_ONCE + 1)] == [True] * AT_ONCE + [False]
    ask(line, loop, "p1", "waits")
    assert loop.rounds() == [["waits"]]
    assert line.has_room()
