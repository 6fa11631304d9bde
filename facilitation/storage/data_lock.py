"""Who uses DATA_DIR: servers and backups side by side, a restore alone. A crash gives it back by itself."""

import fcntl
import os
from pathlib import Path

from facilitation.storage.file_modes import PRIVATE_FILE

FILE = "in-use.lock"


class InUse(Exception):
    """Somebody else uses DATA_DIR in a way that does not go together with this one."""


class DataLock:
    """Holds DATA_DIR until `release`, or until the process ends; waits for nobody.

    `alone`: with nobody beside. Raises InUse.
    """

    def __init__(self, data_dir: Path, *, alone: bool = False) -> None:
        self._file = os.open(data_dir / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise InUse from error
        except OSError:
            pass  # a disk that knows no locks: nobody can be told

    def release(self) -> None:
        """Give it back."""
        os.close(self._file)

    def __enter__(self) -> "DataLock":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
