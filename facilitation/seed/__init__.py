"""The conference of migrants' organisations in Dresden, as an event to start with."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from facilitation.models import Event
from facilitation.services import events

PLAN = Path(__file__).with_name("dresden-2023.json")


def plan() -> dict[str, Any]:
    """The Dresden event's plan."""
    read: dict[str, Any] = json.loads(PLAN.read_text(encoding="utf-8"))
    return read


def plant(today: dt.date) -> Event:
    """Create the Dresden event where there is no event yet; otherwise the newest one stays as it is."""
    known = events.every()
    return known[0] if known else events.create(plan(), today=today)
