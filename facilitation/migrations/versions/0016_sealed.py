"""Surveys are sealed, and journals are chained.

Each survey has a key of its own, and once that is destroyed nobody knows whose answers are whose.

Answers had ids that the server's secret and a participant's number give. Those of an open survey get the ids that the
new key gives, so that people may still change them; all others get any id, in an order drawn by lot, and their survey
is closed for good.

Each entry of a journal gets the seals and the link that show from now on whether somebody changed it
(`services/journal_chain.py`).
"""

import datetime as dt
import hashlib
import hmac
import json
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
down_revision = "0015"
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
ENTRY = sa.table(
    "journal_entry",
    *(sa.column(name) for name in ("id", "station_id", "revision", "door", "deed", "undoes", "link")),
    sa.column("done_at", sa.DateTime(timezone=True)),
    sa.column("items", sa.JSON()),
    sa.column("seals", sa.JSON()),
)
PARTICIPANT = sa.table("participant", sa.column("id"), sa.column("event_id"))


def upgrade() -> None:
    op.add_column("event", sa.Column("feedback_closed_at", sa.DateTime(timezone=True), nullable=True))
    connection = op.get_bind()
    for event in connection.execute(sa.select(EVENT.c.id, EVENT.c.feedback_state)).all():
        _unlink(connection, event.id, _still_theirs(connection, event.id) if event.feedback_state == "open" else {})
    op.add_column("journal_entry", sa.Column("seals", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("journal_entry", sa.Column("link", sa.String(length=64), nullable=False, server_default=""))
    _chain(connection)
    closed = sa.update(EVENT).where(EVENT.c.feedback_state == "closed")
    connection.execute(closed.values(feedback_state="sealed", revision=EVENT.c.revision + 1))


def downgrade() -> None:
    op.get_bind().execute(sa.update(EVENT).where(EVENT.c.feedback_state == "sealed").values(feedback_state="closed"))
    op.drop_column("event", "feedback_closed_at")
    op.drop_column("journal_entry", "link")
    op.drop_column("journal_entry", "seals")


def _chain(connection: sa.Connection) -> None:
    before: dict[int, str] = {}
    for row in connection.execute(sa.select(ENTRY).order_by(ENTRY.c.station_id, ENTRY.c.revision)).all():
        seals = []
        for item in row.items:
            salt = secrets.token_hex(16)
            seals.append({"noun": item["noun"], "id": str(item["id"]), "digest": _digest([salt, item]), "salt": salt})
        told = {
            "station": row.station_id,
            "revision": row.revision,
            "door": row.door,
            "deed": row.deed,
            "undoes": row.undoes,
            "done_at": _utc(row.done_at).isoformat(timespec="microseconds"),
            "seals": [[one["noun"], one["id"], one["digest"]] for one in seals],
        }
        link = before[row.station_id] = _digest([before.get(row.station_id, ""), told])
        connection.execute(sa.update(ENTRY).where(ENTRY.c.id == row.id).values(seals=seals, link=link))


def _utc(moment: dt.datetime) -> dt.datetime:
    """SQLite forgets the time zone."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _digest(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


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
