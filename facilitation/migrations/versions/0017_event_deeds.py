"""What organisers do at the whole event stands in a journal of its own: rounds, links, the survey, downloads.

Of what was done before nothing is known.

Whatever is deleted asks who refers to it. Where that has no index, the whole table is read for each row, and the day
of deletion takes minutes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


REFERENCES = (("contribution", "reply_to"), ("contribution", "photo_id"), ("journal_entry", "undoes"))


def upgrade() -> None:
    for table, column in REFERENCES:
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "event_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_deed_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_deed")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_event_deed_event_id")),
    )


def downgrade() -> None:
    op.drop_table("event_deed")
    for table, column in REFERENCES:
        op.drop_index(f"ix_{table}_{column}", table)
