"""Runs the migrations with the app's own engine and models."""

from typing import Literal

from alembic import context
from flask import current_app

from facilitation.extensions import db
from facilitation.models.columns import Moment


def _plain_moment(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration must not change when a class of ours does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


with current_app.extensions["migrate"].db.engine.connect() as connection:
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_moment,
    )
    with context.begin_transaction():
        context.run_migrations()
