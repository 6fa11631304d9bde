"""Ids are UUIDs in lower case, and the database refuses others. Rows whose id is none get one, and nothing is lost.

An empty id once passed the check. Whatever had no key was then taken for an answer to that row. What refers to such
a row follows it: answers, mergers, clusters, photos, dots, and what JSON holds in the journal, behind statements, in
common themes and dismissals. What refers to nobody by something that is no id stands for itself afterwards.

People's pseudonyms in the survey keep their digits and are written with hyphens, like every other id.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

IS_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
RULE = (
    "{0} LIKE '________-____-____-____-____________' "
    "AND LTRIM({0}, '0123456789abcdef-') = '' "
    "AND LENGTH(REPLACE({0}, '-', '')) = 32"
)
COLUMNS = (
    ("cluster", "id"),
    ("common_theme", "id"),
    ("contribution", "id"),
    ("dismissal", "id"),
    ("edition", "id"),
    ("feedback_answer", "id"),
    ("letterhead", "file"),
    ("measure", "id"),
    ("photo", "id"),
    ("recommendation", "id"),
    ("statement", "id"),
)
REFERENCES = (
    ("contribution", "reply_to", "contribution"),
    ("contribution", "merged_into", "contribution"),
    ("contribution", "cluster_id", "cluster"),
    ("contribution", "photo_id", "photo"),
    ("vote", "contribution_id", "contribution"),
)
LISTS = (("dismissal", "ids", "contribution"), ("common_theme", "clusters", "cluster"))
BEHIND = {"clusters": "cluster", "contributions": "contribution"}
NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}
"""SQLite does not tell the name of the reference that 0005 added."""
FILES = {"photo": "photos", "edition": "reports", "letterhead": "letterheads"}

Mended = dict[str, dict[str, str]]
"""By table: from what was no id to the id that stands for it now."""


def upgrade() -> None:
    connection = op.get_bind()
    op.execute(
        "UPDATE feedback_answer SET id = SUBSTR(id, 1, 8) || '-' || SUBSTR(id, 9, 4) || '-' || SUBSTR(id, 13, 4)"
        " || '-' || SUBSTR(id, 17, 4) || '-' || SUBSTR(id, 21, 12) WHERE LENGTH(id) = 32"
    )
    mended = {table: _mend(connection, table, column) for table, column in COLUMNS}
    _clear(connection)
    if any(mended.values()):
        _mend_json(connection, mended)
    for table, column in COLUMNS:
        with op.batch_alter_table(table, naming_convention=NAMES) as batch_op:
            batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), sa.text(RULE.format(column)))
    _check_references(connection)


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        with op.batch_alter_table(table, naming_convention=NAMES) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
    _check_references(op.get_bind())
    op.execute("UPDATE feedback_answer SET id = REPLACE(id, '-', '')")


def _mend(connection: sa.Connection, table: str, column: str) -> dict[str, str]:
    """Give rows whose id is none a new one, by which everything finds them that referred to them."""
    found = sa.table(table, sa.column(column, sa.String()))
    ids = connection.scalars(sa.select(found.c[column]))
    mended = {old: str(uuid4()) for old in ids.all() if not IS_ID.fullmatch(old)}
    for old, new in mended.items():
        if table == "letterhead":  # known by its event; the id is its file's
            connection.execute(sa.update(found).where(found.c[column] == old).values({column: new}))
        else:
            _rename(connection, table, old, new)
        if table in FILES:
            _copy_files(FILES[table], old, new)
    return mended


def _rename(connection: sa.Connection, table: str, old: str, new: str) -> None:
    """A copy of the row comes first: PostgreSQL lets no reference point at nothing, not even for a moment."""
    names = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    rows = sa.table(table, *map(sa.column, names))
    copied: dict[str, Any] = {name: rows.c[name] for name in names} | {"id": sa.literal(new)}
    if "number" in names:  # is taken until the first row is gone
        copied["number"] = -rows.c.number
    connection.execute(sa.insert(rows).from_select(names, sa.select(*copied.values()).where(rows.c.id == old)))
    for referring, column, target in REFERENCES:
        if target == table:
            change = sa.table(referring, sa.column(column))
            connection.execute(sa.update(change).where(change.c[column] == old).values({column: new}))
    connection.execute(sa.delete(rows).where(rows.c.id == old))
    if "number" in names:
        connection.execute(sa.update(rows).where(rows.c.id == new).values(number=-rows.c.number))


def _copy_files(folder: str, old: str, new: str) -> None:
    """The row's files under its new id. Those under the old one go with the next start's tidying up."""
    place = Path(current_app.extensions["config"].data_dir) / folder
    for ending in (".jpg", "-medium.jpg", "-small.jpg", ".docx", ".json"):
        if (place / f"{old}{ending}").is_file() and Path(f"{old}{ending}").name == f"{old}{ending}":
            shutil.copyfile(place / f"{old}{ending}", place / f"{new}{ending}")


def _clear(connection: sa.Connection) -> None:
    """References to nobody, by what is no id: nothing could be found by them."""
    for table, column, _ in REFERENCES:
        rows = sa.table(table, sa.column(column))
        wrong = sa.text(f"NOT ({RULE.format(column)})")  # which no missing reference is
        if table == "vote":
            connection.execute(sa.delete(rows).where(wrong))
        else:
            connection.execute(sa.update(rows).where(wrong).values({column: None}))


def _mend_json(connection: sa.Connection, mended: Mended) -> None:
    for table, column, target in LISTS:
        _rewrite(connection, table, column, lambda ids, target=target: _listed(mended[target], ids))
    _rewrite(connection, "statement", "behind", lambda behind: _behind(mended, behind))
    _rewrite(connection, "journal_entry", "items", lambda items: [_item(mended, one) for one in items])


def _rewrite(connection: sa.Connection, table: str, column: str, change: Any) -> None:
    rows = sa.table(table, sa.column("id"), sa.column(column, sa.JSON()))
    for id, value in connection.execute(sa.select(rows.c.id, rows.c[column])).all():
        changed = change(value)
        if json.dumps(changed) != json.dumps(value):
            connection.execute(sa.update(rows).where(rows.c.id == id).values({column: changed}))


def _listed(mended: dict[str, str], ids: list[str]) -> list[str]:
    return [mended.get(id, id) for id in ids]


def _behind(mended: Mended, behind: dict[str, list[str]]) -> dict[str, list[str]]:
    return {noun: _listed(mended[BEHIND[noun]], ids) for noun, ids in behind.items()}


def _item(mended: Mended, item: dict[str, Any]) -> dict[str, Any]:
    """What a deed changed: the row, and what it pointed at before and after."""
    known = mended.get(item["noun"], {})
    sides = {
        side: {name: _value(mended, name, one) for name, one in item[side].items()} for side in ("before", "after")
    }
    return {**item, "id": known.get(item["id"], item["id"]), **sides}


def _value(mended: Mended, name: str, value: Any) -> Any:
    if name == "behind":
        return _behind(mended, value)
    for _, column, target in REFERENCES:
        if name == column and isinstance(value, str):
            return mended[target].get(value, value)
    return value


def _check_references(connection: sa.Connection) -> None:
    """SQLite copied the tables, for which it left its references alone (env.py)."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"rows point at nothing: {broken[:5]}")
