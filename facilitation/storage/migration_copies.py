"""Copies of SQLite's database as it was before a migration, for whoever has to go back.

They hold what the database held. So they go as soon as something is withdrawn or deleted (`storage/erasing`), and with
everything else on an event's day of deletion.
"""

import datetime as dt
import os
import secrets
from pathlib import Path

from facilitation.storage import sqlite_file
from facilitation.storage.file_modes import PRIVATE_FOLDER

FOLDER = "copies"
MOST = 3
"""Copies that are kept; the oldest goes first."""


def make(data_dir: Path, source: Path, revision: str, moment: dt.datetime) -> Path:
    """Copy the database, which is at this migration. Raises `sqlite_file.Damaged`, sqlite3.Error, OSError."""
    folder = data_dir / FOLDER
    folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    made = folder / f"{moment:%Y-%m-%dT%H-%M-%S}-at-{revision}.sqlite3"
    draft = made.with_suffix(f".{secrets.token_hex(4)}.draft")  # another server may start at this moment
    sqlite_file.copy(source, draft)
    with open(draft, "rb") as written:
        os.fsync(written.fileno())
    draft.replace(made)
    others = [path for path in folder.glob("*.sqlite3") if path != made]
    for old in sorted(others, key=_age)[: 1 - MOST]:
        old.unlink()
    return made


def _age(path: Path) -> tuple[str, str]:
    """Return by what copies are older or newer: first by their migration, for the clock may have been put back."""
    moment, _, revision = path.stem.partition("-at-")
    return revision, moment


def remove_all(data_dir: Path) -> None:
    """Delete every copy, and what a crash left of one; repeating is harmless."""
    for path in (data_dir / FOLDER).glob("*"):
        path.unlink(missing_ok=True)
