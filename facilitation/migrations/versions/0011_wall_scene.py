"""What the wall shows is chosen at the desk. The event's table is only added to: others point at it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("wall_scene", sa.String(length=100), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("event", "wall_scene")
