"""Runs rehearsals in processes of their own, which end with this one, however it ends.

A process reads its plan from its input and ends once that is closed (`facilitation/rehearsal/__main__.py`); the system
closes it with this process.
"""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from facilitation.memory import remembered

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "facilitation.rehearsal")

log = logging.getLogger(__name__)


class _Running(NamedTuple):
    """A rehearsal's process, and the end of its input that is held open here."""

    process: "subprocess.Popen[bytes]"
    held: int


class _Processes(dict[int, _Running]):
    """The processes by their events' ids."""

    def clear(self) -> None:
        """End all of them."""
        for event_id in list(self):
            end(event_id)


_running: _Processes = remembered(_Processes())


def start(event_id: int, plan: dict[str, Any]) -> None:
    """Start a process that lives this plan. Raises OSError where none can be started."""
    end(event_id)
    read, held = os.pipe()
    try:
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},  # no secret of the server's
            stdin=read,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in the server's terminal ends it by its input, not in the middle
        )
    except BaseException:
        os.close(held)
        raise
    finally:
        os.close(read)
    _running[event_id] = _Running(process, held)
    os.write(held, json.dumps(plan).encode() + b"\n")  # less than a pipe takes at once


def has_ended(event_id: int) -> bool:
    """Tell whether an event's process has ended by itself since the last question; it is forgotten then."""
    running = _running.get(event_id)
    if running is None or running.process.poll() is None:
        return False
    if running.process.returncode:
        log.warning("A rehearsal ended early: its process gave up (%s).", running.process.returncode)
    end(event_id)
    return True


def end(event_id: int) -> None:
    """End an event's process, where one runs."""
    running = _running.pop(event_id, None)
    if running is not None:
        os.close(running.held)
        running.process.poll()
