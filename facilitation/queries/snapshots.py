"""Changes kept ready: read, encoded and compressed once per station, audience and revision, however many ask.

A hall that comes back after a break of the network asks for the same thing a thousand times. A station's content at a
revision never differs, so what was read once for it is right for everybody of that audience. And a station of which
much is known is not read anew for one more contribution: what changed since is put into what is kept.

Whole stations are kept apart from what changed since a revision, of which anybody can ask for as many as there are.
"""

import gzip
import json
import threading
from collections import deque
from contextlib import suppress
from functools import cached_property
from typing import Any

from cachetools import LRUCache
from markupsafe import Markup
from sqlalchemy import bindparam, select

from facilitation import bounds
from facilitation.memory import remembered
from facilitation.models import Station
from facilitation.offload import offload
from facilitation.queries import changes
from facilitation.queries.fields import BESIDES, CONTRIBUTION, FORM, short
from facilitation.storage.statements import Prepared, reading
from facilitation.storage.transactions import are_of_one_age

MOST_WHOLE = bounds.STATIONS_KEPT
MOST_BYTES = bounds.CHANGES_KEPT
MOST_ASKED = bounds.CHANGES_ASKED
CARDS_AT_ONCE = bounds.CARDS_OF_A_PAGE
NEWEST = 10
"""Contributions of a station that its page brings along: three screens of a phone."""
LARGE_ONCE = 50_000
"""Bytes from which such a change is kept only when it is asked for once more."""
FEW = 20
"""Changes that are always told as such."""
PART_OF_ALL = 4
"""Where more than one in so many contributions changed, and a station is large, it is told whole."""
COMPRESSION = 5
LARGE = 100_000
"""Bytes from which compressing would hold everybody up."""
_REVISION = Prepared(select(Station.revision).where(Station.id == bindparam("station")))
UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&'"}
"""What a script element must not hold, as JSON writes it: between quotes only, where alone it stands."""

Place = tuple[int, str]
"""A station's id, and an audience."""
Key = tuple[int, str, int]
Items = dict[str, bytes]


class Encoded:
    """A change as it is on the wire; `revision` is that up to which it tells."""

    encoded: bytes
    """As JSON, UTF-8."""

    def __init__(self, revision: int, tag: str) -> None:
        self.revision = revision
        self.tag = tag
        self._lock = threading.Lock()

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


class Since(Encoded):
    """What changed since a revision."""

    def __init__(self, change: changes.Change, tag: str) -> None:
        super().__init__(change["revision"], tag)
        self.encoded = _json(short(change))


class Snapshot(Encoded):
    """A whole station. `numbers`: the contributions' order; `items`: those encoded already."""

    def __init__(self, change: changes.Change, tag: str, numbers: dict[str, int], items: Items | None = None) -> None:
        super().__init__(change["revision"], tag)
        self.change = change
        self._numbers = numbers
        self._items = items or {}

    def __getitem__(self, noun: str) -> Any:
        """For templates: what the change holds."""
        return self.change[noun]

    @cached_property
    def encoded(self) -> bytes:  # type: ignore[override]
        """As JSON, UTF-8."""
        rest = short({**self.change, "contributions": []})
        del rest["contributions"]
        return b'%s,"contributions":[%s]}' % (_json(rest)[:-1], b",".join(self.items.values()))

    @cached_property
    def items(self) -> Items:
        """Each contribution as JSON, by id."""
        known = self._items
        return {
            one["id"]: known.get(one["id"]) or _json(CONTRIBUTION.short(one)) for one in self.change["contributions"]
        }

    @property
    def many(self) -> int:
        """How many contributions there are."""
        return len(self.change["contributions"])

    def changed_since(self, revision: int) -> int:
        """Return how many of them changed after this revision."""
        return sum(one["revision"] > revision for one in self.change["contributions"])

    @cached_property
    def in_page(self) -> Markup:
        """As JSON inside a page's script element."""
        return in_script(self.encoded.decode())

    @cached_property
    def newest(self) -> "Snapshot":
        """What a page brings along: the newest contributions with those to which they belong, CARDS_AT_ONCE at most.

        Its `since` is its revision, for of what was before it tells nothing; all of a small station is whole.
        """
        if self.many <= NEWEST:
            return self
        everything = {one["id"]: one for one in self.change["contributions"]}
        wanted: deque[str] = deque(list(everything)[-NEWEST:])
        kept: set[str] = set()
        while wanted and len(kept) < CARDS_AT_ONCE:  # an answer may answer an answer, and so on through all of them
            one = everything.get(wanted.popleft())
            if one is not None and one["id"] not in kept:
                kept.add(one["id"])
                wanted += filter(None, (one["reply_to"], one["merged_into"]))
        few = [one for id, one in everything.items() if id in kept]
        return Snapshot({**self.change, "since": self.revision, "contributions": few}, self.tag, self._numbers)

    def cards(self, before: int | None) -> tuple[list[Any], int | None]:
        """Return what a page without script shows, and the number before which there is more (None: there is none).

        These are the newest contributions, or with `before` those that were written before the one of this number.
        """
        every = self.change["contributions"]
        older = [one for one in every if before is not None and one["number"] < before][-CARDS_AT_ONCE:]
        oldest = (older or every[-NEWEST:])[:1]
        shown = older or self.newest["contributions"]
        return shown, oldest[0]["number"] if oldest != every[:1] else None

    def before_card(self, id: str) -> int | None:
        """Return the number before which a page shows this contribution; None where it is among the newest, or gone."""
        if any(one["id"] == id for one in self.newest["contributions"]):
            return None
        return next((one["number"] + 1 for one in self.change["contributions"] if one["id"] == id), None)

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
        for noun in BESIDES:
            changed = {one["id"] for one in news[noun]}
            kept = [one for one in self.change[noun] if one["id"] not in changed]
            whole[noun] = [*kept, *(one for one in news[noun] if not one.get("gone"))]
        return Snapshot(whole, tag, numbers, items)


