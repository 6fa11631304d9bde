"""The presentation's slides in the organisers' order, and those that are left out.

The event's table is only added to: others point at it, and a copy of it would take them along.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAMES = ("deck_order", "deck_hidden")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("event", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in NAMES:
        op.drop_column("event", name)
