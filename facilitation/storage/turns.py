"""Turns for others, while one state of the database is read row by row."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from facilitation.extensions import db
from facilitation.storage.connections import BEGUN

LONGEST = 8.0
"""Seconds of a reading transaction after which nobody is let in any more, so that it ends within ten.

Until it has ended, what others withdraw stays in SQLite's log, and in PostgreSQL's tables.
"""


AT_ONCE = 1
"""How many read so much at once. Several share the time, so that each is late (LONGEST), and then lets nobody in."""
_places = threading.BoundedSemaphore(AT_ONCE)


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


def give() -> None:
    """Let other requests have their turn, unless the session's transaction has lasted for LONGEST seconds."""
    if not is_late():
        time.sleep(0)  # under eventlet nothing else would run


def is_late() -> bool:
    """Tell whether the session's transaction has lasted for LONGEST seconds."""
    return time.monotonic() - db.session.connection().info[BEGUN] >= LONGEST
