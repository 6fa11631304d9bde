"""Orders are remembered by their ids, so that each counts once. Of what was ordered before nothing is known."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = (
    "id LIKE '________-____-____-____-____________' "
    "AND LTRIM(id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(id, '-', '')) = 32"
)


def upgrade() -> None:
    op.create_table(
        "done_order",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("told_state", sa.Boolean(), nullable=False),
        sa.Column("told_desk", sa.Boolean(), nullable=False),
        sa.Column("done_in", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(ID, name=op.f("ck_done_order_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_done_order_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_done_order")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("done_order")
