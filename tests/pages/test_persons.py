"""A scanned code makes nobody known, for cookies cost nothing; the first deed does."""

import pytest
from flask import Flask

from facilitation.doors import persons, sessions
from tests.apps import COOKIE
from tests.conftest import Doors


def test_a_cookie_makes_nobody_known_and_a_deed_does(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations["foerderung-und-raeume"])
    assert persons.known(app) == frozenset()
    assert web.post("/e/dresden-2023/me", data={"name": "Ada", "language": "de"}).status_code == 303
    cookie = web.get_cookie(COOKIE)
    assert cookie is not None
    assert persons.known(app) == {sessions.person(app, f"{COOKIE}={cookie.value}")}


def test_where_the_database_is_away_nobody_is_known(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "reading", None)
    assert persons.known(app) == frozenset()
