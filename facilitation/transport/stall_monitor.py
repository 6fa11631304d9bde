"""Measures how late green threads wake up: whatever holds up one green thread holds up every phone."""

import math
import time
from collections import deque
from collections.abc import Callable

from facilitation.memory import remembered

BEAT = 0.02
"""Seconds between two measurements."""
REMEMBERED = 60.0
"""Seconds that a measurement is kept."""

_late: deque[tuple[float, float]] = remembered(deque())


def beat(sleep: Callable[[float], object]) -> None:
    """Sleep BEAT again and again, and record how late each waking is; runs as long as the server."""
    while True:
        due = time.monotonic() + BEAT
        sleep(BEAT)
        now = time.monotonic()
        note(now, now - due)


def note(now: float, late: float) -> None:
    """Record a waking at the moment `now`, `late` seconds too late."""
    _late.append((now, max(0.0, late)))
    while _late[0][0] < now - REMEMBERED:
        _late.popleft()


def stalls(within: float = REMEMBERED) -> tuple[float, float]:
    """Return the 99th percentile and the maximum of the delays in the last `within` seconds.

    Both are in seconds; `within` counts up to REMEMBERED.
    """
    noted = list(_late)  # where threads serve, one notes while another asks
    since = noted[-1][0] - within if noted else 0.0
    late = sorted(one for moment, one in noted if moment >= since)
    return (late[math.ceil(len(late) * 0.99) - 1], late[-1]) if late else (0.0, 0.0)
