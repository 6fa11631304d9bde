"""The listener of the baselines in Python: as large and as quick as the café's own, so that only the work differs."""

import socket
import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
    import eventlet
    from eventlet import wsgi

BACKLOG = 2048
MOST_CONNECTIONS = 20_000


def serve(app: Any, port: int) -> None:
    """Serve until stopped."""
    listener = eventlet.listen(("127.0.0.1", port), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wsgi.server(listener, app, max_size=MOST_CONNECTIONS, log_output=False)
