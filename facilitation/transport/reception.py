"""Where connections come in: a listening socket for eventlet's server, and the green threads that answer.

A connection is a file, and the files of a process are counted. Half-open connections may take a quarter, bodies that do
not come and answers that nobody reads an eighth each; the rest is for people. Where everything is taken, the oldest
unfinished one goes.
"""

import contextlib
import errno
from collections.abc import Callable
from typing import Any

from eventlet import GreenPool, greenio, sleep

from facilitation import bounds
from facilitation.transport import open_files
from facilitation.transport.unfinished import Unfinished

MOST_UNFINISHED = bounds.HALF_OPEN
MOST_SLOW = bounds.WAITED_FOR
GRACE = 0.25
"""Seconds that everybody has for a head, however many come; whoever comes next waits for so long."""
A_TURN = 50
"""Connections that are accepted before those that are there have their turn."""
SHORT = 0.01
"""Seconds between two looks whether there is room."""
CLOSED = {errno.EBADF, errno.EINVAL, errno.ENOTSOCK}
"""Errors of a listener that was closed; after any other, the next connection can be accepted."""


class Reception:
    """A listener and a pool of green threads, as `eventlet.wsgi.server` wants them (`sock` and `custom_pool`).

    `files` is how many this process may open, `elsewhere` tells how many connections it has beside those here.
    """

    def __init__(self, listener: Any, files: int, elsewhere: Callable[[], int]) -> None:
        self._listener = listener
        self._elsewhere = elsewhere
        self._room = open_files.for_connections(files)
        self._pool = GreenPool(files)
        self._accepted = 0
        self.heads = Unfinished(min(MOST_UNFINISHED, self._room // 4), _shut)
        self.unsent = Unfinished(min(MOST_SLOW, self._room // 8), _shut)
        self.slow = Unfinished(min(MOST_SLOW, self._room // 8), _shut)
        self.family = listener.family
        self.getsockname = listener.getsockname
        self.close = listener.close
        self.running = self._pool.running
        self.waitall = self._pool.waitall

    def accept(self) -> tuple[Any, Any]:
        """Return the next connection and its address, once there is room for it."""
        while True:
            self._accepted += 1
            if self._accepted % A_TURN == 0:
                sleep(0)
            self._make_room()
            try:
                connection, address = self._listener.accept()
            except OSError as error:
                if error.errno in CLOSED:
                    raise
                self._give_up_one()
                sleep(SHORT)
                continue
            self.heads.add(connection)
            return connection, address

    def spawn(self, answer: Callable[..., None], *args: Any) -> Any:
        """Answer a connection in a green thread of its own."""
        return self._pool.spawn(answer, *args)

    def _make_room(self) -> None:
        while len(self.heads) >= self.heads.most:
            if (self.heads.oldest() or 0.0) < GRACE:
                sleep(SHORT)
            else:
                self.heads.give_up()
        while self.running() + self._elsewhere() >= self._room:
            sleep(0 if self._give_up_one() else SHORT)

    def _give_up_one(self) -> bool:
        return self.heads.give_up() or self.unsent.give_up() or self.slow.give_up()


def _shut(connection: Any) -> None:
    """Wake up who waits for this connection's client: nothing more will come."""
    with contextlib.suppress(OSError):
        greenio.shutdown_safe(connection)
