"""The house knows the newest moment that it has seen, and an event when it was locked (`services/witness.py`).

What was done before tells the newest moment so far.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MOMENTS = (
    ("contribution", "created_at"),
    ("participant", "joined_at"),
    ("photo", "taken_at"),
    ("journal_entry", "done_at"),
    ("event_deed", "done_at"),
    ("edition", "fixed_at"),
)


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("locked_at", MOMENT, nullable=True))
    with op.batch_alter_table("house") as house:
        house.add_column(sa.Column("seen_at", MOMENT, nullable=True))
    connection = op.get_bind()
    newest = [
        connection.scalar(sa.select(sa.func.max(sa.column(name, MOMENT))).select_from(sa.table(table)))
        for table, name in MOMENTS
    ]
    seen = max((moment for moment in newest if moment is not None), default=None)
    if seen is not None:
        house_table = sa.table("house", sa.column("seen_at", MOMENT))
        connection.execute(sa.update(house_table).values(seen_at=seen))


def downgrade() -> None:
    with op.batch_alter_table("house") as house:
        house.drop_column("seen_at")
    with op.batch_alter_table("event") as event:
        event.drop_column("locked_at")
