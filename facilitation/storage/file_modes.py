"""Who may read the files that are kept: only the user as whom the server runs."""

import os
import stat
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
FOLDERS = ("photos", "reports", "letterheads", "survey-keys", "copies", "temporary")
"""Everything in DATA_DIR that holds files of ours."""
FILES = ("secret_key", "in-use.lock", "import.lock", "server.lock")
"""Our files in DATA_DIR itself, besides SQLite's."""
SQLITE = ("", "-wal", "-shm", "-journal")
"""What SQLite's files end with."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def opener(name: str, flags: int) -> int:
    """Open a file for its owner only, whatever the `umask`: `open(path, "xb", opener=opener)`."""
    return os.open(name, flags, PRIVATE_FILE)


def tighten(folder: Path, database: Path | None = None) -> int:
    """Take every right of others from DATA_DIR, its FILES and FOLDERS and `database`; return how many stay open.

    Whatever else lies in DATA_DIR, which may be a folder of many programs, is somebody else's. An older version, a copy
    from a stick or a careless `umask` leaves files that everybody on this machine could read. Links are not followed,
    but DATA_DIR may be one.
    What belongs to another user, or lies on a disk that knows no rights, stays as it is and is counted.
    """
    left = _tightened(folder.resolve())
    for name in FILES:
        left += _tightened(folder / name)
    if database is not None:
        left += sum(_tightened(database.with_name(database.name + ending)) for ending in SQLITE)
    for known in FOLDERS:
        left += _tightened(folder / known)
        for at, folders, files in () if (folder / known).is_symlink() else os.walk(folder / known):
            left += sum(_tightened(Path(at, name)) for name in (*folders, *files))
    return left


def _tightened(path: Path) -> int:
    """Tighten one file or folder; return 1 where that failed, and 0 otherwise."""
    try:
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or not mode & _OTHERS:
            return 0
        path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        return 1 if path.lstat().st_mode & _OTHERS else 0
    except FileNotFoundError:  # deleted just now
        return 0
    except OSError:
        return 1
