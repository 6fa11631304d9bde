"""Turns for others, while one state of the database is read row by row, or a long page is drawn from it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from facilitation.extensions import db
from facilitation.offload import SLICE
from facilitation.storage.connections import BEGUN

LONGEST = 8.0
"""Seconds of a reading transaction after which nobody is let in any more, so that it ends within ten.

Until it has ended, what others withdraw stays in SQLite's log, and in PostgreSQL's tables.
"""


AT_ONCE = 1
"""How many read so much at once. Several share the time, so that each is late (LONGEST), and then lets nobody in."""
_places = threading.BoundedSemaphore(AT_ONCE)
PAGES_AT_ONCE = 2
"""How many long pages are drawn at once: each has a connection while others have their turn."""
_pages = threading.BoundedSemaphore(PAGES_AT_ONCE)


@contextmanager
def for_all_of_an_event() -> Iterator[None]:
    """Wait until nobody else reads all of an event, and begin to read it as it is at one moment.

    Who waits holds no connection. Of twenty archives at once fifteen took all of the pool's, and let nobody in for a
    minute.
    """
    db.session.rollback()
    with _places:
        if db.engine.dialect.name == "postgresql":  # where every question would be answered as of its own moment
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield


@contextmanager
def for_a_long_page() -> Iterator[None]:
    """Wait until few others draw a long page, and read and draw one, with `give_after_a_slice` between its parts.

    Who waits holds no connection.
    """
    db.session.rollback()
    with _pages:
        yield


def give_after_a_slice() -> str:
    """Let other requests have their turn once this one has computed for SLICE; return an empty text, for templates."""
    if time.perf_counter() - g.get("slice_began", 0.0) >= SLICE:
        give()
        g.slice_began = time.perf_counter()
    return ""


def give() -> None:
    """Let other requests have their turn, unless the session's transaction has lasted for LONGEST seconds."""
    if not is_late():
        time.sleep(0)  # under eventlet nothing else would run


def is_late() -> bool:
    """Tell whether the session's transaction has lasted for LONGEST seconds."""
    return time.monotonic() - db.session.connection().info[BEGUN] >= LONGEST
