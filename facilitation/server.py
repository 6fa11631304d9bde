"""Runs the server: prepares the database, prints the doors, and listens as a hall full of phones needs it."""

import contextlib
import functools
import gc
import logging
import os
import resource
import signal
import socket
import sqlite3
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import segno
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError
from werkzeug.serving import ThreadedWSGIServer

from facilitation import chores, clock, logs, seed
from facilitation.commands import as_text
from facilitation.config import Config
from facilitation.doors import addresses, languages, links, origin, sessions
from facilitation.doors.addresses import Codes
from facilitation.extensions import db, socketio
from facilitation.pages import ahead, catch_up, static_files
from facilitation.pages.health import ask_redis
from facilitation.queries import promises
from facilitation.services import feedback, house, printing
from facilitation.storage import erasing, file_modes, migration_copies, postgresql, sqlite_file, work_folders
from facilitation.storage.backup import databases
from facilitation.storage.data_lock import SERVER_FILE, DataLock, InUse
from facilitation.storage.file_store import FULL
from facilitation.storage.transactions import nobody_writes
from facilitation.transport import answers, fanout, open_files, stall_monitor, threaded_heads
from facilitation.transport.line import Line
from facilitation.transport.listener import listener_on
from facilitation.transport.loop import Loop

SLOW_DISK_SECONDS = 0.05
"""Seconds of a commit from which the server calls its disk slow."""
READ_ALONG = (
    "Over plain http, others in the same WiFi can read along: what people write, and secret links that are opened.\n"
    "docs/operations.md tells how to get https. Until then, open the organiser's link on this machine only."
)
"""What is printed where phones come by plain http."""
DESK = "Zugänge, Adresse der Codes"
"""Where the desk shows the addresses."""
NO_PHONE = {
    "network": "This machine alone opens {url}, and no phone: it is in no network.\n"
    "Connect it to the hall's WiFi, or let it be a hotspot; the codes then carry its address there.",
    "host": "This machine alone opens {url}, and no phone: HOST lets nobody else in. Start the café without HOST.",
    "setting": "This machine alone opens {url}, and no phone: set BASE_URL to the address by which people come.",
}
"""What is printed where no phone reaches what codes carry, by what shuts it."""
SECOND_SERVER = (
    "Another server already runs with the same data. What people write at the one, screens at the other do not see\n"
    "until they are loaded again. Stop one of the two, or connect both with REDIS_URL (docs/operations.md)."
)
"""What is printed where two servers know nothing of each other."""
SEALED = "0016"
"""The migration that lets no survey's answers lead to their authors any more."""
STOPS_WITHIN = 0.2
"""Seconds after which the server notices that it is told to stop."""

log = logging.getLogger(__name__)


def serve(app: Flask) -> None:
    """Prepare the database, print where the doors are, and serve until stopped.

    Ends the program with a sentence where the port, the database or Redis cannot be used.
    """
    logs.begin()
    config: Config = app.extensions["config"]
    listener = listener_on(config.host, config.port)
    if file_modes.tighten(config.data_dir, sqlite_file.place(config)):
        print(f"Others on this machine may be able to read files in {config.data_dir}. Take their rights away.")
    app.extensions["data_lock"] = _take_part(config)
    app.extensions["server_lock"] = _only_server(config)
    work_folders.remove_forgotten(config.data_dir)
    app.extensions["work_folder"] = work_folders.for_this_process(config.data_dir)
    with app.app_context():
        _ask_storage(config)
        before = _copy_before_migration(config)
        with postgresql.alone(db.engine):
            upgrade()
            event = seed.plant(clock.now().astimezone().date())
        if before is not None and before < SEALED and feedback.has_answers():
            erasing.want()  # and with it the copy, in which answers lead to their authors
        if config.redis_url:
            fanout.join(socketio.server.manager, house.channel())
        languages.learn_language(event.language)
        chores.catch_up()
        house.remember_serving(config.host, config.port, config.base_url)
        doors, codes = links.all_of(event), addresses.codes()
        printed_for = printing.printed_for(event, codes.url)
        days = promises.of_house(clock.now())
        postgresql.hurry(db.engine)
        sqlite_file.keep_in_mind()
    _say(doors, codes, printed_for, days, config)
    _spare_collections()
    chores.begin(app)
    socketio.start_background_task(_finish, app, _told_to_stop())
    socketio.start_background_task(stall_monitor.beat, socketio.sleep)
    socketio.start_background_task(ahead.prepare, app)
    if config.async_mode == "eventlet":
        _serve_eventlet(app, listener)
    else:
        listener.close()
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)  # it would log everybody's address and secret
        ThreadedWSGIServer.handle_error = _note_fault  # type: ignore[method-assign,assignment]
        socketio.run(app, host=config.host, port=config.port, allow_unsafe_werkzeug=True, request_handler=Discreet)


