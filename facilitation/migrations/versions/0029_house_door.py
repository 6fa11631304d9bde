"""The house has a door of its own, the administrator's; it is the only one that belongs to no event."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DOOR = sa.table(
    "door",
    sa.column("role", sa.String()),
    sa.column("secret", sa.String()),
    sa.column("generation", sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table("door") as door:
        door.alter_column("event_id", existing_type=sa.Integer(), nullable=True)
        door.alter_column("role", existing_type=sa.String(length=12), type_=sa.String(length=20))
    drawn = {"role": "administrator", "secret": secrets.token_urlsafe(24), "generation": secrets.randbelow(2**31)}
    op.bulk_insert(DOOR, [drawn])


def downgrade() -> None:
    op.execute("DELETE FROM door WHERE event_id IS NULL")
    with op.batch_alter_table("door") as door:
        door.alter_column("event_id", existing_type=sa.Integer(), nullable=False)
        door.alter_column("role", existing_type=sa.String(length=20), type_=sa.String(length=12))
