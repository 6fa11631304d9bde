"""News to the screens: the only caller of `socketio.emit`.

After a commit the edge hands over what its service committed (`tell`). This module waits a moment, so that many changes
of one station are sent as one list, and sends it once to each audience. A screen that misses one asks for the
difference, so nothing is sent again.
"""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from socketio.pubsub_manager import PubSubManager

from facilitation.actor import AUDIENCES, SURVEY_AUDIENCES
from facilitation.extensions import socketio
from facilitation.memory import remembered
from facilitation.queries import changes, desk, survey, wordings
from facilitation.queries.fields import short
from facilitation.services import doors, presence
from facilitation.services.committed import Committed
from facilitation.storage.statements import reading
from facilitation.transport.pacer import Pacer

STATION_PAUSE = 0.02
"""Seconds between two broadcasts of one station, at least; the first after a pause is sent at once."""
VOTE_PAUSE = 0.25
"""Seconds after a station's last broadcast before votes alone are sent.

There are many more votes than other changes. Any other broadcast takes them along.
"""
DESK_PAUSE = 1.0
"""Seconds between two broadcasts of the desk's figures, of presence, and of the survey's answers."""

log = logging.getLogger(__name__)

sent = 0
"""Broadcasts sent since the process began, each to one room."""


def station_room(station_id: int, audience: str) -> str:
    """Return the room of one audience of a station."""
    return f"station:{station_id}:{audience}"


def wordings_room(station_id: int, language: str, *, drafts: bool = False) -> str:
    """Return the room of the screens that read guests' wordings of a station in a language, or the machine's, too."""
    return f"{'drafts' if drafts else 'wordings'}:{station_id}:{language}"


def readers() -> dict[int, dict[str, int]]:
    """Return by station and language how many of this process's screens read machine drafts in it."""
    found: dict[int, dict[str, int]] = {}
    for room, screens in socketio.server.manager.rooms.get("/", {}).items():
        if room is not None and room.startswith("drafts:"):
            _, station_id, language = room.split(":")
            found.setdefault(int(station_id), {})[language] = len(screens)
    return found


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


_stations = remembered(Pacer(STATION_PAUSE))
_votes = remembered(Pacer(STATION_PAUSE))
_desks = remembered(Pacer(DESK_PAUSE))
_presences = remembered(Pacer(DESK_PAUSE))
_newcomers = remembered(Pacer(VOTE_PAUSE))
_others = remembered(Pacer(DESK_PAUSE))
_feedbacks = remembered(Pacer(DESK_PAUSE))
_sent: dict[int, int] = remembered({})
"""Station → the revision up to which its screens were told."""
_committed: dict[int, int] = remembered({})
"""Station → the highest revision known to be committed."""


def tell(event_id: int, committed: Committed[Any]) -> dict[str, Any]:
    """Tell the screens what was committed, and return what an order is acknowledged with.

    That has the event's state where it changed, which is read once for all screens and the answer, and the desk's
    figures where they did.
    """
    for station_id, revision in committed.stations.items():
        station_changed(event_id, station_id, revision)
    for station_id, revision in committed.dots.items():
        votes_changed(event_id, station_id, revision)
    state = event_changed(event_id) if committed.event or committed.survey == "state" else None
    if committed.survey == "answers":
        feedback_changed(event_id)
    elif committed.survey == "state":
        _send_feedback(event_id)
    if committed.newcomers:
        newcomers_changed(event_id)
    elif committed.desk:
        desk_changed(event_id)
    if committed.doors:
        doors_renewed()
    return answer(event_id, committed, state)


