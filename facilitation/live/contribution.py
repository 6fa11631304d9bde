"""Contributions, as phones write them and hosts moderate them."""

from typing import Any

from facilitation.actor import Actor
from facilitation.live.order import Ack, Field, Id, order
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
    """A phone's contribution; the same id again is answered like the first time."""
    added = contributions.add(
        actor, station, id=id, text=text, kind=kind, language=language, table=table, reply_to=reply_to
    )
    return _changed(actor, added)


@order("contribution.edit", id=Id(), text=Field(str))
def edit(actor: Actor, event: AnyRow, *, id: str, text: str) -> Ack:
    """One's own contribution in other words."""
    return _changed(actor, contributions.edit(actor, id, text=text))


@order("contribution.withdraw", id=Id())
def withdraw(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """One's own contribution taken back."""
    return _changed(actor, contributions.withdraw(actor, id))


@order("contribution.approve", id=Id())
def approve(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host lets a waiting contribution onto the screens."""
    return _changed(actor, moderation.approve(actor, id))


@order("contribution.hide", id=Id(), reason=Field(str, None))
def hide(actor: Actor, event: AnyRow, *, id: str, reason: str | None) -> Ack:
    """A host takes a contribution off every public screen."""
    return _changed(actor, moderation.hide(actor, id, reason=reason))


@order("contribution.show", id=Id())
def show(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host brings a hidden contribution back."""
    return _changed(actor, moderation.show(actor, id))


@order("contribution.highlight", id=Id(), on=Field(bool))
def highlight(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """A host marks a contribution as important."""
    return _changed(actor, moderation.highlight(actor, id, on=on))


@order("contribution.confirm_contact", id=Id())
def confirm_contact(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host lets contact data be shown."""
    return _changed(actor, moderation.confirm_contact(actor, id))


@order("contribution.pause_author", id=Id(), on=Field(bool))
def pause_author(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """A host lets the author write nothing more until the next round, or again."""
    return _changed(actor, moderation.pause_author(actor, id, on=on))


@order("contribution.reword", id=Id(), text=Field(str), was=Field(str))
def reword(actor: Actor, event: AnyRow, *, id: str, text: str, was: str) -> Ack:
    """A host puts somebody's text into other words; the author's own are kept."""
    return _changed(actor, moderation.reword(actor, id, text=text, was=was))


@order("contribution.word_in_german", id=Id(), text=Field(str, None), was=Field(str, None))
def word_in_german(actor: Actor, event: AnyRow, *, id: str, text: str | None, was: str | None) -> Ack:
    """A host gives a contribution in another language a German wording, or takes it away."""
    return _changed(actor, moderation.word_in_german(actor, id, text=text, was=was))


@order("contribution.type_in", id=Id(), by_hand=Field(int, 0), photo=Id(None), **_CARD)
def type_in(actor: Actor, event: AnyRow, *, station: str, **card: Any) -> Ack:
    """A host's copy of a paper card."""
    return _changed(actor, paper_cards.type_in(actor, stations.find(event.id, station), **card))


@order("contribution.count_hands", id=Id(), by_hand=Field(int))
def count_hands(actor: Actor, event: AnyRow, *, id: str, by_hand: int) -> Ack:
    """A host counts the people without a phone who agree."""
    return _changed(actor, paper_cards.count_hands(actor, id, by_hand=by_hand))


@order("contribution.cluster", ids=Field(list), cluster=Id(None))
def cluster(actor: Actor, event: AnyRow, *, ids: list[str], cluster: str | None) -> Ack:
    """A host moves contributions into a cluster, or back to the inbox."""
    revision = clusters.put(actor, ids, cluster)
    return _moved(actor, ids[0], revision)


@order("contribution.merge", into=Id(), ids=Field(list))
def merge(actor: Actor, event: AnyRow, *, into: str, ids: list[str]) -> Ack:
    """A host lays contributions that say the same beneath one of them."""
    return _moved(actor, into, merging.merge(actor, into, ids))


@order("contribution.separate", id=Id())
def separate(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host lets a contribution stand for itself again."""
    return _moved(actor, id, merging.separate(actor, id))


def _moved(actor: Actor, contribution_id: str, revision: int) -> Ack:
    return changed_to(actor, contributions.find(actor, contribution_id).station_id, revision)


def _changed(actor: Actor, contribution: Contribution | Written) -> Ack:
    return {**changed(actor, contribution), "state": contribution.state}
