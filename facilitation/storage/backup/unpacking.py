"""Restoring a backup into an empty house."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitation.config import Config
from facilitation.storage import work_folders
from facilitation.storage.backup import databases, manifest
from facilitation.storage.backup.manifest import DATABASE, SECRET, SHELVES, BackupRefused, Manifest
from facilitation.storage.data_lock import DataLock, InUse
from facilitation.storage.file_modes import FOLDERS, PRIVATE_FOLDER, opener
from facilitation.storage.file_store import sync_folder
from facilitation.storage.work_folders import WorkFolder

BROKEN = "This backup is damaged or was cut off: {}. Take another copy of it."


@contextmanager
def restored(config: Config, file: Path) -> Iterator[Manifest]:
    """Put everything that a backup holds into DATA_DIR and the database; both must be empty, and no server may run.

    Everything is checked before anything is put in its place, and nothing is overwritten but a secret that was made by
    this command's start; one that is refused leaves none behind. No server can start before the block ends.
    Raises BackupRefused, and OSError where the disk fails.
    """
    try:
        lock = DataLock(config.data_dir, alone=True)
    except InUse as error:
        raise BackupRefused("A server runs with this DATA_DIR, or a backup is being made. Stop it first.") from error
    with lock:
        try:
            told = _restored(config, file)
        except BaseException:
            if config.secret_made:
                (config.data_dir / SECRET).unlink(missing_ok=True)
            raise
        yield told


def _restored(config: Config, file: Path) -> Manifest:
    if not databases.is_empty() or _holds_files(config):
        raise BackupRefused(
            f"There is data already (in {config.data_dir}, or where DATABASE_URL points). A backup is restored "
            "into an empty place: move the folder away, or set DATA_DIR (or DATABASE_URL) to a new one."
        )
    with WorkFolder(config.data_dir) as folder:
        told = _unpacked(file, folder)
        databases.check(folder / DATABASE, told.revision)
        try:
            _put(config, folder, told)
            databases.load(folder / DATABASE)
        except BaseException:  # without the database the files belong to nothing, and would be in the way
            for name in told.files.keys() - {DATABASE}:
                (config.data_dir / name).unlink(missing_ok=True)
            raise
    return told


def _holds_files(config: Config) -> bool:
    """Tell whether a file of a café is in DATA_DIR besides its database, or a secret that was there before us."""
    if (config.data_dir / SECRET).exists() and not config.secret_made:
        return True
    return any(any((config.data_dir / name).rglob("*")) for name in FOLDERS if name != work_folders.FOLDER)


def _unpacked(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder, and check every file's length and SHA-256."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = manifest.read(archive)
            _check_fits(told, folder)
            for name, expected in told.files.items():
                to = folder / name
                to.parent.mkdir(PRIVATE_FOLDER, exist_ok=True)
                if archive.getinfo(name).file_size != expected["size"]:
                    raise BackupRefused(BROKEN.format(f"{name} is not as it was"))
                with archive.open(name) as source, open(to, "xb", opener=opener) as written:
                    if manifest.copied(source, written) != expected:
                        raise BackupRefused(BROKEN.format(f"{name} is not as it was"))
                    written.flush()
                    os.fsync(written.fileno())
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise BackupRefused(BROKEN.format(error)) from error
    return told


def _check_fits(told: Manifest, folder: Path) -> None:
    if told.kind != databases.kind():
        raise BackupRefused(
            f"This backup is of a {told.kind} database, and DATABASE_URL points to {databases.kind()}. An event can be "
            "taken from one to the other by its export and `flask --app wsgi import-event`."
        )
    if told.revision not in databases.known_revisions():
        raise BackupRefused(f"This backup was made by a newer version ({told.app}, migration {told.revision}).")
    needed, free = sum(one["size"] for one in told.files.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise BackupRefused(f"This backup needs {needed // 1_000_000 + 1} MB; {free // 1_000_000} MB are free.")


def _put(config: Config, folder: Path, told: Manifest) -> None:
    """Put the files in their places, the database last: without it they belong to nothing."""
    for shelf in SHELVES:
        (config.data_dir / shelf).mkdir(PRIVATE_FOLDER, exist_ok=True)
    for name in told.files.keys() - {DATABASE}:
        (folder / name).replace(config.data_dir / name)
    for place in (config.data_dir, *(config.data_dir / shelf for shelf in SHELVES)):
        sync_folder(place)
