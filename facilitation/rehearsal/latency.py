"""How quickly the network answers: acknowledged minus sent, for every live order of every phone."""

import statistics
from array import array
from bisect import insort

POINTS = 60
"""Points of the line, over the whole day."""


class Latency:
    """All measurements in milliseconds, and of each part of the day the median and the 95th of a hundred."""

    def __init__(self) -> None:
        self.sent = 0
        self.refused = 0
        self._all: list[float] = []
        self._parts: list[array[float]] = [array("d") for _ in range(POINTS)]

    @property
    def answered(self) -> int:
        """How many orders were acknowledged."""
        return len(self._all)

    def note(self, share: float, seconds: float) -> None:
        """Note one order that was acknowledged after so many seconds, at a share of the day."""
        insort(self._all, seconds * 1000)
        self._parts[min(POINTS - 1, int(share * POINTS))].append(seconds * 1000)

    def summed_up(self) -> dict[str, int]:
        """Return the median, the 95th of a hundred and the slowest, in whole milliseconds; 0 before the first order."""
        return {"median": _of(self._all, 0.5), "p95": _of(self._all, 0.95), "slowest": _of(self._all, 1)}

    def line(self) -> list[list[int]]:
        """Return median and 95th of every part of the day so far; a part without orders is as the one before."""
        points: list[list[int]] = []
        last = max((number for number, part in enumerate(self._parts) if part), default=-1)
        for part in self._parts[: last + 1]:
            known = sorted(part)
            points.append([_of(known, 0.5), _of(known, 0.95)] if known else (points[-1] if points else [0, 0]))
        return points


def _of(known: list[float], share: float) -> int:
    if not known:
        return 0
    if share == 0.5:
        return round(statistics.median(known))
    return round(known[min(len(known) - 1, int(share * len(known)))])
