"""What the server does by itself: each thing again and again while it runs, and once at its start.

Whatever of it fails is written to the log once, and tried again until it succeeds.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app

from facilitation import broadcasts
from facilitation.config import Config
from facilitation.extensions import socketio
from facilitation.models.columns import now
from facilitation.offload import offload
from facilitation.queries.snapshots import Snapshots
from facilitation.queries.suggestions import Memory
from facilitation.services import deletion, editions, events, feedback, letterheads, photos
from facilitation.storage import erasing, work_folders

HOUR = 3600.0
"""Seconds of an hour."""
MINUTE = 60.0
"""Seconds of a minute."""
DOORS_EVERY = 0.4
"""Seconds from one look at renewed doors to the next: within one second everybody is out, in every process."""

log = logging.getLogger(__name__)


class Chore(NamedTuple):
    """Something to do again after so many seconds, and what the log says where it fails."""

    seconds: float
    work: Callable[[], object]
    failed: str


def delete_due() -> None:
    """Delete what is due for deletion, and files that a crash left behind."""
    emptied = deletion.delete_due(dt.datetime.now().astimezone().date())
    if emptied:
        current_app.extensions.update(snapshots=Snapshots(), suggestions=Memory())  # they hold what was said
    for slug in emptied:
        event = events.find(slug)
        told = [(event.id, station.id, station.revision) for station in event.stations]
        for event_id, station_id, revision in told:
            broadcasts.station_changed(event_id, station_id, revision)
    photos.remove_forgotten()
    editions.remove_forgotten()
    letterheads.remove_forgotten()
    config: Config = current_app.extensions["config"]
    offload(work_folders.remove_forgotten, config.data_dir)


def seal_surveys() -> None:
    """Seal the surveys whose time for changes is over, and tell the screens."""
    for event_id in feedback.seal_due(now()):
        broadcasts.feedback_turned(event_id)


def erase() -> None:
    """Erase from the disk what is withdrawn or deleted. Raises Kept where something holds it there."""
    if not erasing.sweep():
        raise Kept


class Kept(Exception):
    """What was withdrawn cannot be erased just now: another program has the database open."""


CHORES = (
    Chore(HOUR, delete_due, "Deleting what is due failed; it is tried again in an hour."),
    Chore(
        erasing.PAUSE,
        erase,
        "What was withdrawn cannot be erased: the disk is full, or another program has the database open.",
    ),
    Chore(MINUTE, seal_surveys, "Sealing a survey failed; it is tried again in a minute."),
    Chore(
        DOORS_EVERY,
        broadcasts.doors_renewed,
        "Whether doors were renewed cannot be read; it is tried again all the time.",
    ),
)


def catch_up() -> None:
    """Do what was due while no server ran, and erase what the last one left, however it ended."""
    delete_due()
    feedback.seal_due(now())
    try:
        if not erasing.erase(at_rest=True):
            log.warning("Another program has the database open: what was withdrawn is erased from the disk later.")
            erasing.want()
    except Exception:
        log.exception("Erasing what was withdrawn failed; it is tried again.")
        erasing.want()


def begin(app: Flask) -> None:
    """Do every chore in a thread of its own from now on."""
    for chore in CHORES:
        socketio.start_background_task(_repeat, app, chore)


def finish() -> None:
    """Leave nothing on the disk that is withdrawn or deleted, before the server stops."""
    try:
        erasing.finish()
    except Exception:
        log.exception("Erasing what was withdrawn failed; it is done at the next start.")


def _repeat(app: Flask, chore: Chore) -> None:
    failing = False
    while True:
        socketio.sleep(chore.seconds)
        with app.app_context():
            try:
                chore.work()
                failing = False
            except Exception:
                if not failing:
                    log.exception(chore.failed)
                failing = True
