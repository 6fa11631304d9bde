"""A station has a sign of its own, and may be closed.

Signs followed from a station's place until now, so each keeps the one that is on its posters.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SIGNS = 12


def upgrade() -> None:
    op.add_column("station", sa.Column("sign", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("station", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    station = sa.table("station", sa.column("sign", sa.Integer()), sa.column("position", sa.Integer()))
    op.execute(station.update().values(sign=(station.c.position - 1) % SIGNS + 1))


def downgrade() -> None:
    op.drop_column("station", "closed")
    op.drop_column("station", "sign")
