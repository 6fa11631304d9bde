"""What is typed from the photo of a tablecloth says so; captions are texts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photo") as batch_op:
        batch_op.alter_column("caption", existing_type=sa.String(length=300), type_=sa.Text(), existing_nullable=False)
    # As SQL: Alembic would copy SQLite's table for the reference, and dropping the old one would take the dots along.
    op.execute(
        "ALTER TABLE contribution ADD COLUMN photo_id VARCHAR(36) "
        "CONSTRAINT fk_contribution_photo_id_photo REFERENCES photo (id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("contribution") as batch_op:
        batch_op.drop_constraint("fk_contribution_photo_id_photo", type_="foreignkey")
        batch_op.drop_column("photo_id")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.alter_column("caption", existing_type=sa.Text(), type_=sa.String(length=300), existing_nullable=False)
