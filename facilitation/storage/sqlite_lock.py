"""SQLite's one writer: who waits for the others of this process, and how long for other programs."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from facilitation.storage.patience import Patience

BUSY_MILLISECONDS = 250
"""Milliseconds that a statement may wait inside SQLite, where nothing else runs meanwhile."""
LOCKED_SECONDS = 1.5
"""Seconds for which a writer tries to begin, while another program has the database locked."""
RETRY_SECONDS = 0.03
"""Seconds between two tries."""

log = logging.getLogger(__name__)

write_lock = threading.RLock()
"""Held by whoever writes to SQLite, which has one writer at a time.

Waiting for this lock lets other green threads run; waiting inside SQLite would stop them all.
"""
locked_elsewhere = Patience(LOCKED_SECONDS, 0.0)
"""How long writers wait for another program that has SQLite's file locked."""


def is_locked(error: BaseException | None) -> bool:
    """Tell whether this error of SQLite, or of SQLAlchemy about it, means that another program has the file locked."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    return getattr(driver, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def begin_to_write(connection: sqlite3.Connection, sleep: Callable[[float], object] = time.sleep) -> None:
    """Take SQLite's write lock. Where another program has it, try again and again, and let others run in between.

    Raises sqlite3.OperationalError (`is_locked`) once `locked_elsewhere` is exhausted.
    """
    begun, patience = time.monotonic(), locked_elsewhere.seconds
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                locked_elsewhere.forget()
                return
            except sqlite3.OperationalError as error:
                if not is_locked(error):
                    raise
                if time.monotonic() - begun >= patience:
                    if patience:
                        locked_elsewhere.lose()
                        log.warning("Another program has the database locked; what phones send is refused meanwhile.")
                    raise
            sleep(RETRY_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
