"""Hosts may pause an author for a round."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.add_column(sa.Column("author_paused", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.drop_column("author_paused")
