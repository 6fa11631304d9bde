"""Dots."""

from facilitation import broadcasts
from facilitation.access import Actor
from facilitation.live.order import Ack, Field, order
from facilitation.models import Event
from facilitation.services import votes


@order("vote.set", contribution=Field(str), on=Field(bool))
def set_vote(actor: Actor, event: Event, *, contribution: str, on: bool) -> Ack:
    """A phone gives a dot or takes it back."""
    changed = votes.set(actor, contribution, on=on)
    broadcasts.station_changed(changed.station_id, changed.revision)
    return {"revision": changed.revision, "votes_left": votes.left(actor, changed.station_id)}
