"""Long pages are drawn in slices: others have their turn between, and who waits for a place holds no connection."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from facilitation.extensions import db
from facilitation.storage import free_space, turns
from tests.conftest import Doors

EVENT = "/e/dresden-2023"
PAGES = {
    **{"edit": 100, "edit/programme": 100, "edit/feedback": 50, "edit/rounds": 30},
    **{"organise": 40, "organise/print": 60, "ready": 60, "wall": 20, "presentation": 60, "report": 150},
}
"""Pages that take long, and how often others may have their turn while each is drawn, at least."""


@pytest.mark.parametrize(("page", "times"), PAGES.items(), ids=PAGES)
def test_others_have_their_turn_while_a_long_page_is_drawn(
    app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch, page: str, times: int
) -> None:
    given: list[bool] = []
    monkeypatch.setattr(free_space, "free", lambda _: 10**11)  # which "Ready?" says, and others fill the disk
    web = app.test_client()
    web.get(doors.organiser)
    whole = web.get(f"{EVENT}/{page}").text
    monkeypatch.setattr(turns, "SLICE", 0.0)
    monkeypatch.setattr(turns, "give", lambda: given.append(True))
    assert len(web.get(f"{EVENT}/{page}").text) == len(whole)
    assert len(given) >= times


def test_who_waits_for_a_place_holds_no_connection(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    web, waits = app.test_client(), threading.Event()
    web.get(doors.organiser)
    with app.app_context():
        pool = db.engine.pool
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(turns, "_pages", Watched(places, waits.set))
    answers: list[int] = []
    with places:
        before = pool.checkedout()  # type: ignore[attr-defined]
        one = threading.Thread(target=lambda: answers.append(web.get(f"{EVENT}/edit").status_code))
        one.start()
        assert waits.wait(30)
        assert pool.checkedout() == before  # type: ignore[attr-defined]
    one.join()
    assert answers == [200]


class Watched:
    """A semaphore that tells when somebody comes to it."""

    def __init__(self, places: threading.BoundedSemaphore, come: Callable[[], None]) -> None:
        self._places = places
        self._come = come

    def __enter__(self) -> None:
        self._come()
        self._places.acquire()

    def __exit__(self, *_: object) -> None:
        self._places.release()
