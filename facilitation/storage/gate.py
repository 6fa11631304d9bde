"""Whether anybody may write any more."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets everybody in until it is shut; then who is within may finish, and whoever comes waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._within = 0
        self._is_shut = False

    @contextmanager
    def within(self) -> Iterator[None]:
        """Be within; where it is shut, wait until it no longer is."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_shut)
            self._within += 1
        try:
            yield
        finally:
            with self._changed:
                self._within -= 1
                self._changed.notify_all()

    @contextmanager
    def shut(self, patience: float) -> Iterator[None]:
        """Let nobody in any more, and wait until nobody is within, for so many seconds at most."""
        with self._changed:
            self._is_shut = True
            self._changed.wait_for(lambda: not self._within, patience)
        try:
            yield
        finally:
            with self._changed:
                self._is_shut = False
                self._changed.notify_all()
