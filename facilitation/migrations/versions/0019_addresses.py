"""The house remembers which address codes carry and which a phone has tried, an event for which it printed posters.

Of posters that were printed before nothing is known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("house", sa.Column("address", sa.String(length=64), nullable=True))
    op.add_column("house", sa.Column("phones", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("house", sa.Column("serving", sa.JSON(), nullable=True))
    op.add_column("event", sa.Column("printed_for", sa.String(length=300), nullable=True))


def downgrade() -> None:
    op.drop_column("event", "printed_for")
    for column in ("serving", "phones", "address"):
        op.drop_column("house", column)
