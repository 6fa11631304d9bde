"""Contact data in a comment of the survey may be shown in the report once an organiser has confirmed it there.

Nobody has confirmed any comment of before, so contact data in them stays covered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "feedback_answer", sa.Column("contact_confirmed", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("feedback_answer", "contact_confirmed")
