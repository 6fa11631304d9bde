"""What a station's journal holds of a contribution's words: since when things say so, and how it forgets them."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, or_, select, update

from facilitation.models import JournalEntry
from facilitation.services import journal_chain
from facilitation.storage.statements import AnyRow, Prepared, Store

Item = dict[str, Any]
_J = JournalEntry.__table__.c
_OF_STATION = _J.station_id == bindparam("station")
_READ = select(_J.id, _J["items"], _J.seals, _J.done_at).where(_OF_STATION).order_by(_J.revision)
_SAYING = cast(_J["items"], Text).ilike(bindparam("mentioned"), escape="!")  # JSON is full of backslashes
_MENTIONING = Prepared(_READ.where(_SAYING))
_NAMING = Prepared(_READ.where(or_(_SAYING, cast(_J.seals, Text).ilike(bindparam("mentioned"), escape="!"))))
_REWRITE = Prepared(
    update(JournalEntry).where(_J.id == bindparam("entry")).values(items=bindparam("kept"), seals=bindparam("unsalted"))
)


class Own(NamedTuple):
    """What a journal said of a contribution.

    `wordings` are all that hosts saw of it or gave it, each with the moment of the first deed that tells it. `linked`
    are the ids of what a deed put beside it: its themes, what it was merged with, statements that rested on it.
    """

    wordings: dict[str, dt.datetime]
    linked: set[str]


def forget(store: Store, station_id: int, contribution_id: str) -> Own:
    """Delete every wording of a contribution that its author withdrew or changed from its station's journal.

    Returns what that said.
    """
    own = Own({}, set())
    for entry in store.all(_MENTIONING, station=station_id, mentioned=f"%{contribution_id}%"):
        out = [one["id"] == contribution_id for one in entry.items]
        for item, is_own in zip(entry.items, out, strict=True):
            if is_own:
                sides = (item["before"], item["after"])
                said = {values.get(name) for values in sides for name in ("text", "original", "german")}
                for wording in filter(None, said | {item["name"]}):
                    own.wordings.setdefault(wording, entry.done_at)
                own.linked.update(
                    filter(None, (values.get(name) for values in sides for name in ("cluster_id", "merged_into")))
                )
            elif contribution_id in json.dumps(item):
                own.linked.add(item["id"])
        _take_out(store, entry, out, contribution_id)
    return own


class Words:
    """All entries of a station's journal that say anything in words which begin as one of `starts` does."""

    def __init__(self, store: Store, station_id: int, starts: Iterable[Sequence[str]]) -> None:
        self._store, self._station_id = store, station_id
        found = [store.all(_MENTIONING, station=station_id, mentioned=_anywhere(start)) for start in starts]
        self._entries = sorted({entry.id: entry for some in found for entry in some}.values(), key=lambda one: one.id)
        self._of: dict[Any, list[tuple[dt.datetime, Item]]] = {}
        for entry in self._entries:
            for item in entry.items:
                self._of.setdefault(item["id"], []).append((entry.done_at, item))
        self._begun: dict[Any, dt.datetime | None] = {}

    def is_older(self, id: Any, moment: dt.datetime, says: Callable[[str], bool]) -> bool:
        """Tell whether a row said something before a moment; also where nothing tells when it first did.

        `says` tells of a text whether it says that.
        """
        for done_at, item in self._of.get(id, ()):
            if any(map(says, texts_of(item))):
                return done_at < moment
        begun = self._begin(id)  # no deed changed it to that, so it said so from its beginning
        return begun is None or begun < moment

    def forget(self, contribution_id: str, is_copy: Callable[[Item], bool]) -> None:
        """Delete what the journal says of other things than a contribution that its author withdrew, in its words."""
        for entry in self._entries:
            out = [one["id"] != contribution_id and is_copy(one) for one in entry.items]
            _take_out(self._store, entry, out, contribution_id)

    def _begin(self, id: Any) -> dt.datetime | None:
        """Return the moment of the first deed at a row, also where it no longer tells what that was."""
        if id not in self._begun:
            self._begun[id] = begun(self._store, self._station_id, id)
        return self._begun[id]


def begun(store: Store, station_id: int, id: Any) -> dt.datetime | None:
    """Return the moment of the first deed at a row, also where it no longer tells what that was; None without any."""
    entries = store.all(_NAMING, station=station_id, mentioned=f"%{id}%")
    named = (entry.done_at for entry in entries if any(one["id"] == id for one in (*entry.items, *entry.seals)))
    return next(named, None)


def texts_of(item: Item) -> Iterator[str]:
    """Yield every text that an item holds."""
    yield item["name"]
    for values in (item["before"], item["after"]):
        for value in values.values():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
            yield from (one for one in held if isinstance(one, str))


def _take_out(store: Store, entry: AnyRow, out: Sequence[bool], contribution_id: str) -> None:
    if any(out):
        kept = [one for one, goes in zip(entry.items, out, strict=True) if not goes]
        unsalted = journal_chain.unsalted(entry.seals, out, contribution_id)
        store.do(_REWRITE, entry=entry.id, kept=kept, unsalted=unsalted)


def _anywhere(words: Sequence[str]) -> str:
    """Return a pattern by which the database finds words in JSON, in any case as far as it knows one."""
    return f"%{'%'.join(''.join(map(_in_json, word)) for word in words)}%"


def _in_json(sign: str) -> str:
    if sign.isascii() and sign.isalnum():
        return sign
    return "\\u____" if sign <= "\uffff" else "%"
