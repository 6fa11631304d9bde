"""The part of eventlet's hub (its event loop) that WebSockets need."""

from collections.abc import Callable
from typing import Any


class Loop:
    """Eventlet's hub for a wire; what it calls must neither wait nor raise."""

    def __init__(self) -> None:
        from eventlet import hubs, spawn_n  # only here: the other modes do without eventlet

        self._hub = hubs.get_hub()
        self.spawn = spawn_n

    def when_readable(self, fd: int, call: Callable[[int], None]) -> Any:
        """Call `call` from now on whenever there is something to read; return what `forget` takes."""
        return self._when(self._hub.READ, fd, call)

    def when_writable(self, fd: int, call: Callable[[int], None]) -> Any:
        """Call `call` from now on whenever something can be written; return what `forget` takes."""
        return self._when(self._hub.WRITE, fd, call)

    def forget(self, listener: Any) -> None:
        """Stop calling what `when_readable` or `when_writable` registered."""
        self._hub.remove(listener)

    def later(self, seconds: float, call: Callable[[], None]) -> Any:
        """Call `call` once after so many seconds; what is returned can be cancelled."""
        return self._hub.schedule_call_global(seconds, call)

    def _when(self, event: str, fd: int, call: Callable[[int], None]) -> Any:
        listener = self._hub.add(event, fd, call, _ignore, _ignore)
        listener.greenlet = self._hub.greenlet  # else the greenlet of the handshake would stay alive
        return listener


def _ignore(*_: object) -> None:
    """Ignore the hub's notice of a closed descriptor: a wire closes its own, and knows."""
