"""Remember what was tried before the day: on this machine, and at an event.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TABLES = ("event", "house")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("tried", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "tried")
