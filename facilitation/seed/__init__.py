"""The conference of migrants' organisations in Dresden, as an event to start with, in all its languages."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from facilitation.i18n.language_codes import VARIANTS
from facilitation.models import Event
from facilitation.services import events

PLAN = Path(__file__).with_name("dresden-2023.json")
"""The event as it was planned, in German; beside it its texts by their originals, in one file a language."""


def plan() -> dict[str, Any]:
    """The Dresden event's plan."""
    read: dict[str, Any] = json.loads(PLAN.read_text(encoding="utf-8"))
    codes = [*(code for code in read["languages"] if code != read["language"]), *VARIANTS]
    files = {code: PLAN.with_suffix(f".{code}.json") for code in codes}
    there = {code: json.loads(file.read_text(encoding="utf-8")) for code, file in files.items() if file.exists()}
    return {**read, "translations": there}


def plant(today: dt.date) -> Event:
    """Create the Dresden event where there is no event yet; otherwise the newest one stays as it is."""
    return events.newest() or events.create(plan(), today=today)
