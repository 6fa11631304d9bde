"""How promptly the server gets round to things: whatever holds up one green thread holds up every phone."""

import math
import time
from collections import deque
from collections.abc import Callable

BEAT = 0.02
"""Seconds between two looks."""
REMEMBERED = 60.0
"""Seconds a look is remembered."""

_late: deque[tuple[float, float]] = deque()


def beat(sleep: Callable[[float], object]) -> None:
    """Sleep a moment again and again, and note how much too late the waking came. Runs as long as the server."""
    while True:
        due = time.monotonic() + BEAT
        sleep(BEAT)
        now = time.monotonic()
        note(now, now - due)


def note(now: float, late: float) -> None:
    """One waking, this many seconds too late."""
    _late.append((now, max(0.0, late)))
    while _late[0][0] < now - REMEMBERED:
        _late.popleft()


def stalls(within: float = REMEMBERED) -> tuple[float, float]:
    """The 99th percentile and the longest of the delays in the last seconds (at most a minute's), in seconds."""
    noted = list(_late)  # where threads serve, one notes while another asks
    since = noted[-1][0] - within if noted else 0.0
    late = sorted(one for moment, one in noted if moment >= since)
    return (late[math.ceil(len(late) * 0.99) - 1], late[-1]) if late else (0.0, 0.0)


def forget_all() -> None:
    """As if nothing had been noted yet."""
    _late.clear()
