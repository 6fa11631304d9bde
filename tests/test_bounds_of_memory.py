"""Every bound of what a process remembers because somebody asked or sent something, at the bound and one above."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from facilitation import bounds
from facilitation.doors.cookies import Sessions
from facilitation.queries import snapshots, wordings
from facilitation.queries.fields import BESIDES
from facilitation.queries.snapshots import Since, Snapshots
from facilitation.transport.redis_news import PatientRedis
from tests.queries.test_snapshots import whole
from tests.test_bounds_of_files import STEPS


class Cookies(Sessions):
    """Sessions that accept every cookie, and count how often they look at one."""

    looked = 0

    def _verify(self, app: Flask, signed: str) -> Mapping[str, Any]:
        self.looked += 1
        return {"signed": signed}


@STEPS
def test_cookies_that_are_remembered(app: Flask, above: int) -> None:
    cookies = Cookies()
    for number in range(bounds.COOKIES_VERIFIED + above):
        cookies.verified(app, f"cookie {number}")
    assert len(cookies._verified) == (1 if above else bounds.COOKIES_VERIFIED)


@STEPS
def test_seconds_for_which_they_are(app: Flask, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    moment = [1_000.0]
    monkeypatch.setattr(
        "facilitation.doors.cookies.time", SimpleNamespace(monotonic=lambda: moment[0], time=lambda: 0.0)
    )
    cookies = Cookies()
    cookies.verified(app, "cookie")
    moment[0] += bounds.VERIFIED_SECONDS + above
    cookies.verified(app, "cookie")
    assert cookies.looked == 1 + above


@STEPS
def test_whole_stations(above: int) -> None:
    kept = Snapshots()
    for station_id, many in ((1, 9), (2, bounds.STATIONS_KEPT - 11 + above)):
        kept.keep_whole((station_id, "public"), whole(many))
    assert (kept.find_whole((1, "public")) is None) == bool(above)
    assert kept.find_whole((2, "public")) is not None


def told(size: int, revision: int = 7) -> Since:
    """What changed since a revision, in so many bytes."""
    empty: dict[str, Any] = {noun: [] for noun in ("contributions", *BESIDES)}
    since = Since({"station": "x", "since": 0, "revision": revision, **empty}, "tag")
    since.encoded = bytes(size)
    return since


@STEPS
def test_changes(above: int) -> None:
    kept, small, large = Snapshots(), told(1_000), told(bounds.CHANGES_KEPT - 1_000 + above)
    for number, one in ((1, small), (2, large), (2, large)):
        kept.keep((1, "public", number), one)
    assert (kept.find((1, "public", 1)) is None) == bool(above)
    assert kept.find((1, "public", 2)) is large


@STEPS
def test_changes_that_were_asked_for(above: int) -> None:
    kept, large = Snapshots(), told(snapshots.LARGE_ONCE)
    for number in range(bounds.CHANGES_ASKED + above):
        kept.keep((1, "public", number), large)
    kept.keep((1, "public", 0), large)
    assert (kept.find((1, "public", 0)) is None) == bool(above)


@STEPS
def test_wordings(above: int) -> None:
    kept = wordings.Kept()
    for station_id in range(bounds.WORDINGS_KEPT + above):
        kept.keep((station_id, "ar", False), 1, [])
    assert (kept.find((0, "ar", False), 1) is None) == bool(above)


@pytest.fixture
def news() -> PatientRedis:
    """A manager whose Redis does not answer: what it publishes waits."""
    manager = object.__new__(PatientRedis)
    manager.json = json
    manager._waiting, manager._letters, manager._turn = deque(), 0, threading.Lock()
    manager._publishing = True
    return manager


@STEPS
def test_news_that_wait(news: PatientRedis, above: int) -> None:
    for number in range(bounds.NEWS_WAITING + above):
        news._publish(number)
    assert (len(news._waiting), news._waiting[0]) == (bounds.NEWS_WAITING, str(above))


@STEPS
def test_letters_of_news_that_wait(news: PatientRedis, above: int) -> None:
    half = "x" * (bounds.NEWS_LETTERS // 2 - 2)
    news._publish(half)
    news._publish(half + "x" * above)
    assert (len(news._waiting), news._letters) == ((1, len(half) + 3) if above else (2, bounds.NEWS_LETTERS))
