"""Coming and going."""

from typing import Any

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.extensions import socketio
from facilitation.live.order import Ack, order, sid
from facilitation.services import presence
from facilitation.storage.statements import AnyRow


@order("presence.sign")
def sign(actor: Actor, event: AnyRow) -> Ack:
    """A tablet says that it is still there (every message of a tablet does)."""
    broadcasts.desk_changed(event.id)
    return {}


@socketio.on("disconnect")
def gone(*_reason: Any) -> None:
    """A screen went away. One that only says so is still there, and stays where a renewed link finds it."""
    if socketio.server.manager.is_connected(sid(), "/"):
        return
    visit = presence.leave(sid())
    if visit is not None:
        broadcasts.presence_changed(visit.event_id, list(visit.stations))