def in_script(text: str) -> Markup:
    """Return JSON as it may stand in a script element; `str.translate` takes twenty times as long for other scripts."""
    for sign, written in UNSAFE.items():
        text = text.replace(sign, written)
    return Markup(text)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _gzip(text: bytes) -> bytes:
    return gzip.compress(text, COMPRESSION, mtime=0)


class Snapshots:
    """Snapshots by what they are of, the least asked for given up first."""

    def __init__(self) -> None:
        self._whole: LRUCache[Place, Snapshot] = LRUCache(MOST_WHOLE, _weight)
        self._since: LRUCache[Key, Since] = LRUCache(MOST_BYTES, _bytes)
        self._asked: LRUCache[Key, int] = LRUCache(MOST_ASKED)
        self._lock = threading.Lock()

    def clear(self) -> None:
        """Forget all: where everything was deleted they still hold what was said."""
        with self._lock:
            for cache in (self._whole, self._since, self._asked):
                cache.clear()

    def find_whole(self, place: Place) -> Snapshot | None:
        """Return the whole station that is kept, of whatever revision."""
        with self._lock:
            return self._whole.get(place)

    def keep_whole(self, place: Place, snapshot: Snapshot) -> None:
        """Remember a whole station, and forget the least asked for."""
        with self._lock, suppress(ValueError):  # one that is larger than all that may be kept
            self._whole[place] = snapshot

    def find(self, key: Key) -> Since | None:
        """Return what is kept of this, of whatever revision."""
        with self._lock:
            return self._since.get(key)

    def keep(self, key: Key, since: Since) -> None:
        """Remember what changed, if it is small or was asked for before, and forget the least asked for."""
        with self._lock, suppress(ValueError):
            self._since.pop(key, None)
            if len(since.encoded) < LARGE_ONCE or self._asked.get(key) == since.revision:
                self._since[key] = since
            else:
                self._asked[key] = since.revision


def _weight(snapshot: Snapshot) -> int:
    return 1 + snapshot.many


def _bytes(since: Since) -> int:
    return len(since.encoded)


kept = remembered(Snapshots())


def read(station_id: int, audience: str) -> Snapshot:
    """Read a whole station, from memory where nothing has changed since it was last asked.

    Do not change what it returns.
    """
    with reading() as store:
        revision = store.one(_REVISION, station=station_id).revision
    return whole(station_id, revision, audience)


def at(station_id: int, revision: int, since: int, audience: str) -> Encoded:
    """Read what changed since a revision, for a caller that has just seen the station's.

    It is all where that revision was never reached, or everything was deleted since; and where much changed, for that
    is kept ready.
    """
    if not 0 < since <= revision or not are_of_one_age(since, revision):
        return whole(station_id, revision, audience)
    key = (station_id, audience, since)
    known = kept.find(key)
    if known is not None and known.revision == revision:
        return known
    if revision - since > FEW:
        everything = whole(station_id, revision, audience)
        if len(everything.encoded) > LARGE_ONCE and everything.changed_since(since) * PART_OF_ALL > everything.many:
            return everything
    change = changes.read(station_id, since, audience)
    fresh = Since(change, _tag(station_id, audience, change["since"], change["revision"]))
    kept.keep(key, fresh)
    return fresh


def whole(station_id: int, revision: int, audience: str) -> Snapshot:
    """Read a station like `read`, for a caller that has just seen that it is at this revision."""
    place = (station_id, audience)
    known = kept.find_whole(place)
    if known is not None and known.revision == revision:
        return known
    if known is not None and known.revision < revision:
        news, numbers = changes.read_with_numbers(station_id, known.revision, audience)
        if news["since"]:
            fresh = known.brought_to(news, numbers, _tag(station_id, audience, 0, news["revision"]))
            kept.keep_whole(place, fresh)
            return fresh
    change, numbers = changes.read_with_numbers(station_id, 0, audience)
    fresh = Snapshot(change, _tag(station_id, audience, 0, change["revision"]), numbers)
    kept.keep_whole(place, fresh)
    return fresh


def _tag(station_id: int, audience: str, since: int, revision: int) -> str:
    return f"{FORM}-{station_id}-{audience}-{since}-{revision}"
