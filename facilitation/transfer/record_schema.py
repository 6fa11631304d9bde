"""The form of a record, as JSON Schema (docs/export.schema.json), and whether a file keeps to it."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import fastjsonschema
from fastjsonschema import JsonSchemaValueException
from sqlalchemy import JSON, Boolean, Column, Date, Integer, String

from facilitation import bounds
from facilitation.ids import LENGTH
from facilitation.models.columns import Moment
from facilitation.text import NOT_STORED, TEXT_LIMIT, graphemes
from facilitation.transfer.record_limits import NUMBERS, TEXTS
from facilitation.transfer.record_tables import (
    EVENT,
    TABLES,
    UUID,
    RecordTable,
    Schema,
    list_of,
    target_of,
    text_of,
)

VERSION = 1
"""Of the form. Another one is another number here, in the schema and in every file."""


class RecordRefused(ValueError):
    """A file that cannot be taken in; says why in an English sentence.

    `code` is the kind of reason, `import_` and more as in `errors.SENTENCES`, and `detail` what that sentence needs.
    """

    def __init__(self, sentence: str, code: str = "import_contradicts", **detail: str | int) -> None:
        super().__init__(sentence)
        self.code = code
        self.detail = detail


def schema() -> Schema:
    """The form of a record, JSON Schema 2020-12."""
    rows = dict.fromkeys((table.name for table in TABLES), bounds.RECORD_ROWS) | bounds.RECORD_TABLES
    lists = {table.name: list_of(_row(table), rows[table.name]) for table in TABLES}
    parts: dict[str, Schema] = {
        "schema": {"enum": [VERSION]},
        "made_at": {"type": "string", "format": "date-time"},
        "made_by": {"type": "string", "maxLength": bounds.RECORD_NAME},
        "event": _row(EVENT),
        **lists,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything that is kept of a World Café, without secret links and names of participants",
        **_object(parts),
    }


def check(record: Any) -> None:
    """Raises RecordRefused with the first thing that is not as it should be."""
    if not isinstance(record, dict) or "schema" not in record:
        raise RecordRefused("This is no export of a World Café.", "import_other")
    if record["schema"] != VERSION or isinstance(record["schema"], bool):
        newer = type(record["schema"]) is int and record["schema"] > VERSION
        raise RecordRefused(
            f"This export has the form {record['schema']!r:.20}; this server reads form {VERSION}.",
            "import_newer" if newer else "import_other",
        )
    _check(record, _whole(), "")


def check_row(table: RecordTable, row: Any, where: str) -> None:
    """Raises RecordRefused with the first thing that is not as it should be in one row, which stands at `where`."""
    _check(row, _of_rows(table.name), where)


def check_changed(table: RecordTable, values: Any, where: str) -> None:
    """Check what a journal's entry says of a row before or after a deed: by the database's names, false for nothing.

    Raises RecordRefused for a value that the row's column could not have.
    """
    told = {name: value for name, value in values.items() if value is not False}
    _check(told, _of_changes(table.name), where)


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
    return _nullable(_typed(column, f"{table.name}.{column.name}"), column)


def _reference(target: RecordTable) -> Schema:
    assert target.key is not None, f"{target.name} need a key"
    key = target.model.__table__.columns[target.key]
    return target.shapes.get(target.key) or _typed(key, f"{target.name}.{target.key}")


def _typed(column: Column, place: str) -> Schema:
    if isinstance(column.type, Moment):
        return {"type": "string", "format": "date-time"}
    if isinstance(column.type, Date):
        return {"type": "string", "format": "date"}
    if isinstance(column.type, Boolean):
        return {"type": "boolean"}
    if isinstance(column.type, Integer):
        highest = bounds.LARGEST_NUMBER if column.primary_key or column.foreign_keys else bounds.RECORD_HIGHEST
        return {"type": "integer", "minimum": 0, "maximum": NUMBERS.get(place, highest)}
    if isinstance(column.type, JSON):
        raise LookupError(f"say in `shapes` what {column} holds")
    assert isinstance(column.type, String), column
    if column.primary_key and column.type.length == LENGTH:
        return UUID
    if column.type.length:
        return {"type": "string", "maxLength": column.type.length}
    if place not in TEXTS:
        raise LookupError(f"say in `record_limits.TEXTS` how long {place} may be")
    return text_of(TEXTS[place])


def _nullable(schema: Schema, column: Column) -> Schema:
    return {**schema, "type": [schema["type"], "null"]} if column.nullable else schema


LONGEST_MOMENT = bounds.RECORD_MOMENT


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    """With its time zone, and within the years that can be told in UTC."""
    try:
        moment = dt.datetime.fromisoformat(text)
        moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return False
    return moment.tzinfo is not None and len(text) <= LONGEST_MOMENT


def _is_text(limit: int, text: str) -> bool:
    return len(text) <= limit or graphemes(text) <= limit


Validator = Callable[[Any], Any]
_FORMATS: dict[str, Callable[[Any], bool]] = {
    "date": _is_date,
    "date-time": _is_moment,
    **{f"text-{limit}": functools.partial(_is_text, limit) for limit in {*TEXTS.values(), TEXT_LIMIT}},
}
_STRICT = "http://json-schema.org/draft-04/schema#"
"""The last draft to which 1.0 is no integer. What our schema says means the same in it as in 2020-12."""
_SENTENCES: dict[str, Callable[[Any, Any], str]] = {
    "type": lambda asked, _: f"must be of type {asked if isinstance(asked, str) else ' or '.join(asked)}",
    "enum": lambda asked, _: f"must be one of {asked!r}",
    "pattern": lambda asked, _: f"must look like {asked}",
    "maxLength": lambda asked, _: f"is longer than {asked} characters",
    "maxItems": lambda asked, _: f"has more than {asked} entries",
    "maxProperties": lambda asked, _: f"has more than {asked} entries",
    "minimum": lambda asked, _: f"must be {asked} or more",
    "maximum": lambda asked, _: f"must be {asked} or less",
    "format": lambda asked, _: f"must be a {asked}",
    "required": lambda asked, value: f"{next(name for name in asked if name not in value)} is missing",
}
_WITHIN = {"properties", "additionalProperties", "items"}
_SAYS_NOTHING = {"$schema", "title"}
WHOLE = "The file"
"""The place of what is nobody's field."""
LONGEST_PLACE = 160
"""Characters of a path that are said; a name in it may be as long as the file."""
DEEPEST = bounds.RECORD_DEEPEST
LONGEST_NAME = bounds.RECORD_NAME


