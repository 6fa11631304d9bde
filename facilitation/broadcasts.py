"""News to the screens: the only caller of `socketio.emit`.

After a commit the edge says what changed; this module waits a moment, so that many changes of one station are sent as
one list, and sends it once to each audience. A screen that misses one asks for the difference, so nothing is sent
again.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import current_app
from socketio.pubsub_manager import PubSubManager
from sqlalchemy import select

from facilitation.extensions import db, socketio
from facilitation.models import Station
from facilitation.queries import changes, desk, newcomers, survey
from facilitation.services import doors, presence
from facilitation.storage.statements import reading

STATION_PAUSE = 0.02
"""Seconds between two broadcasts of one station, at least; the first after a pause is sent at once."""
LONGEST_PAUSE = 0.2
"""Seconds between two broadcasts of one station at most, however large the hall."""
VOTE_PAUSE = 0.1
"""Seconds after a station's last broadcast before votes alone are sent.

There are many more votes than other changes. Any other broadcast takes them along.
"""
SHARE = 0.5
"""The share of the time that broadcasts of one station may take: the larger the hall, the more changes are one list."""
DESK_PAUSE = 1.0
"""Seconds between two broadcasts of the desk's figures, of presence, and of the survey's answers."""

log = logging.getLogger(__name__)

sent = 0
"""Broadcasts sent since the process began, each to one room."""


def station_room(station_id: int, audience: str) -> str:
    """Return the room of one audience of a station."""
    return f"station:{station_id}:{audience}"


def author_room(station_id: int, participant_id: int) -> str:
    """Return the room of one author's screens at a station."""
    return f"author:{station_id}:{participant_id}"


def event_room(event_id: int) -> str:
    """Return the room of every screen of an event."""
    return f"event:{event_id}"


def desk_room(event_id: int) -> str:
    """Return the room of an event's organiser's desks."""
    return f"desk:{event_id}"


def feedback_room(event_id: int, audience: str) -> str:
    """Return the room of one audience of the survey."""
    return f"feedback:{event_id}:{audience}"


class _Pacer:
    """Runs work soon: once for everything that is asked for within its pause, and never twice at a time.

    Work that takes long makes its own pause longer.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lock = threading.Lock()
        self._asked: set[Hashable] = set()
        self._running: set[Hashable] = set()
        self._begun: dict[Hashable, float] = {}
        self._next: dict[Hashable, float] = {}

    def ask(self, key: Hashable, work: Callable[[], None]) -> None:
        """Run `work` within the pause, in the background and in an app context."""
        with self._lock:
            self._asked.add(key)
            if key in self._running:
                return
            self._running.add(key)
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        socketio.start_background_task(self._run, app, key, work)

    def forget_all(self) -> None:
        """Forget what has run, and what was begun and never ended."""
        self._asked.clear()
        self._running.clear()
        self._begun.clear()
        self._next.clear()

    def rest(self, key: Hashable, pause: float) -> float:
        """Return the seconds until `pause` has passed since the last work for this key began; negative afterwards."""
        return self._begun.get(key, -math.inf) + pause - time.monotonic()

    def pause_after(self, took: float) -> float:
        """Return the seconds from the beginning of work that took so long to the next."""
        return max(self._pause, min(took / SHARE, LONGEST_PAUSE))

    def _run(self, app: Any, key: Hashable, work: Callable[[], None]) -> None:
        while self._due(key):
            begun = self._begun[key] = time.monotonic()
            with app.app_context():
                try:
                    work()
                except Exception:
                    log.exception("A broadcast of %s failed; screens catch up with their next question.", key)
            self._next[key] = begun + self.pause_after(time.monotonic() - begun)

    def _due(self, key: Hashable) -> bool:
        with self._lock:
            if key not in self._asked:
                self._running.discard(key)
                return False
            delay = self._next.get(key, 0.0) - time.monotonic()
        if delay > 0:
            socketio.sleep(delay)
        with self._lock:
            self._asked.discard(key)
        return True


_stations = _Pacer(STATION_PAUSE)
_votes = _Pacer(STATION_PAUSE)
_desks = _Pacer(DESK_PAUSE)
_presences = _Pacer(DESK_PAUSE)
_feedbacks = _Pacer(DESK_PAUSE)
_sent: dict[int, int] = {}
"""Station → the revision up to which its screens were told."""
_committed: dict[int, int] = {}
"""Station → the highest revision known to be committed."""


def station_changed(event_id: int, station_id: int, revision: int) -> None:
    """Tell everybody who has the station open about the change that was committed with this revision."""
    _note(station_id, revision)
    _stations.ask(station_id, lambda: _send_station(station_id))
    if presence.tablets(station_id):  # a guest who was silent may have written
        _presences.ask(station_id, lambda: _send_presence(station_id))
    desk_changed(event_id)


def votes_changed(event_id: int, station_id: int, revision: int) -> None:
    """Tell everybody who has the station open that dots were given or taken back; other news goes first."""
    _note(station_id, revision)
    _votes.ask(station_id, lambda: _send_votes(station_id))
    newcomers_changed(event_id)


def recounted(event_id: int, revisions: Mapping[int, int]) -> None:
    """Tell the screens of these stations that dots were counted anew."""
    for station_id, revision in revisions.items():
        votes_changed(event_id, station_id, revision)


def event_changed(event_id: int) -> None:
    """Tell every screen of the event at once that phase, round, announcement or a station's setting changed."""
    _send("event.changed", changes.event_state(event_id), event_room(event_id))
    for station_id in presence.stations_with_tablets(event_id):  # in a new round nobody has written yet
        _presences.ask(station_id, lambda station_id=station_id: _send_presence(station_id))  # type: ignore[misc]
    desk_changed(event_id)


