"""Several cafés on one Redis, whose events and stations have the same small numbers."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.scale.screen import Screen
from tests.scale.services import Postgres, Redis


def host(server: Server) -> Screen:
    """A tablet at the first station."""
    screen = Screen(server.url, server.links["hosts"][server.stations[0]])
    assert screen.order("station.open", event=server.event, station=server.stations[0])["ok"] is True
    return screen


def write(server: Server, text: str) -> None:
    """Somebody writes at the first station."""
    station = server.stations[0]
    guest = Screen(server.url, server.links["stations"][station])
    sent = {"id": new_id(), "station": station, "text": text, "kind": "idea", "language": "de"}
    assert guest.order("contribution.add", event=server.event, **sent)["ok"] is True
    guest.close()


def check_apart(one: Server, other: Server) -> None:
    """What is written in one café is told there, and in the other never."""
    here, there = host(one), host(other)
    try:
        write(one, "Nur im ersten Haus")
        here.until(lambda: here.heard("Nur im ersten Haus"))
        write(other, "Nur im zweiten Haus")  # whatever was on its way to the other café has come before this
        there.until(lambda: there.heard("Nur im zweiten Haus"))
        write(one, "Noch einmal im ersten")
        here.until(lambda: here.heard("Noch einmal im ersten"))
        write(other, "Noch einmal im zweiten")
        there.until(lambda: there.heard("Noch einmal im zweiten"))
        assert not here.heard("zweiten")
        assert not there.heard("ersten")
    finally:
        here.close()
        there.close()


def test_two_cafes_on_one_redis_do_not_hear_each_other(fresh: Path, tmp_path: Path, redis: Redis) -> None:
    """Not even where the second began with a copy of the first one's data."""
    one, two = tmp_path / "one", tmp_path / "two"
    with (
        serve_quickly(one, fresh, REDIS_URL=redis.url) as first,
        serve_quickly(two, fresh, REDIS_URL=redis.url) as second,
    ):
        check_apart(first, second)


def test_nor_do_two_databases_of_one_postgresql(
    tmp_path: Path, redis: Redis, postgres: Postgres, database: str
) -> None:
    copy = postgres.database(like=database)
    with (
        serve_quickly(tmp_path / "one", REDIS_URL=redis.url, DATABASE_URL=database) as first,
        serve_quickly(tmp_path / "two", REDIS_URL=redis.url, DATABASE_URL=copy) as second,
    ):
        check_apart(first, second)


def test_processes_that_start_at_once_make_one_cafe(tmp_path: Path, postgres: Postgres) -> None:
    """Each of them finds an empty database; one prepares it, and the other waits."""
    address = postgres.database()
    settings = {"DATABASE_URL": address, "SECRET_KEY": "k" * 40}
    places = [serve_quickly(tmp_path / name, **settings) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as threads, ExitStack() as running:
        for entered in [threads.submit(running.enter_context, place) for place in places]:
            entered.result()
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT slug FROM event").fetchall() == [("dresden-2023",)]


def test_the_processes_of_one_cafe_hear_each_other(both: tuple[Server, Server]) -> None:
    first, second = both
    listens = host(second)
    write(first, "Im selben Haus")
    listens.until(lambda: listens.heard("Im selben Haus"))
    listens.close()
