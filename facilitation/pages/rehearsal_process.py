"""Runs rehearsals in processes of their own, which end with this one, however it ends.

A process reads its plan from its input and ends once that is closed (`facilitation/rehearsal/__main__.py`); the system
closes it with this process.
"""

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from facilitation.memory import remembered

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "facilitation.rehearsal")
TAKES_WITHIN = 20.0
"""Seconds that a process has to take its plan, beginning included."""

log = logging.getLogger(__name__)


class _Running(NamedTuple):
    """A rehearsal's process, and the end of its input that is held open here."""

    process: "subprocess.Popen[bytes]"
    held: socket.socket


class _Processes(dict[int, _Running]):
    """The processes by their events' ids."""

    def clear(self) -> None:
        """End all of them."""
        for event_id in list(self):
            end(event_id)


_running: _Processes = remembered(_Processes())
_left: list["subprocess.Popen[bytes]"] = remembered([])
"""Processes that were told to end, and may not have heard of it yet: one that begins looks only once it has begun."""


def start(event_id: int, plan: dict[str, Any]) -> None:
    """Start a process that lives this plan, and wait until it has taken that: others have their turn meanwhile.

    Raises OSError where none can be started, or it takes nothing for TAKES_WITHIN.
    """
    end(event_id)
    _kill_left()
    held, read = socket.socketpair()  # a pipe takes 64 KB, and then held up everybody until the process had begun
    try:
        os.set_blocking(read.fileno(), True)  # the process knows nothing of green threads
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},  # no secret of the server's
            stdin=read.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in the server's terminal ends it by its input, not in the middle
        )
    except BaseException:
        held.close()
        raise
    finally:
        read.close()
    begun = _running[event_id] = _Running(process, held)
    held.settimeout(TAKES_WITHIN)
    try:
        held.sendall(json.dumps(plan).encode() + b"\n")
    except OSError:
        if _running.get(event_id) is begun:  # else somebody ended it meanwhile, and another may run
            end(event_id)
        process.kill()  # it may not even have begun to look at its input
        raise


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
        running.held.close()
        _left.append(running.process)
        running.process.poll()


def _kill_left() -> None:
    """Kill what was told to end and has not: beginning and deleting again and again made ever more processes."""
    while _left:
        process = _left.pop()
        if process.poll() is None:
            process.kill()
