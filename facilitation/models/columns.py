"""Column types and functions that several models share."""

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Integer, String
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from facilitation.ids import LENGTH, id_rule


def now() -> dt.datetime:
    """Return this moment, in UTC."""
    return dt.datetime.now(dt.UTC)


LOT = BigInteger().with_variant(Integer, "sqlite")
"""The type of what `lot` draws; SQLite's INTEGER has 64 bits, and only a key of that name is the row's own number."""


def lot() -> int:
    """Draw a number from 1 to 2⁶³ − 1, which every database can store; no two are ever the same."""
    return 1 + secrets.randbelow(2**63 - 1)


def own_id(column: str = "id", *, primary_key: bool = True) -> MappedColumn[str]:
    """Return a column for an id that a screen or this server made; the database refuses what is no id.

    `column` is its name. Foreign keys need no such rule: the column that they refer to has it.
    """
    return mapped_column(
        String(LENGTH), CheckConstraint(id_rule(column), name=column), primary_key=primary_key, nullable=False
    )


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite forgets the time zone, and this type restores it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Convert a moment to UTC for the database. Raises ValueError where it has no time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Give a moment from the database its time zone, UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=dt.UTC)
