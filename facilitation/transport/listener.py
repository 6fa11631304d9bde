"""The socket on which the server listens, made for a hall full of phones."""

import contextlib
import errno
import socket
import sys

BACKLOG = 2048
"""Connections that wait to be accepted: a hall's phones reconnect all at once.

The default of 50 costs seconds (docs/performance.md).
"""
CONGESTION = b"cubic"
"""TCP's congestion control; cubic is Linux's default.

With BBR, which some machines prefer, every packet has a timer, and news to a thousand phones took a tenth longer
(docs/performance.md).
"""
SENT_AT_ONCE = 200_000
"""Bytes that the system keeps of what one client does not fetch; it would take 4 MB, which nobody counts."""
RECEIVED_AT_ONCE = 65_536
"""Bytes that the system takes of what one client sends before they are read; it would take 6 MB.

The server would still read them when whoever sent them has gone long ago. A WiFi of 30 ms brings two MB a second so.
"""


def listener_on(host: str, port: int) -> socket.socket:
    """Return a listening socket for a hall full of phones; end the program with a sentence where that fails.

    `::` takes IPv4's phones as well as IPv6's.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        sys.exit(f"Cannot listen on {host}: {error.strerror or error}. Set HOST to an address of this machine.")
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it; a test looks
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AT_ONCE)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVED_AT_ONCE)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    if hasattr(socket, "TCP_CONGESTION"):
        with contextlib.suppress(OSError):  # not every machine has it, or lets every program choose it
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is taken. Stop the other program, or choose another: PORT=8001 make run")
        sys.exit(f"Cannot listen on {host}, port {port}: {error.strerror}. Set HOST and PORT.")
    listener.listen(BACKLOG)
    return listener
