"""Writes docs/export.schema.json: `python -m facilitation.transfer.schema > docs/export.schema.json`."""

import json

from facilitation.transfer.record_schema import schema


def text() -> str:
    """The JSON Schema of an export's record, as docs/export.schema.json has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False)


if __name__ == "__main__":
    print(text())
