"""Guests say what a contribution means in another language; of contributions of before nobody has."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


ID = (
    "id LIKE '________-____-____-____-____________' "
    "AND LTRIM(id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(id, '-', '')) = 32"
)
GIVEN = sa.text("participant_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_of", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(ID, name=op.f("ck_wording_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_wording_station_id_station")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_wording_contribution_id_contribution")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_wording_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    op.create_index("ix_wording_station_revision", "wording", ["station_id", "language", "revision"])
    op.create_index("ix_wording_contribution_id", "wording", ["contribution_id"])
    op.create_index(
        "ix_wording_participant_id",
        "wording",
        ["participant_id"],
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )


def downgrade() -> None:
    op.drop_table("wording")
