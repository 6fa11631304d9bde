"""Whom somebody waits for: so many, and the oldest goes first."""

from facilitation.transport.unfinished import Unfinished


def test_the_oldest_is_closed_first_and_keeps_its_place() -> None:
    closed: list[str] = []
    now = [0.0]
    waiting = Unfinished(2, closed.append, lambda: now[0])
    for name in ("a", "b", "a"):
        waiting.add(name)
        now[0] += 1
    assert (waiting.oldest(), len(waiting)) == (3.0, 2)
    waiting.add("c")
    waiting.make_room()
    assert (closed, waiting.oldest()) == (["a"], 2.0)
    waiting.remove("b")
    waiting.remove("b")
    waiting.add("a")  # waited for anew, and therefore last
    assert (waiting.give_up(), waiting.give_up(), waiting.give_up()) == (True, True, False)
    assert (closed, waiting.oldest()) == (["a", "c", "a"], None)
