"""Changes kept ready: read, encoded and compressed once per station, audience and revision, however many ask.

A hall that comes back after a break of the network asks for the same thing a thousand times. A station's content at a
revision never differs, so what was read once for it is right for everybody of that audience.
"""

import gzip
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property

from flask import current_app
from sqlalchemy import bindparam, select

from facilitation import changes
from facilitation.models import Station
from facilitation.services.store import Question, reading

KEPT = 64
"""So many changes are remembered: a few stations, two audiences, and the revisions a hall last stood at."""
COMPRESSION = 5

_REVISION = Question(select(Station.revision).where(Station.id == bindparam("station")))

Key = tuple[int, str, int]


@dataclass(frozen=True)
class Snapshot:
    """A change, and what it is on the wire."""

    change: changes.Change
    tag: str

    @cached_property
    def encoded(self) -> bytes:
        """As JSON, UTF-8."""
        return json.dumps(self.change, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def compressed(self) -> bytes:
        """The same, gzipped."""
        return gzip.compress(self.encoded, COMPRESSION, mtime=0)


@dataclass
class Snapshots:
    """The snapshots of one app, the least asked for given up first."""

    _kept: OrderedDict[Key, Snapshot] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Key, revision: int) -> Snapshot | None:
        """What is kept for this key, if it still is of this revision."""
        with self._lock:
            known = self._kept.get(key)
            if known is None or known.change["revision"] != revision:
                return None
            self._kept.move_to_end(key)
            return known

    def keep(self, key: Key, snapshot: Snapshot) -> None:
        """Remember, and forget the least asked for."""
        with self._lock:
            self._kept[key] = snapshot
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def read(station_id: int, since: int, audience: str) -> Snapshot:
    """`changes.read`, from memory where nothing has changed since it was last asked. Do not change what it returns."""
    with reading() as store:
        revision = store.one(_REVISION, station=station_id).revision
    return at(station_id, revision, since, audience)


def at(station_id: int, revision: int, since: int, audience: str) -> Snapshot:
    """The same for who has just seen that the station is at this revision."""
    snapshots: Snapshots = current_app.extensions["snapshots"]
    key = (station_id, audience, since)
    known = snapshots.find(key, revision)
    if known is None:
        change = changes.read(station_id, since, audience)
        known = Snapshot(change, f"{station_id}-{audience}-{change['since']}-{change['revision']}")
        snapshots.keep(key, known)
    return known
