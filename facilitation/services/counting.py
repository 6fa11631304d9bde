"""How many dots a contribution has: those of people with a phone, and those counted by hand.

Visible contributions that are merged into it add theirs; a person who gave dots to several of them counts once.
"""

from sqlalchemy import bindparam, distinct, func, or_, select, update
from sqlalchemy.orm import aliased

from facilitation.models import Contribution, Vote
from facilitation.storage.statements import Prepared, Store
from facilitation.storage.transactions import CafeSession

_member = aliased(Contribution)
_IS_COUNTED = or_(
    _member.id == bindparam("contribution"),
    (_member.merged_into == bindparam("contribution")) & (_member.state == "visible"),
)
_PEOPLE = (
    select(func.count(distinct(Vote.participant_id)))
    .where(Vote.contribution_id.in_(select(_member.id).where(_IS_COUNTED)))
    .scalar_subquery()
)
_BY_HAND = select(func.coalesce(func.sum(_member.by_hand), 0)).where(_IS_COUNTED).scalar_subquery()
_COUNTED = (
    update(Contribution)
    .where(Contribution.id == bindparam("contribution"))
    .values(votes=_PEOPLE + _BY_HAND, revision=bindparam("raised"))
    .returning(Contribution.votes)
    .execution_options(synchronize_session=False)
)
_COUNT = Prepared(_COUNTED)
COUNTED_ANEW = frozenset({"merged_into", "by_hand", "state"})
"""Fields whose change may change the dots of a contribution and of the one it is merged into."""


def count(store: Store, contribution_id: str, merged_into: str | None, revision: int) -> int:
    """Count the dots of a contribution anew, and of the one it is merged into; return the contribution's dots.

    Both rows get this revision of their station.
    """
    if merged_into is not None:
        store.one(_COUNT, contribution=merged_into, raised=revision)
    return int(store.one(_COUNT, contribution=contribution_id, raised=revision).votes)


def count_in(session: CafeSession, contribution_id: str, revision: int) -> None:
    """Count the dots of one contribution anew, in a session and with all that the session has changed so far.

    The row gets this revision of its station.
    """
    session.flush()
    session.execute(_COUNTED, {"contribution": contribution_id, "raised": revision})
    session.expire(session.get_one(Contribution, contribution_id), ["votes", "revision"])