class Discreet(threaded_heads.ThreadedHeads):
    """The threads' request handler, which tells the log nothing."""

    def make_environ(self) -> dict[str, Any]:
        """Return the WSGI environment; what libraries say of a request is not written down."""
        return {**super().make_environ(), "wsgi.errors": logs.Nowhere()}


def _note_fault(*_: object) -> None:
    """Write down what fails while a thread serves a connection, without whose it is; a cut one is no fault."""
    if not isinstance(sys.exception(), OSError):
        logs.note()


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


def _take_part(config: Config) -> DataLock:
    """Tell `flask restore` that a server runs; end the program with a sentence where one is under way."""
    try:
        return DataLock(config.data_dir)
    except InUse:
        sys.exit(f"A backup is being restored into {config.data_dir}. Start again when that is done.")


def _only_server(config: Config) -> DataLock | None:
    """Say so where another server answers from the same data, and no Redis carries news between the two."""
    if not config.redis_url:
        try:
            return DataLock(config.data_dir, SERVER_FILE, alone=True)
        except InUse:
            print(f"{SECOND_SERVER}\nIts data lies in {config.data_dir}, too.")
    return None


def _copy_before_migration(config: Config) -> str | None:
    """Where the database is older than this version, keep a copy of it, and return its revision.

    Ends the program where that cannot be done.
    """
    file, before = sqlite_file.path(), databases.revision()
    if file is None:
        return None
    if erasing.has_log(file):  # a crash: what was withdrawn shortly before may still be in earlier copies
        migration_copies.remove_all(config.data_dir)
    known = databases.known_revisions()
    if before is None or before == known[0]:
        return None
    if before not in known:  # copies of it would push out those that somebody goes back to
        sys.exit("The database was brought up to date by a newer version of this program, and this one cannot read it.")
    try:
        made = migration_copies.make(config.data_dir, file, before, clock.now())
    except (sqlite_file.Damaged, sqlite3.Error, OSError) as error:
        sys.exit(f"The database cannot be copied before it is brought up to date: {error}. Nothing was changed.")
    print(f"The database is brought up to date. It is kept as it was in {made}.")
    return before


def _told_to_stop() -> list[int]:
    """Return a list into which the first signal to stop is put; a second one ends the program at once."""
    told: list[int] = []

    def stop(number: int, _frame: object) -> None:
        told.append(number)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return told


def _finish(app: Flask, told: list[int]) -> None:
    """Once the server is told to stop, leave nothing on the disk that is withdrawn or deleted, and end the program.

    From the last erasing on nobody writes any more: what is acknowledged as withdrawn stays in no log of SQLite's.
    """
    while not told:
        socketio.sleep(STOPS_WITHIN)
    with app.app_context():
        chores.note_time()
    with app.app_context(), nobody_writes():
        chores.finish()
        app.extensions["work_folder"].remove()
        os.kill(os.getpid(), told[0])


