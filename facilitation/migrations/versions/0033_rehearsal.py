"""A rehearsal: its row, and what tells simulated guests and their answers to the survey from real ones.

All people of before, and all their answers, are real. Deleting a rehearsal begins a new age of stations, as deleting
everything does: which of the two it was, the event tells from now on. Where everything was deleted before, a station
is in a later age, and for the last time that is looked at.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = (
    "id LIKE '________-____-____-____-____________' "
    "AND LTRIM(id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(id, '-', '')) = 32"
)
SIMULATED = ("participant", "feedback_answer")
AGE = 1_000_000
"""Revisions of an age, as they were counted when this was written."""


def upgrade() -> None:
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("plays", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.String(length=8), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("begun_deed", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(ID, name=op.f("ck_rehearsal_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_rehearsal_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_rehearsal_event_id")),
    )
    for table in SIMULATED:
        op.add_column(table, sa.Column("simulated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("event", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
    event = sa.table("event", sa.column("id"), sa.column("emptied_at"))
    station = sa.table("station", sa.column("event_id"), sa.column("revision"))
    emptied = sa.exists().where(station.c.event_id == event.c.id, station.c.revision >= AGE)
    op.execute(event.update().where(emptied).values(emptied_at=sa.func.current_timestamp()))


def downgrade() -> None:
    op.drop_column("event", "emptied_at")
    for table in SIMULATED:
        op.drop_column(table, "simulated")
    op.drop_table("rehearsal")
