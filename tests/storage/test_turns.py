"""One after the other reads all of an event, and who waits for that keeps nothing from others."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import QueuePool

from facilitation.extensions import db
from facilitation.models import Event
from facilitation.pages import report_file
from facilitation.queries import harvest
from facilitation.services import events
from facilitation.storage import turns
from facilitation.transfer import records
from tests.architecture import PACKAGE

MANY = 20


class Counted(threading.BoundedSemaphore):
    """Places of which is counted who has asked for one."""

    def __init__(self, places: int) -> None:
        super().__init__(places)
        self.asked = threading.Semaphore(0)

    def __enter__(self, blocking: bool = True, timeout: float | None = None) -> bool:
        self.asked.release()
        return super().__enter__(blocking, timeout)


READINGS: dict[str, tuple[Any, str, Callable[[Event], object]]] = {
    "harvest": (harvest, "of", lambda event: report_file.read(event, language="de")),
    "record": (records, "_read", records.read),
}


@pytest.mark.parametrize("what", READINGS)
def test_who_waits_to_read_all_of_an_event_holds_no_connection(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Twenty archives at once held every connection of the pool, and the others' pages waited until they failed."""
    module, name, read = READINGS[what]
    pool, slug, places, may_end = db.engine.pool, event.slug, Counted(turns.AT_ONCE), threading.Event()
    assert isinstance(pool, QueuePool)
    reading = threading.Semaphore(0)

    def reads(*_: object, **__: object) -> str:
        db.session.execute(db.text("SELECT 1"))
        reading.release()
        may_end.wait()
        return slug

    monkeypatch.setattr(turns, "_places", places)
    monkeypatch.setattr(module, name, reads)
    db.session.rollback()
    done = []

    def one() -> None:
        with app.test_request_context():
            done.append(read(events.find(slug)))
            db.session.remove()

    threads = [threading.Thread(target=one) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for _ in range(MANY):
        assert places.asked.acquire(timeout=60)
    for _ in range(turns.AT_ONCE):
        assert reading.acquire(timeout=60)
    assert pool.checkedout() == turns.AT_ONCE
    may_end.set()
    for thread in threads:
        thread.join(60)
    assert done == [slug] * MANY


def test_whoever_reads_all_of_an_event_waits_for_the_others() -> None:
    """Each page that did not would stand in the way of everybody once many ask for it."""
    calls = [
        f"{path.relative_to(PACKAGE).as_posix()}: {line.strip()}"
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "harvest.of(" in line
    ]
    assert calls == ["pages/report_file.py: brought = harvest.of(event, language=language)"]
