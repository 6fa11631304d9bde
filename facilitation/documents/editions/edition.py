"""What an edition of the report says, as it is kept beside its Word file, so that editions can be compared."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from typing import Any

from facilitation.queries.harvest import EventHarvest

Matter = dict[str, Any]
"""An EventHarvest as JSON has it, by the names of its fields."""
SCHEMA = 1


def matter(harvest: EventHarvest) -> Matter:
    """The harvest as JSON has it; moments and dates as ISO 8601 writes them."""
    said: Matter = json.loads(json.dumps(asdict(harvest), default=_iso))
    return said


def written(matter: Matter, language: str) -> bytes:
    """How it is kept. The same matter gives the same bytes."""
    kept = {"schema": SCHEMA, "language": language, "harvest": matter}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(kept: bytes) -> Matter:
    """The matter of what was `written`."""
    said: Matter = json.loads(kept)["harvest"]
    return said


def digest(matter: Matter, language: str, look: str) -> str:
    """The same for editions that say the same and look the same, whatever the hour. `look` stands for the paper."""
    timeless = written({**matter, "made_at": None}, language)
    return hashlib.sha256(timeless + b"\0" + look.encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
