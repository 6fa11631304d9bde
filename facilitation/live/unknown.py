"""Answers messages that have no handler, instead of silence."""

from typing import Any

from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.live.order import Ack


@socketio.on("*")
def unknown(_message: str, *_payloads: Any) -> Ack:
    """Refuse an order without a handler (`unknown_message`)."""
    socketio.sleep(0)  # the others' turn, as after every order
    return CafeError("unknown_message").as_answer()
