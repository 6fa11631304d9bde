"""Everything that is kept of an event as JSON: a line a row, so that two exports can be compared line by line."""

import json
from collections.abc import Generator
from typing import Any

from facilitation.services.records import Record

AT_ONCE = 20
"""Rows in a step."""


def build(record: Record) -> Generator[None, None, bytes]:
    """The file, UTF-8; docs/export.schema.json says its form."""
    parts: list[str] = []
    for name, value in record.items():
        if not isinstance(value, list) or not value:
            parts.append(f"{_json(name)}: {_json(value)}")
            continue
        rows = []
        for place, row in enumerate(value):
            rows.append(_json(row))
            if place % AT_ONCE == 0:
                yield
        parts.append(f"{_json(name)}: [\n" + ",\n".join(rows) + "\n]")
    yield
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
