"""The journal of what hosts and organisers do: each action (a deed) and its entry are one transaction.

A station's journal says who did what and when (a door, not a person), and every deed in it can be undone.
"""

from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Text, bindparam, cast, or_, select, update

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Dismissal, JournalEntry, Measure, Photo, Statement, Station
from facilitation.models.columns import now
from facilitation.services import counting, journal_chain
from facilitation.storage.statements import Prepared, Store
from facilitation.storage.transactions import CafeSession, lock_station, raise_event_revision, raise_revision, writing

Row = TypeVar("Row")
NOUNS: dict[str, Any] = {
    "cluster": Cluster,
    "contribution": Contribution,
    "dismissal": Dismissal,
    "measure": Measure,
    "photo": Photo,
    "statement": Statement,
    "station": Station,
}
"""The models that deeds change, by the word that stands for each in the journal."""
_WORDS = {model: noun for noun, model in NOUNS.items()}
_NAMES = ("short_title", "title", "text", "what", "caption")
_MENTIONING = Prepared(
    select(JournalEntry.id, JournalEntry.items, JournalEntry.seals).where(
        JournalEntry.station_id == bindparam("station"), cast(JournalEntry.items, Text).like(bindparam("mentioned"))
    )
)
_REWRITE = Prepared(
    update(JournalEntry)
    .where(JournalEntry.id == bindparam("entry"))
    .values(items=bindparam("kept"), seals=bindparam("unsalted"))
)
MOST_ENTRIES = bounds.JOURNAL_ENTRIES


