"""Changes of the event's own texts are counted, and the hall's WiFi is known: of events of before, nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("texts", sa.Integer(), nullable=False, server_default="0"))
    for column in ("wifi_name", "wifi_password"):
        op.add_column("event", sa.Column(column, sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    for column in ("wifi_password", "wifi_name", "texts"):
        op.drop_column("event", column)
