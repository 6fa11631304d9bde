"""What a host's board needs: a journal, dots by hand, questions among the statements, mergers found quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_journal_entry_station_id_station")),
        sa.ForeignKeyConstraint(["undoes"], ["journal_entry.id"], name=op.f("fk_journal_entry_undoes_journal_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("station_id", "revision", name=op.f("uq_journal_entry_station_id")),
    )
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.add_column(sa.Column("by_hand", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index(op.f("ix_contribution_merged_into"), ["merged_into"])
    with op.batch_alter_table("statement") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=12), nullable=False, server_default="statement"))


def downgrade() -> None:
    with op.batch_alter_table("statement") as batch_op:
        batch_op.drop_column("kind")
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.drop_index(op.f("ix_contribution_merged_into"))
        batch_op.drop_column("by_hand")
    op.drop_table("journal_entry")
