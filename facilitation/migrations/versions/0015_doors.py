"""A channel a café, and what was ever public.

The name by which the processes of a database find each other on a shared Redis is drawn here, once. What stands in the
database by now may have been public: phones must be told when it goes, so only what waits for a host is known not to
have been.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    house = op.create_table(
        "house",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
    )
    op.add_column("contribution", sa.Column("was_public", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE contribution SET was_public = true WHERE state <> 'pending'")
    op.bulk_insert(house, [{"id": 1, "channel": secrets.token_hex(32)}])


def downgrade() -> None:
    op.drop_column("contribution", "was_public")
    op.drop_table("house")
