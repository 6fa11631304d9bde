"""An event has a country, and contact data in what hosts and organisers wrote is covered until it is confirmed.

Events of before were in Germany. Nobody has confirmed anything but contributions, so all the rest is covered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CONFIRMED = ("cluster", "statement", "measure", "photo", "report_text", "recommendation", "common_theme")


def upgrade() -> None:
    op.add_column("event", sa.Column("country", sa.String(2), nullable=False, server_default="DE"))
    for table in CONFIRMED:
        op.add_column(table, sa.Column("contact_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for table in CONFIRMED:
        op.drop_column(table, "contact_confirmed")
    op.drop_column("event", "country")
