"""What summing up needs: what a statement rests on, and a station's changed measures found quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nothing = '{"clusters": [], "contributions": []}'
    with op.batch_alter_table("statement") as batch_op:
        batch_op.add_column(sa.Column("behind", sa.JSON(), nullable=False, server_default=nothing))
    with op.batch_alter_table("measure") as batch_op:
        batch_op.drop_index("ix_measure_station_id")
        batch_op.create_index("ix_measure_station_revision", ["station_id", "revision"])


def downgrade() -> None:
    with op.batch_alter_table("measure") as batch_op:
        batch_op.drop_index("ix_measure_station_revision")
        batch_op.create_index("ix_measure_station_id", ["station_id"])
    with op.batch_alter_table("statement") as batch_op:
        batch_op.drop_column("behind")