def _serve_eventlet(app: Flask, listener: socket.socket) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
        from eventlet import greenpool, hubs, tpool, wsgi

    for library in (greenpool, hubs.hub, tpool, wsgi):
        library.traceback = logs.Tracebacks()

    from facilitation.transport import http_protocol, in_turn, polling, real_thread, reception  # they know eventlet

    _raise_file_limit()
    app.extensions["offload"] = tpool.execute
    app.extensions["offload_at_once"] = real_thread.run
    door = reception.Reception(listener, open_files.most(), lambda: getattr(socketio.server.manager, "wires", 0))
    app.extensions["threads"] = door.running
    config: Config = app.extensions["config"]
    who = functools.partial(sessions.person, app)
    answering = {
        "heads": door.heads,
        "unsent": door.unsent,
        "slow": door.slow,
        "turns": in_turn.InTurn(Line(Loop(), in_turn.REQUESTS_A_TURN)),
        "who": staticmethod(who),
        "at_once": staticmethod(_first_of(static_files.at_once(app), catch_up.at_once(app))),
        "polls": polling.Polling(socketio.server.eio) if config.fanout == "direct" else None,
    }
    with contextlib.suppress(KeyboardInterrupt):
        wsgi.server(
            door,
            answers.counted(uncompressed(app.wsgi_app), who),
            custom_pool=door,
            socket_timeout=threaded_heads.IDLE_SECONDS,
            keepalive=http_protocol.KEPT_SECONDS,
            protocol=type("Answering", (http_protocol.HttpProtocol,), answering),
            environ={"wsgi.errors": logs.Nowhere()},
            log_output=False,
            debug=False,
        )


def _first_of(*answering: Any) -> Any:
    """Return a function that answers a request as the first of these does that answers it."""
    return lambda path, headers: next(filter(None, (one(path, headers) for one in answering)), None)


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


def _say(
    doors: dict[str, Any], codes: Codes, printed_for: str | None, days: list[promises.Promise], config: Config
) -> None:
    if sys.stdout.isatty():
        print(as_text(doors))
        print("\nFor the phones:\n")
        segno.make(doors["join"], error="m", micro=False).terminal(compact=True)
    else:  # a journal or a file keeps what it is given, and others read it
        print("The links are secret and printed on a terminal only: .venv/bin/flask --app wsgi links")
    print(f"The address in them: {codes.url}")
    for sentence in _about(codes, printed_for):
        print(f"\n{sentence}")
    if origin.can_be_read_along(codes.url):
        print(f"\n{READ_ALONG}\n")
    for promise in days:
        print(promise.sentence)
    slow = _commit_seconds(config.data_dir)
    if slow is None:
        print("This disk is full: people can read, and nothing can be stored until there is room.")
    elif slow > SLOW_DISK_SECONDS:
        print(f"This disk is slow: storing takes {slow * 1000:.0f} ms. A faster one makes the phones answer faster.")
    served = f"[{config.host}]" if ":" in config.host else config.host
    print(f"Serving on {served}:{config.port}. Ctrl+C stops.", flush=True)


def _about(codes: Codes, printed_for: str | None) -> list[str]:
    """Return what there is to say of the address in links and codes: where phones do not reach it, or it changed."""
    said = []
    if codes.shut_by:
        said.append(NO_PHONE[codes.shut_by].format(url=codes.url))
    elif codes.choices[0].address.kind == "tunnel" and codes.by == "machine":
        said.append(f"{codes.url} is a VPN's address ({codes.network}): phones in the hall hardly reach it.")
    others = [f"{one.url} ({one.address.interface})" for one in codes.choices if one.url != codes.url]
    if others:
        said.append(f"This machine has other addresses: {', '.join(others)}.\nChoose and try them at the desk: {DESK}.")
    if codes.gone:
        said.append(f"{codes.gone} was chosen at the desk, and is no address of this machine now.")
    if printed_for:
        said.append(f"The posters were printed for {printed_for}: print them anew, or bring that address back.")
    return said


def _commit_seconds(folder: Path) -> float | None:
    """Return how many seconds this disk takes to store something for good: the median of five tries; None if full."""
    probe = folder / "disk-probe"
    taken = []
    try:
        for _ in range(5):
            begun = time.perf_counter()
            with open(probe, "wb") as file:
                file.write(b"x" * 4096)
                file.flush()
                os.fsync(file.fileno())
            taken.append(time.perf_counter() - begun)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return None
    finally:
        probe.unlink(missing_ok=True)
    return sorted(taken)[2]
