"""Changes kept ready: read, encoded and compressed once per station, audience and revision, however many ask.

A hall that comes back after a break of the network asks for the same thing a thousand times. A station's content at a
revision never differs, so what was read once for it is right for everybody of that audience. And a station of which
much is known is not read anew for one more contribution: what changed since is put into what is kept.
"""

import gzip
import json
import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cachetools import LRUCache
from flask import current_app
from markupsafe import Markup
from sqlalchemy import bindparam, select

from facilitation.models import Station
from facilitation.offload import offload
from facilitation.queries import changes
from facilitation.storage.statements import Prepared, reading

KEPT = 64
"""So many changes are remembered: a few stations, two audiences, and the revisions a hall last stood at."""
COMPRESSION = 5
LARGE = 100_000
"""Bytes from which compressing would hold everybody up."""
_REVISION = Prepared(select(Station.revision).where(Station.id == bindparam("station")))
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}

"""What a script element must not hold, as JSON writes it: between quotes only, where alone it stands."""

Key = tuple[int, str, int]
Items = dict[str, bytes]


class Snapshot:
    """A change, and what it is on the wire. `numbers`: the contributions' order; `items`: those encoded already."""

    def __init__(self, change: changes.Change, tag: str, numbers: dict[str, int], items: Items | None = None) -> None:
        self.change = change
        self.tag = tag
        self._numbers = numbers
        self._items = items or {}
        self._lock = threading.Lock()

    def __getitem__(self, noun: str) -> Any:
        """For templates: what the change holds."""
        return self.change[noun]

    @cached_property
    def encoded(self) -> bytes:
        """As JSON, UTF-8."""
        rest = {noun: items for noun, items in self.change.items() if noun != "contributions"}
        return b'%s,"contributions":[%s]}' % (_json(rest)[:-1], b",".join(self.items.values()))

    @cached_property
    def items(self) -> Items:
        """Each contribution as JSON, by id."""
        known = self._items
        return {one["id"]: known.get(one["id"]) or _json(one) for one in self.change["contributions"]}

    @property
    def compressed(self) -> bytes:
        """The change as gzipped JSON; whoever asks while it is being compressed waits."""
        with self._lock:
            return self._compressed

    @cached_property
    def _compressed(self) -> bytes:
        if len(self.encoded) < LARGE:
            return _gzip(self.encoded)
        return offload(_gzip, self.encoded)

    @cached_property
    def in_page(self) -> Markup:
        """As JSON inside a page's script element."""
        return Markup(self.encoded.decode().translate(UNSAFE))

    def brought_to(self, news: changes.Change, numbers: dict[str, int], tag: str) -> "Snapshot":
        """A whole snapshot with what changed since."""
        numbers = self._numbers | numbers
        standing, items = {one["id"]: one for one in self.change["contributions"]}, dict(self.items)
        for one in news["contributions"]:
            items.pop(one["id"], None)
            if one.get("gone"):
                standing.pop(one["id"], None)
            else:
                standing[one["id"]] = one
        order = sorted(standing, key=numbers.__getitem__)
        whole = {**news, "since": 0, "contributions": [standing[id] for id in order]}
        for noun in changes.BESIDES:
            changed = {one["id"] for one in news[noun]}
            kept = [one for one in self.change[noun] if one["id"] not in changed]
            whole[noun] = [*kept, *(one for one in news[noun] if not one.get("gone"))]
        return Snapshot(whole, tag, numbers, items)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _gzip(text: bytes) -> bytes:
    return gzip.compress(text, COMPRESSION, mtime=0)


@dataclass
class Snapshots:
    """The snapshots of one app, the least asked for given up first."""

    _kept: LRUCache[Key, Snapshot] = field(default_factory=lambda: LRUCache(KEPT))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Key) -> Snapshot | None:
        """What is kept for this key, of whatever revision."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Key, snapshot: Snapshot) -> None:
        """Remember, and forget the least asked for."""
        with self._lock:
            self._kept[key] = snapshot


def read(station_id: int, since: int, audience: str) -> Snapshot:
    """`changes.read`, from memory where nothing has changed since it was last asked. Do not change what it returns."""
    with reading() as store:
        revision = store.one(_REVISION, station=station_id).revision
    return at(station_id, revision, since, audience)


def at(station_id: int, revision: int, since: int, audience: str) -> Snapshot:
    """Read a change like `read`, for a caller that has just seen that the station is at this revision."""
    snapshots: Snapshots = current_app.extensions["snapshots"]
    key = (station_id, audience, since)
    known = snapshots.find(key)
    if known is not None and known.change["revision"] == revision:
        return known
    if known is not None and since == 0 and known.change["revision"] < revision:
        news, numbers = changes.read_with_numbers(station_id, known.change["revision"], audience)
        if news["since"]:
            fresh = known.brought_to(news, numbers, _tag(station_id, audience, 0, news["revision"]))
            snapshots.keep(key, fresh)
            return fresh
    change, numbers = changes.read_with_numbers(station_id, since, audience)
    fresh = Snapshot(change, _tag(station_id, audience, change["since"], change["revision"]), numbers)
    snapshots.keep(key, fresh)
    return fresh


def _tag(station_id: int, audience: str, since: int, revision: int) -> str:
    return f"{station_id}-{audience}-{since}-{revision}"
