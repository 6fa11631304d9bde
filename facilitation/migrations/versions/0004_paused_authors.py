"""Hosts may pause an author for a round."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contribution", sa.Column("author_paused", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE contribution DROP COLUMN author_paused")
