"""Who uses DATA_DIR: servers and backups side by side, a restore alone, one import at a time.

A crash gives everything back by itself.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitation.storage.file_modes import PRIVATE_FILE

FILE = "in-use.lock"
IMPORTING = "import.lock"
SERVER_FILE = "server.lock"
"""Of the one server that needs no Redis, since nobody else answers phones from here."""


class InUse(Exception):
    """Somebody else uses DATA_DIR in a way that does not go together with this one."""


class DataLock:
    """Holds DATA_DIR until `release`, or until the process ends; waits for nobody.

    `alone`: with nobody beside. Raises InUse.
    """

    def __init__(self, data_dir: Path, file: str = FILE, *, alone: bool = False) -> None:
        self._file = os.open(data_dir / file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
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


@contextmanager
def importing(data_dir: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Let one import work at a time, also of several processes; who comes second is told (`waits`), and waits."""
    file = os.open(data_dir / IMPORTING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            pass  # a disk that knows no locks
        yield
    finally:
        os.close(file)


def is_importing(data_dir: Path) -> bool:
    """Tell whether an import works just now."""
    try:
        file = os.open(data_dir / IMPORTING, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    finally:
        os.close(file)
    return False
