"""Guests' codes in a record: posters outlive the laptop that printed them, so codes come along where they are free.

A file of an earlier version has none. What is taken here, malformed or missing gets a new code, and the import says so.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from facilitation.models import JoinCode
from facilitation.services import doors
from facilitation.storage.transactions import CafeSession
from facilitation.transfer.records import Record
from facilitation.transfer.standing_still import Change

_CODE = re.compile(doors.CODE_PATTERN.replace("$", r"\Z"))
_AT_ONCE = 500
"""Codes that are looked up by one statement."""


def legible(record: Any) -> Any:
    """Return the record without rows whose code is none, or stands in it before.

    Nothing in the record is trusted: everything else that is wrong in it is left to `record_schema.check`.
    """
    rows = record.get("codes") if isinstance(record, dict) else None
    if not isinstance(rows, list):
        return record
    kept: list[Any] = []
    known: set[str] = set()
    for row in rows:
        if isinstance(row, dict) and "code" in row:
            code = row["code"]
            if not isinstance(code, str) or not _CODE.match(code) or code in known:
                continue
            known.add(code)
        kept.append(row)
    return {**record, "codes": kept}


def free(session: CafeSession, record: Record) -> Record:
    """Return a checked record with those codes that nobody has here, one for each place."""
    codes = [row["code"] for row in record["codes"]]
    taken: set[str] = set()
    for start in range(0, len(codes), _AT_ONCE):
        wanted = select(JoinCode.code).where(JoinCode.code.in_(codes[start : start + _AT_ONCE]))
        taken |= set(session.scalars(wanted))
    kept, places = [], set()
    for row in record["codes"]:
        place = (row["station"], row["table"])
        is_place = row["station"] is not None or row["table"] is None  # else it is of a station that is no more
        if row["code"] in taken or (is_place and (place in places or row["table"] == 0)):
            continue
        places.add(place)
        kept.append(row)
    return {**record, "codes": kept}


def new(printed: Sequence[JoinCode], record: Record) -> list[Change]:
    """Return what is said of an event's printed codes that did not come with its record; nothing where all did."""
    came = {row["code"] for row in record["codes"]}
    fresh = sum(one.code not in came for one in printed)
    if not fresh:
        return []
    said = f"{fresh} of {len(printed)} codes for guests are new: they are taken here, or not in the file."
    return [Change("codes", f"{said} Print these posters again.")]
