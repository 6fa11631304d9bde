"""Folders for files that are needed for a moment: a report for LibreOffice, a backup that is being made.

They lie in DATA_DIR, where only the server's user reads, and each is locked while somebody works in it. What a crash
leaves behind is known by its lock being free.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from facilitation.storage.file_modes import PRIVATE_FOLDER

FOLDER = "temporary"
OWING = "owing"
"""A file in a folder that says what elsewhere has to go before the folder may, after a crash."""


class WorkFolder:
    """A new, empty folder at `path`; whoever has made it calls `remove`. Everything here waits for the disk."""

    def __init__(self, data_dir: Path) -> None:
        (data_dir / FOLDER).mkdir(PRIVATE_FOLDER, exist_ok=True)
        made = None
        while made is None:
            made = _made(data_dir / FOLDER)
        self.path, self._lock = made

    def remove(self) -> None:
        """Delete the folder with everything in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()


def _made(within: Path) -> tuple[Path, int] | None:
    """Make a folder and lock it; None where somebody who clears was in between, and took it for forgotten."""
    path = Path(tempfile.mkdtemp(dir=within))
    try:
        lock = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with contextlib.suppress(OSError):  # a disk that knows no locks
        fcntl.flock(lock, fcntl.LOCK_EX)
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(path.stat(), os.fstat(lock)):
            return path, lock
    os.close(lock)
    return None


def for_this_process(data_dir: Path) -> WorkFolder:
    """Let every library put its temporary files into a folder of this process, also programs that it starts.

    The tables' library writes all texts to such files, and the system's folder for them keeps what a crash leaves.
    """
    work = WorkFolder(data_dir)
    tempfile.tempdir = os.environ["TMPDIR"] = str(work.path)
    return work


def forgotten(data_dir: Path) -> Iterator[Path]:
    """Yield the folders in which nobody works any more; nobody begins to while one is looked at."""
    for path in (data_dir / FOLDER).glob("*"):
        try:
            opened = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # whoever worked in it has just removed it
            continue
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path
        except OSError:
            pass
        finally:
            os.close(opened)


def remove_forgotten(data_dir: Path) -> None:
    """Delete the folders in which nobody works any more, and that owe nothing (OWING)."""
    for path in forgotten(data_dir):
        if not (path / OWING).exists():
            shutil.rmtree(path, ignore_errors=True)
