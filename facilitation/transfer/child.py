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
from sqlalchemy.exc import DBAPIError

from facilitation.config import Config
from facilitation.errors import SENTENCES, CafeError
from facilitation.transfer import restoring

ROOT = Path(__file__).resolve().parents[2]
"""Where `wsgi.py` is."""
TIME_LIMIT = 600
"""Seconds for an import; a photo takes half a second."""
PATIENCE = 4
"""Seconds to wait for who imports just now."""

ABOUT_FILES = {"storage_full": "import_no_room", "server_error": "import_locked"}
"""Refusals that speak of a text which was typed, and what an import says instead."""

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

    `slug` replaces the file's own. Raises CafeError: each `import_...` there is, as `import_busy` (others were
    first for PATIENCE seconds), `import_locked`, `import_no_room` and `import_failed`.
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
    raise about_file(CafeError(code if code in SENTENCES else "import_failed", **told))


def about_file(refusal: CafeError) -> CafeError:
    """Return what an import says instead of a refusal that speaks of a text which was typed."""
    return CafeError(ABOUT_FILES[refusal.code]) if refusal.code in ABOUT_FILES else refusal


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
        with contextlib.suppress(CafeError, DBAPIError, OSError):  # the next look, or import, does it
            restoring.remove_unfinished()  # of a process that was killed, its photos
    return told
