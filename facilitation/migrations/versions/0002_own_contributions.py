"""Somebody's own contributions at a station are found without looking through the station."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.create_index("ix_contribution_participant_station", ["participant_id", "station_id", "number"])
        batch_op.drop_index("ix_contribution_participant_id")


def downgrade() -> None:
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.create_index("ix_contribution_participant_id", ["participant_id"])
        batch_op.drop_index("ix_contribution_participant_station")
