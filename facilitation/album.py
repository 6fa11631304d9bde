"""The photos' files beside the database. Every look at the disk happens in a real thread."""

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from flask import current_app

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.offload import offload
from facilitation.pictures import SIZES

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORGOTTEN_AFTER = 3600
"""Seconds after which a file without its row is no longer one that is just being stored."""
ID_LENGTH = 36


def keep(id: str, files: dict[str, bytes]) -> None:
    """Store a photo's files (`pictures.Prepared`) for good: whole and on the disk, or not at all.

    Raises CafeError `storage_full`.
    """
    try:
        offload(_keep, _folder(), id, files)
    except OSError as error:
        if error.errno in FULL:
            raise CafeError("storage_full") from error
        raise


def read(id: str, size: str) -> bytes | None:
    """The JPEG of a photo in one of `pictures.SIZES`; None where there is none."""
    return offload(_read, _folder() / f"{id}{size}.jpg")


def reader() -> Callable[[str, str], bytes | None]:
    """The same for work that is in a real thread already and knows no app: (id, size) to the JPEG."""
    folder = _folder()
    return lambda id, size: _read(folder / f"{id}{size}.jpg")


def remove(ids: Iterable[str]) -> None:
    """Delete these photos' files; repeating is harmless."""
    offload(_remove, _folder(), list(ids))


def remove_forgotten(known: set[str]) -> None:
    """Delete what a crash left behind: files of an hour ago or older that belong to none of the `known` photos."""
    offload(_remove_forgotten, _folder(), known)


def _folder() -> Path:
    config: Config = current_app.extensions["config"]
    return config.data_dir / "photos"


def _keep(folder: Path, id: str, files: dict[str, bytes]) -> None:
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)
    drafts = {folder / f"{id}{size}.{secrets.token_hex(4)}.draft": size for size in files}
    try:
        for draft, size in drafts.items():
            with open(draft, "wb") as file:
                file.write(files[size])
                file.flush()
                os.fsync(file.fileno())
        for draft, size in drafts.items():
            draft.replace(folder / f"{id}{size}.jpg")
        _sync(folder)
    except OSError:
        for draft in drafts:
            draft.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """So that the names in it, too, outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _remove(folder: Path, ids: list[str]) -> None:
    for id in ids:
        for size in SIZES:
            (folder / f"{id}{size}.jpg").unlink(missing_ok=True)


def _remove_forgotten(folder: Path, known: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        kept = path.suffix == ".jpg" and path.name[:ID_LENGTH] in known
        with contextlib.suppress(FileNotFoundError):
            if not kept and path.stat().st_mtime < time.time() - FORGOTTEN_AFTER:
                path.unlink()
