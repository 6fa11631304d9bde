"""Gives an id to rows of a record that have an empty one, as files of earlier versions may.

What refers to such a row follows it, as migration 0013 does in the database, so that no text is lost. Any other value
that is not an id never came into a database, and is refused.
"""

from typing import Any

from facilitation.ids import at, new_id
from facilitation.transfer.record_tables import TABLES, RecordTable, target_of

NAMED = tuple(table for table in TABLES if table.key == "id" and not table.counted and "id" in table.columns)
"""Tables whose rows have an id of their own in the file."""
_LISTS = {("dismissals", "ids"): "contributions", ("common_themes", "clusters"): "clusters"}
CHANGED = {"reply_to": "contributions", "merged_into": "contributions", "cluster_id": "clusters", "photo_id": "photos"}
"""Fields of a journal's entry that refer to rows, by the database's names, each with its table's name."""

Fresh = dict[str, dict[str, str]]
"""By a table's name: from the empty id to the new id."""


def mended(record: Any) -> Any:
    """Return the record with an id in every row; an empty reference to a row that is not there becomes None.

    Nothing in the record is trusted: everything else that is wrong in it is left to `record_schema.check`.
    """
    if not isinstance(record, dict):
        return record
    fresh = {table.name: _fresh(record.get(table.name)) for table in NAMED}
    changed = {
        table.name: [_row(table, one, fresh) if isinstance(one, dict) else one for one in rows]
        for table in TABLES
        if isinstance(rows := record.get(table.name), list)
    }
    return {**record, **changed}


def _fresh(rows: Any) -> dict[str, str]:
    ids = [one.get("id") for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
    return {id: new_id() for id in ids if id == ""}


def _row(table: RecordTable, row: dict[str, Any], fresh: Fresh) -> dict[str, Any]:
    return {name: _field(table, name, value, fresh) for name, value in row.items()}


def _field(table: RecordTable, name: str, value: Any, fresh: Fresh) -> Any:
    column = table.columns.get(name)
    target = None if column is None else target_of(column)
    if name == "id" and table.name in fresh:
        return _renamed(fresh[table.name], value)
    if target is not None and target.name in fresh:
        return fresh[target.name].get(value) if value == "" else value
    if (table.name, name) in _LISTS:
        return _listed(fresh[_LISTS[table.name, name]], value)
    if name == "behind":
        return _behind(fresh, value)
    if (table.name, name) == ("journal", "items") and isinstance(value, list):
        return [_item(fresh, one) for one in value]
    return value


def _renamed(known: dict[str, str] | None, value: Any) -> Any:
    return known.get(value, value) if known and isinstance(value, str) else value


def _listed(known: dict[str, str] | None, ids: Any) -> Any:
    return [_renamed(known, one) for one in ids] if isinstance(ids, list) else ids


def _behind(fresh: Fresh, behind: Any) -> Any:
    if not isinstance(behind, dict):
        return behind
    return {noun: _listed(fresh.get(noun), ids) for noun, ids in behind.items()}


def _item(fresh: Fresh, item: Any) -> Any:
    """An item of a journal's entry: the id of its row, and its references before and after."""
    if not isinstance(item, dict):
        return item
    changed = {}
    for name, value in item.items():
        if name == "id":
            changed[name] = _renamed(fresh.get(f"{item.get('noun')}s"), value)
        elif name in ("before", "after") and isinstance(value, dict):
            changed[name] = {field: _side(fresh, field, one) for field, one in value.items()}
        else:
            changed[name] = value
    return changed


def _side(fresh: Fresh, field: str, value: Any) -> Any:
    if field == "behind":
        return _behind(fresh, value)
    return _renamed(at(fresh, CHANGED.get(field)), value)
