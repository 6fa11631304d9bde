"""Screens that say that they are still there, and screens that go away."""

import logging
from typing import Any

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.extensions import socketio
from facilitation.live.order import Ack, order, sid
from facilitation.services import presence
from facilitation.storage.statements import AnyRow

log = logging.getLogger(__name__)


@order("presence.sign")
def sign(actor: Actor, place: AnyRow) -> Ack:
    """Record that a tablet is still there, as every message of a tablet does."""
    actor.require_reader()
    broadcasts.desk_changed(place.id)
    return {}


@socketio.on("disconnect")
def gone(*_reason: Any) -> None:
    """Forget a screen that has disconnected.

    A client can also send this message itself. Then its screen is still there, and a renewed link must still find it.
    """
    if socketio.server.manager.is_connected(sid(), "/"):
        return
    visit = presence.leave(sid())
    if visit is None:
        return
    try:
        broadcasts.presence_changed(visit.event_id, list(visit.stations))
    except Exception:  # else the library would keep what it knows of this screen
        log.exception("That a screen has gone could not be told.")
