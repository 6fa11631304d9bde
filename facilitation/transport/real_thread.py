"""Runs work in a real thread of its own, beside eventlet's pool, whose queue stands behind every report."""

import time
from collections.abc import Callable
from typing import Any

from eventlet import patcher

LOOK = 0.002
"""Seconds from one look whether it is done to the next."""

_threading = patcher.original("threading")


def run(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Run `work` at once and return its result; other green threads go on meanwhile. What it raises is raised here."""
    done: list[tuple[Any, BaseException | None]] = []

    def thread() -> None:
        try:
            done.append((work(*args, **kwargs), None))
        except BaseException as fault:
            done.append((None, fault))

    _threading.Thread(target=thread, daemon=True).start()
    while not done:
        time.sleep(LOOK)
    result, fault = done[0]
    if fault is not None:
        raise fault
    return result
