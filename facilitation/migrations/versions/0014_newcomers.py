"""Participants' ids have 64 bits, their cookies name the event's generation, and newcomers have a door.

Both are drawn by lot.

Tables that others point at are only added to: a copy of them would take along what points at them. SQLite needs no
wider columns, for its INTEGER has 64 bits.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OF_PARTICIPANTS = ("straight", "rushed", "wrote_early", "left_out")
IDS = (("participant", "id"), ("contribution", "participant_id"), ("vote", "participant_id"))


def upgrade() -> None:
    connection = op.get_bind()
    wide = sa.Integer() if connection.dialect.name == "sqlite" else sa.BigInteger()
    if connection.dialect.name != "sqlite":
        for table, column in IDS:
            op.alter_column(table, column, type_=sa.BigInteger(), existing_type=sa.Integer())
    op.add_column("event", sa.Column("generation", wide, nullable=False, server_default="0"))
    events = sa.table("event", sa.column("id", sa.Integer()), sa.column("generation", sa.BigInteger()))
    for event_id in connection.scalars(sa.select(events.c.id)).all():
        drawn = 1 + secrets.randbelow(2**63 - 1)
        connection.execute(sa.update(events).where(events.c.id == event_id).values(generation=drawn))
    op.add_column("event", sa.Column("newcomers", sa.String(8), nullable=False, server_default="open"))
    op.add_column("event", sa.Column("day_word", sa.String(20), nullable=True))
    op.add_column("event", sa.Column("rush_left_out", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in OF_PARTICIPANTS:
        op.add_column("participant", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_participant_event_id", "participant")
    op.create_index("ix_participant_event_joined", "participant", ["event_id", "joined_at"])


def downgrade() -> None:
    """Ids stay as wide as they are: narrower ones would be somebody else's."""
    op.drop_index("ix_participant_event_joined", "participant")
    op.create_index("ix_participant_event_id", "participant", ["event_id"])
    for name in OF_PARTICIPANTS:
        op.drop_column("participant", name)
    for name in ("rush_left_out", "day_word", "newcomers", "generation"):
        op.drop_column("event", name)
