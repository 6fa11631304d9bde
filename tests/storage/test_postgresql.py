"""How long an answer of PostgreSQL is waited for; `tests/scale/test_away.py` asks a real one that hangs."""

from collections.abc import Generator

import pytest

from facilitation.storage import postgresql
from facilitation.storage.patience import Patience
from facilitation.storage.postgresql import ALIVE_SECONDS, ANSWER_SECONDS, LONGEST_SECONDS, engine_options


class Clock:
    moment = 1000.0

    def __call__(self) -> float:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(postgresql, "answering", Patience(ANSWER_SECONDS, 1.0, clock))
    monkeypatch.setattr(postgresql, "_heard", -LONGEST_SECONDS)
    return clock


def statement() -> Generator[str, int, str]:
    """As psycopg's: it waits to write, then to read."""
    while not (yield "write"):
        pass
    while not (yield "read"):
        pass
    return "answer"


def waited(clock: Clock, monkeypatch: pytest.MonkeyPatch | None = None) -> float:
    """After how many seconds it is given up."""
    begun, steps = clock.moment, postgresql._in_time(statement())
    assert next(steps) == "write"
    assert steps.send(1) == "read"
    while True:
        clock.moment += 0.125
        if monkeypatch:
            monkeypatch.setattr(postgresql, "_heard", clock.moment - ALIVE_SECONDS / 2)
        try:
            assert steps.send(0) == "read"
        except TimeoutError:
            return clock.moment - begun


def test_an_answer_in_time_is_given_on(clock: Clock) -> None:
    steps = postgresql._in_time(statement())
    assert [next(steps), steps.send(1), steps.send(0)] == ["write", "read", "read"]
    clock.moment += 60  # the loop was held up; the answer is there all the same
    with pytest.raises(StopIteration, match="answer"):
        steps.send(1)


def test_one_that_answers_nobody_is_given_up(clock: Clock) -> None:
    assert waited(clock) == ANSWER_SECONDS


def test_after_somebody_was_in_vain_sooner(clock: Clock) -> None:
    postgresql.answering.lose()
    assert waited(clock) == 1.0


def test_one_that_answers_others_may_take_longer(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(clock, monkeypatch) == LONGEST_SECONDS


def test_errors_carry_nothing_and_connecting_has_an_end() -> None:
    assert engine_options("sqlite:///cafe.sqlite3") == {"hide_parameters": True}
    assert engine_options("postgresql+psycopg://cafe@db/cafe") == {
        "hide_parameters": True,
        "pool_timeout": postgresql.POOL_SECONDS,
        "connect_args": {"connect_timeout": postgresql.CONNECT_SECONDS, "application_name": postgresql.name()},
    }
