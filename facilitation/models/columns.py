"""Column types and functions that several models share."""

import datetime as dt
import re
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, Integer, String, text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from facilitation import clock
from facilitation.ids import LENGTH, id_rule


def now() -> dt.datetime:
    """Return this moment, in UTC, as this machine's clock shows it (`clock.py`)."""
    return clock.now()


def iso(moment: dt.datetime | None) -> str | None:
    """A moment as it is sent: ISO 8601 in UTC with milliseconds and Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


LOT = BigInteger().with_variant(Integer, "sqlite")
"""The type of what `lot` draws; SQLite's INTEGER has 64 bits, and only a key of that name is the row's own number."""


def lot() -> int:
    """Draw a number from 1 to 2⁶³ − 1, which every database can store; no two are ever the same."""
    return 1 + secrets.randbelow(2**63 - 1)


def index_of_reference(table: str, column: str) -> Index:
    """Return an index of a column that mostly refers to nothing, by which a deletion finds who refers to a row."""
    some = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=some, postgresql_where=some)


def outside(column: Column) -> str:
    """Return a column's name outside the database, on the wire and in files: a reference loses its ending _id."""
    return re.sub(r"_id$", "", column.name) if column.foreign_keys else column.name


def own_id(
    column: str = "id", *, primary_key: bool = True, default: Callable[[], str] | None = None
) -> MappedColumn[str]:
    """Return a column for an id that a screen or this server made; the database refuses what is no id.

    `column` is its name. Foreign keys need no such rule: the column that they refer to has it.
    """
    rule = CheckConstraint(id_rule(column), name=column)
    return mapped_column(String(LENGTH), rule, primary_key=primary_key, nullable=False, default=default)


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
