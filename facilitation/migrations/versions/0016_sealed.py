"""Surveys are sealed: each has a key of its own, and once that is destroyed nobody knows whose answers are whose.

Answers had ids that the server's secret and a participant's number give. Those of an open survey get the ids that the
new key gives, so that people may still change them; all others get any id, in an order drawn by lot, and their survey
is closed for good.
"""

import hashlib
import hmac
import os
import random
import secrets
import uuid
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None

EVENT = sa.table(
    "event",
    sa.column("id", sa.Integer()),
    sa.column("feedback_state", sa.String()),
    sa.column("revision", sa.Integer()),
)
ANSWER = sa.table(
    "feedback_answer",
    *(sa.column(name) for name in ("event_id", "language", "text", "german")),
    sa.column("id", sa.String()),
    sa.column("scale", sa.JSON()),
    sa.column("hidden", sa.Boolean()),
)
PARTICIPANT = sa.table("participant", sa.column("id"), sa.column("event_id"))


def upgrade() -> None:
    op.add_column("event", sa.Column("feedback_closed_at", sa.DateTime(timezone=True), nullable=True))
    connection = op.get_bind()
    for event in connection.execute(sa.select(EVENT.c.id, EVENT.c.feedback_state)).all():
        _unlink(connection, event.id, _still_theirs(connection, event.id) if event.feedback_state == "open" else {})
    closed = sa.update(EVENT).where(EVENT.c.feedback_state == "closed")
    connection.execute(closed.values(feedback_state="sealed", revision=EVENT.c.revision + 1))


def downgrade() -> None:
    op.get_bind().execute(sa.update(EVENT).where(EVENT.c.feedback_state == "sealed").values(feedback_state="closed"))
    op.drop_column("event", "feedback_closed_at")


def _unlink(connection: sa.Connection, event_id: int, theirs: dict[str, str]) -> None:
    answers = sa.select(ANSWER).where(ANSWER.c.event_id == event_id)
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(answers).mappings()]
    if rows:
        random.SystemRandom().shuffle(rows)
        connection.execute(sa.delete(ANSWER).where(ANSWER.c.event_id == event_id))
        connection.execute(
            sa.insert(ANSWER), [{**row, "id": theirs.get(row["id"]) or str(uuid.uuid4())} for row in rows]
        )


def _still_theirs(connection: sa.Connection, event_id: int) -> dict[str, str]:
    """From the ids that participants' answers have to those that the survey's new key gives."""
    key = _new_key(event_id)
    people = connection.scalars(sa.select(PARTICIPANT.c.id).where(PARTICIPANT.c.event_id == event_id)).all()
    known = str(current_app.secret_key).encode()
    return {_pseudonym(known, event_id, one): _pseudonym(key, event_id, one) for one in people}


def _pseudonym(key: bytes, event_id: int, participant_id: int) -> str:
    made = hmac.new(key, f"feedback {event_id} {participant_id}".encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=made[:16]))


def _new_key(event_id: int) -> bytes:
    folder = Path(current_app.extensions["config"].data_dir) / "survey-keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path, key = folder / str(event_id), secrets.token_bytes(32)
    path.unlink(missing_ok=True)  # of a try that did not come to its end
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