def compiled(form: Schema) -> Validator:
    """A function that raises JsonSchemaValueException where something has not this form.

    Raises LookupError for what the library would overlook, or what could not be said in our words.
    """
    for one in _parts(form):
        unknown = one.keys() - _SENTENCES.keys() - _WITHIN - _SAYS_NOTHING
        if unknown or one.get("format", "date") not in _FORMATS:
            raise LookupError(f"nobody checks {sorted(unknown) or one['format']}")
    return fastjsonschema.compile({**form, "$schema": _STRICT}, formats=_FORMATS, use_default=False)


def _parts(form: Schema) -> Iterator[Schema]:
    yield form
    others = (form.get(word) for word in ("additionalProperties", "items"))
    for one in (*form.get("properties", {}).values(), *filter(None, others)):
        yield from _parts(one)


@functools.cache
def _whole() -> Validator:
    return compiled(schema())


@functools.cache
def _of_changes(name: str) -> Validator:
    (table,) = (table for table in TABLES if table.name == name)
    fields = {column.name: _field(table, column) for column in table.model.__table__.columns}
    return compiled({"type": "object", "properties": fields, "additionalProperties": False})


@functools.cache
def _of_rows(name: str) -> Validator:
    (table,) = (table for table in (EVENT, *TABLES) if table.name == name)
    return compiled(_row(table))


def _check(value: Any, validator: Validator, where: str) -> None:
    try:
        validator(value)
    except JsonSchemaValueException as fault:
        place, said = _place(where, (fault.name or "")[len("data") :]), _said(fault)
        code = "import_missing" if fault.rule == "required" else "import_form"
        named = said.removesuffix(" is missing") if fault.rule == "required" else said
        if fault.rule == "required" and place == WHOLE:
            code = "import_part"
        raise RecordRefused(f"{place}: {said}.", code, place=place, what=named) from fault
    found = _not_stored(value)
    if found is not None:
        place = _place(where, found.ending)
        raise RecordRefused(f"{place}: {found.says}.", "import_form", place=place, what=found.says)


def _place(where: str, ending: str) -> str:
    return f"{where}{ending}".removeprefix(".")[:LONGEST_PLACE] or WHOLE


def _said(fault: JsonSchemaValueException) -> str:
    if fault.rule == "additionalProperties":
        known = fault.definition.get("properties", {})
        return f"{next(name for name in fault.value if name not in known)!r:.60} is unknown"
    assert fault.rule is not None, fault
    if fault.rule in ("maxLength", "format") and fault.definition.get("format", "").startswith("text-"):
        return _SENTENCES["maxLength"](fault.definition["format"].removeprefix("text-"), fault.value)
    pattern = fault.definition.get("pattern")
    if fault.rule == "maxLength" and pattern and not re.search(pattern.replace("$", r"\Z"), fault.value):
        return _SENTENCES["pattern"](pattern, fault.value)  # what looks wrong as well; the library measures first
    return _SENTENCES[fault.rule](fault.rule_definition, fault.value)


class _Unstored(NamedTuple):
    """How the path ends to what no database stores, and what is said of it."""

    ending: str
    says: str


_SIGNS = "holds signs that no database stores"
_NAME = f"holds a name longer than {LONGEST_NAME} characters"


def _not_stored(value: Any, depth: int = 0) -> _Unstored | None:
    """The first text, or object with such a name, that no database stores; also in what the form leaves open."""
    if isinstance(value, str):
        return _Unstored("", _SIGNS) if NOT_STORED.search(value) else None
    if not isinstance(value, dict | list):
        return None
    if depth >= DEEPEST:
        return _Unstored("", "is nested too deeply")
    if isinstance(value, dict) and any(map(NOT_STORED.search, value)):
        return _Unstored("", _SIGNS)
    if isinstance(value, dict) and any(len(name) > LONGEST_NAME for name in value):
        return _Unstored("", _NAME)
    for step, one in value.items() if isinstance(value, dict) else enumerate(value):
        found = _not_stored(one, depth + 1)
        if found is not None:
            return found._replace(ending=(f".{step}" if isinstance(value, dict) else f"[{step}]") + found.ending)
    return None
