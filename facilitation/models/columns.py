"""Column types several nouns share."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, String
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from facilitation.ids import LENGTH, id_rule


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def own_id(column: str = "id", *, primary_key: bool = True) -> MappedColumn[str]:
    """A column for an id that a screen or this server made; the database refuses what is none.

    `column` is its name. Columns that point at another row need no rule of their own: what they point at has it.
    """
    return mapped_column(
        String(LENGTH), CheckConstraint(id_rule(column), name=column), primary_key=primary_key, nullable=False
    )


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite forgets the zone; it is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=dt.UTC)
