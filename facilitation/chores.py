"""What the server does by itself: each thing again and again while it runs, and once at its start.

Whatever of it fails is written to the log once, and tried again until it succeeds.
"""

import functools
import logging
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app

from facilitation import broadcasts, clock, drafting
from facilitation.config import Config
from facilitation.doors import sessions
from facilitation.extensions import socketio
from facilitation.memory import remembered
from facilitation.models.columns import now
from facilitation.pages import deleted
from facilitation.services import deletion, editions, events, feedback, letterheads, orders, photos, witness
from facilitation.services.committed import Committed
from facilitation.storage import data_lock, erasing, sqlite_file
from facilitation.storage.transactions import let_go
from facilitation.transfer import restoring
from facilitation.transport import doorkeeper, redis_news

HOUR = 3600.0
"""Seconds of an hour."""
MINUTE = 60.0
"""Seconds of a minute."""
DOORS_EVERY = 0.4
"""Seconds from one look at renewed doors, and at what was deleted, to the next.

Within one second everybody is out, and nothing of it is left in memory, in every process.
"""

DRAFTS_EVERY = 0.5
"""Seconds from one look at what a translator has to say to the next."""

DELETING = "Deleting what is due failed; it is tried again in a minute."
REMOVING = "Deleting files that a crash left behind failed; it is tried again in an hour."
LOCKED = (
    "The day of deletion of %s seems to have come: nobody is shown anything of it any more. It is deleted once the"
    " clock of another device agrees that opens its desk, or when this machine has run for 24 hours with this date."
    " Where the date is wrong, put it right: then everything is there again."
)
OPENED = "The day of deletion of %s has not come, as the clock shows now: it is open again, and nothing was lost."
DELETED = "The day of deletion of %s has come: what people left there is deleted."
SEALING = "Sealing a survey failed; it is tried again in a minute."

log = logging.getLogger(__name__)

_forgotten: set[tuple[int, int]] = remembered(set())
"""The deleted events (id, generation) of which this process keeps nothing any more."""


class Chore(NamedTuple):
    """Something to do again after so many seconds, and what the log says where it fails."""

    seconds: float
    work: Callable[[], object]
    failed: str


def look_at_days() -> None:
    """Delete what is due for deletion, or lock it until that is certain, and note in the database what time it is."""
    witness.note()
    looked = deletion.look(clock.now(), clock.certain())
    if looked.locked or not looked.gone <= _forgotten:
        deleted.forget_said()  # also where another process deleted it
    _forgotten.clear()
    _forgotten.update(looked.gone)
    for slug in looked.locked:
        log.warning(LOCKED, slug)
    for slug in looked.opened:
        log.warning(OPENED, slug)
    for slug in looked.emptied:
        log.warning(DELETED, slug)
    for slug in {*looked.emptied, *looked.locked, *looked.opened}:
        event = events.find(slug, locked=True)
        revisions = {station.id: station.revision for station in event.stations} if slug in looked.emptied else {}
        broadcasts.tell(event.id, Committed(None, stations=revisions, event=True))


def note_time() -> None:
    """Let the database know what time it is when the server stops."""
    try:
        witness.note(stops=True)
    except Exception:
        log.exception("What time it is could not be noted; a little more is uncertain at the next start.")


def remove_forgotten() -> None:
    """Delete files that a crash left behind."""
    config: Config = current_app.extensions["config"]
    if not data_lock.is_importing(config.data_dir):  # its first photos may be old before their rows are there
        photos.remove_forgotten()
    editions.remove_forgotten()
    letterheads.remove_forgotten()
    restoring.remove_unfinished()


def forget_orders() -> None:
    """Forget orders that nobody sends again."""
    orders.forget_old(clock.earliest())


def seal_surveys() -> None:
    """Seal the surveys whose time for changes is over, and tell the screens."""
    for event_id in feedback.seal_due(now()):
        broadcasts.tell(event_id, Committed(None, survey="state"))


def look_at_doors() -> None:
    """Put out who came by a renewed link, and count them from now on as the guests or strangers that they are."""
    generations = broadcasts.doors_renewed()
    if sessions.learn_generations(generations):
        doorkeeper.look_again(socketio.server.manager)


def look_at_deleted() -> None:
    """Keep nothing in this process of what was deleted, whichever did so, and put out whoever still shows it."""
    gone = deleted.look()
    broadcasts.forget_stations(gone.stations)
    broadcasts.put_out_of(gone.events)


def erase() -> None:
    """Erase from the disk what is withdrawn or deleted. Raises Kept where something holds it there."""
    if not erasing.sweep():
        raise Kept


def look_for_database() -> None:
    """See whether the database is where it was. Raises TakenAway where it is not."""
    if sqlite_file.is_taken_away():
        raise TakenAway


class TakenAway(Exception):
    """The file that the server has open was deleted, moved or replaced."""


class Kept(Exception):
    """What was withdrawn cannot be erased just now: another program has the database open."""


CHORES = (
    Chore(MINUTE, look_at_days, DELETING),
    Chore(HOUR, remove_forgotten, REMOVING),
    Chore(
        erasing.PAUSE,
        erase,
        "What was withdrawn cannot be erased: the disk is full, or another program has the database open.",
    ),
    Chore(
        erasing.PAUSE,
        look_for_database,
        "The database's file was deleted, moved or replaced: what is stored from now on is lost when the server stops."
        " Take the ZIP from the desk first.",
    ),
    Chore(MINUTE, seal_surveys, SEALING),
    Chore(HOUR, forget_orders, "Forgetting old orders failed; it is tried again in an hour."),
    Chore(
        DOORS_EVERY,
        look_at_doors,
        "Whether doors were renewed cannot be read; it is tried again all the time.",
    ),
    Chore(
        DOORS_EVERY,
        look_at_deleted,
        "Whether an event was deleted cannot be read; it is tried again all the time.",
    ),
    Chore(DRAFTS_EVERY, drafting.look, "Machine drafts cannot be made; it is tried again all the time."),
)


def catch_up() -> None:
    """Do what was due while no server ran, and erase what the last one left, however it ended.

    What fails keeps nobody from starting: a café that cannot delete a file now can still be read.
    """
    for due, failed in (
        (witness.come_back, DELETING),
        (look_at_days, DELETING),
        (remove_forgotten, REMOVING),
        (lambda: feedback.seal_due(now()), SEALING),
    ):
        try:
            due()
        except Exception:
            let_go()
            log.exception(failed)
    try:
        if not erasing.erase(at_rest=True):
            log.warning("Another program has the database open: what was withdrawn is erased from the disk later.")
            erasing.want()
    except Exception:
        log.exception("Erasing what was withdrawn failed; it is tried again.")
        erasing.want()


def begin(app: Flask) -> None:
    """Do every chore in a thread of its own from now on, and hear what happens in other processes."""
    redis_news.hear(socketio.server.manager, functools.partial(_told, app))
    for chore in CHORES:
        socketio.start_background_task(_repeat, app, chore)


def _told(app: Flask, event_id: int) -> None:
    with app.app_context():
        broadcasts.told_elsewhere(event_id)


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
        try:  # leaving the context may fail, too, where the database has gone
            with app.app_context():
                chore.work()
            failing = False
        except Exception:
            if not failing:
                log.exception(chore.failed)
            failing = True
