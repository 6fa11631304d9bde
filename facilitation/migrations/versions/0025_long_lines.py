"""Who does a next step, and by when, may be as long as people see it: a column's length counts what computers see.

An emoji of a family is one letter for people and seven for PostgreSQL, which refused what the limits had let through.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COLUMNS = (("who", 300), ("by_when", 120))
RULE = (
    "id LIKE '________-____-____-____-____________' "
    "AND LTRIM(id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(id, '-', '')) = 32"
)
"""SQLite copies the table, and Alembic does not see what the ids have to be."""


def upgrade() -> None:
    with op.batch_alter_table("measure", table_args=(_rule(),)) as measure:
        for column, length in COLUMNS:
            measure.alter_column(
                column, type_=sa.Text(), existing_type=sa.String(length=length), existing_nullable=True
            )


def downgrade() -> None:
    """What is longer than an earlier version's column is cut on PostgreSQL; SQLite takes it as it is."""
    with op.batch_alter_table("measure", table_args=(_rule(),)) as measure:
        for column, length in COLUMNS:
            measure.alter_column(
                column,
                type_=sa.String(length=length),
                existing_type=sa.Text(),
                existing_nullable=True,
                postgresql_using=f"LEFT({column}, {length})",
            )


def _rule() -> sa.CheckConstraint:
    return sa.CheckConstraint(RULE, name=op.f("ck_measure_id"))
