"""Runs wsgi.py and writes down each long piece of work of its event loop: `python -m tests.load.watched_server FILE`.

A piece is what is computed between two turns of green threads, while everybody else waits. It is measured in processor
time of the loop's own thread, so that what else the machine does counts for little. Each line of the file is one piece
of LEAST or more: `{"ms": …, "from": […], "to": […]}`, with the places in the code where it began and ended.
"""

import json
import os
import runpy
import sys
import time
from types import FrameType
from typing import Any

import greenlet  # type: ignore[import-untyped]

LEAST = 0.0015
"""Seconds from which a piece is written down."""
DEPTH = 10
"""Frames of a place that are told, the innermost first."""


def places(frame: FrameType | None) -> list[tuple[str, int]]:
    """Where a green thread is: files and lines, the innermost first."""
    found: list[tuple[str, int]] = []
    while frame is not None and len(found) < DEPTH:
        found.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    return found


def told(found: list[tuple[str, int]]) -> list[str]:
    """The same in short: what lies outside the café is named by its file alone."""
    here = os.getcwd() + os.sep
    return [
        f"{file.removeprefix(here) if file.startswith(here) else os.path.basename(file)}:{line}" for file, line in found
    ]


def watch(path: str) -> None:
    """Write down the pieces of this thread from now on."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    began: tuple[float, list[tuple[str, int]]] = (time.thread_time(), [])

    def switched(_event: str, between: tuple[Any, Any]) -> None:
        nonlocal began
        took = time.thread_time() - began[0]
        if took >= LEAST:
            line = {"ms": round(took * 1000, 2), "from": told(began[1]), "to": told(places(between[0].gr_frame))}
            os.write(file, json.dumps(line).encode() + b"\n")
        here = places(sys._getframe().f_back)  # a green thread that has just begun has none
        began = (time.thread_time(), here)

    greenlet.settrace(switched)


if __name__ == "__main__":
    watch(sys.argv[1])
    sys.argv = ["wsgi.py"]
    runpy.run_path("wsgi.py", run_name="__main__")
