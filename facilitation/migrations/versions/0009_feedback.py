"""Feedback is opened, closed and shown; its answers know no moment, and have a German wording or are hidden.

Nothing wrote to the table of answers before, so it is made anew. The event's table is only added to: others point
at it, and a copy of it would take them along.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    state: sa.Column = sa.Column("feedback_state", sa.String(length=12), nullable=False, server_default="before")
    shown: sa.Column = sa.Column("feedback_shown", sa.Boolean(), nullable=False, server_default=sa.false())
    translations: sa.Column = sa.Column("feedback_translations", sa.JSON(), nullable=False, server_default="{}")
    for column in (state, shown, translations):
        op.add_column("event", column)
    op.add_column("feedback_question", sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
    op.drop_table("feedback_answer")
    _create_answers(
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("german", sa.Text(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        key="id",
    )


def downgrade() -> None:
    op.drop_table("feedback_answer")
    _create_answers(
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        key="key",
    )
    op.drop_column("feedback_question", "translations")
    for name in ("feedback_translations", "feedback_shown", "feedback_state"):
        op.drop_column("event", name)


def _create_answers(*columns: sa.Column, key: str) -> None:
    op.create_table(
        "feedback_answer",
        *columns,
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_feedback_answer_event_id_event")),
        sa.PrimaryKeyConstraint(key, name=op.f("pk_feedback_answer")),
    )
    op.create_index(op.f("ix_feedback_answer_event_id"), "feedback_answer", ["event_id"])
