"""How much room is left where the café stores."""

import shutil

from facilitation.config import Config
from facilitation.storage import sqlite_file

NEEDED = 50_000_000
"""Bytes that must be free: the largest photo with its three sizes, and what SQLite writes beside the database."""


def free(config: Config) -> int:
    """Return the bytes that may still be stored in DATA_DIR, or beside SQLite's file where that has less room.

    A quota is not seen. Raises OSError where one of the folders is gone.
    """
    database = sqlite_file.place(config)
    folders = [config.data_dir, *([database.parent] if database else [])]
    return min(shutil.disk_usage(folder).free for folder in folders)


def missing(config: Config) -> str | None:
    """Return in words that less than NEEDED is free; None where there is enough. Raises OSError as `free` does."""
    left = free(config)
    if left >= NEEDED:
        return None
    return f"The disk of DATA_DIR is full: {left // 1_000_000} MB are free, {NEEDED // 1_000_000} MB are needed."
