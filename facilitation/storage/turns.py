"""Turns for others, while one state of the database is read row by row."""

import time

from facilitation.extensions import BEGUN, db

LONGEST = 8.0
"""Seconds of a reading transaction after which nobody is let in any more, so that it ends within ten.

Until it has ended, what others withdraw stays in SQLite's log, and in PostgreSQL's tables.
"""


def give() -> None:
    """Let other requests have their turn, unless the session's transaction has lasted for LONGEST seconds."""
    if not is_late():
        time.sleep(0)  # under eventlet nothing else would run


def is_late() -> bool:
    """Tell whether the session's transaction has lasted for LONGEST seconds."""
    return time.monotonic() - db.session.connection().info[BEGUN] >= LONGEST
