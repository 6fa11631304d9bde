"""How long a secret link lasts in a browser that does not use it, by a clock that the tests set."""

import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from facilitation import clock as machine
from facilitation.actor import Actor
from facilitation.doors import cookies
from facilitation.extensions import db, socketio
from facilitation.models import Door
from facilitation.services import doors as services
from tests.apps import COOKIE, USED_COOKIE
from tests.conftest import Doors, OpenScreen, Screen, new_id

HOUR = 3600.0
DAY = 24 * HOUR
STATION = "foerderung-und-raeume"
BOARD = f"/e/dresden-2023/host/{STATION}"
WALL = "/e/dresden-2023/wall"
DESK = "/e/dresden-2023/organise"
HOUSE = "/house"
SENTENCE = (
    "Bitte öffnen Sie Ihren geheimen Link noch einmal: Er war hier lange nicht in Gebrauch. "
    "Was Sie geschrieben haben, bleibt hier."
)
LIVES: list[tuple[str, str, float]] = [
    ("host", BOARD, 16 * HOUR),
    ("wall", WALL, 16 * HOUR),
    ("organiser", DESK, 14 * DAY),
    ("administrator", HOUSE, 14 * DAY),
]


class Clock:
    """The seconds since 1970, as the tests say."""

    def __init__(self, at: float) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which doors are in use."""
    clock = Clock(cookies.sessions_of(app).now())
    monkeypatch.setattr(app.session_interface, "now", clock)
    return clock


def link(doors: Doors, role: str) -> str:
    """The path of a secret link; a host's is the first station's."""
    ways = {"organiser": doors.organiser, "wall": doors.wall, "administrator": doors.house}
    return ways.get(role) or doors.hosts[STATION]


def inside(app: Flask, path: str) -> FlaskClient:
    """A browser that came in by this link."""
    web = app.test_client()
    assert web.get(path).status_code == 302
    return web


def refusal(web: FlaskClient, page: str) -> tuple[int, Any]:
    """What a script is answered that asks for a page."""
    answer = web.get(page, headers={"Accept": "application/json"})
    return answer.status_code, answer.is_json and answer.get_json().get("error")


@pytest.mark.parametrize(("role", "page", "life"), LIVES)
def test_an_unused_link_ends_and_opens_again(
    app: Flask, doors: Doors, clock: Clock, role: str, page: str, life: float
) -> None:
    web = inside(app, link(doors, role))
    clock.at += life - 1
    assert web.get(page).status_code == 200
    clock.at += life - 1
    assert web.get(page).status_code == 200  # it was used in between
    clock.at += life
    assert refusal(web, page) == (403, "door_expired")
    assert SENTENCE in web.get(page).get_data(as_text=True)
    assert web.get(link(doors, role)).status_code == 302
    assert web.get(page).status_code == 200


def test_a_use_is_noted_once_an_hour_and_beside_the_session(app: Flask, doors: Doors, clock: Clock) -> None:
    """What comes late must not undo a session that has entered another door meanwhile."""
    web = inside(app, doors.hosts[STATION])
    noted = []
    for minute in range(180):
        clock.at += 60
        noted += [(minute + 1, cookie.split("=")[0]) for cookie in web.get(BOARD).headers.getlist("Set-Cookie")]
    assert noted == [(60, USED_COOKIE), (120, USED_COOKIE), (180, USED_COOKIE)]


def test_guests_get_no_such_cookie(app: Flask, doors: Doors, clock: Clock) -> None:
    web = inside(app, doors.stations[STATION])
    assert web.get(f"/e/dresden-2023/stations/{STATION}").status_code == 200
    clock.at += 20 * DAY
    answer = web.get(f"/e/dresden-2023/stations/{STATION}")
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])


def test_a_guests_pages_are_no_use_of_a_link(app: Flask, doors: Doors, clock: Clock) -> None:
    """A tablet that goes on as a guest's phone is no longer a host's the day after."""
    web = inside(app, doors.hosts[STATION])
    assert web.get(doors.stations[STATION]).status_code == 302
    for _ in range(16):
        clock.at += HOUR
        assert web.get(f"/e/dresden-2023/stations/{STATION}").status_code == 200
    assert refusal(web, BOARD) == (403, "door_expired")
    assert refusal(web, DESK) == (403, "not_allowed")
    assert web.get(f"/e/dresden-2023/stations/{STATION}").status_code == 200


def connected(app: Flask, web: FlaskClient) -> Screen:
    """Another live connection of a browser."""
    screen = Screen(app, None)
    screen.live.disconnect()
    screen.live = socketio.test_client(app, flask_test_client=web)
    return screen


def test_an_open_screen_is_a_use_and_says_so_by_itself(
    app: Flask, screen: OpenScreen, doors: Doors, clock: Clock
) -> None:
    board = screen(doors.hosts[STATION])
    assert board.open(STATION)["audience"] == "hosts"
    for _ in range(30):
        clock.at += HOUR
        assert board.web.get("/e/dresden-2023/here").status_code == 204
    assert board.open(STATION)["audience"] == "hosts"
    board.live.disconnect()
    assert connected(app, board.web).open(STATION)["audience"] == "hosts"


def test_a_connection_outlives_what_its_browser_noted(
    app: Flask, screen: OpenScreen, doors: Doors, clock: Clock
) -> None:
    board = screen(doors.hosts[STATION])
    assert board.open(STATION)["audience"] == "hosts"
    clock.at += 16 * HOUR
    assert board.open(STATION)["audience"] == "hosts"
    assert board.web.get("/e/dresden-2023/here").headers.getlist("Set-Cookie") == []
    late = connected(app, board.web)
    answer = late.open(STATION, audience="hosts")
    assert (answer["error"], answer["message"]) == ("door_expired", SENTENCE)
    assert late.open(STATION)["error"] == "door_expired"
    sent = {"id": new_id(), "station": STATION, "text": "x", "kind": "idea", "language": "de"}
    assert late.order("contribution.type_in", event="dresden-2023", **sent)["error"] == "door_expired"


def test_a_link_that_was_renewed_meanwhile_does_not_promise_to_open(app: Flask, doors: Doors, clock: Clock) -> None:
    web = inside(app, doors.wall)
    clock.at += 16 * HOUR
    assert refusal(web, WALL) == (403, "door_expired")
    with app.test_request_context():
        door = db.session.query(Door).filter_by(role="wall").one()
        services.renew(Actor(door.event_id or 0, organiser=True), door.id)
    assert refusal(web, WALL) == (403, "not_joined")


def test_a_session_of_an_earlier_version_opens_its_link_again(app: Flask, doors: Doors) -> None:
    """It did not say when its doors were entered."""
    web = inside(app, doors.hosts[STATION])
    with web.session_transaction() as session:
        session["doors"] = {id: claim[0] for id, claim in session["doors"].items()}
    assert refusal(web, BOARD) == (403, "door_expired")
    assert web.get(doors.hosts[STATION]).status_code == 302
    assert web.get(BOARD).status_code == 200


def test_who_organises_for_months_does_not_come_in_anew(app: Flask, doors: Doors, clock: Clock) -> None:
    """The session is signed anew while it is used: its signature ends after a month."""
    web = inside(app, doors.organiser)
    renewed = []
    for day in range(1, 60):
        clock.at += DAY
        answer = web.get(DESK)
        assert answer.status_code == 200
        renewed += [day for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith(f"{COOKIE}=")]
    assert renewed == [14, 28, 42, 56]


def test_that_a_screen_is_open_says_nothing_to_others(app: Flask, doors: Doors, clock: Clock) -> None:
    browsers = app.test_client(), inside(app, doors.stations[STATION]), inside(app, doors.wall)
    clock.at += HOUR
    answers = [web.get("/e/dresden-2023/here") for web in browsers]
    assert [(answer.status_code, answer.data) for answer in answers] == [(204, b"")] * 3
    assert [len(answer.headers.getlist("Set-Cookie")) for answer in answers] == [0, 0, 1]
    assert app.test_client().get("/e/nowhere/here").status_code == 404


def test_the_page_of_all_links_says_how_long_they_last(screen: OpenScreen, doors: Doors) -> None:
    page = " ".join(screen(doors.organiser).web.get(f"{DESK}/doors").text.split())
    assert page.count("Ein Gerät, das ihn 16 Stunden lang nicht benutzt") == 2
    assert page.count("Ein Gerät, das ihn 14 Tage lang nicht benutzt") == 1


def test_nobody_is_put_out_by_a_clock_that_is_moved(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put forward by 240 days and back again: hosts host, and guests are who they were."""
    moved = [0.0]
    monkeypatch.setattr(machine, "wall", lambda: time.time() + moved[0])
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time() + moved[0]))
    host, guest = inside(app, doors.hosts[STATION]), inside(app, doors.stations[STATION])
    page = f"/e/dresden-2023/stations/{STATION}"
    assert guest.get(page).status_code == 200
    before = guest.get_cookie(COOKIE)
    for moved[0] in (240 * DAY, -HOUR, 0.0):
        machine.look()
        assert (host.get(BOARD).status_code, guest.get(page).status_code) == (200, 200)
        assert guest.get_cookie(COOKIE) == before


def test_a_link_that_seemed_to_have_ended_is_good_again(app: Flask, doors: Doors, clock: Clock) -> None:
    """A server that starts with a wrong date cannot know better; put right, it takes nothing from anybody."""
    web = inside(app, doors.hosts[STATION])
    clock.at += 240 * DAY
    assert refusal(web, BOARD) == (403, "door_expired")
    assert web.get(doors.stations[STATION]).status_code == 302  # writes the session anew
    clock.at -= 240 * DAY
    assert web.get(BOARD).status_code == 200


def test_a_session_lasts_by_the_browsers_clock(app: Flask, doors: Doors) -> None:
    """A day of a machine that is a year behind has passed for every phone."""
    answer = app.test_client().get(doors.stations[STATION])
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert f"Max-Age={31 * 86_400}" in cookie
    assert "Expires" not in cookie
