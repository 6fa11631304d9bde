"""Runs the server: prepares the database, prints the doors, and listens as a hall full of phones needs it."""

import contextlib
import datetime as dt
import errno
import gc
import logging
import os
import resource
import socket
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import segno
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError

from facilitation import seed
from facilitation.commands import as_text
from facilitation.config import Config
from facilitation.doors import links
from facilitation.extensions import db, socketio
from facilitation.pages import catch_up
from facilitation.pages.health import ask_redis
from facilitation.services import deletion, editions, letterheads, photos
from facilitation.transport import fanout, stall_monitor, threaded_heads

BACKLOG = 2048
"""Connections that wait to be accepted: a hall's phones reconnect all at once.

The default of 50 costs seconds (docs/performance.md).
"""
CONGESTION = b"cubic"
"""TCP's congestion control; cubic is Linux's default.

With BBR, which some machines prefer, every packet has a timer, and news to a thousand phones took a tenth longer
(docs/performance.md).
"""
SLOW_DISK_SECONDS = 0.05
"""Seconds of a commit from which the server calls its disk slow."""
HOUR = 3600
"""Seconds of an hour."""

log = logging.getLogger(__name__)


def serve(app: Flask) -> None:
    """Prepare the database, print where the doors are, and serve until stopped.

    Ends the program with a sentence where the port, the database or Redis cannot be used.
    """
    config: Config = app.extensions["config"]
    listener = listener_on(config.host, config.port)
    with app.app_context():
        _ask_storage(config)
        upgrade()
        event = seed.plant(_today())
        deletion.delete_due(_today())
        photos.remove_forgotten()
        editions.remove_forgotten()
        letterheads.remove_forgotten()
        doors = links.all_of(event)
    _say(doors, config)
    _spare_collections()
    socketio.start_background_task(_keep_promises, app)
    socketio.start_background_task(stall_monitor.beat, socketio.sleep)
    if config.async_mode == "eventlet":
        _serve_eventlet(app, listener)
    else:
        listener.close()
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)  # it would log everybody's address and secret
        handler = threaded_heads.ThreadedHeads
        socketio.run(app, host=config.host, port=config.port, allow_unsafe_werkzeug=True, request_handler=handler)


def _ask_storage(config: Config) -> None:
    """End the program with a sentence where the database or Redis does not answer: nothing works without them."""
    try:
        with db.engine.connect().execution_options(writes=True) as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        sys.exit(f"The database cannot be opened or written to: {reason}. Look at DATA_DIR and DATABASE_URL.")
    if config.redis_url:
        try:
            ask_redis(config.redis_url)
        except Exception as error:
            sys.exit(f"Redis does not answer: {error}. Look at REDIS_URL.")


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _keep_promises(app: Flask) -> None:
    """Delete every hour what is due for deletion, and files that a crash left behind."""
    while True:
        socketio.sleep(HOUR)
        with app.app_context():
            try:
                deletion.delete_due(_today())
                photos.remove_forgotten()
                editions.remove_forgotten()
                letterheads.remove_forgotten()
            except Exception:
                log.exception("Deleting what is due failed; it is tried again in an hour.")


def listener_on(host: str, port: int) -> socket.socket:
    """Return a listening socket for a hall full of phones; end the program with a sentence where that fails."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it; a test looks
    if hasattr(socket, "TCP_CONGESTION"):
        with contextlib.suppress(OSError):  # not every machine has it, or lets every program choose it
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION)
    try:
        listener.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is taken. Stop the other program, or choose another: PORT=8001 make run")
        sys.exit(f"Cannot listen on {host}:{port}: {error.strerror}. Set HOST and PORT.")
    listener.listen(BACKLOG)
    return listener


def _serve_eventlet(app: Flask, listener: socket.socket) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
        from eventlet import tpool, wsgi

    from facilitation.transport import http_protocol, polling, reception  # only here: they know eventlet

    _raise_file_limit()
    app.extensions["offload"] = tpool.execute
    door = reception.Reception(listener, fanout.most_files(), lambda: len(socketio.server.eio.sockets))
    app.extensions["threads"] = door.running
    config: Config = app.extensions["config"]
    answering = {
        "heads": door.heads,
        "slow": door.slow,
        "at_once": staticmethod(catch_up.at_once(app)),
        "polls": polling.Polling(socketio.server.eio) if config.fanout == "direct" else None,
    }
    with contextlib.suppress(KeyboardInterrupt):
        wsgi.server(
            door,
            uncompressed(app.wsgi_app),
            custom_pool=door,
            socket_timeout=threaded_heads.IDLE_SECONDS,
            keepalive=http_protocol.KEPT_SECONDS,
            protocol=type("Answering", (http_protocol.HttpProtocol,), answering),
            log_output=False,
            debug=False,
        )


def uncompressed(app: Any) -> Any:
    """Decline the compression that browsers offer for WebSockets: it would be done for every phone separately."""

    def front(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return front


def _spare_collections() -> None:
    """Let the garbage collector run less often, and spare it what is loaded by now.

    Searching all of it held up every phone for a tenth of a second. What an order leaves behind is mostly freed without
    the collector; running it every 700 objects was a fifteenth of the server's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _raise_file_limit() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _say(doors: dict[str, Any], config: Config) -> None:
    print(as_text(doors))
    print("\nFor the phones:\n")
    segno.make(doors["join"], error="m", micro=False).terminal(compact=True)
    slow = _commit_seconds(config.data_dir)
    if slow > SLOW_DISK_SECONDS:
        print(f"This disk is slow: storing takes {slow * 1000:.0f} ms. A faster one makes the phones answer faster.")
    print(f"Serving on {config.host}:{config.port}. Ctrl+C stops.", flush=True)


def _commit_seconds(folder: Path) -> float:
    """Return how many seconds this disk takes to store something for good: the median of five tries."""
    probe = folder / "disk-probe"
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        with open(probe, "wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        taken.append(time.perf_counter() - begun)
    probe.unlink()
    return sorted(taken)[2]
