"""Hosts word what others wrote in any language, and have read what guests word; the wall speaks a second language.

Of what guests worded before nobody knows whether a host has read it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("by_host", "checked"):
        op.add_column("wording", sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("event", sa.Column("wall_language", sa.String(12), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("event", "wall_language")
    for column in ("checked", "by_host"):
        op.drop_column("wording", column)
