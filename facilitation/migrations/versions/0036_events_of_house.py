"""The house knows which events are in the archive, which one is an example, and which were made there."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("is_example", "in_house"):
        op.add_column("event", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ("in_house", "is_example", "archived_at"):
        op.drop_column("event", name)