def answer(event_id: int, committed: Committed[Any], state: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what an order is acknowledged with, and tell nobody; `state` is the event's, where it was read already."""
    answered = {**committed.answer}
    if committed.newcomers == "door":
        answered["desk"] = desk.figures(event_id)
    if committed.event or committed.survey == "state":
        answered["event_state"] = state or changes.event_state(event_id)
    return answered


def station_changed(event_id: int, station_id: int, revision: int) -> None:
    """Tell everybody who has the station open about the change that was committed with this revision."""
    _note(station_id, revision)
    _stations.ask(station_id, lambda: _send_station(station_id))
    newcomers_changed(event_id)  # and a guest who was silent may have written


def votes_changed(event_id: int, station_id: int, revision: int) -> None:
    """Tell everybody who has the station open that dots were given or taken back; other news goes first."""
    _note(station_id, revision)
    _votes.ask(station_id, lambda: _send_votes(station_id))
    newcomers_changed(event_id)


def event_changed(event_id: int) -> dict[str, Any]:
    """Tell every screen of the event at once that its state changed, and return that state."""
    state = changes.event_state(event_id)
    _send("event.changed", state, event_room(event_id))
    newcomers_changed(event_id)  # and in a new round nobody has written yet
    return state


def event_removed(event_id: int, station_ids: Iterable[int], state: dict[str, Any]) -> None:
    """Let every screen of an event load anew that is no more, and forget its stations; `state` was the event's."""
    _send("event.changed", {**state, "revision": state["revision"] + 1, "locked": True}, event_room(event_id))
    forget_stations(station_ids)


def forget_stations(station_ids: Iterable[int]) -> None:
    """Forget how far the news of stations is that are no more.

    SQLite gives the numbers of the last rows to the next ones, which are somebody else's.
    """
    for station_id in station_ids:
        _sent.pop(station_id, None)
        _committed.pop(station_id, None)


def load_anew(sid: str, state: dict[str, Any]) -> None:
    """Let the page of one screen load itself anew, as pages of every version do once their event is locked.

    `state` is the event's. What was typed there is kept, and the new page finds nothing locked.
    """
    _send("event.changed", {**state, "locked": True}, sid, here=True)


def presence_changed(event_id: int, station_ids: Iterable[int]) -> None:
    """Tell the stations' hosts and the desk that somebody came or went."""
    _ask_for_presence(station_ids)
    desk_changed(event_id)


def doors_renewed() -> dict[int, int]:
    """Disconnect this process's screens that came by a door which was renewed since, whatever they have open.

    Those who still may come in reconnect by themselves, and are asked for their rights anew. Every process looks by
    itself, in the database: no news about it can get lost, whether or not there is a Redis.
    Returns every door's generation by its id.
    """
    with reading() as store:
        generations = doors.generations(store)
    _put_out(presence.outdated(generations))
    return generations


def put_out_of(event_ids: Collection[int]) -> None:
    """Disconnect this process's screens of events that are no more.

    They reconnect, are refused, and load a page that says so. What the deleting process tells them (`event_removed`)
    does not reach other processes while Redis is away.
    """
    if event_ids:
        _put_out(presence.at_events(event_ids))


def _put_out(sids: Iterable[str]) -> None:
    for sid in sids:
        try:
            socketio.server.disconnect(sid)
        except Exception:
            log.exception("A screen that may not stay could not be disconnected.")


def desk_changed(event_id: int) -> None:
    """Tell the desk, if one is open, that its figures may differ now; other processes tell theirs, and their tablets.

    Each counts its own people, so news of them stays in the process that counted.
    """
    _ask_for_desk(event_id)
    if _are_shared():
        _others.ask(event_id, lambda: socketio.server.manager.tell(event_id))


def told_elsewhere(event_id: int) -> None:
    """Tell this process's desk and tablets, because something happened at the event in another one."""
    _ask_for_desk(event_id)
    _ask_for_presence(presence.stations_with_tablets(event_id))


def feedback_changed(event_id: int) -> None:
    """Tell desk and wall, never the phones, within a second that somebody answered or that a comment was moderated."""
    rooms = [feedback_room(event_id, audience) for audience in SURVEY_AUDIENCES]
    if any(map(_is_heard, rooms)):
        _feedbacks.ask(event_id, lambda: _send_answers(event_id))
    else:
        newcomers_changed(event_id)


def newcomers_changed(event_id: int) -> None:
    """Tell desk and hosts within a second that somebody may have come in, in whatever process."""
    # Each dot asks for this, so who has a tablet is looked up once for all of a pause.
    _newcomers.ask(event_id, lambda: _ask_for_presence(presence.stations_with_tablets(event_id)))
    desk_changed(event_id)


def _ask_for_desk(event_id: int) -> None:
    if presence.desk_is_open(event_id):
        _desks.ask(event_id, lambda: _send_desk(event_id))


def _ask_for_presence(station_ids: Iterable[int]) -> None:
    for station_id in station_ids:
        _presences.ask(station_id, lambda station_id=station_id: _send_presence(station_id))  # type: ignore[misc]


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
    audiences = [one for one in AUDIENCES if _is_heard(station_room(station_id, one))]
    if not audiences:
        _sent[station_id] = max(_sent[station_id], committed)
        return
    change = changes.read(station_id, _sent[station_id], "hosts", whole=False)
    for audience in audiences:
        _send("station.changed", short(changes.for_audience(change, audience)), station_room(station_id, audience))
    for participant_id in changes.authors_of_unseen(change):  # nobody else hears of it
        room = author_room(station_id, participant_id)
        if _is_heard(room):
            _send("own.changed", {"station": change["station"]}, room)
    _send_wordings(station_id, _sent[station_id])
    _sent[station_id] = max(_sent[station_id], change["revision"])


def _send_wordings(station_id: int, since: int) -> None:
    """Tell of wordings that changed after a revision: phones of those in the languages they read, and hosts of all.

    `since` in such news is the newest revision before it in that language: a phone that knows less missed something.
    """
    with reading() as store:
        news = wordings.news(store, station_id, since)
    if news is None:
        return
    if news.for_hosts is not None and _is_heard(room := station_room(station_id, "hosts")):
        _send("wording.changed", news.for_hosts, room)
    for drafts, (by_language, before) in ((False, news.worded), (True, news.with_drafts)):
        for language, told in by_language.items():
            if _is_heard(room := wordings_room(station_id, language, drafts=drafts)):
                where = {"station": news.station, "language": language, "since": before.get(language, 0)}
                _send("wording.changed", {**where, "revision": news.revision, "wordings": told}, room)
    for participant_id in news.concerned:
        if _is_heard(room := author_room(station_id, participant_id)):
            _send("own.changed", {"station": news.station}, room)


def _is_heard(room: str) -> bool:
    """Tell whether anybody may be in a room; where processes share news, this one cannot know, and says yes."""
    return _are_shared() or room in socketio.server.manager.rooms.get("/", {})


def _are_shared() -> bool:
    """Tell whether several processes share their news."""
    return isinstance(socketio.server.manager, PubSubManager)


def _send(news: str, payload: dict[str, Any], room: str, *, here: bool = False) -> None:
    """Send news to a room; with `here` only to this process's screens."""
    global sent
    sent += 1
    socketio.emit(news, payload, to=room, ignore_queue=here)


def _send_presence(station_id: int) -> None:
    room = station_room(station_id, "hosts")
    if room not in socketio.server.manager.rooms.get("/", {}):  # each process counts its own people
        return
    _send("presence.changed", desk.for_hosts(station_id), room, here=True)


def _send_desk(event_id: int) -> None:
    _send("desk.changed", desk.figures(event_id), desk_room(event_id), here=True)


def _send_answers(event_id: int) -> None:
    _send_feedback(event_id)
    newcomers_changed(event_id)  # a survey's answer may be somebody's first deed


def _send_feedback(event_id: int) -> None:
    heard = [audience for audience in SURVEY_AUDIENCES if _is_heard(feedback_room(event_id, audience))]
    for audience, told in survey.told_each(event_id, heard).items():
        if told is not None:
            _send("feedback.changed", told, feedback_room(event_id, audience))
