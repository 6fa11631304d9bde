"""Keeps what people wrote out of PostgreSQL's statistics.

Its autovacuum samples columns for the planner: a hundred texts and names of each may stand in `pg_statistic`, with
their bytes. They would outlive everything, because a table that is empty is not sampled anew. The planner finds rows
by ids and numbers and needs no samples of texts.
"""

from typing import Any

from sqlalchemy import JSON, String

from facilitation.extensions import db

_KEEPS = (
    "SELECT attstattarget IS DISTINCT FROM 0, format_type(atttypid, atttypmod),"
    " EXISTS (SELECT FROM pg_stats WHERE schemaname = relnamespace::regnamespace::name"
    " AND tablename = relname AND pg_stats.attname = pg_attribute.attname)"
    " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attrelid = %s::regclass AND attname = %s"
)


def forget(connection: Any) -> None:
    """Let no column of texts be sampled any more, and erase the samples that there are.

    `connection` is psycopg's, without a transaction. Cheap where all of it is done. Raises psycopg's Error, also where
    a table is in use for longer than its `lock_timeout`.
    """
    some = False
    for table, column in _of_texts():
        sampled, kind, kept = connection.execute(_KEEPS, (f'"{table}"', column)).fetchone()
        if sampled:
            connection.execute(f'ALTER TABLE "{table}" ALTER "{column}" SET STATISTICS 0')
        if kept:  # they go with the type, also where it stays as it is
            connection.execute(f'ALTER TABLE "{table}" ALTER "{column}" TYPE {kind}')
            some = True
    if some:
        connection.execute("VACUUM (FULL) pg_catalog.pg_statistic")


def _of_texts() -> list[tuple[str, str]]:
    """Return tables and columns that hold texts; not those of ids that other tables refer to."""
    return [
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON) and not column.primary_key and not column.foreign_keys
    ]
