"""The wrapper around every live message: it checks the payload, and turns refusals and faults into acknowledgements."""

import functools
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import request, session

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.doors import languages, sessions
from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.live.fields import Field, Id, Name, field, fields_of, writes
from facilitation.services import context, deletion, limits, orders, presence
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow, Store, reading
from facilitation.storage.transactions import let_go

log = logging.getLogger(__name__)

HOSTS = "hosts"
"""The door of an order that only hosts and organisers may give."""

_EVENT = field("event", Name, None)
_ORDER = field("order", Id, None)
"""The order's own id, the same each time it is sent; screens of an earlier version give it none."""

Ack = dict[str, Any]
"""What an order is answered with."""
Handler = Callable[..., Committed[Any] | Ack]


def order(message: str, door: str = "") -> Callable[[Handler], Handler]:
    """Register a handler `fn(actor, place, *, …)` for a message.

    What comes after the star are the payload's fields (`fields_of`). A handler that writes returns what its service
    committed: the screens are told, and the order is acknowledged from it. One that reads returns what is added to
    `{"ok": true}`.
    Nobody gives an order who came through no door, and where `door` is HOSTS nobody who hosts no station; what else
    it needs, its service looks up.
    One that writes counts once, however often it comes with the same id (`services/orders.py`).
    `place` is the row (`context.find`) of the event that the payload names, else of the one this connection opened,
    else of the session's only one; with the station of the field `station`.
    """

    def register(handler: Handler) -> Handler:
        fields = (*fields_of(handler), _ORDER) if writes(handler) else fields_of(handler)

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
    server, id, event_id = socketio.server, sid(), actor.event_id
    if not server.manager.is_connected(id, "/"):
        raise CafeError("not_joined")
    before = presence.of(id)
    if before is not None and before.event_id != event_id:
        for room in server.rooms(id):
            if room != id:
                server.leave_room(id, room)
        broadcasts.presence_changed(before.event_id, list(before.stations))
    here = presence.enter(id, event_id, actor.doors)  # before it hears anything: a renewal may come in between
    with suppress(KeyError, ValueError):  # it has gone meanwhile, where threads serve
        for room in (broadcasts.event_room(event_id), *news):
            server.enter_room(id, room)
    if not server.manager.is_connected(id, "/"):
        presence.leave(id)
        raise CafeError("not_joined")
    return here


def _acknowledge(
    message: str, handler: Handler, fields: tuple[Field, ...], payloads: tuple[Any, ...], door: str
) -> Ack:
    sender = sessions.likely_participant(session) or sid()
    actor = None
    payload = payloads[0] if payloads else None
    try:
        _check_refusals(sender)
        if not isinstance(payload, dict):
            raise CafeError("malformed", field="payload")
        values = {field.name: field.read(payload) for field in fields}
        id = values.pop(_ORDER.name, None)
        with reading() as store:
            place = _place(store, payload, values.get("station"), id)
            actor = sessions.actor_of(store, place.id, place.generation, session)
            known = orders.known_with(place) if id is not None else None
        if not actor.organiser and deletion.is_over(place):
            raise CafeError("event_over")
        if not actor.doors and sessions.has_doors(session):
            limits.check_refusals(sender)
        if actor.doors:
            languages.speak_to_staff()
        actor.require_reader()
        if door == HOSTS and not (actor.organiser or actor.hosts):
            raise CafeError("not_allowed")
        _sign(actor)
        before = orders.again(actor, known)
        if before is not None:
            return {"ok": True, **broadcasts.answer(place.id, before)}
        return {"ok": True, **_carry_out(handler, replace(actor, order=id) if id else actor, place, values)}
    except CafeError as raised:
        let_go()
        refusal = sessions.refusal_of(raised)
        if actor is None or not actor.doors:
            limits.count_refusal(sender, refusal)
        return refusal.as_answer(with_text=_brings_text(fields, payload))
    except Exception:
        log.exception("%s failed", message)
        let_go()
        return CafeError("server_error").as_answer(with_text=_brings_text(fields, payload))


def _brings_text(fields: tuple[Field, ...], payload: object) -> bool:
    """Tell whether an order brings what somebody typed: a screen keeps that until it is stored."""
    return any(field.holds_text(payload) for field in fields)


def _carry_out(handler: Handler, actor: Actor, place: AnyRow, values: dict[str, Any]) -> Ack:
    """Carry out an order and tell the screens; return what it is acknowledged with."""
    done, before = orders.carry_out(actor, functools.partial(handler, actor, place, **values))
    if before:
        return broadcasts.answer(actor.event_id, done)
    return broadcasts.tell(actor.event_id, done) if isinstance(done, Committed) else done


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


def _place(store: Store, payload: dict[str, Any], station: str | None, order: str | None) -> AnyRow:
    event = _EVENT.read(payload)
    if event is not None:
        return context.find(store, event, station, order=order)
    visit = presence.of(sid())
    if visit is not None:
        return context.find(store, visit.event_id, station, order=order)
    try:
        return context.find(store, sessions.only_event(store), station, order=order)
    except CafeError:
        raise CafeError("not_joined") from None


def _sign(actor: Actor) -> None:
    visit = presence.of(sid())
    for station_id, audience in visit.stations.items() if visit else ():
        if audience == "hosts" and actor.may_host(station_id):
            presence.sign(station_id)
