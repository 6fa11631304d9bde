"""Translations: what an event's own texts are in other languages."""

import hashlib

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitation.extensions import db

KEY_LENGTH = 64
"""Letters of a key."""


def key_of(original: str) -> str:
    """Return the key of a text's translations, SHA-256 in hex: texts are too long for an index of every database."""
    return hashlib.sha256(original.encode()).hexdigest()


class Translation(db.Model):
    """A text of an event in another language, found by its original as in a catalogue of gettext.

    A text that was changed has another key, so it has no translation any more, never a wrong one; one that stands in
    two places has one translation. `key` is `key_of(original)`.
    """

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    original: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
