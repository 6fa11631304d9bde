"""Lets news wait a moment, so that many changes leave as one, and the next a little longer where sending takes long."""

import logging
import math
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app

from facilitation.extensions import socketio

LONGEST_PAUSE = 0.2
"""Seconds between two broadcasts of one station at most, however large the hall."""
SHARE = 0.5
"""The share of the time that broadcasts of one station may take: the larger the hall, the more changes are one list."""

log = logging.getLogger(__name__)


class Pacer:
    """Runs work soon: once for everything that is asked for within its pause, and never twice at a time.

    Work that takes long makes its own pause longer.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lock = threading.Lock()
        self._asked: set[Hashable] = set()
        self._running: set[Hashable] = set()
        self._begun: dict[Hashable, float] = {}
        self._next: dict[Hashable, float] = {}

    def ask(self, key: Hashable, work: Callable[[], None]) -> None:
        """Run `work` within the pause, in the background and in an app context."""
        with self._lock:
            self._asked.add(key)
            if key in self._running:
                return
            self._running.add(key)
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        try:
            socketio.start_background_task(self._run, app, key, work)
        except BaseException:  # no thread is to be had; whoever asks next tries again
            self._running.discard(key)
            raise

    def clear(self) -> None:
        """Forget what has run, and what was begun and never ended."""
        self._asked.clear()
        self._running.clear()
        self._begun.clear()
        self._next.clear()

    def rest(self, key: Hashable, pause: float) -> float:
        """Return the seconds until `pause` has passed since the last work for this key began; negative afterwards."""
        return self._begun.get(key, -math.inf) + pause - time.monotonic()

    def pause_after(self, took: float) -> float:
        """Return the seconds from the beginning of work that took so long to the next."""
        return max(self._pause, min(took / SHARE, LONGEST_PAUSE))

    def _run(self, app: Any, key: Hashable, work: Callable[[], None]) -> None:
        while self._due(key):
            begun = self._begun[key] = time.monotonic()
            try:  # leaving the context may fail, too, where the database has gone
                with app.app_context():
                    work()
            except Exception:
                log.exception("A broadcast of %s failed; screens catch up with their next question.", key)
            self._next[key] = begun + self.pause_after(time.monotonic() - begun)

    def _due(self, key: Hashable) -> bool:
        with self._lock:
            if key not in self._asked:
                self._running.discard(key)
                return False
            delay = self._next.get(key, 0.0) - time.monotonic()
        if delay > 0:
            socketio.sleep(delay)
        with self._lock:
            self._asked.discard(key)
        return True
