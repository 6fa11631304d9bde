"""The key of each event's survey: the only way from a person to their answers, and gone once it is destroyed.

A key is a file of its own and no row. A row would outlive its deletion in SQLite's WAL, in PostgreSQL's WAL and in
every backup of the database; a file can be overwritten. Reading one takes microseconds, so it is not kept in memory.
"""

import contextlib
import os
import secrets
from collections.abc import Collection
from pathlib import Path

from flask import current_app

from facilitation import clock
from facilitation.config import Config
from facilitation.storage.file_store import sync_folder

FOLDER = "survey-keys"
"""The folder in DATA_DIR that holds the keys, a file for each event's id. No backup, copy or export may hold it."""
BYTES = 32
"""Bytes of a key."""
MAKING_SECONDS = 60
"""Seconds after which a key that belongs to no open survey counts as left behind."""


def read(event_id: int) -> bytes | None:
    """Return the key of an event's survey; None where there is none (any more)."""
    try:
        kept = _file(event_id).read_bytes()
    except FileNotFoundError:
        return None
    return kept if len(kept) == BYTES else None


def make(event_id: int) -> bytes:
    """Return the key of an event's survey, which is made where there is none: on the disk, readable by its owner only.

    Several processes that make it at once get the same one. Raises OSError where the disk does not take it.
    """
    known = read(event_id)
    if known is not None:
        return known
    path = _file(event_id)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists() and path.stat().st_size != BYTES:  # cut off; one that another process just made is whole
        _wipe(path)
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    _write(draft, secrets.token_bytes(BYTES))
    try:
        os.link(draft, path)
        draft.unlink()
    except FileExistsError:  # another process was first
        _wipe(draft)
    except OSError:  # a disk without hard links
        draft.replace(path)
    sync_folder(path.parent)
    return path.read_bytes()


def destroy(event_id: int) -> None:
    """Overwrite and delete the key of an event's survey; repeating is harmless. Raises OSError where the disk fails."""
    _wipe(_file(event_id))


def destroy_forgotten(known: Collection[int]) -> None:
    """Destroy every key that belongs to none of these events, and what a crash left behind of one.

    A key that was made within the last MAKING_SECONDS is left alone: its survey may just be being opened. Raises
    OSError where the disk fails.
    """
    names = {str(event_id) for event_id in known}
    for path in _folder().glob("*"):
        with contextlib.suppress(FileNotFoundError):
            is_young = 0 <= clock.surely_passed(path.stat().st_mtime) < MAKING_SECONDS
            if path.name not in names and not is_young:
                _wipe(path)


def _folder() -> Path:
    config: Config = current_app.extensions["config"]
    return config.data_dir / FOLDER


def _file(event_id: int) -> Path:
    return _folder() / str(event_id)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _wipe(path: Path) -> None:
    """Write zeros over a file's bytes, on the disk, before its name goes: deleting alone leaves them where they are."""
    with contextlib.suppress(FileNotFoundError):
        with open(path, "r+b", buffering=0) as file:
            file.write(b"\0" * max(BYTES, os.fstat(file.fileno()).st_size))
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)
