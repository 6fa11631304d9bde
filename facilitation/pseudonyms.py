"""A name for somebody that says nothing about them: the same each time, and without the server's key no way back."""

import hashlib
import hmac
import uuid

from flask import current_app

BYTES = 16
"""128 bits, written like every other id (`ids`)."""


def of(purpose: str, event_id: int, participant_id: int) -> str:
    """The pseudonym of an event's participant for one purpose; another purpose makes another one."""
    assert isinstance(current_app.secret_key, str), "create_app sets a key"
    told = f"{purpose} {event_id} {participant_id}"
    made = hmac.new(current_app.secret_key.encode(), told.encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=made[:BYTES]))
