"""Counts what the phones saw while it happens, and sums it up afterwards."""

import gzip
import json
from array import array
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CACHED = 256
CACHED_LOADS = 16


class News(NamedTuple):
    """A change as the tally needs it; `items` are pairs of a post's number and its revision."""

    since: int
    revision: int
    items: list[tuple[int, int]]


@dataclass
class Post:
    """A post: who sends it, when it is due (seconds of the event loop), and what the server said about it.

    `revision` is the highest acknowledged one, for the post or for a vote on it: every screen must show it.
    """

    id: str
    station: str
    author: int
    due: float
    text: str
    reply_to: str | None = None
    acknowledged: bool = False
    revision: int = 0

    def stands(self, answer: dict[str, Any]) -> None:
        """Note that an order about it was acknowledged."""
        self.revision = max(self.revision, answer["revision"])


@dataclass
class Tally:
    """The counts of one run; all times are in seconds."""

    posts: list[Post] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    deliveries: "array[float]" = field(default_factory=lambda: array("d"))
    """From the moment a post was due to its arrival, for every screen that got it as news."""
    acknowledgements: "array[float]" = field(default_factory=lambda: array("d"))
    """From the moment a post was due to its acknowledgement."""
    vote_acknowledgements: "array[float]" = field(default_factory=lambda: array("d"))
    unread: deque[tuple[Callable[[News, float], None], bytes, float]] = field(default_factory=deque)
    """News that were not read yet: for whom, the message, and when it arrived."""
    frames: int = 0
    caught_up: int = 0
    """Posts that a screen got by asking for what it missed."""
    gaps: int = 0
    """News that began after what the screen knew, so that it had to ask."""
    doubled: int = 0
    drops: int = 0
    """Connections that the plan has cut."""
    cut_off: int = 0
    """Connections that ended before the hall closed, with the planned ones."""
    sent_again: int = 0
    unanswered: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _last: tuple[bytes, News] = (b"", News(0, 0, []))
    _cache: dict[bytes, News] = field(default_factory=dict)
    _loaded: dict[bytes, News] = field(default_factory=dict)

    def plan(self, post: Post) -> int:
        """Add a post to the plan; returns its number."""
        self.numbers[post.id] = len(self.posts)
        self.posts.append(post)
        return self.numbers[post.id]

    def news(self, payload: bytes) -> News:
        """Read a `station.changed`; the same bytes reach every phone, so they are parsed once."""
        if payload == self._last[0]:  # the next phone mostly gets the same news
            return self._last[1]
        known = self._cache.get(payload)
        if known is None:
            if len(self._cache) >= CACHED:
                self._cache.clear()
            known = self._cache[payload] = self.change(json.loads(payload[2:])[1])
        self._last = (payload, known)
        return known

    def loaded(self, body: bytes) -> News:
        """Read a station's compressed JSON, which is parsed once for all phones."""
        known = self._loaded.get(body)
        if known is None:
            if len(self._loaded) >= CACHED_LOADS:
                self._loaded.clear()
            known = self._loaded[body] = self.change(json.loads(gzip.decompress(body)))
        return known

    def change(self, change: dict[str, Any]) -> News:
        """Take from a change what the tally needs."""
        items = [
            (self.numbers[one["id"]], one["revision"])
            for one in change["contributions"]
            if one["id"] in self.numbers and "revision" in one
        ]
        return News(change.get("since", change["revision"] - 1), change["revision"], items)


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the longest (max) in milliseconds; empty for no times."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    chosen = {f"p{part}": ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 95, 99)}
    return {name: round(value * 1000, 1) for name, value in {**chosen, "max": ordered[-1]}.items()}
