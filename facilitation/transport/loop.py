"""The little of eventlet's hub that a screen's WebSocket needs."""

from collections.abc import Callable
from typing import Any


class Loop:
    """What a wire needs of eventlet's hub. Whatever it calls must not wait and must not raise."""

    def __init__(self) -> None:
        from eventlet import hubs, spawn_n  # only here: the other modes do without eventlet

        self._hub = hubs.get_hub()
        self.spawn = spawn_n

    def when_readable(self, fd: int, call: Callable[[int], None]) -> Any:
        """`call` from now on whenever there is something to be read; returns what `forget` takes."""
        return self._when(self._hub.READ, fd, call)

    def when_writable(self, fd: int, call: Callable[[int], None]) -> Any:
        """The same, whenever something can be written."""
        return self._when(self._hub.WRITE, fd, call)

    def forget(self, listener: Any) -> None:
        """No longer."""
        self._hub.remove(listener)

    def later(self, seconds: float, call: Callable[[], None]) -> Any:
        """`call` once, after so long; what it returns can be cancelled."""
        return self._hub.schedule_call_global(seconds, call)

    def _when(self, event: str, fd: int, call: Callable[[int], None]) -> Any:
        listener = self._hub.add(event, fd, call, _ignore, _ignore)
        listener.greenlet = self._hub.greenlet  # not the one that shook hands, which could then not be let go
        return listener


def _ignore(*_: object) -> None:
    """The hub tells about closed descriptors; a wire closes its own, and knows."""
