"""Contributions are translated by a machine where organisers say so; at events of before they did not."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


ID = (
    "id LIKE '________-____-____-____-____________' "
    "AND LTRIM(id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(id, '-', '')) = 32"
)


def upgrade() -> None:
    op.add_column("event", sa.Column("machine_drafts", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "machine_draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_of", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(ID, name=op.f("ck_machine_draft_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_machine_draft_station_id_station")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_machine_draft_contribution_id_contribution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_draft")),
    )
    op.create_index("ix_machine_draft_station_revision", "machine_draft", ["station_id", "revision"])
    op.create_index(
        "ix_machine_draft_contribution_language", "machine_draft", ["contribution_id", "language"], unique=True
    )


def downgrade() -> None:
    op.drop_table("machine_draft")
    op.drop_column("event", "machine_drafts")
