"""A photo's files have a name of their own, so that nobody clears away by an id what somebody else stored under it.

What is there keeps its files' names, which are the photos' ids. An earlier version finds no others: photos that came
since have no picture there. The table is only added to, because entries of the journal and cards point at it.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NOBODYS = "00000000-0000-0000-0000-000000000000"
RULE = (
    "file_id LIKE '________-____-____-____-____________' "
    "AND LTRIM(file_id, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE(file_id, '-', '')) = 32"
)


def upgrade() -> None:
    op.execute(
        f"ALTER TABLE photo ADD COLUMN file_id VARCHAR(36) NOT NULL DEFAULT '{NOBODYS}' "
        f"CONSTRAINT ck_photo_file_id CHECK ({RULE})"
    )
    op.execute("UPDATE photo SET file_id = id")


def downgrade() -> None:
    op.drop_column("photo", "file_id")
