"""An event says whom to ask, who answers for its pages, and how far they can be used by everybody.

Of events of before nobody has entered any of this, so their pages say just that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXTS = ("contact", "imprint", "accessibility_method", "accessibility_open", "enforcement_body")


def upgrade() -> None:
    for column in TEXTS:
        op.add_column("event", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("event", sa.Column("accessibility_state", sa.String(12), nullable=False, server_default="unchecked"))
    op.add_column("event", sa.Column("accessibility_checked_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for column in ("accessibility_checked_on", "accessibility_state", *reversed(TEXTS)):
        op.drop_column("event", column)
