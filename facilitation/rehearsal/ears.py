"""Reads for every phone of an event loop through one epoll: asyncio's own way costs several times as much."""

import asyncio
import select
import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

AT_ONCE = 256
AT_A_TIME = 0.01
"""Seconds of reading before the event loop has its turn: while a hall gets news, there is always more."""
HTTP = 80
"""The port of an address that names none."""
SMALL_BUFFER = 4096
SEGMENT = 1400
"""Bytes of a packet in a WiFi; over loopback the kernel would hold megabytes for a phone before it is full."""


class Ears:
    """Calls a connection's function whenever there is something to read from it, or it has ended."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._epoll = select.epoll() if hasattr(select, "epoll") else None  # macOS has none
        self._heard: dict[int, Callable[[], None]] = {}
        if self._epoll is not None:
            loop.add_reader(self._epoll.fileno(), self._hear, self._epoll)

    def add(self, descriptor: int, hear: Callable[[], None]) -> None:
        """Call `hear` whenever this file descriptor can be read."""
        self._heard[descriptor] = hear
        if self._epoll is None:
            self._loop.add_reader(descriptor, hear)
        else:
            self._epoll.register(descriptor, select.EPOLLIN)

    def remove(self, descriptor: int) -> None:
        """Stop reading from a connection; harmless where it was removed before."""
        if self._heard.pop(descriptor, None) is None:
            return
        if self._epoll is None:
            self._loop.remove_reader(descriptor)
        else:
            self._epoll.unregister(descriptor)

    def _hear(self, epoll: "select.epoll") -> None:
        heard = self._heard
        until = time.monotonic() + AT_A_TIME
        while time.monotonic() < until:
            ready = epoll.poll(0, AT_ONCE)
            for descriptor, _events in ready:
                hear = heard.get(descriptor)  # one before it in the list may have closed it
                if hear is not None:
                    hear()
            if not ready:
                return


_ears: WeakKeyDictionary[asyncio.AbstractEventLoop, Ears] = WeakKeyDictionary()


def ears() -> Ears:
    """The Ears of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _ears:
        _ears[loop] = Ears(loop)
    return _ears[loop]


async def connected(host: str, *, small: bool = False) -> socket.socket:
    """Connect to an address and port. Raises OSError.

    `small`: buffers are as small as possible, so that little is on its way to a phone that does not read.
    """
    address, port = place_of(host)
    connecting = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    connecting.setblocking(False)
    connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if small:
        connecting.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
    try:
        await asyncio.get_running_loop().sock_connect(connecting, (address, port))
    except BaseException:
        connecting.close()
        raise
    return connecting


def place_of(host: str) -> tuple[str, int]:
    """Return the address and the port that a `Host` names; without one, http's."""
    parts = urlsplit(f"//{host}")
    return parts.hostname or "", parts.port or HTTP
