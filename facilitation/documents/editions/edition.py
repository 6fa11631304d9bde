"""What an edition of the report says, kept as JSON beside its Word file, so that editions can be compared."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from typing import Any

from facilitation.queries.harvest import EventHarvest

Matter = dict[str, Any]
"""An EventHarvest as JSON values, by the names of its fields."""
SCHEMA = 1


def matter(harvest: EventHarvest) -> Matter:
    """Turn a harvest into JSON values; moments and dates are texts in ISO 8601."""
    said: Matter = json.loads(json.dumps(asdict(harvest), default=_iso))
    return said


def written(matter: Matter, language: str) -> bytes:
    """The bytes in which a matter is kept (JSON in UTF-8); equal matters give equal bytes."""
    kept = {"schema": SCHEMA, "language": language, "harvest": matter}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(kept: bytes) -> Matter:
    """Read the matter from bytes that `written` has made."""
    said: Matter = json.loads(kept)["harvest"]
    return said


def digest(matter: Matter, language: str, look: str) -> str:
    """A SHA-256 digest, equal for editions that say the same and look the same, whatever the hour.

    `look` stands for what the report is written on (letterhead, logo).
    """
    timeless = written({**matter, "made_at": None}, language)
    return hashlib.sha256(timeless + b"\0" + look.encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
