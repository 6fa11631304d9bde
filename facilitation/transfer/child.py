"""Imports a file in a process of its own, while the server goes on: reading a large one computes for seconds."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app

from facilitation.config import Config
from facilitation.errors import SENTENCES, CafeError
from facilitation.offload import offload
from facilitation.storage import work_folders

ROOT = Path(__file__).resolve().parents[2]
"""Where `wsgi.py` is."""
TIME_LIMIT = 600
"""Seconds for an import; a photo takes half a second."""
PATIENCE = 4
"""Seconds to wait for who imports just now."""

_one_at_a_time = threading.Lock()
"""Held while a file is imported: it takes a core, and nobody else writes while the rows are stored."""


class TakenIn(NamedTuple):
    """An event that was imported: `changed` are codes of what is otherwise than in the file (`standing_still`)."""

    slug: str
    contributions: int
    photos: int
    without_picture: int
    changed: tuple[str, ...]


def take_in(file: Path, *, slug: str | None) -> TakenIn:
    """Import an event from a file, as `flask import-event` does; only the caller waits, and must hold no connection.

    `slug` replaces the file's own. Raises CafeError: each `import_...` there is, `storage_full`, `import_busy` (others
    were first for PATIENCE seconds) and `import_failed`.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise CafeError("import_busy")
    try:
        told = _run(file, slug)
    finally:
        _one_at_a_time.release()
    code = told.pop("error", None)
    if code is None:
        return TakenIn(**{**told, "changed": tuple(told["changed"])})
    raise CafeError(code if code in SENTENCES else "import_failed", **told)


def _run(file: Path, slug: str | None) -> dict[str, Any]:
    config: Config = current_app.extensions["config"]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "import-event", str(file), "--json", "--in-house"]
    command += ["--slug", slug] if slug else []
    own = {"DATA_DIR": str(config.data_dir), "DATABASE_URL": config.database_url}
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = running.communicate(timeout=TIME_LIMIT)
        told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError) as error:
        raise CafeError("import_failed") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        offload(work_folders.remove_forgotten, config.data_dir)  # of a process that was killed, its photos
    return told
