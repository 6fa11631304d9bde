"""Pseudonyms of participants: always equal for one person and purpose, and without their key no way back."""

import hashlib
import hmac
import uuid

BYTES = 16
"""Bytes of a pseudonym: 128 bits, written as every other id is (`ids`)."""


def of(purpose: str, event_id: int, participant_id: int, *, key: bytes) -> str:
    """Return the pseudonym of an event's participant for one purpose; another purpose or key gives another one."""
    told = f"{purpose} {event_id} {participant_id}"
    made = hmac.new(key, told.encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=made[:BYTES]))
