"""The example: the Dresden day as it could have been, filled with contributions, to look at before an own event."""

import datetime as dt
import json
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from facilitation.config import Config
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload
from facilitation.services import events
from facilitation.storage.work_folders import WorkFolder
from facilitation.transfer import child

RECORD = Path(__file__).resolve().parents[1] / "seed" / "example-2023.json"
"""The example's record, in the form of an export; `python -m tests.example` writes it."""


def make(moment: dt.datetime) -> str:
    """Make the example where there is none, and return its slug; only the caller waits, and must hold no transaction.

    It is imported like any other file, and deleted after half a year, if nobody removes it before. Raises CafeError as
    `child.take_in` does.
    """
    known = db.session.scalar(select(Event.slug).where(Event.is_example))
    slug = events.free_slug(db.session, "Beispiel")
    db.session.rollback()
    if known is not None:
        return known
    config: Config = current_app.extensions["config"]
    work = offload(WorkFolder, config.data_dir)
    try:
        file = work.path / "example.json"
        offload(_write, file, events.kept_until(moment.date(), moment.date()))
        return child.take_in(file, slug=slug).slug
    finally:
        offload(work.remove)


def _write(file: Path, delete_on: dt.date) -> None:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    record["event"] |= {"is_example": True, "delete_on": delete_on.isoformat()}
    file.write_text(json.dumps(record), encoding="utf-8")
