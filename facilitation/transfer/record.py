"""Writes a record as JSON, one row in each line, so that two exports can be compared line by line."""

import json
from collections.abc import Generator
from typing import Any

from facilitation.transfer.records import Record

AT_ONCE = 20
"""Rows that are written in one step."""


def build(record: Record) -> Generator[None, None, bytes]:
    """Build the file in UTF-8; its form is docs/export.schema.json. It yields after every AT_ONCE rows."""
    parts = [b"{"]
    for name, value in record.items():
        parts += [b"\n" if len(parts) == 1 else b",\n", _json(name), b": "]
        if not isinstance(value, list) or not value:
            parts.append(_json(value))
            continue
        for place, row in enumerate(value):
            parts += [b",\n" if place else b"[\n", _json(row)]
            if place % AT_ONCE == 0:
                yield
        parts.append(b"\n]")
    yield
    return b"".join([*parts, b"\n}\n"])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
