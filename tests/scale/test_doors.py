"""A renewed link ends every screen that came by it, in every process, with Redis and without."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from facilitation.chores import DOORS_EVERY
from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.scale.screen import Browser, Screen
from tests.scale.services import Postgres, Redis, redis_server


@dataclass
class House:
    """Two processes of one café, and what is between them."""

    first: Server
    second: Server
    redis: Redis
    database: str

    def secret(self, role: str) -> str:
        """The path of a link as it is now; a host's is the first station's."""
        return f"/go/{self._door(role)[1]}"

    def renew(self, role: str) -> None:
        """Renew a link at a desk of the first process."""
        desk = Browser(self.first.url, self.secret("organiser"))
        door = self._door(role)[0]
        assert desk.post(f"/e/{self.first.event}/organise/doors", f"door={door}".encode()) == 200

    def _door(self, role: str) -> tuple[int, str]:
        with psycopg.connect(self.database) as connection:
            asked = "SELECT id, secret FROM door WHERE role = %s ORDER BY station_id LIMIT 1"
            id, secret = connection.execute(asked, (role,)).fetchone() or (0, "")
        return id, secret


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, postgres: Postgres, planted_there: str, its_links: Path
) -> Iterator[House]:
    """Both serve the same database, and share a Redis."""
    folder = tmp_path_factory.mktemp("house")
    database = postgres.database(planted_there)
    with redis_server() as redis:
        settings = {"REDIS_URL": redis.url, "DATABASE_URL": database, "SECRET_KEY": "k" * 40}
        with (
            serve_quickly(folder / "one", its_links, **settings) as first,
            serve_quickly(folder / "two", its_links, **settings) as second,
        ):
            yield House(first, second, redis, database)


@pytest.fixture(params=["alive", "away", "hanging"])
def state(request: pytest.FixtureRequest, house: House) -> Iterator[str]:
    """What Redis does meanwhile."""
    if request.param == "away":
        house.redis.end()
    elif request.param == "hanging":
        house.redis.halt()
    yield request.param
    if request.param == "away":
        house.redis.begin()
    elif request.param == "hanging":
        house.redis.go_on()


HOSTS: dict[str, Any] = {"message": "station.open"}
AS_PUBLIC: dict[str, Any] = {"message": "station.open", "audience": "public"}
EVENT: dict[str, Any] = {"message": "event.open"}
SCREENS = {
    "a host's board": ("host", HOSTS),
    "a host who listens as public": ("host", AS_PUBLIC),
    "a host with the event open": ("host", EVENT),
    "a wall": ("wall", AS_PUBLIC),
    "a wall on event.open": ("wall", EVENT),
    "a wall with the survey": ("wall", {"message": "feedback.open", "audience": "wall"}),
    "a desk": ("organiser", {"message": "desk.open"}),
    "an organiser who listens as public": ("organiser", AS_PUBLIC),
    "an organiser on event.open": ("organiser", EVENT),
}


def opened(house: House, how: dict[str, Any], *links: str) -> Screen:
    """A screen at the second process that has something open."""
    screen = Screen(house.second.url, *links)
    answer = screen.order(**{"event": house.second.event, "station": house.second.stations[0], **how})
    assert answer["ok"] is True, answer
    return screen


def guests(house: House) -> str:
    """A guest's link."""
    return str(house.second.links["stations"][house.second.stations[0]])


def test_every_screen_by_a_renewed_link_is_put_out_in_every_process(house: House, state: str) -> None:
    guest = opened(house, HOSTS, guests(house))
    screens = {name: opened(house, how, house.secret(role)) for name, (role, how) in SCREENS.items()}
    for renewed in ("host", "wall", "organiser"):
        house.renew(renewed)
        for name, (role, _) in SCREENS.items():
            if role == renewed:
                one = screens.pop(name)
                one.until(lambda one=one: one.put_out)  # type: ignore[misc]
                one.close()
        assert [name for name, one in screens.items() if one.put_out] == []
    assert not guest.put_out
    guest.close()


def test_a_screen_that_has_another_right_comes_back_with_that_alone(house: House, state: str) -> None:
    both = opened(house, HOSTS, guests(house), house.secret("host"))
    house.renew("host")
    both.until(lambda: both.put_out)
    both.connect()
    station = {"event": house.second.event, "station": house.second.stations[0]}
    assert both.order("station.open", **station, audience="hosts")["error"] == "not_allowed"
    assert both.order("station.open", **station)["audience"] == "public"
    both.close()


def test_who_is_put_out_hears_no_waiting_text_any_more(house: House) -> None:
    board, desk = opened(house, HOSTS, house.secret("host")), Screen(house.first.url, house.secret("organiser"))
    station = {"event": house.first.event, "station": house.first.stations[0]}
    assert desk.order("station.open", **station)["audience"] == "hosts"
    assert desk.order("station.set_approve_first", **station, on=True)["ok"] is True
    house.renew("host")
    board.until(lambda: board.put_out)
    guest = Screen(house.first.url, house.first.links["stations"][house.first.stations[0]])
    sent = {"id": new_id(), "text": "Wartet noch", "kind": "idea", "language": "de"}
    assert guest.order("contribution.add", **station, **sent)["state"] == "pending"
    desk.until(lambda: desk.heard("Wartet noch"))
    other = opened(house, HOSTS, house.secret("host"))
    assert other.heard("Wartet noch")
    assert not board.heard("Wartet noch")
    for one in (board, desk, guest, other):
        one.close()


def test_the_look_comes_twice_a_second() -> None:
    assert DOORS_EVERY <= 0.5
