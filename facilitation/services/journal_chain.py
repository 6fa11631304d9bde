"""The chain of a station's journal: each entry's link stands on the link before it, so that a change shows.

An entry's link is a digest of the link before it and of all that the entry says, of its items by their digests alone
(`seals`). An item that has to be forgotten, because it repeats a text that its author withdrew, leaves with the salt of
its digest: then nobody can find out what it said by trying, and the chain still holds. Whether it had to be is seen at
the contribution, which is withdrawn.

Whoever can write to the database can write a whole new chain. That shows to whoever noted the newest link before: it is
told with the journal and with every ZIP export.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Contribution, JournalEntry, Station
from facilitation.storage.transactions import CafeSession

FIRST = ""
"""The link before a journal's first entry."""
SHOWN = 16
"""Signs of a link that people note: 64 bits, more than anybody tries to meet."""
SALT_BYTES = 16
CHANGED = "this entry was changed, or entries before it are missing or were added"
"""What is said of an entry whose link is another."""

Seal = dict[str, str]
"""Of an item: its noun and id, its digest, and the salt of that, which is missing once the item is forgotten.

Then `because` names the contribution that was withdrawn or changed; earlier versions forgot that one's own items only,
and did not say it.
"""


class Fault(NamedTuple):
    """Where a journal is not as it was written; `says` is for whoever runs the server."""

    station: str
    revision: int
    done_at: dt.datetime
    says: str


def sealed(items: Iterable[dict[str, Any]]) -> list[Seal]:
    """Return a seal for each of an entry's items."""
    return [_seal(item, secrets.token_hex(SALT_BYTES)) for item in items]


def link(before: str, entry: JournalEntry) -> str:
    """Return an entry's link; `before` is that of the entry before it. The entry has its seals already."""
    told = {
        "station": entry.station_id,
        "revision": entry.revision,
        "door": entry.door,
        "deed": entry.deed,
        "undoes": entry.undoes,
        "done_at": moment(entry.done_at),
        "seals": [[one["noun"], one["id"], one["digest"]] for one in entry.seals],
    }
    return digest([before, told])


def newest(session: CafeSession, station_id: int) -> str:
    """Return the link of a station's newest entry; FIRST where there is none."""
    links = select(JournalEntry.link).where(JournalEntry.station_id == station_id)
    return session.scalars(links.order_by(JournalEntry.revision.desc()).limit(1)).first() or FIRST


def newest_of(stations: Iterable[Station]) -> dict[str, str]:
    """Return the newest link of each station's journal, as it is shown, by the station's slug; of empty ones none."""
    links = {station.slug: newest(db.session, station.id) for station in stations}
    return {slug: shown(one) for slug, one in links.items() if one}


def noted(value: str) -> JournalEntry | None:
    """Return the entry with a link that somebody noted, at least SHOWN signs of it; None where there is none."""
    if not is_shown(value):
        return None
    return db.session.scalars(select(JournalEntry).where(JournalEntry.link.startswith(value.lower()))).first()


def shown(whole: str) -> str:
    """Return what is told of a link to people."""
    return whole[:SHOWN]


def is_shown(value: str) -> bool:
    """Tell whether this may be what people were told of a link."""
    return len(value) >= SHOWN and value.isalnum()


def unsalted(seals: list[Seal], out: Sequence[bool], because: str) -> list[Seal]:
    """Return an entry's seals after some of its items were forgotten, because of the contribution with this id.

    `out` tells of each item that was still there whether it is forgotten now.
    """
    goes = iter(out)
    return [{**one, "salt": "", "because": because} if one["salt"] and next(goes) else one for one in seals]


def begin_anew(session: CafeSession, station_ids: Iterable[int]) -> None:
    """Make the chains of stations whose journals came from a file."""
    for station_id in station_ids:
        before = FIRST
        for entry in of_station(station_id):
            entry.seals = sealed(entry.items)
            before = entry.link = link(before, entry)
    session.flush()


def faults(station: Station) -> list[Fault]:
    """Return what is not as it was written in a station's journal, oldest first."""
    entries = of_station(station.id)
    authors = Contribution.edited & Contribution.participant_id.is_not(None)  # also a host's rewording sets `edited`
    gone = select(Contribution.id).where(Contribution.station_id == station.id)
    may_be_gone = set(db.session.scalars(gone.where((Contribution.state == "withdrawn") | authors)))
    undone = _undone(entries)
    found, before = [], FIRST
    for entry in entries:
        for says in _faults(before, entry, may_be_gone, entry.id in undone):
            found.append(Fault(station.slug, entry.revision, entry.done_at, says))
        before = entry.link
    return found


def of_station(station_id: int) -> Sequence[JournalEntry]:
    """Return all entries of a station's journal, oldest first."""
    wanted = select(JournalEntry).where(JournalEntry.station_id == station_id).order_by(JournalEntry.revision)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()


def _faults(before: str, entry: JournalEntry, may_be_gone: set[str], undone: bool) -> list[str]:
    found = []
    if entry.link != link(before, entry):
        found.append(CHANGED)
    kept = [one for one in entry.seals if one["salt"]]
    if [one["digest"] for one in kept] != [
        _seal(item, seal["salt"])["digest"] for item, seal in zip(entry.items, kept, strict=False)
    ] or len(entry.items) != len(kept):
        found.append("what it says of a deed was changed")
    gone = {one.get("because", one["id"]) for one in entry.seals if not one["salt"]}
    if gone - may_be_gone:
        found.append("what it says of a contribution was taken out, which nobody has withdrawn")
    if entry.undone != undone:
        found.append("whether it was undone was changed")
    return found


def _undone(entries: Sequence[JournalEntry]) -> set[int]:
    """Return the ids of entries that a later one undoes that is not undone itself."""
    undone: set[int] = set()
    for entry in reversed(entries):
        if entry.undoes is not None and entry.id not in undone:
            undone.add(entry.undoes)
    return undone


def _seal(item: dict[str, Any], salt: str) -> Seal:
    return {"noun": item["noun"], "id": str(item["id"]), "digest": digest([salt, item]), "salt": salt}


def moment(of: dt.datetime) -> str:
    """Return a moment as it stands in links."""
    return of.astimezone(dt.UTC).isoformat(timespec="microseconds")


def digest(said: Any) -> str:
    """Return a digest of anything that JSON can say."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
