"""What a host's board needs: a journal, pauses, dots by hand, photos' numbers, what stands behind a statement."""

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
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_pause_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_pause_round_id_round")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_pause_station_id_station")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
        sa.UniqueConstraint("participant_id", "station_id", "round_id", name=op.f("uq_pause_participant_id")),
    )
    op.create_index(op.f("ix_pause_station_id"), "pause", ["station_id"])
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.add_column(sa.Column("by_hand", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("photo_id", sa.String(length=36), nullable=True))
        batch_op.create_index(op.f("ix_contribution_merged_into"), ["merged_into"])
        batch_op.create_foreign_key(op.f("fk_contribution_photo_id_photo"), "photo", ["photo_id"], ["id"])
    with op.batch_alter_table("photo") as batch_op:  # nobody could take one before
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False))
        batch_op.create_unique_constraint(op.f("uq_photo_station_id"), ["station_id", "number"])
    with op.batch_alter_table("statement") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=12), nullable=False, server_default="statement"))
        batch_op.add_column(sa.Column("behind", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("statement") as batch_op:
        batch_op.drop_column("behind")
        batch_op.drop_column("kind")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_constraint(op.f("uq_photo_station_id"), type_="unique")
        batch_op.drop_column("number")
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.drop_index(op.f("ix_contribution_merged_into"))
        batch_op.drop_constraint(op.f("fk_contribution_photo_id_photo"), type_="foreignkey")
        batch_op.drop_column("photo_id")
        batch_op.drop_column("by_hand")
    op.drop_table("pause")
    op.drop_table("journal_entry")
