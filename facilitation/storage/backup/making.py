"""Making a backup, while the server runs or not."""

import contextlib
import fcntl
import glob
import os
import secrets
import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import DatabaseError

from facilitation.config import VERSION, Config
from facilitation.ids import LENGTH
from facilitation.models.columns import now
from facilitation.storage.backup import databases
from facilitation.storage.backup.manifest import (
    DATABASE,
    NAME,
    SECRET,
    SHELVES,
    BackupRefused,
    Manifest,
    copied,
    is_backup,
)
from facilitation.storage.data_lock import DataLock, InUse
from facilitation.storage.file_modes import PRIVATE_FILE, opener
from facilitation.storage.file_store import DRAFT
from facilitation.storage.work_folders import WorkFolder, remove_forgotten

TRIES = 3
"""How often the database is read anew where a file that it names was deleted before it could be taken."""


class Made(NamedTuple):
    """A backup that was made: how many files it holds beside the database, and for how many rows a file is missing."""

    files: int
    missing: int


def make(config: Config, file: Path) -> Made:
    """Write everything that is kept to one file, readable by its owner only; an earlier backup there is replaced.

    The database is as it was at one moment, and every file that belongs to it is there, whatever people write, add or
    delete meanwhile. Raises BackupRefused, and OSError where the disk fails or is full.
    """
    file = file.absolute()
    if file.exists() and not is_backup(file):
        raise BackupRefused(f"{file} is there already and is no backup. Choose another name.")
    if not file.parent.is_dir():
        raise BackupRefused(f"There is no folder {file.parent}.")
    try:
        lock = DataLock(config.data_dir)
    except InUse as error:
        raise BackupRefused("A restore is under way.") from error
    remove_forgotten(config.data_dir)
    with lock, WorkFolder(config.data_dir) as folder:
        try:
            found = databases.revision()
        except DatabaseError as error:
            raise BackupRefused(f"The database cannot be read: {error.orig}.") from error
        if found is None:
            raise BackupRefused("There is nothing to back up yet: `make run` creates the first event.")
        missing = _gather(config, folder)
        files = _taken(folder)
        if (config.data_dir / SECRET).is_file():
            files[SECRET] = config.data_dir / SECRET
        _write(file, files, found)
    return Made(len(files) - 1, missing)


def _gather(config: Config, folder: Path) -> int:
    """Take the database and all its files into a folder; return for how many rows there is no file."""
    ids: databases.Ids = {}
    missing = 0
    for _ in range(TRIES):
        _take(config, folder)  # those that are deleted while the database is read
        (folder / DATABASE).unlink(missing_ok=True)
        ids = databases.dump(folder / DATABASE)
        _take(config, folder)  # those that were added before it was read
        missing = sum(len(known - _begin(folder / shelf)) for shelf, known in ids.items())
        if not missing:
            break
    for shelf, known in ids.items():
        for path in (folder / shelf).iterdir():
            if path.name[:LENGTH] not in known:
                path.unlink()
    return missing


def _take(config: Config, folder: Path) -> None:
    """Take every file by a second name, so that whoever deletes it deletes only the first."""
    for shelf in SHELVES:
        (folder / shelf).mkdir(exist_ok=True)
        for path in (config.data_dir / shelf).glob("*"):
            taken = folder / shelf / path.name
            if path.suffix != DRAFT and not taken.exists():
                try:
                    os.link(path, taken)
                except FileNotFoundError:
                    continue  # deleted just now
                except OSError:  # another disk, or one without such names
                    shutil.copyfile(path, taken)


def _begin(folder: Path) -> set[str]:
    return {path.name[:LENGTH] for path in folder.iterdir()}


def _taken(folder: Path) -> dict[str, Path]:
    """Return the files in a folder by the names that they have in the backup."""
    files = {DATABASE: folder / DATABASE}
    files |= {f"{shelf}/{path.name}": path for shelf in SHELVES for path in sorted((folder / shelf).iterdir())}
    return files


def _write(file: Path, files: dict[str, Path], revision: str) -> None:
    """Write the archive beside its place, and put it there when it is whole and on the disk."""
    _remove_forgotten_drafts(file)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with open(draft, "x+b", opener=opener) as written:
            with contextlib.suppress(OSError):  # a disk that knows no locks
                fcntl.flock(written, fcntl.LOCK_EX)
            if not draft.exists():  # another backup of this name took it for forgotten before it was locked
                raise BackupRefused(f"Another backup to {file} began at this moment. Wait until it has ended.")
            with zipfile.ZipFile(written, "w") as archive:
                told = {name: _add(archive, name, path) for name, path in files.items()}
                moment = now().isoformat(timespec="seconds")
                manifest = Manifest(VERSION, moment, databases.kind(), revision, told)
                archive.writestr(zipfile.ZipInfo(NAME), manifest.written(), zipfile.ZIP_DEFLATED)
            written.flush()
            os.fsync(written.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _remove_forgotten_drafts(file: Path) -> None:
    """Delete what an earlier backup of this name left when it was ended; it holds all that people wrote."""
    for path in file.parent.glob(f".{glob.escape(file.name)}.{'[0-9a-f]' * 8}"):
        with contextlib.suppress(OSError), open(path, "rb") as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused where somebody is writing it
            path.unlink()


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
    info.external_attr = PRIVATE_FILE << 16
    with open(path, "rb") as source, archive.open(info, "w", force_zip64=True) as to:
        return copied(source, to)
