"""When organisers wrote what the report says, and when an author reworded a contribution (`services/forgetting.py`).

Of what stands there already nobody knows it: with a withdrawn contribution goes nothing that may be older than it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = ("contribution", "common_theme", "recommendation", "report_text")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("worded_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "worded_at")
