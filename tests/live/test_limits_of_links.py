"""Whoever came by a secret link has no person's limits for as long as that link holds, and no longer."""

from flask import Flask

from facilitation import chores
from facilitation.doors import sessions
from tests.apps import COOKIE
from tests.conftest import Doors, OpenScreen, Screen
from tests.live.test_event import renew

STATION = "foerderung-und-raeume"


def cookies(screen: Screen) -> str:
    """What this browser says of itself with each request."""
    kept = screen.web.get_cookie(COOKIE)
    return f"{COOKIE}={kept.value}" if kept else ""


def look(app: Flask) -> None:
    """Do what the server does several times a second."""
    with app.app_context():
        chores.look_at_doors()


def test_a_renewed_link_is_a_strangers_and_then_a_guests(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    desk, host, guest = screen(doors.organiser), screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    look(app)
    assert [sessions.person(app, cookies(one)) for one in (desk, host, screen(None))] == [None, None, ""]
    assert str(sessions.person(app, cookies(guest))).startswith("p")
    renew(desk, doors.hosts[STATION])
    look(app)
    assert [sessions.person(app, cookies(one)) for one in (desk, host)] == [None, ""]
    assert host.web.get(doors.stations[STATION]).status_code == 302
    assert str(sessions.person(app, cookies(host))).startswith("p")


def test_a_host_who_became_a_guest_as_well_is_limited_with_the_renewal(
    app: Flask, screen: OpenScreen, doors: Doors
) -> None:
    desk, host = screen(doors.organiser), screen(doors.hosts[STATION])
    assert host.web.get(doors.stations[STATION]).status_code == 302
    look(app)
    assert sessions.person(app, cookies(host)) is None
    renew(desk, doors.hosts[STATION])
    look(app)
    assert str(sessions.person(app, cookies(host))).startswith("p")
