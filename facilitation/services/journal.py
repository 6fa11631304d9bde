"""The journal of what hosts and organisers do: each action (a deed) and its entry are one transaction.

A station's journal says who did what and when (a door, not a person), and every deed in it can be undone.
"""

from typing import Any, TypeVar

from sqlalchemy import or_, select, update

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import (
    UNNAMED,
    Cluster,
    Contribution,
    Dismissal,
    JournalEntry,
    Measure,
    Photo,
    Statement,
    Station,
    Wording,
)
from facilitation.models.columns import now
from facilitation.services import counting, journal_chain, orders, worded
from facilitation.services.committed import Committed, of_station
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
    "wording": Wording,
}
"""The models that deeds change, by the word that stands for each in the journal."""
_WORDS = {model: noun for noun, model in NOUNS.items()}
_SAID = {"title", "text", "german", "translations", "what", "who", "by_when", "caption"}
"""Columns with contact data that a host may have confirmed."""
_CONFIRMED = "contact_confirmed"
_NAMES = ("short_title", "title", "text", "what", "caption")
MOST_ENTRIES = bounds.JOURNAL_ENTRIES
REHEARSAL = "rehearsal"
"""Who did a deed of the rehearsal, in the place of a door."""


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
        self._session, self._actor = session, actor
        self._rows: list[Any] = []
        self._unchanged: list[int] = []
        self._came_out: list[str] = []
        self._named: list[str] = []
        self._entry = JournalEntry(
            station_id=station_id,
            door=REHEARSAL if actor.simulated else "host" if station_id in actor.hosts else "organiser",
            deed=name,
            items=[],
            undone=False,
        )

    def change(self, row: Any, **values: Any) -> None:
        """Set values of a row, and record those that differ; where contact data is confirmed or no more, all its texts.

        So nothing is ever confirmed by taking a deed back while one of them reads otherwise than it did.
        """
        before = {name: getattr(row, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            beside = {name: getattr(row, name) for name in _said(row)} if _CONFIRMED in changed else {}
            self._note(row, {name: before[name] for name in changed}, {**beside, **changed})
            unknown = isinstance(row, Contribution) and not row.was_public
            if isinstance(row, Cluster) and UNNAMED in (before.get("title"), changed.get("title")):
                self._named.append(row.id)
            for name, value in changed.items():
                setattr(row, name, value)
            if unknown and row.was_public:
                self._came_out.append(row.id)
        else:
            self._unchanged.append(row.revision)

    def dissolve(self, cluster: Cluster) -> None:
        """Remove a cluster; its contributions go back to the inbox."""
        self.change(cluster, removed=True)
        held = select(Contribution).where(Contribution.cluster_id == cluster.id).order_by(Contribution.number)
        for contribution in self._session.scalars(held).all():
            self.change(contribution, cluster_id=None)

    def add(self, row: Any, gone: dict[str, Any] | None = None) -> None:
        """Add a new row; undoing the deed removes it, or gives it the values of `gone`."""
        back = gone or {"removed": True}
        self._note(row, back, {name: getattr(row, name) or False for name in back})
        self._session.add(row)

    def done(
        self, row: Row, undoes: JournalEntry | None = None, *, event: bool = False, **answer: Any
    ) -> Committed[Row]:
        """Finish the deed, and return it: what it was about, and what its order is acknowledged with besides.

        `undoes` is the entry that it takes back; `event` tells whether the event's state changed.
        """
        revision = self._written(undoes) if self._rows else max(self._unchanged, default=self.station.revision)
        return self._remembered(of_station(row, self.station.id, revision, **answer)._replace(event=event))

    def done_before(self, row: Any, **answer: Any) -> Committed[Any]:
        """Return a deed that was done before, and led to what `row` is now: nothing is written."""
        return self._remembered(of_station(row, self.station.id, row.revision, **answer))

    def _remembered(self, done: Committed[Row]) -> Committed[Row]:
        return orders.remember(self._session, self._actor, done)

    def _written(self, undoes: JournalEntry | None) -> int:
        """Raise the station's revision, give it to all that changed, write the entry, and return the revision."""
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
        if self._came_out:  # what answers these, or lies beneath them, did not say so to phones so far
            naming = or_(Contribution.reply_to.in_(self._came_out), Contribution.merged_into.in_(self._came_out))
            self._session.execute(update(Contribution).where(naming).values(revision=revision))
        for cluster_id in self._named:  # others than hosts were told that its cards lie in none, or shall be now
            inside = Contribution.cluster_id == cluster_id
            self._session.execute(update(Contribution).where(inside).values(revision=revision))
        worded.touch(self._session, self._changed(worded.TOUCHED), revision)
        counted = self._counted_anew()
        if counted:
            counting.count_in(self._session, counted, revision)
        return revision

    def _changed(self, columns: set[str]) -> list[str]:
        """Return the ids of all contributions of which this deed changed any of these columns."""
        items = [one for one in self._entry.items if one["noun"] == "contribution"]
        return [one["id"] for one in items if not columns.isdisjoint(one["after"])]

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


def remove(actor: Actor, model: type[Row], id: str, kind: str) -> Committed[Row]:
    """Remove a row of a station as a deed of this kind; repeating is harmless. Raises CafeError as `begin` does."""
    with writing() as session:
        row, deed = begin(session, actor, model, id, kind, removed=True)
        deed.change(row, removed=True)
        return deed.done(row)


def _name(row: Any) -> str:
    """Return the row's title or text, as people would call it; a photo without a caption has none ("").

    Nor has a guest's wording, which is forgotten with what it words.
    """
    if isinstance(row, Wording):
        return ""
    return next((str(row_name) for name in _NAMES if (row_name := getattr(row, name, None))), "")


def undo(actor: Actor, station_id: int, revision: int) -> Committed[None]:
    """Undo the deed that led to this revision of a station.

    What is still as the deed left it gets its earlier values, as far as the board stays whole: each contribution keeps
    its one place (`_has_its_place`), and no contact data is shown that nobody confirmed (`Deed.change`). Whatever
    somebody changed since is left alone. Undoing an undo does the deed again; repeating changes nothing.
    Raises CafeError `not_allowed`, `unknown_entry`, and `changed_since` where nothing is as the deed left it.
    """
    with writing() as session:
        deed = Deed(session, actor, station_id, "journal.undo")
        entry = _find(session, station_id, revision)
        setting = any(item["noun"] == "station" for item in entry.items)
        if entry.undone:
            return deed.done(None, event=setting, stays=0)
        stays = _put_all_back(session, deed, entry.items)
        if stays == len(entry.items):
            raise CafeError("changed_since")
        if setting:
            raise_event_revision(session, deed.station.event_id)
        entry.undone = True
        _mark_before(session, entry)
        return deed.done(None, undoes=entry, event=setting, stays=stays)


def _mark_before(session: CafeSession, entry: JournalEntry) -> None:
    """Mark what an entry undid, what that undid, and so on: undone is what an entry undoes that is not undone itself.

    `journal_chain.faults` tells of whatever is marked otherwise.
    """
    while entry.undoes and (before := session.get(JournalEntry, entry.undoes)):
        undoing = select(JournalEntry.id).where(JournalEntry.undoes == before.id, JournalEntry.undone.is_(False))
        undone = session.execute(undoing.limit(1)).first() is not None
        if before.undone == undone:
            return
        before.undone, entry = undone, before


def _put_all_back(session: CafeSession, deed: Deed, items: list[dict[str, Any]]) -> int:
    """Put back what can be, and return how many items stay; one may have to wait for another of them.

    Clusters that go come last: until then what this deed moved is where it left it.
    """
    items = sorted(items, key=lambda item: item["before"].get("removed", False))
    while items:
        stay = [item for item in items if not _put_back(session, deed, item)]
        if len(stay) == len(items):
            break
        items = stay
    return len(items)


def _put_back(session: CafeSession, deed: Deed, item: dict[str, Any]) -> bool:
    row = session.get(NOUNS[item["noun"]], item["id"], populate_existing=True)
    if row is None or _place(row) != deed.station.id or getattr(row, "state", None) == "withdrawn":
        return False
    before, after = (_still_there(session, values) for values in (item["before"], item["after"]))
    if any(getattr(row, name) != value for name, value in after.items()):
        return False
    if isinstance(row, Contribution) and not _has_its_place(session, row, before):
        return False
    if isinstance(row, Wording) and before.get("state") in worded.STANDING and worded.is_taken(session, row):
        return False
    if isinstance(row, Cluster) and before.get("removed"):
        deed.dissolve(row)
    if hasattr(row, _CONFIRMED) and _SAID & before.keys():
        before = {_CONFIRMED: False, **before}  # what was confirmed meanwhile were other words
    if before.get(_CONFIRMED) and not _said(row) <= after.keys():  # an earlier version's entry does not tell its words
        before = {**before, _CONFIRMED: False}
    deed.change(row, **before)
    return True


def _said(row: Any) -> set[str]:
    """Return the columns of a row whose contact data is confirmed together."""
    return _SAID.intersection(type(row).__table__.columns.keys())


def _still_there(session: CafeSession, values: dict[str, Any]) -> dict[str, Any]:
    """Return a row's values; a statement rests on nothing any more that was withdrawn since."""
    behind = values.get("behind")
    if behind is None:
        return values
    withdrawn = select(Contribution.id).where(Contribution.state == "withdrawn")
    gone = set(session.scalars(withdrawn.where(Contribution.id.in_(behind["contributions"]))))
    return {**values, "behind": {**behind, "contributions": [id for id in behind["contributions"] if id not in gone]}}


def _place(row: Any) -> int:
    """Return the id of a row's station: a journal that came in with an export may name rows of another."""
    return int(row.id if isinstance(row, Station) else row.station_id)


def _has_its_place(session: CafeSession, row: Contribution, before: dict[str, Any]) -> bool:
    """Tell whether a contribution has one place on the board, and no more, once it has these earlier values."""
    head, cluster = before.get("merged_into"), before.get("cluster_id")
    if cluster is not None and not _stands(session, row, cluster):
        return False
    return head is None or _can_lie_beneath(session, row, head)


def _stands(session: CafeSession, row: Contribution, cluster_id: str) -> bool:
    """Tell whether a contribution's station has this cluster."""
    cluster = session.get(Cluster, cluster_id)  # not read anew: it may be about to be put back itself
    return cluster is not None and cluster.station_id == row.station_id and not cluster.removed


def _can_lie_beneath(session: CafeSession, row: Contribution, head_id: str) -> bool:
    """Tell whether a contribution can be laid beneath another as things are: nothing lies two deep, or in a circle."""
    beneath = select(Contribution.id).where(Contribution.merged_into == row.id, Contribution.state != "withdrawn")
    head = session.get(Contribution, head_id)  # not read anew: it may be about to be put back itself
    if head is None or head.station_id != row.station_id or head.state == "withdrawn" or head.merged_into is not None:
        return False
    return head is not row and session.execute(beneath.limit(1)).first() is None


def entries(actor: Actor, station_id: int) -> list[JournalEntry]:
    """Return the last MOST_ENTRIES deeds at a station, newest first. Raises CafeError `not_allowed`."""
    actor.require_host(station_id)
    wanted = select(JournalEntry).where(JournalEntry.station_id == station_id)
    return list(db.session.scalars(wanted.order_by(JournalEntry.id.desc()).limit(MOST_ENTRIES)))


def _find(session: CafeSession, station_id: int, revision: int) -> JournalEntry:
    found = session.execute(
        select(JournalEntry)
        .where(JournalEntry.station_id == station_id, JournalEntry.revision == revision)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_entry")
    return found
