"""A name for somebody that says nothing about them: the same each time, and without the server's key no way back."""

import hashlib
import hmac

from flask import current_app

LENGTH = 32
"""Hexadecimal digits, 128 bits."""


def of(purpose: str, event_id: int, participant_id: int) -> str:
    """The pseudonym of an event's participant for one purpose; another purpose makes another one."""
    assert isinstance(current_app.secret_key, str), "create_app sets a key"
    told = f"{purpose} {event_id} {participant_id}"
    return hmac.new(current_app.secret_key.encode(), told.encode(), hashlib.sha256).hexdigest()[:LENGTH]
