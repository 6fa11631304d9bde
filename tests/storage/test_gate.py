"""Whoever is within finishes, and whoever comes while it is shut waits."""

import threading
from collections.abc import Callable

import pytest

from facilitation.storage.gate import Gate


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_it_waits_for_those_within_and_keeps_out_who_comes() -> None:
    gate, said = Gate(), []
    within, may_leave, is_shut, may_open = (threading.Event() for _ in range(4))

    def first() -> None:
        with gate.within():
            within.set()
            may_leave.wait()
            said.append("first")

    def last() -> None:
        with gate.shut(60):
            said.append("shut")
            is_shut.set()
            may_open.wait()
            said.append("opened")

    def late() -> None:
        with gate.within():
            said.append("late")

    threads = [started(first)]
    within.wait()
    threads.append(started(last))
    may_leave.set()
    is_shut.wait()
    threads.append(started(late))
    may_open.set()
    for thread in threads:
        thread.join(60)
    assert said == ["first", "shut", "opened", "late"]


def test_it_does_not_wait_for_ever_for_those_within() -> None:
    gate = Gate()
    with gate.within(), gate.shut(0):
        pass


@pytest.mark.parametrize("way", ["within", "shut"])
def test_what_fails_leaves_it_as_it_was(way: str) -> None:
    gate = Gate()
    with pytest.raises(RuntimeError), gate.within() if way == "within" else gate.shut(0):
        raise RuntimeError
    with gate.shut(0):
        assert gate._within == 0
    with gate.within():
        pass
