"""PostgreSQL or Redis takes connections and says nothing: every order and page is answered in time all the same."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from tests.browser.serving import Server, serve, serve_quickly
from tests.faults.guest import Guest
from tests.faults.test_locked import LANGUAGES, WITHIN, form, idea
from tests.scale.services import Postgres, postgres_server, redis_server

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_while_postgresql_hangs_everybody_is_refused_in_time(tmp_path: Path, mode: str) -> None:
    with (
        postgres_server() as database,
        serve(tmp_path / "data", ASYNC_MODE=mode, DATABASE_URL=database.database()) as server,
    ):
        guests = {language: opened(server, language) for language in LANGUAGES}
        assert all(guest.order("contribution.add", **idea(guest.station))["ok"] for guest in guests.values())
        signal_all(database, signal.SIGSTOP)
        for language, guest in guests.items():
            for _ in range(3):
                answer = guest.order("contribution.add", **idea(guest.station))
                assert (answer["ok"], answer["error"], guest.took < WITHIN) == (False, "server_error", True)
                assert answer["message"].startswith(LANGUAGES[language])
            here = f"/e/{server.event}/stations/{guest.station}"
            pages = [("GET", here, None), ("GET", f"{here}.json", None), ("POST", here, form()), ("GET", "/", None)]
            for method, path, body in pages:
                status, _, said = guest.ask(method, path, body)
                assert (status, guest.took < WITHIN) == (500, True), (method, path, guest.took)
                assert LANGUAGES[language] in said
            assert (guest.ask("GET", "/healthz")[0], guest.took < WITHIN) == (503, True)
            assert (guest.ask("GET", "/nowhere")[0], guest.took < WITHIN) == (404, True)
        signal_all(database, signal.SIGCONT)
        soon(lambda: all(guest.order("contribution.add", **idea(guest.station))["ok"] for guest in guests.values()))
        soon(lambda: guests["sw"].ask("GET", "/healthz")[0] == 200)


@pytest.mark.parametrize("fanout", ["direct", "plain"])
def test_while_redis_hangs_orders_are_acknowledged(tmp_path: Path, fresh: Path, fanout: str) -> None:
    with (
        redis_server() as redis,
        serve_quickly(tmp_path / "data", fresh, REDIS_URL=redis.url, FANOUT=fanout) as server,
    ):
        guests = {language: opened(server, language) for language in LANGUAGES}
        neighbour = Redis.from_url(redis.url).pubsub(ignore_subscribe_messages=True)
        neighbour.psubscribe("*")
        redis.halt()
        for guest in guests.values():
            for _ in range(3):
                assert guest.order("contribution.add", **idea(guest.station))["ok"]
                assert guest.took < WITHIN
            here = f"/e/{server.event}/stations/{guest.station}"
            for path in (here, f"{here}.json", "/"):
                assert (guest.ask("GET", path)[0], guest.took < WITHIN) in {(200, True), (302, True)}
            assert (guest.ask("GET", "/healthz")[0], guest.took < WITHIN) == (503, True)
        redis.go_on()
        soon(lambda: (neighbour.get_message(timeout=1) or {}).get("type") == "pmessage")  # what waited meanwhile
        neighbour.close()

        redis.end()
        redis.begin()
        neighbour = Redis.from_url(redis.url).pubsub(ignore_subscribe_messages=True)
        neighbour.psubscribe("*")
        assert guests["sw"].order("contribution.add", **idea(guests["sw"].station))["ok"]
        soon(lambda: (neighbour.get_message(timeout=1) or {}).get("type") == "pmessage")
        soon(lambda: Redis.from_url(redis.url).pubsub_channels() != [])  # the server listens again
        neighbour.close()
        soon(lambda: guests["sw"].ask("GET", "/healthz")[0] == 200)


def signal_all(database: Postgres, sign: signal.Signals) -> None:
    """Signal PostgreSQL's processes, each of which is in a group of its own."""
    (first,) = [pid for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if is_first(pid, database)]
    for pid in [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]:
        os.kill(pid, sign)


def is_first(pid: int, database: Postgres) -> bool:
    with contextlib.suppress(OSError):  # it has ended meanwhile
        return f"port={database.port}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return False


def opened(server: Server, language: str) -> Guest:
    guest = Guest(server, language)
    guest.open()
    assert guest.order("station.open", station=guest.station)["ok"]
    return guest


def soon(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < until
