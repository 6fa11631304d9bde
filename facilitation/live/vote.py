"""Orders about dots, from phones."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.order import Ack, Field, Id, order
from facilitation.services import votes
from facilitation.storage.statements import AnyRow


@order("vote.set", contribution=Id(), on=Field(bool))
def set_vote(actor: Actor, event: AnyRow, *, contribution: str, on: bool) -> Ack:
    """Give a dot, or take it back."""
    given = votes.set(actor, contribution, on=on)
    broadcasts.votes_changed(actor.event_id, given.station_id, given.revision)
    broadcasts.recounted(event.id, given.recounted)
    return {"revision": given.revision, "votes_left": given.left}
