"""Orders about dots, from phones."""

from facilitation.actor import Actor
from facilitation.live.fields import Id
from facilitation.live.order import order
from facilitation.services import votes
from facilitation.services.committed import Committed
from facilitation.services.votes import VoteResult
from facilitation.storage.statements import AnyRow


@order("vote.set")
def set_vote(actor: Actor, place: AnyRow, *, contribution: Id, on: bool) -> Committed[VoteResult]:
    """Give a dot, or take it back."""
    return votes.set(actor, contribution, on=on)
