"""A question of the survey has a number of its own, under which answers are stored, and may be asked no more.

Until now its place was that number.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

question = sa.table("feedback_question", *(sa.column(name) for name in ("event_id", "position", "number")))
event = sa.table("event", sa.column("id"), sa.column("survey_numbered"))


def upgrade() -> None:
    op.add_column("feedback_question", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("feedback_question", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("event", sa.Column("survey_numbered", sa.Integer(), nullable=False, server_default="0"))
    op.execute(question.update().values(number=question.c.position))
    highest = sa.select(sa.func.coalesce(sa.func.max(question.c.number), 0)).where(question.c.event_id == event.c.id)
    op.execute(event.update().values(survey_numbered=highest.scalar_subquery()))


def downgrade() -> None:
    op.execute(question.update().values(position=question.c.number))  # by which earlier versions find answers
    op.drop_column("event", "survey_numbered")
    for name in ("closed", "number"):
        op.drop_column("feedback_question", name)
