"""Contributions, as phones write them and hosts moderate them."""

from facilitation import broadcasts
from facilitation.access import Actor
from facilitation.live.order import Ack, Field, order
from facilitation.models import Contribution
from facilitation.services import clusters, contributions, moderation
from facilitation.services.contributions import Written
from facilitation.services.store import AnyRow


@order(
    "contribution.add",
    id=Field(str),
    station=Field(str),
    text=Field(str),
    kind=Field(str),
    language=Field(str),
    table=Field(int, None),
    reply_to=Field(str, None),
)
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


@order("contribution.edit", id=Field(str), text=Field(str))
def edit(actor: Actor, event: AnyRow, *, id: str, text: str) -> Ack:
    """One's own contribution in other words."""
    return _changed(actor, contributions.edit(actor, id, text=text))


@order("contribution.withdraw", id=Field(str))
def withdraw(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """One's own contribution taken back."""
    return _changed(actor, contributions.withdraw(actor, id))


@order("contribution.approve", id=Field(str))
def approve(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host lets a waiting contribution onto the screens."""
    return _changed(actor, moderation.approve(actor, id))


@order("contribution.hide", id=Field(str), reason=Field(str, None))
def hide(actor: Actor, event: AnyRow, *, id: str, reason: str | None) -> Ack:
    """A host takes a contribution off every public screen."""
    return _changed(actor, moderation.hide(actor, id, reason=reason))


@order("contribution.show", id=Field(str))
def show(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host brings a hidden contribution back."""
    return _changed(actor, moderation.show(actor, id))


@order("contribution.highlight", id=Field(str), on=Field(bool))
def highlight(actor: Actor, event: AnyRow, *, id: str, on: bool) -> Ack:
    """A host marks a contribution as important."""
    return _changed(actor, moderation.highlight(actor, id, on=on))


@order("contribution.confirm_contact", id=Field(str))
def confirm_contact(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """A host lets contact data be shown."""
    return _changed(actor, moderation.confirm_contact(actor, id))


@order("contribution.cluster", ids=Field(list), cluster=Field(str, None))
def cluster(actor: Actor, event: AnyRow, *, ids: list[str], cluster: str | None) -> Ack:
    """A host moves contributions into a cluster, or back to the inbox."""
    revision = clusters.put(actor, ids, cluster)
    broadcasts.station_changed(actor.event_id, contributions.find(actor, ids[0]).station_id, revision)
    return {"revision": revision}


def _changed(actor: Actor, contribution: Contribution | Written) -> Ack:
    broadcasts.station_changed(actor.event_id, contribution.station_id, contribution.revision)
    return {"revision": contribution.revision, "state": contribution.state}
