"""Folders for files that are needed for a moment: a report for LibreOffice, a backup that is being made.

They lie in DATA_DIR, where only the server's user reads, and each is locked while somebody works in it. What a crash
leaves behind is known by its lock being free.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from facilitation.storage.file_modes import PRIVATE_FOLDER

FOLDER = "temporary"


class WorkFolder:
    """A new, empty folder at `path`; whoever has made it calls `remove`. Everything here waits for the disk."""

    def __init__(self, data_dir: Path) -> None:
        (data_dir / FOLDER).mkdir(PRIVATE_FOLDER, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(dir=data_dir / FOLDER))
        self._lock = os.open(self.path, os.O_RDONLY)
        with contextlib.suppress(OSError):  # a disk that knows no locks
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def remove(self) -> None:
        """Delete the folder with everything in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()


def for_this_process(data_dir: Path) -> WorkFolder:
    """Let every library put its temporary files into a folder of this process, also programs that it starts.

    The tables' library writes all texts to such files, and the system's folder for them keeps what a crash leaves.
    """
    work = WorkFolder(data_dir)
    tempfile.tempdir = os.environ["TMPDIR"] = str(work.path)
    return work


def remove_forgotten(data_dir: Path) -> None:
    """Delete the folders in which nobody works any more."""
    for path in (data_dir / FOLDER).glob("*"):
        opened = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        except OSError:
            pass
        finally:
            os.close(opened)
