"""What must be there after any orders of a hall: the rules of the café, told once more and as plainly as possible.

It knows one station, its host, its guests and the desk. An order is a name and a payload, as screens send it; `give`
returns the error with which it is refused, or "" where it is done.
"""

import copy
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.live.hall_forgetting import Forgotten

DOTS = 3
"""Dots of a person at a station of the Dresden event."""
ROUNDS = 3


@dataclass
class Card:
    """A contribution; `since` is when its author last worded it."""

    author: str
    text: str
    state: str
    since: int
    highlighted: bool = False
    cluster: str | None = None
    merged_into: str | None = None
    original: str | None = None
    edited: bool = False


@dataclass
class Item:
    """What a deed of the host changed in one thing: `of` is a contribution, a cluster, or the station itself.

    `name` is what it was called before.
    """

    of: str
    id: str
    before: dict[str, Any]
    after: dict[str, Any]
    name: str = ""


@dataclass
class Entry:
    """A deed of the host in the journal; `undoes` is the one that it took back, `named` what it was about at first."""

    items: list[Item]
    at: int
    named: set[str]
    undoes: "Entry | None" = None
    undone: bool = False
    revision: int = 0


@dataclass
class Model:
    """The station and the event as they must be."""

    cards: dict[str, Card] = field(default_factory=dict)
    clusters: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    dots: dict[str, list[str]] = field(default_factory=dict)
    """Whoever gave any → the cards, oldest first."""
    approve_first: bool = False
    journal: list[Entry] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)
    _undoing: Entry | None = None
    phase: str = "before"
    round: int | None = None
    extended: dt.timedelta = dt.timedelta()
    announcement: str | None = None
    announced: int = 0
    _clock: int = 0

    def give(self, who: str, name: str, payload: dict[str, Any]) -> str:
        """Do an order; return the error with which it is refused."""
        self._clock += 1
        before = copy.deepcopy(vars(self))
        self._items: list[Item] = []
        error: str = getattr(self, name.replace(".", "_"))(who, **payload) or ""
        if error:
            vars(self).update(before)
        elif self._items:
            self.journal.append(Entry(self._items, self._clock, {one.id for one in self._items}, self._undoing))
        self._undoing = None
        return error

    def told(self, revision: int) -> None:
        """Hear to which revision the newest deed led."""
        if self.journal and not self.journal[-1].revision:
            self.journal[-1].revision = revision

    def votes(self, id: str) -> int:
        """How many people gave a card a dot, or one that lies beneath it and is seen."""
        of_it = {id, *(one for one, card in self.cards.items() if card.merged_into == id and card.state == "visible")}
        return sum(not of_it.isdisjoint(given) for given in self.dots.values())

    def left(self, who: str) -> int:
        """How many dots somebody may still give."""
        return max(0, DOTS - len(self.seen(self.dots.get(who, []))))

    def seen(self, ids: Iterable[str]) -> list[str]:
        """Those of some cards that everybody sees."""
        return [id for id in ids if self.cards[id].state == "visible"]

    # --- guests

    def contribution_add(self, who: str, id: str, text: str, **_: Any) -> str | None:
        if id not in self.cards:
            self.cards[id] = Card(who, text, "pending" if self.approve_first else "visible", self._clock)
        return None

    def contribution_edit(self, who: str, id: str, text: str, was: str) -> str | None:
        card = self.cards[id]
        if card.author != who:
            return "not_yours"
        if card.state in ("withdrawn", "hidden"):
            return "contribution_gone" if card.state == "withdrawn" else "contribution_hidden"
        if card.text not in (text, was):
            return "reworded"
        if card.text != text:
            card.text, card.state = text, "pending" if self.approve_first else card.state
            card.original, card.edited, card.since = None, True, self._clock
            self._forget(id)
        return None

    def _forget(self, id: str) -> None:
        """What hosts did to a contribution leaves the journal with its wording."""
        for entry in self.journal:
            entry.items = [item for item in entry.items if item.id != id]

    def contribution_withdraw(self, who: str, id: str) -> str | None:
        card = self.cards[id]
        if card.author != who:
            return "not_yours"
        if card.state != "withdrawn":
            Forgotten(self, id).forget()
            card.state, card.text, card.cluster, card.original = "withdrawn", "", None, None
        return None

    def vote_set(self, who: str, contribution: str, on: bool) -> str | None:
        if on == (contribution in self.dots.get(who, [])):
            return None
        given = self.dots.setdefault(who, [])
        if not on:
            given.remove(contribution)
            return None
        if self.cards[contribution].state != "visible":
            return "contribution_gone"
        if not self.left(who):
            return "no_votes_left"
        resting = [id for id in given if self.cards[id].state in ("pending", "hidden")]
        too_many = len(self.seen(given)) + len(resting) + 1 - DOTS
        self.dots[who] = [id for id in given if id not in resting[: max(0, too_many)]] + [contribution]
        return None

    # --- hosts

    def _now(self, of: str, id: str) -> dict[str, Any]:
        """How a thing is."""
        if of == "contribution":
            return vars(self.cards[id])
        if of == "cluster":
            return {"title": self.clusters[id], "removed": id in self.removed}
        return {"approve_first": self.approve_first}

    def _set(self, of: str, id: str, **values: Any) -> None:
        """Change a thing, and note what of it was another."""
        now = self._now(of, id)
        after = {name: value for name, value in values.items() if now[name] != value}
        if not after:
            return
        called = now.get("title") or now.get("text") or ""
        self._items.append(Item(of, id, {name: now[name] for name in after}, after, called))
        if of == "contribution":
            vars(self.cards[id]).update(after)
        elif of == "cluster":
            self.clusters[id] = after.get("title", self.clusters[id])
            (self.removed.add if after.get("removed", id in self.removed) else self.removed.discard)(id)
        else:
            self.approve_first = after["approve_first"]

    def _dissolve(self, id: str) -> None:
        self._set("cluster", id, removed=True)
        for one, card in self.cards.items():
            if card.cluster == id:
                self._set("contribution", one, cluster=None)

    def _moderated(self, id: str, **values: Any) -> str | None:
        if self.cards[id].state == "withdrawn":
            return "contribution_gone"
        self._set("contribution", id, **values)
        return None

    def contribution_approve(self, who: str, id: str, was: str) -> str | None:
        if (self.cards[id].state, self.cards[id].text) == ("hidden", was):
            return "hidden_meanwhile"
        return self.contribution_show(who, id, was)

    def contribution_show(self, _who: str, id: str, was: str) -> str | None:
        if self.cards[id].state != "withdrawn" and self.cards[id].text != was:
            return "reworded"
        return self._moderated(id, state="visible")

    def contribution_hide(self, _who: str, id: str) -> str | None:
        return self._moderated(id, state="hidden")

    def contribution_highlight(self, _who: str, id: str, on: bool) -> str | None:
        return self._moderated(id, highlighted=on)

    def contribution_separate(self, _who: str, id: str) -> str | None:
        return self._moderated(id, merged_into=None)

    def contribution_reword(self, _who: str, id: str, text: str, was: str) -> str | None:
        card = self.cards[id]
        if card.state == "withdrawn":
            return "contribution_gone"
        if card.text not in (text, was):
            return "reworded"
        if card.text != text:
            first = card.original or card.text
            self._set("contribution", id, text=text, original=None if text == first else first, edited=True)
        return None

    def contribution_cluster(self, _who: str, ids: list[str], cluster: str | None) -> str | None:
        if cluster is not None and (cluster not in self.clusters or cluster in self.removed):
            return "unknown_cluster"
        if any(self.cards[id].state == "withdrawn" for id in ids):
            return "contribution_gone"
        for id in ids:
            self._set("contribution", id, cluster=cluster)
        return None

    def contribution_merge(self, _who: str, into: str, ids: list[str]) -> str | None:
        if into in ids:
            return "malformed"
        head = self.cards[into]
        above = self.cards[head.merged_into].state if head.merged_into else "hidden"
        if head.state not in ("visible", "pending") or above in ("visible", "pending"):
            return "contribution_gone"
        if any(self.cards[id].state == "withdrawn" for id in ids):
            return "contribution_gone"
        moved = [*ids, *(id for id in self._beneath(ids) if id != into)]
        self._set("contribution", into, merged_into=None)
        for id in moved:
            self._set("contribution", id, merged_into=into)
        return None

    def _beneath(self, ids: list[str]) -> list[str]:
        """What lies beneath some contributions."""
        return [id for id, card in self.cards.items() if card.state != "withdrawn" and card.merged_into in ids]

    def cluster_add(self, _who: str, id: str, title: str, **_: Any) -> str | None:
        if id not in self.clusters:
            self.clusters[id] = title
            self._items.append(Item("cluster", id, {"removed": True}, {"removed": False}, title))
        return None

    def cluster_rename(self, _who: str, id: str, title: str, was: str) -> str | None:
        if id in self.removed:
            return "unknown_cluster"
        if self.clusters[id] not in (title, was):
            return "reworded"
        self._set("cluster", id, title=title)
        return None

    def cluster_remove(self, _who: str, id: str) -> str | None:
        self._dissolve(id)
        return None

    def station_set_approve_first(self, _who: str, on: bool, **_: Any) -> str | None:
        self._set("station", "", approve_first=on)
        return None

    def journal_undo(self, _who: str, revision: int, **_: Any) -> str | None:
        """Put back what is still as the deed left it, and would have one place on the board."""
        (entry,) = [one for one in self.journal if one.revision == revision]
        if entry.undone:
            return None
        stay, items = len(entry.items) + 1, entry.items
        while len(items) < stay:  # one may have to wait for another
            stay, items = len(items), [item for item in items if not self._put_back(item)]
        if len(items) == len(entry.items):
            return "changed_since"
        entry.undone, self._undoing = True, entry
        if entry.undoes:
            entry.undoes.undone = False
        return None

    def _put_back(self, item: Item) -> bool:
        now = self._now(item.of, item.id)
        if now.get("state") == "withdrawn" or any(now[name] != value for name, value in item.after.items()):
            return False
        head, cluster = item.before.get("merged_into"), item.before.get("cluster")
        if cluster is not None and cluster in self.removed:
            return False
        if head is not None and not self._takes(head, item.id):
            return False
        if item.of == "cluster" and item.before.get("removed"):
            self._dissolve(item.id)
        self._set(item.of, item.id, **item.before)
        return True

    def _takes(self, head: str, id: str) -> bool:
        """Whether a contribution may lie beneath another: nothing lies two deep."""
        above = self.cards[head]
        return above.state != "withdrawn" and above.merged_into is None and head != id and not self._beneath([id])

    # --- the desk

    def round_start(self, _who: str, round: int) -> str | None:
        if self.phase == "round":
            return "round_running"
        self.phase, self.round, self.extended = "round", round, dt.timedelta()
        return None

    def round_extend(self, _who: str, minutes: int) -> str | None:
        if self.phase != "round":
            return "no_round_running"
        self.extended += dt.timedelta(minutes=minutes)
        return None

    def round_end(self, _who: str) -> str | None:
        if self.phase != "round":
            return "no_round_running"
        self.phase = "after" if self.round == ROUNDS else "change"
        return None

    def event_announce(self, _who: str, text: str) -> str | None:
        self.announcement, self.announced = text or None, self._clock
        return None
