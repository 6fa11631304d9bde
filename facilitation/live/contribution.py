"""Orders about contributions: phones write them, hosts moderate them."""

from collections.abc import Callable

from facilitation.actor import Actor
from facilitation.live.fields import Id, Items, Name, Text
from facilitation.live.order import HOSTS, Handler, order
from facilitation.models import Contribution
from facilitation.services import clusters, context, contributions, merging, moderation, paper_cards, seen
from facilitation.services.committed import Committed
from facilitation.services.contributions import Written
from facilitation.storage.statements import AnyRow


@order("contribution.add")
def add(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    station: Name,
    text: Text,
    kind: str,
    language: str,
    table: int | None = None,
    reply_to: Id | None = None,
    name: Text = "",
) -> Committed[Written]:
    """Store a phone's contribution; sent again with the same id, it is answered as before."""
    return contributions.add(
        actor, station, id=id, text=text, kind=kind, language=language, table=table, reply_to=reply_to, name=name
    )


@order("contribution.edit")
def edit(actor: Actor, place: AnyRow, *, id: Id, text: Text, was: str) -> Committed[Written]:
    """Reword one's own contribution."""
    return contributions.edit(actor, id, text=text, was=was)


@order("contribution.withdraw")
def withdraw(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Written]:
    """Withdraw one's own contribution."""
    return contributions.withdraw(actor, id)


def _as_read(deed: Callable[[Actor, dict[str, str]], Committed[Contribution]]) -> Handler:
    """A handler of an order about a contribution as its sender read it (`was`), or about several at once (`items`)."""

    def handler(
        actor: Actor, place: AnyRow, *, id: Id | None = None, was: str | None = None, items: Items | None = None
    ) -> Committed[Contribution]:
        return deed(actor, seen.read(id, was, items))

    return handler


order("contribution.approve", HOSTS)(_as_read(moderation.approve))
order("contribution.show", HOSTS)(_as_read(moderation.show))
order("contribution.confirm_contact", HOSTS)(_as_read(moderation.confirm_contact))


@order("contribution.hide", HOSTS)
def hide(actor: Actor, place: AnyRow, *, id: Id, reason: Text | None = None) -> Committed[Contribution]:
    """Remove a contribution from every public screen."""
    return moderation.hide(actor, id, reason=reason)


@order("contribution.highlight", HOSTS)
def highlight(actor: Actor, place: AnyRow, *, id: Id, on: bool) -> Committed[Contribution]:
    """Mark a contribution as important, or remove the mark."""
    return moderation.highlight(actor, id, on=on)


@order("contribution.pause_author", HOSTS)
def pause_author(actor: Actor, place: AnyRow, *, id: Id, on: bool) -> Committed[Contribution]:
    """Let the author write nothing more until the next round, or write again."""
    return moderation.pause_author(actor, id, on=on)


@order("contribution.reword", HOSTS)
def reword(actor: Actor, place: AnyRow, *, id: Id, text: Text, was: str) -> Committed[Contribution]:
    """Reword somebody's contribution; the author's wording is kept."""
    return moderation.reword(actor, id, text=text, was=was)


@order("contribution.word_in_german", HOSTS)
def word_in_german(
    actor: Actor, place: AnyRow, *, id: Id, text: Text | None = None, was: str | None = None
) -> Committed[Contribution]:
    """Give a contribution in another language a German wording, or remove it."""
    return moderation.word_in_german(actor, id, text=text, was=was)


@order("contribution.type_in", HOSTS)
def type_in(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    station: Name,
    text: Text,
    kind: str,
    language: str,
    table: int | None = None,
    by_hand: int = 0,
    photo: Id | None = None,
) -> Committed[Contribution]:
    """Store a paper card that a host typed in."""
    return paper_cards.type_in(
        actor,
        context.station_of(place),
        id=id,
        text=text,
        kind=kind,
        language=language,
        table=table,
        by_hand=by_hand,
        photo=photo,
    )


@order("contribution.count_hands", HOSTS)
def count_hands(actor: Actor, place: AnyRow, *, id: Id, by_hand: int) -> Committed[Contribution]:
    """Set how many people without a phone agree, as a host counted them."""
    return paper_cards.count_hands(actor, id, by_hand=by_hand)


@order("contribution.cluster", HOSTS)
def cluster(actor: Actor, place: AnyRow, *, ids: list[str], cluster: Id | None = None) -> Committed[None]:
    """Move contributions into a cluster, or back to the inbox."""
    return clusters.put(actor, ids, cluster)


@order("contribution.merge", HOSTS)
def merge(actor: Actor, place: AnyRow, *, into: Id, ids: list[str]) -> Committed[None]:
    """Merge contributions that say the same into one of them."""
    return merging.merge(actor, into, ids)


@order("contribution.separate", HOSTS)
def separate(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Contribution]:
    """Let a merged contribution stand for itself again."""
    return merging.separate(actor, id)
