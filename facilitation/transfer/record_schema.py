"""The form of a record, as JSON Schema (docs/export.schema.json), and whether a file keeps to it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String

from facilitation.ids import LENGTH
from facilitation.models.columns import Moment
from facilitation.transfer.record_tables import EVENT, TABLES, UUID, RecordTable, Schema, target_of

VERSION = 1
"""Of the form. Another one is another number here, in the schema and in every file."""
LARGEST = 2**31 - 1
"""Of a whole number: what every database stores."""


class RecordRefused(ValueError):
    """A file that cannot be taken in; says why."""


def schema() -> Schema:
    """The form of a record, JSON Schema 2020-12."""
    lists = {table.name: {"type": "array", "items": _row(table)} for table in TABLES}
    parts: dict[str, Schema] = {
        "schema": {"const": VERSION},
        "made_at": {"type": "string", "format": "date-time"},
        "made_by": {"type": "string"},
        "event": _row(EVENT),
        **lists,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything that is kept of a World Café, without doors and names of participants",
        **_object(parts),
    }


def check(record: Any) -> None:
    """Raises RecordRefused with the first thing that is not as it should be."""
    if not isinstance(record, dict) or "schema" not in record:
        raise RecordRefused("This is no export of a World Café.")
    if record["schema"] != VERSION or isinstance(record["schema"], bool):
        raise RecordRefused(f"This export has the form {record['schema']!r:.20}; this server reads form {VERSION}.")
    _check(record, schema(), "")


def check_row(table: RecordTable, row: Any, where: str) -> None:
    """The same for one row."""
    _check(row, _row(table), where)


def _row(table: RecordTable) -> Schema:
    fields = {name: _field(table, column) for name, column in table.columns.items()}
    if table.numbers is not None:
        fields["number"] = {"type": "string", "pattern": table.numbers, "maxLength": 20}
    return _object(fields)


def _object(fields: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _field(table: RecordTable, column: Column) -> Schema:
    target = target_of(column)
    if target is not None:
        return _nullable(_reference(target), column)
    if column.name in table.shapes:
        return table.shapes[column.name]
    return _nullable(_typed(column), column)


def _reference(target: RecordTable) -> Schema:
    assert target.key is not None, f"{target.name} need a key"
    key = target.model.__table__.columns[target.key]
    return target.shapes.get(target.key) or _typed(key)


def _typed(column: Column) -> Schema:
    if isinstance(column.type, Moment):
        return {"type": "string", "format": "date-time"}
    if isinstance(column.type, Date):
        return {"type": "string", "format": "date"}
    if isinstance(column.type, Boolean):
        return {"type": "boolean"}
    if isinstance(column.type, Integer):
        return {"type": "integer", "minimum": 0, "maximum": LARGEST}
    if isinstance(column.type, JSON):
        raise LookupError(f"say in `shapes` what {column} holds")
    assert isinstance(column.type, String), column
    if column.primary_key and column.type.length == LENGTH:
        return UUID
    return {"type": "string", **({"maxLength": column.type.length} if column.type.length else {})}


def _nullable(schema: Schema, column: Column) -> Schema:
    return {**schema, "type": [schema["type"], "null"]} if column.nullable else schema


_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(dt.UTC)


_FORMATS: dict[str, Callable[[str], Any]] = {"date": dt.date.fromisoformat, "date-time": _moment}
_NOT_STORED = re.compile("[\0\ud800-\udfff]")


def _check(value: Any, schema: Schema, where: str) -> None:
    """As much of JSON Schema as ours uses; what it does not know it refuses to overlook."""
    for word, asked in schema.items():
        if not _CHECKS[word](value, asked, schema, where):
            raise RecordRefused(f"{where or 'The file'}: {_said(word, asked)}.")
    if isinstance(value, str) and _NOT_STORED.search(value):
        raise RecordRefused(f"{where}: holds signs that no database stores.")


def _said(word: str, asked: Any) -> str:
    if word == "type":
        return f"must be of type {asked if isinstance(asked, str) else ' or '.join(asked)}"
    sentences = {
        "const": f"must be {asked!r}",
        "enum": f"must be one of {asked!r}",
        "pattern": f"must look like {asked}",
        "maxLength": f"is longer than {asked} characters",
        "minimum": f"must be {asked} or more",
        "maximum": f"must be {asked} or less",
        "format": f"must be a {asked}",
    }
    return sentences[word]


def _is_type(value: Any, asked: Any, _schema: Schema, _where: str) -> bool:
    return any(_TYPES[one](value) for one in ([asked] if isinstance(asked, str) else asked))


def _has_form(value: Any, asked: str, _schema: Schema, _where: str) -> bool:
    if not isinstance(value, str):
        return True
    try:
        _FORMATS[asked](value)
    except (ValueError, OverflowError):
        return False
    return True


def _has_all(value: Any, asked: list[str], _schema: Schema, where: str) -> bool:
    missing = [name for name in asked if isinstance(value, dict) and name not in value]
    if missing:
        raise RecordRefused(f"{where or 'The file'}: {missing[0]} is missing.")
    return True


def _fields_fit(value: Any, asked: dict[str, Schema], _schema: Schema, where: str) -> bool:
    for name, one in asked.items():
        if isinstance(value, dict) and name in value:
            _check(value[name], one, f"{where}.{name}" if where else name)
    return True


def _others_fit(value: Any, asked: Any, schema: Schema, where: str) -> bool:
    for name, one in value.items() if isinstance(value, dict) else ():
        if name in schema.get("properties", {}):
            continue
        if asked is False:
            raise RecordRefused(f"{where or 'The file'}: {name!r:.60} is unknown.")
        _check(one, asked, f"{where}.{name:.60}")
    return True


def _items_fit(value: Any, asked: Schema, _schema: Schema, where: str) -> bool:
    for place, one in enumerate(value if isinstance(value, list) else ()):
        _check(one, asked, f"{where}[{place}]")
    return True


_CHECKS: dict[str, Callable[[Any, Any, Schema, str], bool]] = {
    "$schema": lambda *_: True,
    "title": lambda *_: True,
    "type": _is_type,
    "const": lambda value, asked, *_: value == asked,
    "enum": lambda value, asked, *_: isinstance(value, str) and value in asked,
    # Python's $ lets a line break follow
    "pattern": lambda value, asked, *_: not isinstance(value, str) or bool(re.search(asked.replace("$", r"\Z"), value)),
    "maxLength": lambda value, asked, *_: not isinstance(value, str) or len(value) <= asked,
    "minimum": lambda value, asked, *_: not isinstance(value, int) or value >= asked,
    "maximum": lambda value, asked, *_: not isinstance(value, int) or value <= asked,
    "format": _has_form,
    "required": _has_all,
    "properties": _fields_fit,
    "additionalProperties": _others_fit,
    "items": _items_fit,
}
