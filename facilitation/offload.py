"""Runs work that would hold up the event loop in a real thread."""

import threading
import time
from collections.abc import Callable, Generator
from typing import Any, ParamSpec, TypeVar

from flask import current_app

P = ParamSpec("P")
T = TypeVar("T")


def runner() -> Callable[..., Any]:
    """Return a function that does what `offload` does, for work that goes on without an app."""
    run: Callable[..., Any] | None = current_app.extensions.get("offload")
    return run or (lambda work, *args, **kwargs: work(*args, **kwargs))


def offload(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` and return its result: in a real thread where the server has an event loop, else here and now.

    `work` must not touch the database or the request. What it raises is raised here.
    """
    result: T = runner()(work, *args, **kwargs)
    return result


LONG_AT_ONCE = 2
"""How much work that takes seconds is done at once.

Eventlet has twenty real threads; while each of them makes a report, no phone's page is compressed.
"""
_long = threading.BoundedSemaphore(LONG_AT_ONCE)


def offload_long(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run work that takes seconds like `offload`, little of it at once; who waits must hold no connection."""
    with _long:
        return offload(work, *args, **kwargs)


def offload_at_once(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` like `offload`, but behind nobody: for whoever holds a lock meanwhile."""
    run: Callable[..., T] = current_app.extensions.get("offload_at_once") or runner()
    return run(work, *args, **kwargs)


SLICE = 0.002
"""Seconds of a slice of work.

Python lets one thread compute at a time, and takes the turn from it only after 5 ms.
"""


def offload_in_slices(steps: Generator[None, None, T]) -> T:
    """Run work that computes in Python step by step, in real threads, and let others have a turn after each slice.

    `steps` returns the result; none of its steps may take longer than a slice.
    """
    while True:
        done, result = offload(_slice, steps)
        if done:
            return result  # type: ignore[return-value]


def _slice(steps: Generator[None, None, T]) -> tuple[bool, T | None]:
    until = time.perf_counter() + SLICE
    try:
        next(steps)
        while time.perf_counter() < until:
            next(steps)
    except StopIteration as end:
        return True, end.value
    return False, None
