"""Tries how quickly the disk keeps what it is given."""

import os
import time
from pathlib import Path

from facilitation.storage.file_modes import opener
from facilitation.storage.work_folders import WorkFolder

SIZE = 64 * 1024
"""Bytes that are written: more than a commit of the busiest round."""


def milliseconds(data_dir: Path) -> int:
    """Return in how many whole milliseconds a small file in DATA_DIR is safe from a power cut: written, and synced.

    It waits for the disk, so it is for a real thread. Raises OSError where the disk takes nothing.
    """
    with WorkFolder(data_dir) as folder:
        begun = time.perf_counter()
        with open(folder / "trial", "xb", opener=opener) as file:
            file.write(os.urandom(SIZE))
            file.flush()
            os.fsync(file.fileno())
        return round((time.perf_counter() - begun) * 1000)
