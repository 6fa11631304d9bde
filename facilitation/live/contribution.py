"""Orders about contributions: phones write them, hosts moderate them."""

from typing import Any

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed, changed_to
from facilitation.models import Contribution
from facilitation.services import clusters, contributions, merging, moderation, paper_cards, stations
from facilitation.services.contributions import Written
from facilitation.storage.statements import AnyRow

_CARD = {
    "station": Field(str),
    "text": Field(str),
    "kind": Field(str),
    "language": Field(str),
    "table": Field(int, None),
}


@order("contribution.add", id=Id(), reply_to=Id(None), **_CARD)
def add(
    actor: Actor,
    event: AnyRow,
    *,
    id: str,
    station: str,
    text: str,
    kind: str,
    language: str,
    table: int | None,
    reply_to: str | None,
) -> Ack:
    """Store a phone's contribution; sent again with the same id, it is answered as before."""
    added = contributions.add(
        actor, station, id=id, text=text, kind=kind, language=language, table=table, reply_to=reply_to
    )
    broadcasts.recounted(event.id, added.recounted)
    return _changed(actor, added)


@order("contribution.edit", id=Id(), text=Field(str))
def edit(actor: Actor, event: AnyRow, *, id: str, text: str) -> Ack:
    """Reword one's own contribution."""
    return _changed(actor, contributions.edit(actor, id, text=text))


@order("contribution.withdraw", id=Id())
def withdraw(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Withdraw one's own contribution."""
    return _changed(actor, contributions.withdraw(actor, id))


@order("contribution.approve", HOSTS, id=Id())
def approve(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Let a waiting contribution onto the screens."""
    return _changed(actor, moderation.approve(actor, id))


@order("contribution.hide", HOSTS, id=Id(), reason=Field(str, None))
def hide(actor: Actor, event: AnyRow, *, id: str, reason: str | None) -> Ack:
    """Remove a contribution from every public screen."""
    return _changed(actor, moderation.hide(actor, id, reason=reason))


@order("contribution.show", HOSTS, id=Id())
def show(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Show a hidden contribution again."""
    return _changed(actor, moderation.show(actor, id))


@order("contribution.highlight", HOSTS, id=Id(), on=Field(bool))
def highlight(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """Mark a contribution as important, or remove the mark."""
    return _changed(actor, moderation.highlight(actor, id, on=on))


@order("contribution.confirm_contact", HOSTS, id=Id())
def confirm_contact(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Let contact data in a contribution be shown."""
    return _changed(actor, moderation.confirm_contact(actor, id))


@order("contribution.pause_author", HOSTS, id=Id(), on=Field(bool))
def pause_author(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """Let the author write nothing more until the next round, or write again."""
    return _changed(actor, moderation.pause_author(actor, id, on=on))


@order("contribution.reword", HOSTS, id=Id(), text=Field(str), was=Field(str))
def reword(actor: Actor, event: AnyRow, *, id: str, text: str, was: str) -> Ack:
    """Reword somebody's contribution; the author's wording is kept."""
    return _changed(actor, moderation.reword(actor, id, text=text, was=was))


@order("contribution.word_in_german", HOSTS, id=Id(), text=Field(str, None), was=Field(str, None))
def word_in_german(actor: Actor, event: AnyRow, *, id: str, text: str | None, was: str | None) -> Ack:
    """Give a contribution in another language a German wording, or remove it."""
    return _changed(actor, moderation.word_in_german(actor, id, text=text, was=was))


@order("contribution.type_in", HOSTS, id=Id(), by_hand=Field(int, 0), photo=Id(None), **_CARD)
def type_in(actor: Actor, event: AnyRow, *, station: str, **card: Any) -> Ack:
    """Store a paper card that a host typed in."""
    return _changed(actor, paper_cards.type_in(actor, stations.find(event.id, station), **card))


@order("contribution.count_hands", HOSTS, id=Id(), by_hand=Field(int))
def count_hands(actor: Actor, event: AnyRow, *, id: str, by_hand: int) -> Ack:
    """Set how many people without a phone agree, as a host counted them."""
    return _changed(actor, paper_cards.count_hands(actor, id, by_hand=by_hand))


@order("contribution.cluster", HOSTS, ids=Field(list), cluster=Id(None))
def cluster(actor: Actor, event: AnyRow, *, ids: list[str], cluster: str | None) -> Ack:
    """Move contributions into a cluster, or back to the inbox."""
    revision = clusters.put(actor, ids, cluster)
    return _moved(actor, ids[0], revision)


@order("contribution.merge", HOSTS, into=Id(), ids=Field(list))
def merge(actor: Actor, event: AnyRow, *, into: str, ids: list[str]) -> Ack:
    """Merge contributions that say the same into one of them."""
    return _moved(actor, into, merging.merge(actor, into, ids))


@order("contribution.separate", HOSTS, id=Id())
def separate(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Let a merged contribution stand for itself again."""
    return _moved(actor, id, merging.separate(actor, id))


def _moved(actor: Actor, contribution_id: str, revision: int) -> Ack:
    return changed_to(actor, contributions.find(actor, contribution_id).station_id, revision)


def _changed(actor: Actor, contribution: Contribution | Written) -> Ack:
    return {**changed(actor, contribution), "state": contribution.state}