def presence_changed(event_id: int, station_ids: list[int]) -> None:
    """Tell the stations' hosts and the desk that somebody came or went."""
    for station_id in station_ids:
        _presences.ask(station_id, lambda station_id=station_id: _send_presence(station_id))  # type: ignore[misc]
    desk_changed(event_id)


def doors_renewed() -> None:
    """Disconnect this process's screens that came by a door which was renewed since, whatever they have open.

    Those who still may come in reconnect by themselves, and are asked for their rights anew. Every process looks by
    itself, in the database: no news about it can get lost, whether or not there is a Redis.
    """
    if not presence.anybody_by_a_door():
        return
    with reading() as store:
        generations = doors.generations(store)
    for sid in presence.outdated(generations):
        try:
            socketio.server.disconnect(sid)
        except Exception:
            log.exception("A screen by a renewed door could not be disconnected.")


def desk_changed(event_id: int) -> None:
    """Tell the desk, if one is open, that its figures may differ now."""
    if presence.desk_is_open(event_id):
        _desks.ask(event_id, lambda: _send_desk(event_id))


def feedback_turned(event_id: int) -> None:
    """Tell every screen at once that the survey was opened, closed, shown or taken off the wall."""
    event_changed(event_id)
    _send_feedback(event_id)


def feedback_changed(event_id: int) -> None:
    """Tell desk and wall, never the phones, within a second that somebody answered or that a comment was moderated."""
    rooms = [feedback_room(event_id, audience) for audience in survey.AUDIENCES]
    if any(map(_is_heard, rooms)):
        _feedbacks.ask(event_id, lambda: _send_answers(event_id))
    else:
        newcomers_changed(event_id)


def newcomers_changed(event_id: int) -> None:
    """Tell desk and hosts within a second that somebody may have come in, hosts also at other processes' tablets."""
    if _are_shared():
        _presences.ask(("event", event_id), lambda: _send_presences(event_id))
        desk_changed(event_id)
    else:
        presence_changed(event_id, list(presence.stations_with_tablets(event_id)))


def _note(station_id: int, revision: int) -> None:
    _sent.setdefault(station_id, revision - 1)
    _committed[station_id] = max(_committed.get(station_id, 0), revision)


def _send_votes(station_id: int) -> None:
    while (rest := _stations.rest(station_id, VOTE_PAUSE)) > 0:
        socketio.sleep(rest)
    _stations.ask(station_id, lambda: _send_station(station_id))


def _send_station(station_id: int) -> None:
    committed = _committed[station_id]  # before looking who is there: who comes later reads at least this much
    if committed <= _sent[station_id]:
        return  # the last broadcast included it
    audiences = [one for one in changes.AUDIENCES if _is_heard(station_room(station_id, one))]
    if not audiences:
        _sent[station_id] = max(_sent[station_id], committed)
        return
    change = changes.read(station_id, _sent[station_id], "hosts", whole=False)
    for audience in audiences:
        _send("station.changed", changes.for_audience(change, audience), station_room(station_id, audience))
    for participant_id in changes.authors_of_unseen(change):  # nobody else hears of it
        room = author_room(station_id, participant_id)
        if _is_heard(room):
            _send("own.changed", {"station": change["station"]}, room)
    _sent[station_id] = max(_sent[station_id], change["revision"])


def _is_heard(room: str) -> bool:
    """Tell whether anybody may be in a room; where processes share news, this one cannot know, and says yes."""
    return _are_shared() or room in socketio.server.manager.rooms.get("/", {})


def _are_shared() -> bool:
    """Tell whether several processes share their news."""
    return isinstance(socketio.server.manager, PubSubManager)


def _send(news: str, payload: dict[str, Any], room: str) -> None:
    global sent
    sent += 1
    socketio.emit(news, payload, to=room)


def _send_presences(event_id: int) -> None:
    for station_id in db.session.scalars(select(Station.id).where(Station.event_id == event_id)).all():
        _send_presence(station_id)


def _send_presence(station_id: int) -> None:
    station = db.session.get_one(Station, station_id)
    news = {"station": station.slug, "silent": desk.silent(station_id), **newcomers.for_hosts(station.event_id)}
    tablets = presence.tablets(station_id)
    if tablets or not _are_shared():  # else another process counts who is there
        news |= {"people": presence.people(station_id), "tablets": tablets}
    _send("presence.changed", news, station_room(station_id, "hosts"))


def _send_desk(event_id: int) -> None:
    _send("desk.changed", desk.figures(event_id), desk_room(event_id))


def _send_answers(event_id: int) -> None:
    _send_feedback(event_id)
    newcomers_changed(event_id)  # a survey's answer may be somebody's first deed


def _send_feedback(event_id: int) -> None:
    heard = [audience for audience in survey.AUDIENCES if _is_heard(feedback_room(event_id, audience))]
    for audience, told in survey.told_each(event_id, heard).items():
        if told is not None:
            _send("feedback.changed", told, feedback_room(event_id, audience))


def forget_all() -> None:
    """Forget everything that was sent, as a new process has sent nothing."""
    _sent.clear()
    _committed.clear()
    for pacer in (_stations, _votes, _desks, _presences, _feedbacks):
        pacer.forget_all()
