"""Pseudonyms of participants: always equal for one person and purpose, and without the server's key no way back."""

import hashlib
import hmac
import uuid

from flask import current_app

BYTES = 16
"""Bytes of a pseudonym: 128 bits, written as every other id is (`ids`)."""


def of(purpose: str, event_id: int, participant_id: int) -> str:
    """Return the pseudonym of an event's participant for one purpose; another purpose gives another pseudonym."""
    assert isinstance(current_app.secret_key, str), "create_app sets a key"
    told = f"{purpose} {event_id} {participant_id}"
    made = hmac.new(current_app.secret_key.encode(), told.encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=made[:BYTES]))
