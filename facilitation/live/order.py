"""The wrapper around every live message: it checks the payload, and turns refusals and faults into acknowledgements."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from flask import request, session
from flask_socketio import join_room, leave_room, rooms

from facilitation import bounds, broadcasts
from facilitation.actor import Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.ids import check_id, is_id
from facilitation.services import context, limits, presence
from facilitation.storage.statements import AnyRow, Store, reading
from facilitation.storage.transactions import let_go

log = logging.getLogger(__name__)

REQUIRED = object()
"""The default of a field that must not be missing."""
MOST_IDS = bounds.MOST_IDS
LARGEST_NUMBER = bounds.LARGEST_NUMBER

HOSTS = "hosts"
"""The door of an order that only hosts and organisers may give."""

Ack = dict[str, Any]
"""What an order is answered with."""
Handler = Callable[..., Ack]


class Field:
    """One field of a payload: its type, its default where it may be missing, and the type of a dictionary's values."""

    def __init__(self, kind: type, default: object = REQUIRED, *, of: type = list) -> None:
        self.kind = kind
        self.default = default
        self.of = of

    def read(self, name: str, payload: dict[str, Any]) -> Any:
        """Return the field's value. Raises CafeError `malformed` (field)."""
        value = payload.get(name)
        if value is None and self.default is not REQUIRED:
            return self.default
        if type(value) is not self.kind or not _is_usual(value, self.of):
            raise CafeError("malformed", field=name)
        return value


class Id(Field):
    """A field that holds an id (`ids`); where it may be missing, its default is None and never an empty text."""

    def __init__(self, default: object = REQUIRED) -> None:
        super().__init__(str, default)

    def read(self, name: str, payload: dict[str, Any]) -> Any:
        """Return the id, or the default where it is missing. Raises CafeError `malformed` (field)."""
        value = super().read(name, payload)
        if value is not self.default:
            check_id(value, field=name)
        return value


def order(message: str, door: str = "", /, **fields: Field) -> Callable[[Handler], Handler]:
    """Register a handler `fn(actor, event, **fields)` for a message; what it returns is added to `{"ok": true}`.

    Nobody gives an order who came through no door, and where `door` is HOSTS nobody who hosts no station; what else
    it needs, its service looks up.
    `event` is the row (`context.find`) of the event that the payload names, else of the one this connection opened,
    else of the session's only one; with the station of the field `station`.
    """

    def register(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def handle(*payloads: Any) -> Ack:
            socketio.sleep(0)  # a screen that sends thousands at once: first it is the others' turn
            return _acknowledge(message, handler, fields, payloads, door)

        socketio.on_event(message, handle)
        return handler

    return register


def sid() -> str:
    """Return this connection's id."""
    return str(request.sid)  # type: ignore[attr-defined]


def visit(actor: Actor, *news: str) -> presence.Visit:
    """Join the event's news, and the rooms named in `news`; remember by which doors.

    A connection is at one event at a time: whoever opens another leaves the rooms of the one before. Otherwise a link
    renewed there would not find this screen. Raises CafeError `not_joined` where it has gone while its order waited.
    """
    if not socketio.server.manager.is_connected(sid(), "/"):
        raise CafeError("not_joined")
    event_id = actor.event_id
    before = presence.of(sid())
    if before is not None and before.event_id != event_id:
        for room in rooms():
            if room != sid():
                leave_room(room)
        broadcasts.presence_changed(before.event_id, list(before.stations))
    here = presence.enter(sid(), event_id, actor.doors)  # before it hears anything: a renewal may come in between
    for room in (broadcasts.event_room(event_id), *news):
        join_room(room)
    return here


def _acknowledge(message: str, handler: Handler, fields: dict[str, Field], payloads: tuple[Any, ...], door: str) -> Ack:
    sender = sessions.likely_participant(session) or sid()
    actor = None
    try:
        _check_refusals(sender)
        payload = payloads[0] if payloads else None
        if not isinstance(payload, dict):
            raise CafeError("malformed", field="payload")
        values = {name: field.read(name, payload) for name, field in fields.items()}
        with reading() as store:
            event = _event(store, payload, values.get("station"))
            actor = sessions.actor_of(store, event.id, event.generation, session)
        if not actor.doors and sessions.has_doors(session):
            limits.check_refusals(sender)
        actor.require_reader()
        if door == HOSTS and not (actor.organiser or actor.hosts):
            raise CafeError("not_allowed")
        _sign(actor)
        return {"ok": True, **handler(actor, event, **values)}
    except CafeError as refusal:
        let_go()
        if actor is None or not actor.doors:
            limits.count_refusal(sender, refusal)
        return refusal.as_answer()
    except UnicodeEncodeError:  # half a surrogate pair in an id: nothing that could be looked up
        let_go()
        return CafeError("malformed", field="payload").as_answer()
    except Exception:
        log.exception("%s failed", message)
        let_go()
        return CafeError("server_error").as_answer()


def _check_refusals(sender: int | str) -> None:
    """Refuse whoever was refused too often; not who came through a secret link that still holds, which is looked up.

    Raises CafeError `too_many` (retry_after).
    """
    try:
        limits.check_refusals(sender)
    except CafeError:
        if not sessions.has_doors(session):
            raise
        with reading() as store:
            if not sessions.has_open_doors(store, session):
                raise


def _event(store: Store, payload: dict[str, Any], station: str | None) -> AnyRow:
    slug = payload.get("event")
    if slug is not None:
        if type(slug) is not str:
            raise CafeError("malformed", field="event")
        return context.find(store, slug, station)
    visit = presence.of(sid())
    if visit is not None:
        return context.find(store, visit.event_id, station)
    try:
        return context.find(store, sessions.only_event(store), station)
    except CafeError:
        raise CafeError("not_joined") from None


def _sign(actor: Actor) -> None:
    visit = presence.of(sid())
    for station_id, audience in visit.stations.items() if visit else ():
        if audience == "hosts" and actor.may_host(station_id):
            presence.sign(station_id)


def _is_usual(value: Any, of: type = list) -> bool:
    """Tell whether a list holds ids only, and a dictionary values of the type `of`, and neither is too large."""
    if isinstance(value, dict):
        return len(value) <= MOST_IDS and all(type(one) is of and _is_usual(one) for one in value.values())
    if isinstance(value, list):
        return len(value) <= MOST_IDS and all(map(is_id, value))
    return not isinstance(value, int) or abs(value) <= LARGEST_NUMBER
