"""What an event's own texts are in other languages has a table of its own, in which a text is found by its original.

So far only the survey's questions had translations, beside each of them: those move there. The seeded event gets the
translations that come with the seed, of the texts that still are as the seed has them. An announcement has other
languages besides; one of before has none.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SEED = Path(__file__).parents[2] / "seed"
SEEDED = "dresden-2023"

EVENT = sa.table(
    "event",
    *(sa.column(name) for name in ("id", "slug", "title", "place_name", "directions", "organiser", "addressee")),
    sa.column("feedback_free_text"),
    sa.column("aims", sa.JSON()),
    sa.column("etiquette", sa.JSON()),
    sa.column("feedback_translations", sa.JSON()),
)
STATION = sa.table(
    "station",
    *(sa.column(name) for name in ("event_id", "short_title", "title", "question", "description")),
    sa.column("prompts", sa.JSON()),
)
TITLED = [sa.table(name, sa.column("event_id"), sa.column("title")) for name in ("programme_item", "round")]
QUESTION = sa.table(
    "feedback_question", *(sa.column(name) for name in ("id", "event_id", "text")), sa.column("translations", sa.JSON())
)
TRANSLATION = sa.table(
    "translation", *(sa.column(name) for name in ("event_id", "language", "key", "original", "text"))
)


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_translation_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", "language", "key", name=op.f("pk_translation")),
    )
    op.add_column("event", sa.Column("announcement_translations", sa.JSON(), nullable=False, server_default="{}"))
    known: dict[tuple[int, str, str], str] = {}
    for event_id, original, language, text in (*_seeded(), *_of_surveys()):
        known[event_id, language, original] = text
    rows = [
        {
            "event_id": event_id,
            "language": language,
            "key": hashlib.sha256(original.encode()).hexdigest(),
            "original": original,
            "text": text,
        }
        for (event_id, language, original), text in known.items()
    ]
    if rows:
        op.get_bind().execute(sa.insert(TRANSLATION), rows)
    op.drop_column("feedback_question", "translations")
    op.drop_column("event", "feedback_translations")


def downgrade() -> None:
    """The survey's translations stand beside its questions again; all others are gone."""
    op.add_column("event", sa.Column("feedback_translations", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("feedback_question", sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
    bind = op.get_bind()
    said: dict[tuple[int, str], dict[str, str]] = {}
    for row in bind.execute(sa.select(TRANSLATION)):
        said.setdefault((row.event_id, row.original), {})[row.language] = row.text
    for row in bind.execute(sa.select(QUESTION.c.id, QUESTION.c.event_id, QUESTION.c.text)).all():
        there = said.get((row.event_id, row.text), {})
        bind.execute(sa.update(QUESTION).where(QUESTION.c.id == row.id).values(translations=there))
    for row in bind.execute(sa.select(EVENT.c.id, EVENT.c.feedback_free_text)).all():
        there = said.get((row.id, row.feedback_free_text), {})
        bind.execute(sa.update(EVENT).where(EVENT.c.id == row.id).values(feedback_translations=there))
    op.drop_column("event", "announcement_translations")
    op.drop_table("translation")


Told = list[tuple[int, str, str, str]]
"""Translations: the event's id, the original, the language, the text."""


def _of_surveys() -> Told:
    """Return what stands beside the questions of all surveys."""
    bind, told = op.get_bind(), []
    for row in bind.execute(sa.select(QUESTION.c.event_id, QUESTION.c.text, QUESTION.c.translations)):
        told += [(row.event_id, row.text, language, text) for language, text in (row.translations or {}).items()]
    for row in bind.execute(sa.select(EVENT.c.id, EVENT.c.feedback_free_text, EVENT.c.feedback_translations)):
        others = row.feedback_translations or {}
        told += [(row.id, row.feedback_free_text, language, text) for language, text in others.items()]
    return told


def _seeded() -> Told:
    """Return what comes with the seed, of the texts that the seeded event still has."""
    bind = op.get_bind()
    event = bind.execute(sa.select(EVENT).where(EVENT.c.slug == SEEDED)).first()
    if event is None:
        return []
    there = _texts(event)
    for table in (STATION, *TITLED):
        for row in bind.execute(sa.select(table).where(table.c.event_id == event.id)):
            there |= _texts(row)
    there |= set(bind.scalars(sa.select(QUESTION.c.text).where(QUESTION.c.event_id == event.id)))
    told = []
    for file in sorted(SEED.glob(f"{SEEDED}.*.json")):
        language = file.name.split(".")[1]
        said: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        told += [(event.id, original, language, text) for original, text in said.items() if original in there]
    return told


def _texts(row: Any) -> set[str]:
    """Return all texts of a row, also those in its lists."""
    found: set[str] = set()
    for value in row:
        found |= {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}
    return found