class Deed:
    """One deed of a host or organiser at a station, within a transaction that locks the station.

    `name` is the order's. `change` and `add` record what they change; `done` raises the station's revision once, gives
    it to all changed rows and writes the entry. Where nothing changed there is no entry: an order that comes twice is
    one deed, and is answered with the revision of the first time.
    Raises CafeError `not_allowed`.
    """

    def __init__(self, session: CafeSession, actor: Actor, station_id: int, name: str) -> None:
        actor.require_host(station_id)
        self.station = lock_station(session, station_id)
        self._session = session
        self._rows: list[Any] = []
        self._unchanged: list[int] = []
        self._came_out: list[str] = []
        self._entry = JournalEntry(
            station_id=station_id,
            door="host" if station_id in actor.hosts else "organiser",
            deed=name,
            items=[],
            undone=False,
        )

    def change(self, row: Any, **values: Any) -> None:
        """Set values of a row, and record those that differ."""
        before = {name: getattr(row, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            self._note(row, {name: before[name] for name in changed}, changed)
            unknown = isinstance(row, Contribution) and not row.was_public
            for name, value in changed.items():
                setattr(row, name, value)
            if unknown and row.was_public:
                self._came_out.append(row.id)
        else:
            self._unchanged.append(row.revision)

    def add(self, row: Any, gone: dict[str, Any] | None = None) -> None:
        """Add a new row; undoing the deed removes it, or gives it the values of `gone`."""
        back = gone or {"removed": True}
        self._note(row, back, {name: getattr(row, name) or False for name in back})
        self._session.add(row)

    def done(self, undoes: JournalEntry | None = None) -> int:
        """Finish the deed, and return the station's revision. `undoes` is the entry that it takes back."""
        if not self._rows:
            return max(self._unchanged, default=self.station.revision)
        with self._session.no_autoflush:  # nothing is written before it has its revision
            revision = raise_revision(self._session, self.station.id)
            before = journal_chain.newest(self._session, self.station.id)
        for row in self._rows:
            row.revision = revision
        self._entry.revision = revision
        self._entry.undoes = undoes and undoes.id
        self._entry.done_at = now()
        self._entry.seals = journal_chain.sealed(self._entry.items)
        self._entry.link = journal_chain.link(before, self._entry)
        self._session.add(self._entry)
        for contribution_id in self._came_out:  # what answers it, or lies beneath it, did not say so to phones so far
            naming = or_(Contribution.reply_to == contribution_id, Contribution.merged_into == contribution_id)
            self._session.execute(update(Contribution).where(naming).values(revision=revision))
        for contribution_id in self._counted_anew():
            counting.count_in(self._session, contribution_id, revision)
        return revision

    def _counted_anew(self) -> set[str]:
        """Return the ids of all contributions whose dots this deed may have changed."""
        changed = [
            item
            for item in self._entry.items
            if item["noun"] == "contribution" and not counting.COUNTED_ANEW.isdisjoint(item["after"])
        ]
        heads = {side.get("merged_into") for item in changed for side in (item["before"], item["after"])}
        standing = {self._session.get_one(Contribution, item["id"]).merged_into for item in changed}
        return {item["id"] for item in changed} | {head for head in heads | standing if head is not None}

    def _note(self, row: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
        self._rows.append(row)
        item = {"noun": _WORDS[type(row)], "id": row.id, "name": _name(row), "before": before, "after": after}
        self._entry.items = [*self._entry.items, item]


def find(session: CafeSession, actor: Actor, model: type[Row], id: str, *, removed: bool = False) -> Row:
    """Find a cluster, statement, measure or photo of the actor's event; with `removed` also a removed one.

    Raises CafeError `unknown_cluster`, `unknown_statement`, `unknown_measure`, `unknown_photo`.
    """
    noun: Any = model
    wanted = select(model).join(Station).where(noun.id == id, Station.event_id == actor.event_id)
    found: Any = session.execute(wanted.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None or (found.removed and not removed):
        raise CafeError(f"unknown_{_WORDS[model]}")
    row: Row = found
    return row


def begin(
    session: CafeSession, actor: Actor, model: type[Row], id: str, name: str, *, removed: bool = False
) -> tuple[Row, Deed]:
    """Lock the station of a row, and return the row with a deed that may change it; `name` is the order's.

    Raises CafeError as `find` does, and `not_allowed`.
    """
    known: Any = find(session, actor, model, id, removed=removed)
    deed = Deed(session, actor, known.station_id, name)
    return find(session, actor, model, id, removed=removed), deed


def known(session: CafeSession, model: type[Row], id: str, station_id: int) -> Row | None:
    """What a screen has given this id already, where its order comes twice.

    Raises CafeError `id_taken` where that is another station's.
    """
    found: Any = session.get(model, id, populate_existing=True)
    if found is not None and found.station_id != station_id:
        raise CafeError("id_taken")
    row: Row | None = found
    return row


def remove(actor: Actor, model: type[Row], id: str, kind: str) -> Row:
    """Remove a row of a station as a deed of this kind; repeating is harmless. Raises CafeError as `begin` does."""
    with writing() as session:
        row, deed = begin(session, actor, model, id, kind, removed=True)
        deed.change(row, removed=True)
        deed.done()
        return row


def _name(row: Any) -> str:
    """Return the row's title or text, as people would call it; a photo without a caption has none ("")."""
    return next((str(row_name) for name in _NAMES if (row_name := getattr(row, name, None))), "")


class Undone(NamedTuple):
    """What undoing a deed did.

    `revision` is the station's now, `stays` counts the items that were left alone because they changed since, and
    `setting` tells whether a setting of the station was among the items.
    """

    revision: int
    stays: int
    setting: bool


def undo(actor: Actor, station_id: int, revision: int) -> Undone:
    """Undo the deed that led to this revision of a station.

    What is still as the deed left it gets its earlier values; whatever somebody changed since is left alone. Undoing an
    undo does the deed again; repeating changes nothing.
    Raises CafeError `not_allowed`, `unknown_entry`, and `changed_since` where nothing is as the deed left it.
    """
    with writing() as session:
        deed = Deed(session, actor, station_id, "journal.undo")
        entry = _find(session, station_id, revision)
        if entry.undone:
            return Undone(deed.done(), 0, setting=False)
        stays = sum(not _put_back(session, deed, item) for item in entry.items)
        if stays == len(entry.items):
            raise CafeError("changed_since")
        setting = any(item["noun"] == "station" for item in entry.items)
        if setting:
            raise_event_revision(session, deed.station.event_id)
        entry.undone = True
        before = session.get(JournalEntry, entry.undoes) if entry.undoes else None
        if before is not None:
            before.undone = False
        return Undone(deed.done(undoes=entry), stays, setting)


def _put_back(session: CafeSession, deed: Deed, item: dict[str, Any]) -> bool:
    row = session.get(NOUNS[item["noun"]], item["id"], populate_existing=True)
    if row is None or getattr(row, "state", None) == "withdrawn":
        return False
    if any(getattr(row, name) != value for name, value in item["after"].items()):
        return False
    deed.change(row, **item["before"])
    return True


def entries(actor: Actor, station_id: int) -> list[JournalEntry]:
    """Return the last MOST_ENTRIES deeds at a station, newest first. Raises CafeError `not_allowed`."""
    actor.require_host(station_id)
    wanted = select(JournalEntry).where(JournalEntry.station_id == station_id)
    return list(db.session.scalars(wanted.order_by(JournalEntry.id.desc()).limit(MOST_ENTRIES)))


def forget(store: Store, station_id: int, contribution_id: str) -> None:
    """Delete every wording of a withdrawn contribution from its station's journal."""
    for entry in store.all(_MENTIONING, station=station_id, mentioned=f"%{contribution_id}%"):
        kept = [one for one in entry.items if one["id"] != contribution_id]
        unsalted = journal_chain.unsalted(entry.seals, contribution_id)
        store.do(_REWRITE, entry=entry.id, kept=kept, unsalted=unsalted)


def _find(session: CafeSession, station_id: int, revision: int) -> JournalEntry:
    found = session.execute(
        select(JournalEntry)
        .where(JournalEntry.station_id == station_id, JournalEntry.revision == revision)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_entry")
    return found
