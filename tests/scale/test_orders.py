"""An order that reaches two processes at once, as when a phone changes its network, counts once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.browser.serving import Server
from tests.conftest import new_id
from tests.scale.screen import Screen
from tests.scale.services import until

pytestmark = pytest.mark.timeout(300)


@contextmanager
def held(database: str, rows: str) -> Iterator[Callable[[], None]]:
    """Keep everybody waiting who writes there, until two wait: both have looked whether their order is known."""

    def let_go() -> None:
        with psycopg.connect(database, autocommit=True) as watcher:
            asked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            until(lambda: watcher.execute(asked).fetchone() == (2,), "two wait for a lock")
        holder.rollback()

    with psycopg.connect(database) as holder:
        holder.execute(f"SELECT id FROM {rows} FOR NO KEY UPDATE".encode())
        yield let_go


def at_once(database: str, rows: str, screens: list[Screen], message: str, **payload: Any) -> list[Any]:
    """The acknowledgements of one order that all these screens send, while nobody can write to these rows."""
    with ThreadPoolExecutor(len(screens)) as threads, held(database, rows) as let_go:
        sent = [threads.submit(screen.order, message, **payload) for screen in screens]
        let_go()
        return [one.result() for one in sent]


def stored(database: str, question: str) -> Any:
    with psycopg.connect(database) as connection:
        return connection.execute(question.encode()).fetchall()


def test_an_order_at_two_processes_counts_once(both: tuple[Server, Server], database: str) -> None:
    first, _ = both
    event, station = first.event, first.stations[0]
    desks = [Screen(server.url, server.links["organiser"]) for server in both]
    phones = [Screen(server.url, server.links["stations"][station]) for server in both]
    phones[1].close()
    phones[1]._jar = phones[0]._jar
    phones[1].connect()
    begun = desks[0].order("round.start", event=event, round=1)["event_state"]
    given = {"event": event, "minutes": 5, "order": new_id()}
    answers = at_once(database, "event", desks, "round.extend", **given, ends_at=begun["ends_at"])
    assert [answer["ok"] for answer in answers] == [True, True]
    ends = {answer["event_state"]["ends_at"] for answer in answers}
    assert len(ends) == 1
    (((minutes,),), entries) = (
        stored(
            database, "SELECT extract(epoch FROM ends_at - started_at) / 60 - minutes FROM round WHERE position = 1"
        ),
        stored(database, "SELECT deed FROM event_deed ORDER BY number"),
    )
    assert (round(minutes), entries) == (5, [("round.start",), ("round.extend",)])

    card = {"id": new_id(), "station": station, "text": "Mehr Räume!", "kind": "idea", "language": "de"}
    answers = at_once(database, "station", phones, "contribution.add", event=event, **card, order=new_id())
    assert answers[0] == answers[1] == {"ok": True, "revision": answers[0]["revision"], "state": "visible"}
    dot = {"contribution": card["id"], "on": True, "order": new_id()}
    answers = at_once(database, "station", phones, "vote.set", event=event, **dot)
    assert answers[0] == answers[1]
    assert stored(database, "SELECT votes FROM contribution") == [(1,)]
    assert len(stored(database, "SELECT id FROM done_order")) == 3
    for screen in (*desks, *phones):
        screen.close()
