"""Screens that say that they are still there, and screens that go away."""

from typing import Any

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.extensions import socketio
from facilitation.live.order import Ack, order, sid
from facilitation.services import presence
from facilitation.storage.statements import AnyRow


@order("presence.sign")
def sign(actor: Actor, event: AnyRow) -> Ack:
    """Record that a tablet is still there, as every message of a tablet does."""
    actor.require_reader()
    broadcasts.desk_changed(event.id)
    return {}


@socketio.on("disconnect")
def gone(*_reason: Any) -> None:
    """Forget a screen that has disconnected.

    A client can also send this message itself. Then its screen is still there, and a renewed link must still find it.
    """
    if socketio.server.manager.is_connected(sid(), "/"):
        return
    visit = presence.leave(sid())
    if visit is not None:
        broadcasts.presence_changed(visit.event_id, list(visit.stations))
